"""The view on sources: where every statement comes from, and what was odd in it."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from clairviz.base.i18n import Translator, half
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.figures.linked import panel
from clairviz.figures.linked.element import element, group
from clairviz.figures.linked.notes import Notes, place_of
from clairviz.report.model import Ask
from clairviz.store.queries import offices as queries
from clairviz.store.queries import reference
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.projects import projects
from clairviz.store.queries.provenance import DOCUMENT, uses_of_sources
from clairviz.subsidy.words.labels import rate_words
from clairviz.web.rules import rules_on_file
from clairviz.words import chronology
from clairviz.words.phrases import AS_PRINTED, count_of_projects, project_name, years_label

Record = Mapping[Hashable, Any]
# Projects named one by one in a sentence.
MOST_NAMED = 8


def page(ask: Ask, *, _: Translator, only: str = "") -> Markup:
    """The source `only` that a link asked for, then every source, then every oddity on record."""
    every = ask(reference.sources)
    uses = ask(uses_of_sources)
    groups = _groups(every, uses, _)
    notes = Notes(dict(zip(every["source_id"], every["title"], strict=True)), _)
    for _heading, records in groups:
        for record in records:
            notes.use(str(record["source_id"]))
    asked = [record for _heading, records in groups for record in records if record["source_id"] == only]
    return element(
        "div",
        *(_asked(record, uses, _) for record in asked),
        _sources(groups, uses, notes, _),
        _oddities(ask, notes, _),
        class_="cv-page cv-about",
    )


def _asked(record: Record, uses: pd.DataFrame, _: Translator) -> Markup:
    """The source a link asked for, before anything else."""
    title = element("p", element("strong", _("Source: {title}", title=record["title"])))
    return element("div", title, _body(record, uses, _), class_="cv-findings cv-asked")


def _sources(
    groups: Sequence[tuple[str, list[Record]]], uses: pd.DataFrame, notes: Notes, _: Translator
) -> Markup:
    parts: list[object] = []
    for heading, records in groups:
        cards = [
            element(
                "li",
                element("strong", f"[{notes.number(str(record['source_id']))}] {record['title']}"),
                _body(record, uses, _),
                id=place_of(str(record["source_id"])),
            )
            for record in records
        ]
        listed = element("ul", *cards, class_="cv-source-rows")
        if heading == _("Codes, positions and supporting evidence"):
            # No figure's mark leads to these, so they wait until they are asked for.
            parts.append(element("details", element("summary", heading), listed, class_="cv-details"))
        else:
            parts += [element("h4", heading), listed]
    return element("section", element("h3", _("Sources"), id="sources"), *parts, class_="cv-panel")


def _groups(sources: pd.DataFrame, uses: pd.DataFrame, _: Translator) -> list[tuple[str, list[Record]]]:
    """Every source by what it was used for."""
    dated = set(uses["source_id"][uses["kind"].isin(["office", "milestone"])])
    ruled = {rule.source_id for rule in rules_on_file().values()}
    headings = (
        _("The document the data began with"),
        _("Dates of the offices"),
        _("Subsidy rules of other years"),
        _("Codes, positions and supporting evidence"),
    )
    groups: dict[str, list[Record]] = {heading: [] for heading in headings}
    for record in sources.to_dict("records"):
        name = record["source_id"]
        place = 0 if name == DOCUMENT else 1 if name in dated else 2 if name in ruled else 3
        groups[headings[place]].append(record)
    return [(heading, found) for heading, found in groups.items() if found]


def _body(record: Record, uses: pd.DataFrame, _: Translator) -> Markup:
    absent = _("not stated")
    taken = [_use(use, _) for use in uses[uses["source_id"] == record["source_id"]].to_dict("records")]
    taken += [
        _("subsidy rule of {years}", years=years_label((year,), (), _))
        for year, rule in sorted(rules_on_file().items())
        if rule.source_id == record["source_id"]
    ]
    day = record["retrieved_on"]
    taken_on: str = absent if pd.isna(day) else _.date_text(day.date().isoformat(), "day")
    columns = (
        (
            _("Publisher: {name}", name=absent if pd.isna(record["publisher"]) else record["publisher"]),
            _("Place: {place}", place=absent if pd.isna(record["locator"]) else record["locator"]),
        ),
        (
            _(
                "Taken from it: {rows}",
                rows=_(", ").join(taken) or _("supporting evidence only; see the note"),
            ),
            _("Taken over on: {date}", date=taken_on)
            + " · "
            + _("Short name: {name}", name=record["source_id"]),
        ),
        () if pd.isna(record["note"]) else (_("Note: {note}", note=half(record["note"], _)),),
    )
    return group(
        [element("span", *(element("span", line) for line in lines), class_="cv-lines") for lines in columns]
    )


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


def _oddities(ask: Ask, notes: Notes, _: Translator) -> Markup:
    """Every conflict or oddity recorded, with the numbers it touches."""
    lines = [*_unmarked(ask, notes, _), *_spellings(ask, notes, _)]
    return element(
        "section",
        element("h3", _("Conflicts and oddities in the sources"), id="oddities"),
        element("ul", *(element("li", line) for line in lines), class_="cv-list"),
        element(
            "div",
            element("div", *_openings(ask, notes, _)),
            element("div", *_rules(notes, _)),
            class_="cv-grid cv-grid-technical",
        ),
        class_="cv-panel",
    )


def _unmarked(ask: Ask, notes: Notes, _: Translator) -> list[Markup]:
    found = ask(projects, Selection(regions=(NOT_STATED,)))
    lines = []
    for year in sorted({int(value) for value in found["fiscal_year"]}):
        rows = found[found["fiscal_year"] == year]
        every = ask(projects, Selection(years=(year,)))
        pairs = sum(len(regions) for regions in every["regions"])
        said = _(
            "**No region marked:** {years}, {count} of {total} ({names}). The {pairs} pairings are those of "
            "the other {marked}.",
            years=years_label((year,), (), _),
            count=len(rows),
            total=count_of_projects(len(every), _),
            pairs=pairs,
            marked=len(every) - len(rows),
            names=_names(rows, _),
        )
        lines.append(panel.bold(said) + notes.cite(str(rows["source_id"].iloc[0])))
    return lines


def _names(rows: pd.DataFrame, _: Translator) -> str:
    """The first few projects by name, and how many more."""
    names = [project_name(record, _) for record in rows.head(MOST_NAMED).to_dict("records")]
    more = len(rows) - len(names)
    return _(", ").join([*names, *([_("and {count} more", count=more)] if more else [])])


def _spellings(ask: Ask, notes: Notes, _: Translator) -> list[Markup]:
    lines = []
    for field in ask(projects_by_field, Selection()).to_dict("records"):
        count = int(field["primary_count"])
        if field["field_code"] in AS_PRINTED:
            said = _(
                "**As printed:** {printed} is spelt as in the source ({count}).",
                printed=field["name_ja"] if _.lang == "ja" else f"{field['name_ja']} ({_.name(field)})",
                count=count_of_projects(count, _),
            )
            lines.append(panel.bold(said) + notes.cite(DOCUMENT))
        if not count and int(field["secondary_count"]):
            said = _(
                "**The mark (○):** {name} has no other mark. The printed totals do not count it and the source "
                "does not explain it: {count} as primary field, {secondary} as secondary.",
                name=_.name(field),
                count=count,
                secondary=int(field["secondary_count"]),
            )
            lines.append(panel.bold(said) + notes.cite(DOCUMENT))
    return lines


def _openings(ask: Ask, notes: Notes, _: Translator) -> tuple[Markup, Markup]:
    """What the document says of each office's opening, and what another source says otherwise or more finely."""
    readings = ask(queries.readings)
    absent = _("not stated")
    rows: list[Sequence[object]] = []
    for office in ask(queries.offices).to_dict("records"):
        others = readings[readings["office_code"] == office["office_code"]].to_dict("records")
        said = [(record["happened"], record["precision"], record["source_id"], True) for record in others]
        if office["source_id"] != DOCUMENT and not pd.isna(office["opened"]):
            said.insert(0, (office["opened"], office["precision"], office["source_id"], False))
        for when, precision, source_id, conflicts in said:
            rows.append(
                (
                    chronology.office_name(office, _),
                    absent if pd.isna(office["opened_in_source"]) else office["opened_in_source"],
                    _.date_text(when, precision),
                    _("another year") if conflicts else _("the month too"),
                    notes.cite(str(source_id)),
                )
            )
    head = (_("Office"), _("In the document"), _("In another source"), _("What differs"), _("Source"))
    title = _("**Opening of the offices:** the document gives only years. Both readings are on the timeline.")
    return element("p", panel.bold(title)), panel.plain_table(head, rows, label=_("Opening"))


def _rules(notes: Notes, _: Translator) -> tuple[Markup, Markup]:
    rows: list[Sequence[object]] = [
        (
            years_label((year,), (), _),
            rate_words(rule.rate, _),
            _.yen_words(rule.cap_single_yen),
            _("not stated") if rule.cap_joint_yen is None else _.yen_words(rule.cap_joint_yen),
            notes.cite(rule.source_id),
        )
        for year, rule in sorted(rules_on_file().items())
    ]
    head = (_("Fiscal year"), _("Rate"), _("Limit"), _("Limit if joint"), _("Source"))
    title = _("**Subsidy rules:** they differ between years; no rule is on file for the years in between.")
    return element("p", panel.bold(title)), panel.plain_table(
        head, rows, label=_("Subsidy rules of other years")
    )
