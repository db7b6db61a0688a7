"""One project: what the source says of it and what it does not, and what lies near."""

import html
from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from clairviz.export.data.columns import described
from clairviz.store.queries.explore import neighbours, one_project
from clairviz.store.queries.extracts import PROJECT_COLUMNS
from clairviz.web import answers, charts, state
from clairviz.web.navigation import PROJECT
from clairviz.web.view import View
from clairviz.words.phrases import listing, project_name, years_label

_AMOUNTS = ("total_cost_yen", "subsidy_yen")
# Said elsewhere on the page, or a code of what is said in words.
_LEFT_OUT = ("number", "local_government_code", "source_id", "title_ja", "title_en")
_MOST_NEAR = 10


def draw(view: View, project_id: str) -> None:
    """The project of that id, or that there is none; the way back to the list first."""
    _ = view._
    st.button(_("← All projects"), on_click=_close, key="close_project")
    rows = answers.ask(one_project, project_id)
    if rows.empty:
        st.info(_("There is no project {id}. It may belong to other data.", id=project_id))
        return
    record = rows.to_dict("records")[0]
    name = project_name(record, _)
    title = record[f"title_{_.lang}"]
    st.subheader(f"{years_label((int(record['fiscal_year']),), (), _)} {name}", anchor=False)
    st.markdown(f"**{html.escape(str(title))}**" if not pd.isna(title) else _("Title: not stated"))
    stated, absent = _facts(view, record)
    left, right = st.columns([3, 2])
    with left:
        st.table({_("Item"): list(stated), _("Content"): list(stated.values())})
        if absent:
            st.caption(_("Not stated in the source: {items}.", items=listing(absent, _)))
        st.caption(charts.source_text((str(record["source_id"]),), _))
    with right:
        _near(view, project_id)


def _facts(view: View, record: dict[Hashable, Any]) -> tuple[dict[str, str], list[str]]:
    """What is stated by heading, and the headings of what is not."""
    _, names = view._, view.names
    stated: dict[str, str] = {}
    absent: list[str] = []
    for facet, heading, column in (
        ("field", _("Field"), "primary_fields"),
        ("field", _("Secondary field"), "secondary_fields"),
        ("region", _("Partner region"), "regions"),
    ):
        words = [names.get((facet, code), code) for code in record[column]]
        if words:
            stated[heading] = listing(words, _)
        elif column != "secondary_fields":
            absent.append(heading)
    for column in PROJECT_COLUMNS:
        if column in _LEFT_OUT:
            continue
        heading, value = described(column, _).heading, record[column]
        if pd.isna(value):
            absent.append(heading)
        elif column in _AMOUNTS:
            stated[heading] = f"{int(value):,}"
        elif isinstance(value, bool):
            stated[heading] = _("yes") if value else _("no")
        elif isinstance(value, pd.Timestamp):
            stated[heading] = value.date().isoformat()
        else:
            stated[heading] = str(value)
    return stated, absent


def _near(view: View, project_id: str) -> None:
    """The same body's other projects, then those that share a field or a region, each a link."""
    _ = view._
    rows = answers.ask(neighbours, project_id, _MOST_NEAR)
    for is_same, heading, nothing in (
        (True, _("Other projects of the body"), _("None on file.")),
        (False, _("Near in field and region"), _("No other project shares a field or a region.")),
    ):
        st.markdown(f"**{heading}**")
        part = rows[rows["is_same_body"] == is_same]
        st.markdown("\n".join(_neighbour(view, one) for one in part.to_dict("records")) or nothing)


def _neighbour(view: View, record: dict[Hashable, Any]) -> str:
    """A line with the project as a link, and what it shares."""
    _ = view._
    name = f"{years_label((int(record['fiscal_year']),), (), _)} {project_name(record, _)}"
    fields = (*record["primary_fields"], *record["secondary_fields"])
    marks = [view.names.get(("field", code), code) for code in fields]
    marks += [view.names.get(("region", code), code) for code in record["regions"]]
    return f"- [{name}](explore?project={record['project_id']}&lang={_.lang}) {_(', ').join(marks)}"


def _close() -> None:
    state.put(PROJECT.key, None)
