"""Fiscal years and era names, either side of every change of era."""

from datetime import date

import pytest

from clairviz.base import fiscal_year
from clairviz.base.fiscal_year import FiscalYear, parse


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2026, 11, 24), "令和8年11月24日"),
    ],
)
def test_a_date_takes_the_era_of_its_day(day: date, label: str) -> None:
    assert fiscal_year.date_in_era(day) == label


def test_dates_before_the_first_era_on_file_are_refused() -> None:
    with pytest.raises(ValueError, match="1926-12-24"):
        fiscal_year.date_in_era(date(1926, 12, 24))


@pytest.mark.parametrize(
    ("year", "ja", "en"),
    [
        (1988, "昭和63年", "Showa 63"),
        (1989, "平成元年", "Heisei 1"),
        (1990, "平成2年", "Heisei 2"),
        (2018, "平成30年", "Heisei 30"),
        (2019, "令和元年", "Reiwa 1"),
        (2020, "令和2年", "Reiwa 2"),
    ],
)
def test_a_year_of_change_takes_the_new_era(year: int, ja: str, en: str) -> None:
    assert fiscal_year.year_in_era(year) == ja
    assert fiscal_year.year_in_era_en(year) == en


@pytest.mark.parametrize(
    ("year", "month", "label"),
    [
        (1988, 7, "昭和63年7月"),
        (1988, 12, "昭和63年12月"),
        (1989, 1, "平成元年1月"),
        (2019, 4, "平成31年4月"),
        (2019, 5, "令和元年5月"),
        (1997, 12, "平成9年12月"),
    ],
)
def test_a_month_takes_the_era_of_its_last_day(year: int, month: int, label: str) -> None:
    assert fiscal_year.month_in_era(year, month) == label


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (1988, "昭和63年度"),
        (1989, "平成元年度"),
        (1990, "平成2年度"),
        (1996, "平成8年度"),
        (2005, "平成17年度"),
        (2018, "平成30年度"),
        (2019, "令和元年度"),
        (2020, "令和2年度"),
    ],
)
def test_a_fiscal_year_has_its_official_name(year: int, label: str) -> None:
    assert FiscalYear(year).label_ja == label
    assert FiscalYear(year).label_en == f"FY{year}"
    assert parse(label) == FiscalYear(year)
    assert FiscalYear(year).starts_on == date(year, 4, 1)
    assert FiscalYear(year).ends_on == date(year + 1, 3, 31)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("平成31年度", 2019),
        ("H31", 2019),
        ("令和元年度", 2019),
        ("R1", 2019),
        ("令和1年度", 2019),
        ("平成１７年度", 2005),
        ("Ｈ１７", 2005),
        ("h17", 2005),
        ("H.17", 2005),
        ("2005年度", 2005),
        ("FY2005", 2005),
        ("ＦＹ２００５", 2005),
        ("2005", 2005),
        (" 平成 元 年度 ", 1989),
        ("㍻元年度", 1989),
        ("S63", 1988),
        ("昭和64年度", 1989),
    ],
)
def test_every_way_of_writing_a_fiscal_year_is_understood(text: str, year: int) -> None:
    assert parse(text).year == year


@pytest.mark.parametrize(
    "text",
    [
        "",
        "平成32年度",
        "平成0年度",
        "昭和65年度",
        "昭和元年度",
        "令和",
        "大正15年度",
        "05",
        "FY05",
        "17年度",
        "2005年12月",
        "平成17年度分",
        "9999",
        "R99",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last", "era"),
    [
        ("1988-07", "month", date(1988, 7, 1), date(1988, 7, 31), "昭和63年7月"),
        ("1997-12", "month", date(1997, 12, 1), date(1997, 12, 31), "平成9年12月"),
        ("2000-02", "month", date(2000, 2, 1), date(2000, 2, 29), "平成12年2月"),
        ("1989", "year", date(1989, 1, 1), date(1989, 12, 31), "平成元年"),
        ("1996", "fiscal_year", date(1996, 4, 1), date(1997, 3, 31), "平成8年度"),
        ("1989", "fiscal_year", date(1989, 4, 1), date(1990, 3, 31), "平成元年度"),
        ("1989-01-07", "day", date(1989, 1, 7), date(1989, 1, 7), "昭和64年1月7日"),
    ],
)
def test_a_date_reaches_as_far_as_its_precision(
    text: str, precision: str, first: date, last: date, era: str
) -> None:
    assert fiscal_year.extent(text, precision) == (first, last)
    assert fiscal_year.in_era(text, precision) == era


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("1989", "month"),
        ("1989", "day"),
        ("1989-01", "year"),
        ("1989-01", "fiscal_year"),
        ("1989-13", "month"),
        ("1989", "decade"),
        ("平成元年", "year"),
    ],
)
def test_a_date_is_never_read_finer_or_coarser_than_it_is_written(text: str, precision: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        fiscal_year.extent(text, precision)
