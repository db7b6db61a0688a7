"""概要: the programme, its years, its partners, fields and bodies on one screen."""

import streamlit as st

from clairviz.web import answers, downloads, notices
from clairviz.web.overview import content
from clairviz.web.state import view_address
from clairviz.web.view import current

view = current()
shown = answers.compose(content.page, view.selection, view_address(""), _=view._)
if shown:
    st.html(shown)
    downloads.data_files(view)
else:
    notices.nothing_found(view._)
