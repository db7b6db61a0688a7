"""Japanese fiscal years and era names.

A fiscal year runs from 1 April to 31 March and is known by its starting year. The era
name of a *date* follows the day of accession; the era name of a *fiscal year* is the one
in official use for that year: fiscal 1989 is 平成元年度 and fiscal 2019 is 令和元年度, with
平成31年度, under which that year began, understood on input.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

GANNEN = "元"


@dataclass(frozen=True)
class Era:
    """An era, its names and its first day."""

    name_ja: str
    name_en: str
    letter: str
    starts_on: date

    @property
    def first_year(self) -> int:
        """The calendar year that is year 1 of the era."""
        return self.starts_on.year


# The laws and cabinet orders on era names: 昭和 from 25 December 1926, 平成 from
# 8 January 1989, 令和 from 1 May 2019. Fiscal data of the programme start in 1996, the
# organisation in 1988, so earlier eras have no use here.
ERAS = (
    Era("昭和", "Showa", "S", date(1926, 12, 25)),
    Era("平成", "Heisei", "H", date(1989, 1, 8)),
    Era("令和", "Reiwa", "R", date(2019, 5, 1)),
)
EARLIEST, LATEST = 1927, 2100


@dataclass(frozen=True, order=True)
class FiscalYear:
    """The fiscal year that starts on 1 April of `year`."""

    year: int

    def __post_init__(self) -> None:
        if not EARLIEST <= self.year <= LATEST:
            raise ValueError(f"fiscal year {self.year} is outside {EARLIEST} to {LATEST}")

    @property
    def starts_on(self) -> date:
        """1 April."""
        return date(self.year, 4, 1)

    @property
    def ends_on(self) -> date:
        """31 March of the next calendar year."""
        return date(self.year + 1, 3, 31)

    @property
    def label_ja(self) -> str:
        """As in 平成17年度."""
        # The year that brings a new era after 1 April still takes the new name.
        era = next(e for e in reversed(ERAS) if e.starts_on <= self.ends_on and e.first_year <= self.year)
        return f"{era.name_ja}{_number(self.year - era.first_year + 1)}年度"

    @property
    def label_en(self) -> str:
        """As in FY2005."""
        return f"FY{self.year}"


def parse(text: str) -> FiscalYear:
    """The fiscal year meant by 平成17年度, H17, 2005年度, FY2005, 2005, in any width.

    Raises ValueError for anything else, a year outside its era included.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    western = re.fullmatch(r"(?:FY)?(\d{4})(?:年度?)?", plain)
    if western:
        return FiscalYear(int(western[1]))
    for index, era in enumerate(ERAS):
        written = re.fullmatch(rf"(?:{era.name_ja}|{era.letter}\.?)(\d{{1,2}}|{GANNEN})(?:年度?)?", plain)
        if not written:
            continue
        number = 1 if written[1] == GANNEN else int(written[1])
        last = ERAS[index + 1].first_year if index + 1 < len(ERAS) else LATEST
        year = era.first_year + number - 1
        if number >= 1 and year <= last:
            return FiscalYear(year)
    raise ValueError(f"{text!r} is not a fiscal year")


def date_in_era(day: date) -> str:
    """A date as in 平成元年1月8日. Raises ValueError before the first era on file."""
    return f"{_era_year(day)}{day.month}月{day.day}日"


def month_in_era(year: int, month: int) -> str:
    """A month as in 昭和63年7月; a month of change takes the era of its last day."""
    return f"{_era_year(_last_day(year, month))}{month}月"


def year_in_era(year: int) -> str:
    """A calendar year as in 平成元年; a year of change takes the new era."""
    return _era_year(date(year, 12, 31))


def extent(text: str, precision: str) -> tuple[date, date]:
    """First and last day that `text`, known to the `precision`, can mean.

    `precision` is day, month, year or fiscal_year, `text` ISO and as fine: 1988-07 to the month
    is 1 to 31 July, 1996 to the fiscal_year 1 April 1996 to 31 March 1997. Raises ValueError
    where the two do not fit.
    """
    parts = [int(part) for part in text.split("-")]
    if precision == "day" and len(parts) == 3:
        return date(*parts), date(*parts)
    if precision == "month" and len(parts) == 2:
        return date(parts[0], parts[1], 1), _last_day(parts[0], parts[1])
    if precision == "year" and len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if precision == "fiscal_year" and len(parts) == 1:
        return FiscalYear(parts[0]).starts_on, FiscalYear(parts[0]).ends_on
    raise ValueError(f"{text!r} is not a date to the {precision}")


def in_era(text: str, precision: str) -> str:
    """As in 昭和63年7月, 平成元年 or 平成8年度: no finer than `precision`; see ``extent``."""
    first, _ = extent(text, precision)
    if precision == "day":
        return date_in_era(first)
    if precision == "month":
        return month_in_era(first.year, first.month)
    return year_in_era(first.year) if precision == "year" else FiscalYear(first.year).label_ja


def year_in_era_en(year: int) -> str:
    """A calendar year as in Heisei 1; a year of change takes the new era."""
    era = era_of(date(year, 12, 31))
    return f"{era.name_en} {year - era.first_year + 1}"


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def era_of(day: date) -> Era:
    """The era of a day. Raises ValueError before the first era on file."""
    for era in reversed(ERAS):
        if era.starts_on <= day:
            return era
    raise ValueError(f"{day} is before {ERAS[0].starts_on}")


def _era_year(day: date) -> str:
    era = era_of(day)
    return f"{era.name_ja}{_number(day.year - era.first_year + 1)}年"


def _number(year_of_era: int) -> str:
    return GANNEN if year_of_era == 1 else str(year_of_era)
