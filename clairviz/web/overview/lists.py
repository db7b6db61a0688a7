"""The ranks, the first projects and the sources of the overview."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked import panel
from clairviz.figures.linked.bars import BarRow, ranked_bars
from clairviz.figures.linked.element import element, link
from clairviz.figures.theme import field_colours, field_patterns
from clairviz.report.model import Ask
from clairviz.store.queries import projects
from clairviz.store.queries.fields import projects_by_field
from clairviz.web.csv_links import counts_csv, projects_csv
from clairviz.words.facts import Facts
from clairviz.words.phrases import count_of_projects, joined, listing, spelling_note, years_label

MOST_RANKS = 8
MOST_PROJECTS = 20


def panel_of_ranks(
    ask: Ask, selection: Selection, facts: Facts, address: Address, mark: Markup, *, _: Translator
) -> Markup:
    """Bodies with the most projects, where some have several, and fields."""
    spelling = spelling_note(ask(projects_by_field, selection), _)
    return panel.panel(
        _("Projects by field"),
        ranked_bars(_fields(ask, selection, address, _), label=_("Projects by primary field"), _=_),
        *_bodies(facts, address, _),
        note=joined(
            [_("Counted by primary field; hatched: secondary marks."), *([spelling] if spelling else [])], _
        ),
        foot=[
            mark,
            panel.more(
                address.at("fields", "year", "region", "pref", "gov", "q", "lang").text, _("To the fields"), _
            ),
            *counts_csv(address, "field", _),
        ],
    )


def _fields(ask: Ask, selection: Selection, address: Address, _: Translator) -> list[BarRow]:
    found = ask(projects_by_field, selection)
    marked = found[(found["primary_count"] + found["secondary_count"]) > 0]
    marked = marked.sort_values(
        ["primary_count", "secondary_count", "sort_order"], ascending=[False, False, True]
    )
    colours, patterns = field_colours(list(marked["sort_order"])), field_patterns(list(marked["sort_order"]))
    rows = []
    for record, colour, pattern in zip(marked.to_dict("records"), colours, patterns, strict=True):
        code, second = str(record["field_code"]), int(record["secondary_count"])
        rows.append(
            BarRow(
                _.name(record),
                int(record["primary_count"]),
                address.toggled(field=code).text,
                f"field:{code}",
                second=second,
                second_note=_("+{count} secondary", count=second) if second else "",
                colour=colour,
                pattern=pattern,
                is_chosen=address.values("field") == (code,),
            )
        )
    return rows


def _bodies(facts: Facts, address: Address, _: Translator) -> list[Markup]:
    ranking = [pair for pair in facts.counts.ranking("gov", facts.chosen) if pair[1] > 1]
    if not ranking or "gov" in facts.filtered:
        return []
    rows = [
        BarRow(
            facts.name("gov", code),
            count,
            address.at("profile", "year", "lang").having("of", f"gov-{code}").text,
            f"gov:{code}",
        )
        for code, count in ranking[: MOST_RANKS if len(facts.chosen) > 1 else 4]
    ]
    return [
        element("h4", _("Bodies with several projects")),
        ranked_bars(rows, label=_("Bodies with several projects"), _=_),
    ]


def project_panel(
    ask: Ask, selection: Selection, facts: Facts, address: Address, mark: Markup, *, _: Translator
) -> Markup:
    """The first projects as a table; columns without a value are folded into a note."""
    listed = ask(projects.projects, selection, MOST_PROJECTS)
    records = listed.to_dict("records")
    heads: list[str] = []
    columns: list[list[object]] = []

    def add(head: str, values: list[object]) -> None:
        heads.append(head)
        columns.append(values)

    if len(facts.chosen) > 1:
        add(_("Fiscal year"), [years_label((int(record["fiscal_year"]),), (), _) for record in records])
    add(_("Body"), [_body(record, address, _) for record in records])
    add(_("Project"), [_project(record, address, _) for record in records])
    add(_("Primary field"), [_marks("field", record["primary_fields"], facts, _) for record in records])
    if any(len(record["secondary_fields"]) for record in records):
        add(
            _("Secondary field"),
            [_marks("field", record["secondary_fields"], facts, _, none="") for record in records],
        )
    add(_("Partner region"), [_marks("region", record["regions"], facts, _) for record in records])
    numeric = set()
    for column, head in (("total_cost_yen", _("Total cost (yen)")), ("subsidy_yen", _("Subsidy (yen)"))):
        if listed[column].notna().any():
            numeric.add(len(heads))
            add(head, [_("not stated") if pd.isna(value) else f"{int(value):,}" for value in listed[column]])
    everything = address.at("explore", *(key for key, _value in address.parameters)).text
    return panel.panel(
        _("Projects ({count})", count=count_of_projects(facts.total, _)),
        panel.plain_table(
            heads, list(zip(*columns, strict=True)), label=_("Projects"), numeric=frozenset(numeric)
        ),
        note=_silence(listed, facts, _),
        foot=[
            mark,
            panel.more(
                everything,
                _("All {count} as a table, to search and download", count=count_of_projects(facts.total, _)),
                _,
            ),
            *projects_csv(address, _),
        ],
    )


def _silence(listed: pd.DataFrame, facts: Facts, _: Translator) -> str:
    """What is listed, and which columns the source says nothing of."""
    silent = [
        name
        for column, name in (
            (f"title_{_.lang}", _("titles")),
            ("total_cost_yen", _("costs")),
            ("subsidy_yen", _("subsidies")),
        )
        if listed[column].isna().all()
    ]
    parts = []
    if len(listed) < facts.total:
        parts.append(
            _(
                "The first {shown} of {total} are listed.",
                shown=len(listed),
                total=count_of_projects(facts.total, _),
            )
        )
    if silent:
        parts.append(_("Not stated for these projects: {items}.", items=listing(silent, _)))
    return " ".join(parts)


def _body(record: dict[Any, Any], address: Address, _: Translator) -> Markup | str:
    code = record["local_government_code"]
    if pd.isna(code):
        return _("not stated")
    return link(address.at("profile", "lang").having("of", f"gov-{code}").text, _.name(record))


def _project(record: dict[Any, Any], address: Address, _: Translator) -> Markup:
    title = record[f"title_{_.lang}"]
    number = "" if pd.isna(record["number"]) else f"({int(record['number'])})"
    text = str(title) if not pd.isna(title) else number or _("title not stated")
    return link(address.at("explore", "lang").having("project", str(record["project_id"])).text, text)


def _marks(facet: str, codes: Sequence[str], facts: Facts, _: Translator, *, none: str | None = None) -> str:
    names = [facts.name(facet, code) for code in codes]
    return _(", ").join(names) or (_("not stated") if none is None else none)
