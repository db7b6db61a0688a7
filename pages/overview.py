"""概要: the year on one screen."""

import streamlit as st

from clairviz.figures.fields import field_bar
from clairviz.figures.partners import region_bar, region_map
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.partners import projects_by_region
from clairviz.store.queries.projects import (
    PAGE_OF_PROJECTS,
    key_figures,
    projects,
    projects_by_local_government,
)
from clairviz.store.queries.reference import options
from clairviz.web import answers, charts, downloads, navigation, notices, shell
from clairviz.web.overview import content as overview
from clairviz.web.view import current

view = current()
_, selection, counts = view._, view.selection, view.key_figures
if not counts["project_count"]:
    notices.nothing_found(_)
    st.stop()

content = answers.cached(
    overview.content,
    (projects_by_region, selection),
    (projects_by_field, selection),
    (projects_by_local_government, selection),
    (projects, selection, PAGE_OF_PROJECTS),
    (key_figures, selection),
    (options,),
    _=_,
)
notices.findings(content.findings)
overview.key_figures(view, content)

charted = st.grid(3, min_column_width=310)
with charted.cell():
    charts.chart(
        "partner_map",
        answers.cached(region_map, (projects_by_region, selection), _=_, outlines=charts.outlines("world")),
        title=_("Where the partners are"),
        alt=content.map_alt,
        table=content.region_table,
        sources=content.sources,
        _=_,
        note=_("Outlines are illustrative and take no position."),
        height="stretch",
    )
with charted.cell():
    charts.chart(
        "regions",
        answers.cached(
            region_bar, (projects_by_region, selection), _=_, not_stated=counts["not_stated_count"]
        ),
        title=_("Projects by partner region"),
        alt=content.region_alt,
        table=content.region_table,
        sources=content.sources,
        _=_,
        note=content.region_note,
    )
with charted.cell():
    charts.chart(
        "fields",
        answers.cached(field_bar, (projects_by_field, selection), _=_),
        title=_("Projects by field"),
        alt=content.field_alt,
        table=content.field_table,
        sources=content.sources,
        _=_,
        note=content.field_note,
    )

st.subheader(_("Projects"), anchor=False)
notices.truncation_note(len(content.project_table), counts["project_count"], _)
charts.data_table("projects", content.project_table, _=_, height="content", has_csv=False)
downloads.data_files(view)
shell.page_links(tuple(page for page in navigation.PAGES if page.url_path), _)
