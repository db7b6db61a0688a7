"""Parts of the about page: where every statement comes from, and what was odd in it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator, half
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.store.queries import offices as queries
from clairviz.store.queries import reference
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.projects import projects
from clairviz.store.queries.provenance import DOCUMENT, uses_of_sources
from clairviz.subsidy import yen_words
from clairviz.subsidy.words.labels import rate_words
from clairviz.web import answers, charts
from clairviz.web.about.programmes import columns
from clairviz.web.rules import rules_on_file
from clairviz.words import chronology
from clairviz.words.phrases import AS_PRINTED, count_of_projects, project_name, years_label


def asked_source(_: Translator) -> None:
    """The source a link asked for, before anything else."""
    asked = st.session_state.get("source")
    for group in answers.cached(_sources, (reference.sources,), (uses_of_sources,), _=_, only=asked or "-"):
        for title, body in group.sources:
            with st.container(key="findings"):
                st.markdown(_("**Source: {title}**", title=title))
                st.markdown(body)


def oddities(_: Translator) -> None:
    """Every conflict or oddity recorded, with the numbers it touches."""
    st.subheader(_("Conflicts and oddities in the sources"), anchor="oddities")
    with st.container(border=True, key="oddities_shown"):
        st.markdown(answers.cached(_oddities, _=_))


def sources(_: Translator) -> None:
    """Each source with what was taken from it, when, and what to know of it."""
    st.subheader(_("Sources"), anchor="sources")
    with st.container(key="sources_shown"):
        for group in answers.cached(_sources, (reference.sources,), (uses_of_sources,), _=_):
            st.markdown(f"#### {group.heading}")
            with st.grid(columns(len(group.sources)), min_column_width=300, border=True):
                for title, body in group.sources:
                    st.markdown(f"**{title}**\n\n{body}")


@dataclass(frozen=True)
class _Group:
    """Sources of a kind: title and description of each."""

    heading: str
    sources: list[tuple[str, str]]


def _sources(sources: pd.DataFrame, uses: pd.DataFrame, *, _: Translator, only: str = "") -> list[_Group]:
    """Every source, or the one called `only`, by what it was used for."""
    dated = set(uses["source_id"][uses["kind"].isin(["office", "milestone"])])
    ruled = {rule.source_id for rule in rules_on_file().values()}
    headings = (
        _("The document the data began with"),
        _("Dates of the offices"),
        _("Subsidy rules of other years"),
        _("Codes, positions and supporting evidence"),
    )
    groups: dict[str, list[tuple[str, str]]] = {heading: [] for heading in headings}
    for record in sources.to_dict("records"):
        name = record["source_id"]
        if only not in ("", name):
            continue
        place = 0 if name == DOCUMENT else 1 if name in dated else 2 if name in ruled else 3
        groups[headings[place]].append((str(record["title"]), _source_body(record, uses, _)))
    return [_Group(heading, found) for heading, found in groups.items() if found]


def _source_body(record: Mapping[Hashable, Any], uses: pd.DataFrame, _: Translator) -> str:
    absent = _("not stated")
    taken = [_use(use, _) for use in uses[uses["source_id"] == record["source_id"]].to_dict("records")]
    taken += [
        _("subsidy rule of {years}", years=years_label((year,), (), _))
        for year, rule in sorted(rules_on_file().items())
        if rule.source_id == record["source_id"]
    ]
    place = absent if pd.isna(record["locator"]) else f"`{record['locator']}`"
    day = record["retrieved_on"]
    lines = [
        _("Short name: {name}", name=f"`{record['source_id']}`"),
        _("Publisher: {name}", name=absent if pd.isna(record["publisher"]) else record["publisher"]),
        _("Place: {place}", place=place),
        _(
            "Taken over on: {date}",
            date=absent if pd.isna(day) else chronology.both(day.date().isoformat(), "day", _),
        ),
        _("Taken from it: {rows}", rows=_(", ").join(taken) or _("supporting evidence only; see the note")),
    ]
    if not pd.isna(record["note"]):
        lines.append(_("Note: {note}", note=half(record["note"], _)))
    return "  \n".join(lines)


def _use(use: Mapping[Hashable, Any], _: Translator) -> str:
    kinds = {
        "project": _("projects"),
        "fiscal_year": _("fiscal years"),
        "published_total": _("published totals"),
        "office": _("offices"),
        "milestone": _("dated events"),
        "programme": _("programmes"),
    }
    return _("{name} ({count})", name=kinds[str(use["kind"])], count=int(use["row_count"]))


def _link(source_id: str, _: Translator) -> str:
    return f"[{source_id}]({charts.source_address(source_id, _)})"


def _oddities(*, _: Translator) -> str:
    """Statements first, then what is clearer as a table: openings and rules."""
    lines = [*_unmarked(_), *_spellings(_)]
    return "\n\n".join(["\n".join(f"- {line}" for line in lines), _openings(_), _rules(_)])


def _unmarked(_: Translator) -> list[str]:
    found = answers.ask(projects, Selection(regions=(NOT_STATED,)))
    lines = []
    for year in sorted({int(value) for value in found["fiscal_year"]}):
        rows = found[found["fiscal_year"] == year]
        every = answers.ask(projects, Selection(years=(year,)))
        pairs = sum(len(regions) for regions in every["regions"])
        lines.append(
            _(
                "**No region marked:** {years}, {count} of {total} ({names}). The {pairs} pairings are those of "
                "the other {marked}. Source: {source}",
                years=years_label((year,), (), _),
                count=len(rows),
                total=count_of_projects(len(every), _),
                pairs=pairs,
                marked=len(every) - len(rows),
                names=_(", ").join(project_name(record, _) for record in rows.to_dict("records")),
                source=_link(str(rows["source_id"].iloc[0]), _),
            )
        )
    return lines


def _spellings(_: Translator) -> list[str]:
    lines = []
    for field in answers.ask(projects_by_field, Selection()).to_dict("records"):
        count = int(field["primary_count"])
        if field["field_code"] in AS_PRINTED:
            lines.append(
                _(
                    "**As printed:** {printed} is spelt as in the source ({count}). Source: {source}",
                    printed=field["name_ja"] if _.lang == "ja" else f"{field['name_ja']} ({_.name(field)})",
                    count=count_of_projects(count, _),
                    source=_link(DOCUMENT, _),
                )
            )
        if not count and int(field["secondary_count"]):
            lines.append(
                _(
                    "**The mark (○):** {name} has no other mark. The printed totals do not count it and the source "
                    "does not explain it: {count} as primary field, {secondary} as secondary. Source: {source}",
                    name=_.name(field),
                    count=count,
                    secondary=int(field["secondary_count"]),
                    source=_link(DOCUMENT, _),
                )
            )
    return lines


def _openings(_: Translator) -> str:
    """What the document says of each office's opening, and what another source says otherwise or more finely."""
    readings = answers.ask(queries.readings)
    absent = _("not stated")
    rows: list[Sequence[str]] = []
    for office in answers.ask(queries.offices).to_dict("records"):
        others = readings[readings["office_code"] == office["office_code"]].to_dict("records")
        said = [(record["happened"], record["precision"], record["source_id"], True) for record in others]
        if office["source_id"] != DOCUMENT and not pd.isna(office["opened"]):
            said.insert(0, (office["opened"], office["precision"], office["source_id"], False))
        for when, precision, source_id, conflicts in said:
            rows.append(
                (
                    chronology.office_name(office, _),
                    absent if pd.isna(office["opened_in_source"]) else office["opened_in_source"],
                    chronology.both(when, precision, _),
                    _("another year") if conflicts else _("the month too"),
                    _link(source_id, _),
                )
            )
    head = (_("Office"), _("In the document"), _("In another source"), _("What differs"), _("Source"))
    title = _("**Opening of the offices:** the document gives only years. Both readings are on the timeline.")
    return f"{title}\n\n{_table(head, rows)}"


def _rules(_: Translator) -> str:
    rows = [
        (
            years_label((year,), (), _),
            rate_words(rule.rate, _),
            yen_words(rule.cap_single_yen, lang=_.lang),
            _("not stated") if rule.cap_joint_yen is None else yen_words(rule.cap_joint_yen, lang=_.lang),
            _link(rule.source_id, _),
        )
        for year, rule in sorted(rules_on_file().items())
    ]
    head = (_("Fiscal year"), _("Rate"), _("Limit"), _("Limit if joint"), _("Source"))
    title = _("**Subsidy rules:** they differ between years; no rule is on file for the years in between.")
    return f"{title}\n\n{_table(head, rows)}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))
