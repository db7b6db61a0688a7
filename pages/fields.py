"""分野: what the projects are about, with whom and by whom."""

import streamlit as st

from clairviz.figures.field_matrix import field_counts_bar, field_flow, field_matrix
from clairviz.store.queries.field_matrix import (
    flows,
    pairings_by_field,
    projects_by_field_and_local_government,
    projects_by_field_and_region,
)
from clairviz.store.queries.fields import projects_by_field
from clairviz.web import answers, notices
from clairviz.web.fields import content as parts
from clairviz.web.fields import years as field_years
from clairviz.web.map.content import counting, total, years_in_turn
from clairviz.web.view import current

view = current()
_, selection, counts = view._, view.selection, view.key_figures
basis = selection.basis

with st.container(horizontal=True, vertical_alignment="bottom", key="counting"):
    counting(_)
    order, measure = parts.switches(_)
    st.markdown(total(counts, basis, _))
years_in_turn(view)
if not counts["project_count"]:
    notices.nothing_found(_)
    st.stop()

content = parts.content(view)
notices.findings([content.finding])
by_field = (projects_by_field, selection)
left, right = st.columns(2)
with left:
    figure = answers.cached(
        field_counts_bar,
        by_field,
        (pairings_by_field, selection),
        _=_,
        basis=basis,
        order=order,
        measure=measure,
        total=counts["project_count" if basis == "projects" else "pairing_count"],
    )
    parts.chart("field_counts", figure, content.bars, content, basis, _)
    figure = answers.cached(
        field_matrix, (projects_by_field_and_region, selection), by_field, _=_, facet="region"
    )
    parts.chart("field_region", figure, content.by_region, content, basis, _)
with right:
    figure = answers.cached(
        field_matrix, (projects_by_field_and_local_government, selection), by_field, _=_, facet="gov"
    )
    parts.chart("field_body", figure, content.by_body, content, basis, _)
field_years.draw(view)
parts.chart("flow", answers.cached(field_flow, (flows, selection), _=_), content.paths, content, basis, _)
