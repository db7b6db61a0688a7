"""Numbers, amounts and days of a project row: read exactly or reported."""

import re
from datetime import date
from typing import Protocol

from clairviz.base.i18n import message

DATES = ("starts_on", "ends_on")
AMOUNTS = ("total_cost_yen", "subsidy_yen", "applied_yen", "granted_yen", "settled_yen")
# What was paid out of the total cost can be no more than it.
PAID = ("subsidy_yen", "granted_yen", "settled_yen")
LARGEST_YEN = 2**63 - 1
_WITH_COMMAS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_EARLIER = re.compile(r"([0-9]{4})-[0-9a-z]+(-[0-9]+)?")


class Reading(Protocol):
    """A row of a project file while it is read."""

    year: int

    def cell(self, column: str) -> str:
        """The text under `column`."""

    def report(self, column: str, what: str, remedy: str, **values: object) -> None:
        """Keep a problem of the cell under `column`."""


def read_number(reading: Reading) -> int | None:
    """The number of a project; None where the source has none."""
    text = reading.cell("number")
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,10}", text) and 0 < int(text) < 2**31:
        return int(text)
    _not_whole(reading, "number")
    return None


def read_amounts(reading: Reading) -> dict[str, int | None]:
    """Amounts in whole yen by column, None where the cell is empty; what was paid is within the cost."""
    found: dict[str, int | None] = {}
    for column in AMOUNTS:
        found[column] = None
        text = reading.cell(column)
        if _WITH_COMMAS.fullmatch(text):
            text = text.replace(",", "")
        if re.fullmatch(r"[0-9]{1,19}", text) and int(text) <= LARGEST_YEN:
            found[column] = int(text)
        elif text:
            _not_whole(reading, column)
    total = found["total_cost_yen"]
    for column in PAID:
        paid = found[column]
        if total is not None and paid is not None and paid > total:
            reading.report(
                column,
                message("{value} yen is more than the total cost of {total} yen."),
                message("Correct the amount or the total cost; the subsidy is a part of the total cost."),
                total=f"{total:,}",
            )
    return found


def _not_whole(reading: Reading, column: str) -> None:
    reading.report(
        column,
        message("“{value}” is not a whole number."),
        message("Write digits only, or leave the cell empty."),
    )


def read_days(reading: Reading) -> dict[str, date | None]:
    """First and last day by column, None where not stated."""
    found: dict[str, date | None] = {}
    for column in DATES:
        found[column] = None
        if text := reading.cell(column):
            try:
                found[column] = date.fromisoformat(text)
            except ValueError:
                reading.report(
                    column,
                    message("“{value}” is not a date."),
                    message("Write the date as 2005-04-01, or leave the cell empty."),
                )
    first, last = found["starts_on"], found["ends_on"]
    if first and last and last < first:
        reading.report(
            "ends_on",
            message("The project ends before it starts ({first})."),
            message("Correct one of the dates."),
            first=first.isoformat(),
        )
    return found


def check_continued(reading: Reading) -> None:
    """Report what is no project_id of an earlier year."""
    text = reading.cell("continues")
    found = _EARLIER.fullmatch(text)
    if text and (found is None or int(found[1]) >= reading.year):
        reading.report(
            "continues",
            message("“{value}” is not the project_id of an earlier year."),
            message("Write the project_id of the project that is continued, as in 2005-260002-2."),
        )
