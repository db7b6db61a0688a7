"""Dates in words, what happened in a year, and which offices were open then."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from clairviz.base.fiscal_year import extent, in_era
from clairviz.base.i18n import Translator, half
from clairviz.words.phrases import count_of_projects

PROGRAMME_START = "model-project-start"


def is_open(office: Mapping[Hashable, Any], as_of: int) -> bool:
    """Whether the office was certainly open at the end of the calendar year `as_of`."""
    end = date(as_of, 12, 31)
    if pd.isna(office["opened"]) or extent(office["opened"], office["precision"])[1] > end:
        return False
    closed = office["closed"]
    if pd.isna(closed):
        return True
    return extent(closed, precision_of(closed))[0] > end


def precision_of(text: str) -> str:
    """How fine an ISO date is: the year, the month or the day."""
    return ("year", "month", "day")[text.count("-")]


def open_offices(offices: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """The rows of offices open at the end of `as_of`."""
    return offices[[is_open(record, as_of) for record in offices.to_dict("records")]]


def otherwise_open(offices: pd.DataFrame, readings: pd.DataFrame, as_of: int) -> pd.DataFrame:
    """Offices not open at the end of `as_of`, but open by another source's date."""
    end = date(as_of, 12, 31)
    early = {
        record["office_code"]
        for record in readings.to_dict("records")
        if extent(record["happened"], record["precision"])[1] <= end
    }
    shut = ~offices["office_code"].isin(open_offices(offices, as_of)["office_code"])
    return offices[shut & offices["office_code"].isin(early)]


def office_name(office: Mapping[Hashable, Any], _: Translator) -> str:
    """Paris office; the head office by what its note calls it."""
    city = _.name(office, "city")
    if office["is_head"]:
        return _("{city} (head office)", city=city)
    return _("{city} office", city=city)


def changes_in_year(
    offices: pd.DataFrame,
    readings: pd.DataFrame,
    events: pd.DataFrame,
    years: pd.DataFrame,
    year: int,
    _: Translator,
) -> list[str]:
    """What changed in the calendar year, a sentence each, the document's reading first."""
    lines = [
        _(
            "{when}: {what}",
            when=_.date_text(record["happened"], record["precision"]),
            what=_.name(record, "title"),
        )
        for record in events.to_dict("records")
        if record["happened"].startswith(str(year))
    ]
    for record in offices.to_dict("records"):
        if not pd.isna(record["opened"]) and record["opened"].startswith(str(year)) and not record["is_head"]:
            lines.append(
                _(
                    "{when}: {office} opened (in the document: {printed})",
                    when=_.date_text(record["opened"], record["precision"]),
                    office=office_name(record, _),
                    printed=record["opened_in_source"]
                    if not pd.isna(record["opened_in_source"])
                    else _("not stated"),
                )
            )
    lines += [
        _(
            "Another source says {when}: {what}",
            when=_.date_text(record["happened"], record["precision"]),
            what=_.name(record, "title"),
        )
        for record in readings.to_dict("records")
        if record["happened"].startswith(str(year))
    ]
    lines += [
        _.plural(
            "{year}: {count} project recognised is on file",
            "{year}: {count} projects recognised are on file",
            int(record["project_count"]),
            year=record[f"label_{_.lang}"],
            count=int(record["project_count"]),
        )
        for record in years.to_dict("records")
        if int(record["fiscal_year"]) == year
    ]
    return lines


def growth(offices: pd.DataFrame, _: Translator) -> str | None:
    """How the number of offices abroad grew, in a sentence. None where none has a date."""
    dated = offices[~offices["is_head"] & offices["opened"].notna()]
    if dated.empty:
        return None
    first, last = (str(date)[:4] for date in (dated["opened"].min(), dated["opened"].max()))
    return _(
        "{count} overseas offices opened between {first} and {last}",
        count=len(dated),
        first=_.date_text(first, "year"),
        last=_.date_text(last, "year"),
    )


def timeline_table(
    offices: pd.DataFrame, readings: pd.DataFrame, events: pd.DataFrame, years: pd.DataFrame, *, _: Translator
) -> pd.DataFrame:
    """One row an event, opening, other reading and fiscal year on file, with date, source and note.

    The document's own reading of an opening stands before any other.
    """
    rows = [_happening(_("Event"), record, _) for record in events.to_dict("records")]
    others = readings.to_dict("records")
    for office in offices.to_dict("records"):
        rows.append(_opening(office, _))
        rows += [
            _happening(_("Other reading"), record, _)
            for record in others
            if record["office_code"] == office["office_code"]
        ]
    rows += [_year_on_file(record, _) for record in years.to_dict("records")]
    return pd.DataFrame(
        rows,
        columns=[
            _("Kind"),
            _("What"),
            _("Date"),
            _("Japanese era"),
            _("Known to"),
            _("In the document"),
            _("Source"),
            _("Note"),
        ],
    )


def _happening(kind: str, record: Mapping[Hashable, Any], _: Translator) -> tuple[str, ...]:
    dates = _dates(record["happened"], record["precision"], _)
    return kind, _.name(record, "title"), *dates, _("–"), record["source_id"], ""


def _opening(office: Mapping[Hashable, Any], _: Translator) -> tuple[str, ...]:
    absent = _("not stated")
    printed = absent if pd.isna(office["opened_in_source"]) else office["opened_in_source"]
    is_dated = not pd.isna(office["opened"])
    dates = _dates(office["opened"], office["precision"], _) if is_dated else (absent, absent, absent)
    note = "" if pd.isna(office["note"]) else half(office["note"], _)
    return _("Opening"), office_name(office, _), *dates, printed, office["source_id"], note


def _year_on_file(record: Mapping[Hashable, Any], _: Translator) -> tuple[str, ...]:
    dates = _dates(str(record["fiscal_year"]), "fiscal_year", _)
    number = count_of_projects(int(record["project_count"]), _)
    return _("Fiscal year on file"), number, *dates, _("–"), record["source_id"], ""


def precision_name(precision: str, _: Translator) -> str:
    """How finely a date is known, in words."""
    return {
        "day": _("the day"),
        "month": _("the month"),
        "year": _("the year"),
        "fiscal_year": _("the fiscal year"),
    }[precision]


def _dates(text: str, precision: str, _: Translator) -> tuple[str, str, str]:
    return _.western_date(text, precision), in_era(text, precision), precision_name(precision, _)


def disputed(offices: pd.DataFrame, readings: pd.DataFrame, _: Translator) -> list[str]:
    """Cities, in the order of `offices`, whose opening another source dates otherwise."""
    known = set(readings["office_code"])
    return [_.name(record, "city") for record in offices.to_dict("records") if record["office_code"] in known]


def years_on_file(years: pd.DataFrame, _: Translator) -> str:
    """How many projects all fiscal years on file have; takes the answer of ``fiscal_years``."""
    count = int(years["project_count"].sum())
    return _.plural(
        "{count} project in {years} fiscal years",
        "{count} projects in {years} fiscal years",
        count,
        count=f"{count:,}",
        years=len(years),
    )
