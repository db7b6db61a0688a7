"""データ: every project, with search, files and SQL."""

import streamlit as st

from clairviz.web import notices
from clairviz.web.explore import listing, project, sql
from clairviz.web.navigation import PROJECT
from clairviz.web.view import current

view = current()
opened = st.session_state.get(PROJECT.key)
if opened:
    project.draw(view, opened)
elif view.key_figures["project_count"]:
    listing.found(view)
    listing.draw(view)
else:
    notices.nothing_found(view._)
sql.draw(view._)
