"""The script Streamlit runs for every viewer and every change."""

from clairviz.ui import shell

shell.configure()
shell.run()
