"""相手地域マップ: who cooperates with whom, and the projects behind it."""

import streamlit as st

from clairviz.base.facets import YEAR
from clairviz.web import answers, downloads, notices, play
from clairviz.web.map import content
from clairviz.web.state import view_address
from clairviz.web.view import current

view = current()
if len(view.years) > 1:
    steps = tuple(map(str, view.years))
    play.button(YEAR.key, steps, view._("Play through the years"), view._)
    play.turn_page(YEAR.key, steps)
shown = answers.compose(content.page, view.selection, view_address("map"), _=view._)
if shown:
    st.html(shown)
    downloads.data_files(view)
else:
    notices.nothing_found(view._)
