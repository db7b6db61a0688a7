"""データ管理: bring a year in, and see what is on file."""

import streamlit as st

from clairviz.web import answers
from clairviz.web.data import holdings, publishing, results, upload
from clairviz.web.view import current

_ = current()._
with st.container(key="data_page"):
    upload.introduction(_)
    asked = upload.asked(_)
    if asked is None:
        upload.templates(_)
    else:
        read = results.draw(asked, _)
        if read is not None:
            publishing.draw(read, asked, _)
    publishing.outcome(_)
    st.html(answers.compose(holdings.years, _=_))
    publishing.kept(_)
