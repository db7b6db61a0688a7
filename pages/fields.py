"""分野: what the projects are about, with whom and by whom."""

import streamlit as st

from clairviz import findings
from clairviz.figures.field_matrix import field_counts_bar, field_flow
from clairviz.queries.field_matrix import (
    flows,
    pairings_by_field,
    projects_by_field_and_local_government,
    projects_by_field_and_region,
)
from clairviz.queries.fields import projects_by_field
from clairviz.queries.projects import PAGE_OF_PROJECTS, projects
from clairviz.ui import clicks, overview, serving
from clairviz.ui import fields as parts
from clairviz.ui.partner_map import counting, total, years_in_turn
from clairviz.ui.view import current

view = current()
_, selection, counts = view._, view.selection, view.key_figures
fields = serving.ask(projects_by_field, selection)
pairings = serving.ask(pairings_by_field, selection)
listed = serving.ask(projects, selection, PAGE_OF_PROJECTS)
sources = tuple(listed["source_id"].unique())

with st.container(horizontal=True, vertical_alignment="bottom", key="counting"):
    basis = counting(_)
    order, measure = parts.switches(_)
    st.markdown(total(counts, basis, _))
years_in_turn(view)
if not counts["project_count"]:
    overview.nothing_found(_)
    st.stop()

clicks.findings([findings.field_finding(fields, _=_)])
bars = parts.bars(fields, pairings, basis, _)
by_region = parts.cells(
    "field_region", serving.ask(projects_by_field_and_region, selection), fields, "region", _
)
by_body = parts.cells(
    "field_body", serving.ask(projects_by_field_and_local_government, selection), fields, "gov", _
)
paths = parts.paths(serving.ask(flows, selection), _)
left, right = st.columns(2)
with left:
    title = _("Projects in each field") if basis == "projects" else _("Pairings in each field")
    clicks.chart(
        "field_counts",
        serving.draw(
            field_counts_bar,
            (projects_by_field, selection),
            (pairings_by_field, selection),
            _=_,
            basis=basis,
            order=order,
            measure=measure,
            total=counts["project_count" if basis == "projects" else "pairing_count"],
        ),
        title=title,
        alt=parts.alt(title, bars, _),
        tables=[bars],
        sources=sources,
        _=_,
        note=_("Counted by primary field; secondary marks are shown apart."),
    )
    parts.matrix(
        "field_region",
        _("Partner region by field"),
        by_region,
        projects_by_field_and_region,
        "region",
        view,
        sources,
    )
with right:
    parts.matrix(
        "field_body",
        _("Local government by field"),
        by_body,
        projects_by_field_and_local_government,
        "gov",
        view,
        sources,
    )
title = _("From body to field to partner region")
clicks.chart(
    "flow",
    serving.draw(field_flow, (flows, selection), _=_),
    title=title,
    alt=parts.alt(title, paths, _),
    tables=[paths],
    sources=sources,
    _=_,
    note=parts.largest_cell(paths, _)
    + "  \n"
    + _("A project counts once in each of its regions, or once where none is stated."),
)
