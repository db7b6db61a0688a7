"""概要: the year on one screen."""

import streamlit as st

from clairviz import findings, navigation, tables
from clairviz.figures.fields import field_bar
from clairviz.figures.partners import region_bar, region_map
from clairviz.queries.fields import projects_by_field
from clairviz.queries.partners import projects_by_region
from clairviz.queries.projects import PAGE_OF_PROJECTS, projects, projects_by_local_government
from clairviz.ui import charts, overview, serving, shell
from clairviz.ui.view import current

view = current()
_, selection, counts = view._, view.selection, view.key_figures
regions = serving.ask(projects_by_region, selection)
fields = serving.ask(projects_by_field, selection)
governments = serving.ask(projects_by_local_government, selection)
listed = serving.ask(projects, selection, PAGE_OF_PROJECTS)

if not counts["project_count"]:
    overview.nothing_found(_)
    st.stop()

overview.findings([
    findings.region_finding(regions, counts["project_count"], _=_),
    findings.field_finding(fields, _=_),
    findings.repeat_finding(governments, _=_),
    findings.unmarked_finding(listed, counts["not_stated_count"], _=_),
])
overview.key_figures(view, governments)

sources = tuple(listed["source_id"].unique())
left, middle, right = st.columns([5, 4, 4])
with left:
    charts.chart(
        "partner_map", serving.draw(region_map, (projects_by_region, selection), _=_, outlines=charts.outlines("world")),
        title=_("Where the partners are"), alt=overview.region_alt(regions, counts, _),
        table=tables.region_table(regions, counts["not_stated_count"], _=_), sources=sources, _=_,
        note=overview.boundary_note(_))
with middle:
    charts.chart(
        "regions", serving.draw(region_bar, (projects_by_region, selection), _=_, not_stated=counts["not_stated_count"]),
        title=_("Projects by partner region"), alt=overview.region_bar_alt(regions, counts, _),
        table=tables.region_table(regions, counts["not_stated_count"], _=_), sources=sources, _=_,
        note=overview.region_note(counts, _))
with right:
    charts.chart(
        "fields", serving.draw(field_bar, (projects_by_field, selection), _=_),
        title=_("Projects by field"), alt=overview.field_alt(fields, _),
        table=tables.field_table(fields, _=_), sources=sources, _=_,
        note=_("Counted by primary field; secondary marks are shown apart."))

st.subheader(_("Projects"), anchor=False)
overview.truncation_note(len(listed), counts["project_count"], _)
charts.data_table("projects", tables.project_table(listed, view.names, _=_), _=_, height="content")
shell.page_links(tuple(page for page in navigation.PAGES if page.url_path), _)
