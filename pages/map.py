"""相手地域マップ: who cooperates with whom, and the projects behind it."""

import streamlit as st

from clairviz import findings, map_tables
from clairviz.figures.partner_map import body_map, partner_map
from clairviz.queries.fields import projects_by_field
from clairviz.queries.partner_map import bodies, bodies_frame
from clairviz.queries.partners import projects_by_local_government_and_region, projects_by_region
from clairviz.queries.projects import PAGE_OF_PROJECTS, projects
from clairviz.ui import charts, clicks, overview, serving
from clairviz.ui import partner_map as parts
from clairviz.ui.view import current

view = current()
_, selection, counts = view._, view.selection, view.key_figures
regions = serving.ask(projects_by_region, selection)
pairs = serving.ask(projects_by_local_government_and_region, selection)
governments = serving.ask(bodies, selection)
listed = serving.ask(projects, selection, PAGE_OF_PROJECTS)

with st.container(horizontal=True, vertical_alignment="bottom", key="counting"):
    basis = parts.counting(_)
    st.markdown(parts.total(counts, basis, _))
parts.years_in_turn(view)
if not counts["project_count"]:
    overview.nothing_found(_)
    parts.unmarked(view)
    st.stop()

clicks.findings(
    [
        findings.region_finding(regions, counts["project_count"], _=_),
        findings.unmarked_finding(listed, counts["not_stated_count"], _=_),
    ]
)
sources = tuple(listed["source_id"].unique())
left, right = st.columns([5, 3])
with left:
    clicks.chart(
        "partners",
        serving.draw(
            partner_map,
            (projects_by_region, selection),
            (projects_by_local_government_and_region, selection),
            (projects_by_field, selection),
            _=_,
            outlines=charts.outlines("world"),
            chosen=selection.regions,
            field=selection.fields[0] if len(selection.fields) == 1 else "",
            others=parts.other_regions(view),
        ),
        title=map_tables.partner_title(basis, _),
        alt=map_tables.partner_alt(regions, counts["not_stated_count"], basis, _),
        tables=[
            map_tables.partners(regions, counts["not_stated_count"], basis, _),
            map_tables.pairs(pairs, _),
        ],
        sources=sources,
        _=_,
        note=map_tables.boundary_note(_),
    )
    clicks.chart(
        "bodies",
        serving.draw(
            body_map,
            (bodies, selection),
            (bodies_frame,),
            _=_,
            outlines=charts.outlines("japan"),
            basis=basis,
            chosen=selection.local_governments,
        ),
        title=map_tables.body_title(basis, _),
        alt=map_tables.body_alt(governments, basis, _),
        tables=[map_tables.bodies(governments, _)],
        sources=sources,
        _=_,
        note=map_tables.cut_note(governments, pairs, _),
    )
with right, st.container(border=True, key="panel_projects"):
    parts.unmarked(view)
    st.subheader(_("Projects"), anchor=False)
    parts.cards(view, listed)
