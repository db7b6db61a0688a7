"""発表: the selection in scenes, on a projector, as slides and as a handout."""

import streamlit as st

from clairviz.web.navigation import BARE_VIEWS, VIEW
from clairviz.web.present import files as present_files
from clairviz.web.present import prepare as present
from clairviz.web.present import stage
from clairviz.web.view import current

view = current()
story = present.story()
report = present.report_of_story(view, story)
shown_as = st.session_state[VIEW.key]
if shown_as in BARE_VIEWS:
    stage.draw(report, shown_as, present.channel(view, story), view._)
    st.stop()

present.stage_links(view._)
left, right = st.columns([2, 1], gap="medium")
with left:
    present.occasion(story, view._)
    present.scenes(view, story, report)
with right:
    present_files.draw(view, story)
