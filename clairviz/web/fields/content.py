"""Parts of the fields page: switches, tables with the link of each row, sentences, descriptions."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.base.selection import Basis
from clairviz.figures.clicks import mark
from clairviz.figures.field_matrix import ROWS, in_basis, region_names, row_names
from clairviz.figures.map_tables import Table
from clairviz.store.queries.field_matrix import (
    flows,
    pairings_by_field,
    projects_by_field_and_local_government,
    projects_by_field_and_region,
)
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.provenance import sources_of_projects
from clairviz.web import answers, clicks, state
from clairviz.web.view import View
from clairviz.words import findings
from clairviz.words.phrases import count_of_projects, joined, spelling_note


def switches(_: Translator) -> tuple[str, str]:
    """The order and the measure of the bars."""
    orders = {"source": _("Order of the source"), "count": _("By count")}
    measures = {"count": _("Numbers"), "share": _("Shares")}
    st.segmented_control(
        _("Order"), tuple(orders), **state.bind("order"), required=True, format_func=orders.__getitem__
    )
    st.segmented_control(
        _("Measure"),
        tuple(measures),
        **state.bind("measure"),
        required=True,
        format_func=measures.__getitem__,
    )
    return str(st.session_state.get("order") or "source"), str(st.session_state.get("measure") or "count")


def bars(fields: pd.DataFrame, pairings: pd.DataFrame, basis: Basis, _: Translator) -> Table:
    """One row a field: primary and, apart, secondary marks."""
    rows = in_basis(fields, pairings, basis)
    primary, secondary = (
        (_("Projects (primary)"), _("Projects (secondary)"))
        if basis == "projects"
        else (_("Pairings (primary)"), _("Pairings (secondary)"))
    )
    return (
        "field_counts",
        pd.DataFrame(
            {
                _("Field"): list(rows[f"name_{_.lang}"]),
                primary: [int(n) for n in rows["primary_count"]],
                secondary: [int(n) for n in rows["secondary_count"]],
            }
        ),
        [mark(field=code) for code in rows["field_code"]],
    )


def cells(name: str, frame: pd.DataFrame, fields: pd.DataFrame, facet: str, _: Translator) -> Table:
    """One row a cell of a matrix that is not empty."""
    names = dict(zip(fields["field_code"], fields[f"name_{_.lang}"], strict=True))
    labels = row_names(frame, _).set_index("code")["label"]
    heading = _("Partner region") if facet == "region" else _("Local government")
    return (
        name,
        pd.DataFrame(
            {
                heading: [labels[code] for code in frame["code"]],
                _("Field"): [names[code] for code in frame["field_code"]],
                _("Projects (primary)"): [int(n) for n in frame["primary_count"]],
                _("Projects (secondary)"): [int(n) for n in frame["secondary_count"]],
            }
        ),
        [
            mark(**{"field": field, facet: code})
            for code, field in zip(frame["code"], frame["field_code"], strict=True)
        ],
    )


def paths(frame: pd.DataFrame, _: Translator) -> Table:
    """One row a body, field and region."""
    regions = region_names(frame["region_code"], frame[f"region_{_.lang}"], _)
    return (
        "flow",
        pd.DataFrame(
            {
                _("Local government"): list(frame[f"government_{_.lang}"]),
                _("Field"): list(frame[f"field_{_.lang}"]),
                _("Partner region"): regions,
                _("Projects"): [int(n) for n in frame["path_count"]],
            }
        ),
        [
            mark(gov=gov, field=field, region=region)
            for gov, field, region in zip(
                frame["local_government_code"], frame["field_code"], frame["region_code"], strict=True
            )
        ],
    )


def largest_cell(table: Table, _: Translator) -> str:
    """The sentence on the most frequent combination, by the first numeric column."""
    rows = table[1]
    if rows.empty:
        return ""
    numbers = rows.select_dtypes("number").iloc[:, 0]
    leaders = rows[numbers == numbers.max()]
    names = " × ".join(
        str(value) for value in leaders.iloc[0][list(rows.select_dtypes(exclude="number").columns)]
    )
    count = count_of_projects(int(numbers.max()), _)
    if len(leaders) > 1:
        return _("{number} combinations share the most, {count} each.", number=len(leaders), count=count)
    return _("The most frequent combination is **{names}** with {count}.", names=names, count=count)


def alt(title: str, table: Table, _: Translator) -> str:
    """A figure in words with its numbers."""
    numbers = _("; ").join(
        " ".join(str(value) for value in row) for row in table[1].head(ROWS * 2).itertuples(index=False)
    )
    return _("{title}: {numbers}.", title=title, numbers=numbers)


@dataclass(frozen=True)
class Content:
    """Everything on the page that is computed from the data; nobody may change the tables."""

    finding: str | None
    bars: Table
    by_region: Table
    by_body: Table
    paths: Table
    alts: dict[str, str]
    notes: dict[str, str]
    sources: tuple[str, ...]


def content(view: View) -> Content:
    """The page's sentences, descriptions and tables for the view."""
    selection = view.selection
    return answers.cached(
        _content,
        (projects_by_field, selection),
        (pairings_by_field, selection),
        (projects_by_field_and_region, selection),
        (projects_by_field_and_local_government, selection),
        (flows, selection),
        (sources_of_projects, selection),
        _=view._,
        basis=selection.basis,
    )


def _content(
    fields: pd.DataFrame,
    pairings: pd.DataFrame,
    by_region: pd.DataFrame,
    by_body: pd.DataFrame,
    flow: pd.DataFrame,
    used: pd.DataFrame,
    *,
    _: Translator,
    basis: Basis,
) -> Content:
    titles = chart_titles(basis, _)
    tables = {
        "field_counts": bars(fields, pairings, basis, _),
        "field_region": cells("field_region", by_region, fields, "region", _),
        "field_body": cells("field_body", by_body, fields, "gov", _),
        "flow": paths(flow, _),
    }
    brackets = _("Projects by primary field; secondary marks in brackets.")
    several = _("A project counts once in each of its regions, or once where none is stated.")
    return Content(
        finding=findings.field_finding(fields, _=_),
        bars=tables["field_counts"],
        by_region=tables["field_region"],
        by_body=tables["field_body"],
        paths=tables["flow"],
        alts={name: alt(titles[name], table, _) for name, table in tables.items()},
        notes={
            "field_counts": joined(
                [_("Counted by primary field; secondary marks are shown apart."), spelling_note(fields, _)], _
            ),
            "field_region": largest_cell(tables["field_region"], _) + "  \n" + brackets,
            "field_body": largest_cell(tables["field_body"], _) + "  \n" + brackets,
            "flow": largest_cell(tables["flow"], _) + "  \n" + several,
        },
        sources=tuple(used["source_id"]),
    )


def chart_titles(basis: Basis, _: Translator) -> dict[str, str]:
    """The title of each chart."""
    return {
        "field_counts": _("Projects in each field") if basis == "projects" else _("Pairings in each field"),
        "field_region": _("Partner region by field"),
        "field_body": _("Local government by field"),
        "flow": _("From body to field to partner region"),
    }


def chart(name: str, figure: go.Figure, table: Table, content: Content, basis: Basis, _: Translator) -> None:
    """One of the page's charts, with its title, description, table and note."""
    clicks.chart(
        name,
        figure,
        title=chart_titles(basis, _)[name],
        alt=content.alts[name],
        tables=[table],
        sources=content.sources,
        _=_,
        note=content.notes[name],
    )
