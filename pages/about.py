"""制度と出典: what is on offer, and where every statement comes from."""

import streamlit as st

from clairviz.web.about import installation, sources
from clairviz.web.about import programmes as about
from clairviz.web.view import current

_ = current()._
with st.container(key="about"):
    sources.asked_source(_)
    about.contents(_)
    about.catalogue(_)
    about.model_project(_)
    sources.oddities(_)
    sources.sources(_)
    installation.installation(_)
    installation.network(_)
    about.asked_part()
