"""Fiscal years and eras, on both sides of every boundary."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clairviz.fiscal_year import (
    EARLIEST, LATEST, FiscalYear, date_in_era, month_in_era, parse, year_in_era,
)


@pytest.mark.parametrize(("day", "text"), [
    (date(1989, 1, 7), "昭和64年1月7日"), (date(1989, 1, 8), "平成元年1月8日"),
    (date(2019, 4, 30), "平成31年4月30日"), (date(2019, 5, 1), "令和元年5月1日"),
    (date(1926, 12, 25), "昭和元年12月25日"), (date(2026, 11, 24), "令和8年11月24日"),
])
def test_dates(day: date, text: str) -> None:
    assert date_in_era(day) == text


def test_a_date_before_the_eras_on_file_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        date_in_era(date(1926, 12, 24))


@pytest.mark.parametrize(("year", "label"), [
    (1988, "昭和63年度"), (1989, "平成元年度"), (1990, "平成2年度"), (1996, "平成8年度"), (2005, "平成17年度"),
    (2018, "平成30年度"), (2019, "令和元年度"), (2020, "令和2年度"),
])
def test_fiscal_year_labels(year: int, label: str) -> None:
    assert FiscalYear(year).label_ja == label
    assert parse(label) == FiscalYear(year)


@pytest.mark.parametrize("text", [
    "平成17年度", "平成17年", "平成１７年度", "H17", "h17", "Ｈ１７", "H.17", "2005年度", "2005", "FY2005", "ＦＹ２００５", " 2005 年度 ",
])
def test_ways_to_write_a_fiscal_year(text: str) -> None:
    assert parse(text) == FiscalYear(2005)


@pytest.mark.parametrize(("text", "year"), [
    ("平成31年度", 2019), ("令和元年度", 2019), ("R1", 2019), ("昭和64年度", 1989), ("H1", 1989), ("平成元年度", 1989)])
def test_years_of_change(text: str, year: int) -> None:
    assert parse(text) == FiscalYear(year)


@pytest.mark.parametrize("text", ["", "平成", "平成0年度", "平成32年度", "昭和65年度", "H100", "17", "20055", "FY05", "明治40年度", "2005/2006"])
def test_what_is_not_a_fiscal_year(text: str) -> None:
    with pytest.raises(ValueError, match="fiscal year"):
        parse(text)


@given(st.integers(EARLIEST, LATEST))
def test_every_label_reads_back(year: int) -> None:
    value = FiscalYear(year)
    assert parse(value.label_ja) == parse(value.label_en) == value
    assert (value.starts_on, value.ends_on) == (date(year, 4, 1), date(year + 1, 3, 31))


def test_months_and_years() -> None:
    assert month_in_era(1988, 7) == "昭和63年7月"
    assert month_in_era(1989, 1) == "平成元年1月"
    assert month_in_era(1990, 12) == "平成2年12月"
    assert year_in_era(1989) == "平成元年"
    assert year_in_era(1988) == "昭和63年"
    assert year_in_era(2019) == "令和元年"
