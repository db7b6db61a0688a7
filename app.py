"""The script Streamlit runs for every viewer and every change."""

from clairviz.web import shell

shell.configure_page()
shell.run_page()
