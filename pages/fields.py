"""分野: what the projects are about, with whom and by whom."""

import streamlit as st

from clairviz.web import answers, downloads, notices
from clairviz.web.fields import content
from clairviz.web.navigation import MEASURE, PAGES_OF_FIELDS
from clairviz.web.state import view_address
from clairviz.web.view import current

view = current()
shown = answers.compose(
    content.page,
    view.selection,
    view_address("fields"),
    measure=st.session_state.get(MEASURE.key) or "count",
    pages=tuple(int(st.session_state.get(part.key) or 1) for part in PAGES_OF_FIELDS.values()),
    _=view._,
)
if shown:
    st.html(shown)
    downloads.data_files(view)
else:
    notices.nothing_found(view._)
