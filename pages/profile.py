"""プロフィール: one prefecture, local government, partner region or field."""

import streamlit as st

from clairviz.web import answers, notices
from clairviz.web.profile import choice, content
from clairviz.web.state import view_address
from clairviz.web.view import current

view = current()
subject, others = choice.draw(view)
if subject is not None:
    shown = answers.compose(
        content.page, subject, others, view.selection.years, view_address("profile"), _=view._
    )
    if shown:
        st.html(shown)
    else:
        notices.nothing_on_file(view._)
