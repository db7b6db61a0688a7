"""The rows of the timeline: the founding, the offices, the programme and the fiscal years on file."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.fiscal_year import extent
from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element, group
from clairviz.figures.linked.time_axis import Axis, AxisRow, TimeSpan
from clairviz.words import chronology
from clairviz.words.phrases import count_of_projects, years_label

Record = Mapping[Hashable, Any]
# A mark of a source, and what rests on it.
Cite = Callable[[str, str], Markup]


@dataclass(frozen=True)
class AxisAnswers:
    """What stands on the axis: the answers of the queries of the same names."""

    offices: pd.DataFrame
    readings: pd.DataFrame
    events: pd.DataFrame
    years: pd.DataFrame
    span: pd.DataFrame

    @property
    def axis(self) -> Axis:
        """From the year before the first event to the end of the last fiscal year."""
        first, last = (int(year) for year in self.span.iloc[0])
        return Axis(date(first, 1, 1), date(last + 1, 4, 1))

    @property
    def start_of_programme(self) -> int | None:
        """The fiscal year in which recognition began; None where no source dates it."""
        events = self.events
        began = events[events["milestone_id"] == chronology.PROGRAMME_START]
        return None if began.empty else int(str(began["happened"].iloc[0])[:4])

    @property
    def not_on_file(self) -> list[int]:
        """Fiscal years of the programme, or between those on file, that are not on file."""
        known = {int(year) for year in self.years["fiscal_year"]}
        if not known:
            return []
        first = min([*known, *([self.start_of_programme] if self.start_of_programme else [])])
        return [year for year in range(first, max(known)) if year not in known]

    @property
    def partial(self) -> list[int]:
        """Fiscal years only partly on file."""
        years = self.years
        return [int(year) for year in years["fiscal_year"][years["coverage"] != "complete"]]


def rows(content: AxisAnswers, cite: Cite, address: Address, _: Translator) -> list[AxisRow]:
    """One row an event, an office, the programme, and all fiscal years."""
    events = content.events.to_dict("records")
    shown = [
        _event(event, cite, address, _)
        for event in events
        if event["milestone_id"] != chronology.PROGRAMME_START
    ]
    for office in content.offices.to_dict("records"):
        if not pd.isna(office["opened"]):
            shown.append(_office(office, content, cite, address, _))
    shown += [
        _programme(event, content.axis, cite, address, _)
        for event in events
        if event["milestone_id"] == chronology.PROGRAMME_START
    ]
    return [*shown, _years(content, cite, address, _)]


def _event(event: Record, cite: Cite, address: Address, _: Translator) -> AxisRow:
    title = _.name(event, "title")
    span = TimeSpan(
        event["happened"],
        event["precision"],
        "event",
        tip=_tip(title, event, _),
        href=_as_of(address, event["happened"]),
        name=str(event["milestone_id"]),
    )
    mark = cite(event["source_id"], _("Founding"))
    return AxisRow(_marked(_("Founding"), mark), _.date_text(event["happened"], event["precision"]), [span])


def _office(office: Record, content: AxisAnswers, cite: Cite, address: Address, _: Translator) -> AxisRow:
    """Its opening as finely as it is known, and other readings of it beside."""
    name, city = chronology.office_name(office, _), _.name(office, "city")
    readings = content.readings
    others = readings[readings["office_code"] == office["office_code"]].to_dict("records")
    opened = {"happened": office["opened"], **office}
    tip = [_tip(name, opened, _)]
    if not pd.isna(office["opened_in_source"]):
        tip.append(_("In the document: {printed}", printed=office["opened_in_source"]))
    when: list[object] = [_.date_text(office["opened"], office["precision"])]
    spans = []
    for other in others:
        said = _("another source: {when}", when=_.date_text(other["happened"], other["precision"]))
        mark = cite(other["source_id"], name)
        when.append(element("span", said, mark, class_="cv-axis-other"))
        spans.append(TimeSpan(other["happened"], other["precision"], "other"))
        tip.append(said)
    closed = office["closed"]
    until = content.axis.stop if pd.isna(closed) else extent(closed, chronology.precision_of(closed))[1]
    spans.append(
        TimeSpan(
            office["opened"],
            office["precision"],
            "open",
            until=until,
            tip="\n".join(tip),
            href=_as_of(address, office["opened"]),
            name=str(office["office_code"]),
        )
    )
    return AxisRow(
        _marked(city, cite(office["source_id"], name)),
        group([element("span", part) for part in when]),
        spans,
    )


def _programme(event: Record, axis: Axis, cite: Cite, address: Address, _: Translator) -> AxisRow:
    name = _("Model Project")
    span = TimeSpan(
        event["happened"],
        event["precision"],
        "programme",
        until=axis.stop,
        tip=_tip(_.name(event, "title"), event, _),
        href=address.at("about", "year", "lang").having("part", "model-project").text,
        name="programme",
    )
    mark = cite(event["source_id"], name)
    return AxisRow(_marked(name, mark), _.date_text(event["happened"], event["precision"]), [span])


def _years(content: AxisAnswers, cite: Cite, address: Address, _: Translator) -> AxisRow:
    """Each fiscal year where it lies, its number within it; complete, partial and missing told apart."""
    name = _("Fiscal years on file")
    spans = [
        TimeSpan(
            str(year),
            "fiscal_year",
            "missing",
            tip=_("{year}: not on file", year=years_label((year,), (), _)),
        )
        for year in content.not_on_file
    ]
    marks: dict[str, object] = {}
    for record in content.years.to_dict("records"):
        year, number = int(record["fiscal_year"]), int(record["project_count"])
        source = str(record["source_id"])
        marks.setdefault(source, cite(source, name))
        is_partial = year in content.partial
        tip = _("{year}: {count}", year=years_label((year,), (), _), count=count_of_projects(number, _))
        spans.append(
            TimeSpan(
                str(year),
                "fiscal_year",
                "partial" if is_partial else "complete",
                label=f"{number:,}",
                tip=tip + ("\n" + _("only partly on file") if is_partial else ""),
                href=address.at("", "lang").having("year", str(year)).text,
                name=f"year-{year}",
            )
        )
    spans.sort(key=lambda span: span.text)
    return AxisRow(_marked(name, *marks.values()), chronology.years_on_file(content.years, _), spans)


def looks(content: AxisAnswers, _: Translator) -> list[tuple[str, str]]:
    """What the fills mean, of those that are drawn."""
    found = [("open", _("open, or running")), ("unsure", _("somewhere within this time"))]
    if len(content.readings):
        found.append(("other", _("another source's date")))
    if len(content.years) > len(content.partial):
        found.append(("complete", _("fiscal year on file in full, with projects")))
    if content.partial:
        found.append(("partial", _("only partly on file")))
    if content.not_on_file:
        found.append(("missing", _("not on file")))
    return found


def _marked(name: str, *marks: object) -> object:
    return group([element("span", name), *(element("span", mark) for mark in marks)])


def _tip(name: str, record: Record, _: Translator) -> str:
    return (
        name
        + "\n"
        + _(
            "{when}, known to {precision}",
            when=_.date_text(record["happened"], record["precision"]),
            precision=chronology.precision_name(record["precision"], _),
        )
    )


def _as_of(address: Address, text: str) -> str:
    """The timeline as of the year a date lies in."""
    return address.having("asof", text[:4]).text
