"""相手地域マップ: who cooperates with whom, and the projects behind it."""

import streamlit as st

from clairviz.figures import map_tables
from clairviz.figures.body_map import body_map
from clairviz.figures.partner_map import partner_map
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.partner_map import bodies, bodies_frame
from clairviz.store.queries.partners import projects_by_local_government_and_region, projects_by_region
from clairviz.web import answers, charts, clicks, notices
from clairviz.web.map import content as parts
from clairviz.web.view import current

view = current()
_, selection, counts = view._, view.selection, view.key_figures

with st.container(horizontal=True, vertical_alignment="bottom", key="counting"):
    parts.counting(_)
    st.markdown(parts.total(counts, selection.basis, _))
parts.years_in_turn(view)
if not counts["project_count"]:
    notices.nothing_found(_)
    parts.unmarked(view)
    st.stop()

content = parts.content(view)
notices.findings(content.findings)
left, right = st.columns([5, 3])
with left:
    clicks.chart(
        "partners",
        answers.cached(
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
        title=map_tables.partner_title(selection.basis, _),
        alt=content.partner_alt,
        tables=content.partner_tables,
        sources=content.sources,
        _=_,
        note=map_tables.boundary_note(_),
        legend=content.legend,
        is_fluid=True,
    )
    clicks.chart(
        "bodies",
        answers.cached(
            body_map,
            (bodies, selection),
            (bodies_frame,),
            _=_,
            outlines=charts.outlines("japan"),
            basis=selection.basis,
            chosen=selection.local_governments,
        ),
        title=map_tables.body_title(selection.basis, _),
        alt=content.body_alt,
        tables=content.body_tables,
        sources=content.sources,
        _=_,
        note=content.body_note,
        is_fluid=True,
    )
with right, st.container(border=True, key="panel_projects"):
    parts.unmarked(view)
    st.subheader(_("Projects"), anchor=False)
    parts.cards(view, content)
