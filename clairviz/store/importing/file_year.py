"""The fiscal year of a file that states none in its rows: from the option, its name, its titles."""

import re
import unicodedata

from clairviz.base import fiscal_year
from clairviz.base.i18n import message
from clairviz.store.importing.cells import year_named
from clairviz.store.importing.layout import Layout
from clairviz.store.importing.model import ReadOptions
from clairviz.store.importing.sheet_findings import finding
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import SheetTable

_YEAR_IN_NAME = re.compile(
    r"(?<![0-9])(?:FY)?(?:19|20)[0-9]{2}(?![0-9])(?:年度)?|(?:昭和|平成|令和)(?:[0-9]{1,2}|元)(?=年)|(?<![A-Z])[HR][0-9]{1,2}(?![0-9])"
)


def default_year(
    name: str, table: SheetTable, layout: Layout, options: ReadOptions, problems: list[Problem]
) -> int | None:
    """The year for rows that state none: the option, else file name, sheet name or title rows."""
    if options.fiscal_year:
        return options.fiscal_year
    for place, text in (
        ("", name.rpartition(".")[0]),
        ("", table.name),
        *((f"A{row}", text) for row, text in layout.titles),
    ):
        years = set()
        for found in _YEAR_IN_NAME.findall(unicodedata.normalize("NFKC", text).upper()):
            try:
                years.add(fiscal_year.parse(found).year)
            except ValueError:
                continue
        if len(years) == 1:
            year = years.pop()
            if place and not layout.of("fiscal_year"):
                problems.append(
                    finding(
                        name,
                        message("The fiscal year is taken from “{value}”: {year}."),
                        message("Give another one with --fiscal-year if it is wrong."),
                        severity="warning",
                        sheet=table.name,
                        line=int(place[1:]),
                        value=text,
                        cell=place,
                        year=year_named(year),
                    )
                )
            return year
    return None


def no_year(name: str, table: SheetTable) -> Problem:
    """The finding of a sheet that states no fiscal year anywhere."""
    return finding(
        name,
        message("The fiscal year is not stated."),
        message("Give it with --fiscal-year, in the file's name (2022.xlsx), or in a column 年度."),
        sheet=table.name,
        rule="1-6",
    )
