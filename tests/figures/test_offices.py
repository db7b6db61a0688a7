"""The timeline draws a date as wide as its source knows it, and numbers within their own year."""

from datetime import date, timedelta

import pytest

from clairviz.base.i18n import translator
from clairviz.figures.offices import DAY_MS, office_timeline
from clairviz.store.queries.offices import events, offices, readings, span
from clairviz.store.queries.reference import fiscal_years
from clairviz.words import chronology


@pytest.fixture
def frames(cursor):
    return [query(cursor) for query in (offices, readings, events, fiscal_years, span)]


def bars(trace):
    return {
        (start, (date.fromisoformat(start) + timedelta(width / DAY_MS)).isoformat())
        for start, width in zip(trace.base, trace.x, strict=True)
    }


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_dates_are_drawn_over_all_they_can_mean(frames, lang) -> None:
    solid, hatched, other, filed, *_rest = office_timeline(*frames, _=translator(lang)).data
    assert bars(hatched) == {
        ("1988-07-01", "1988-08-01"),
        ("1989-01-01", "1990-01-01"),
        ("1990-10-01", "1990-11-01"),
        ("1993-10-01", "1993-11-01"),
        ("1994-10-01", "1994-11-01"),
        ("1997-12-01", "1998-01-01"),
        ("1996-04-01", "1997-04-01"),
    }
    assert bars(other) == {("1988-01-01", "1989-01-01")}
    assert bars(filed) == {("2005-04-01", "2006-04-01")}
    assert {stop for _start, stop in bars(solid)} == {"2006-04-01"}
    assert len(solid.y) == 9
    assert len(other.y) == 2


def test_the_axis_has_both_calendars(frames) -> None:
    axis = office_timeline(*frames, _=translator("ja")).layout.xaxis
    assert axis.ticktext[:2] == ("1988<br>昭和<br>63年", "1992<br>平成<br>4年")
    assert axis.range[0] == "1987-01-01"


@pytest.mark.parametrize(
    ("year", "count", "other"),
    [(1987, 0, 0), (1988, 1, 2), (1989, 3, 0), (1990, 5, 0), (1993, 6, 0), (1994, 7, 0), (1997, 8, 0)],
)
def test_offices_open_then_are_known(frames, year, count, other) -> None:
    assert len(chronology.open_offices(frames[0], year)) == count
    assert len(chronology.otherwise_open(frames[0], frames[1], year)) == other


def test_a_closed_office_leaves_the_map(frames) -> None:
    closed = frames[0].assign(closed="1995")
    assert len(chronology.open_offices(closed, 1994)) == 7
    assert chronology.open_offices(closed, 1995).empty


@pytest.mark.parametrize(
    ("lang", "known", "printed"),
    [
        ("ja", "1989年（平成元年）・年まで判明", "資料の表記：平成元年"),
        ("en", "1989, known to the year", "In the document: 平成元年"),
    ],
)
def test_hovering_tells_how_fine_a_date_is(frames, lang, known, printed) -> None:
    hatched = office_timeline(*frames, _=translator(lang)).data[1]
    new_york = next(text for row, text in zip(hatched.y, hatched.hovertext, strict=True) if row == 2)
    assert {known, printed} <= set(new_york.split("<br>"))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_cities_with_another_reading_are_named(frames, lang) -> None:
    cities = chronology.disputed(frames[0], frames[1], translator(lang))
    assert cities == (["ニューヨーク", "ロンドン"] if lang == "ja" else ["New York", "London"])


def in_many_years(frame, first=1996, last=2025):
    """The answer on fiscal years, with 15 projects in each from `first` to `last`."""
    years = frame.loc[frame.index.repeat(last - first + 1)].reset_index(drop=True)
    return years.assign(fiscal_year=range(first, last + 1), project_count=15)


def test_numbers_of_many_years_do_not_run_into_one_another(frames) -> None:
    frames[3] = in_many_years(frames[3])
    frames[4] = frames[4].assign(last_year=2025)
    numbers = office_timeline(*frames, _=translator("ja")).data[-1]
    assert list(numbers.text) == ["<b>30年度で450事業</b>"]
    assert numbers.x[0].startswith("2011-")


@pytest.mark.parametrize("filed", [[2005], [1997, 2001, 2005], [2003, 2004, 2005]])
def test_each_number_stands_within_its_own_fiscal_year(frames, filed) -> None:
    frames[3] = in_many_years(frames[3], 1, len(filed)).assign(fiscal_year=filed)
    numbers = office_timeline(*frames, _=translator("ja")).data[-1]
    assert list(numbers.text) == ["<b>15</b>"] * len(filed)
    assert numbers.textposition == "middle center"
    for year, place in zip(filed, numbers.x, strict=True):
        assert f"{year}-04-01" <= place <= f"{year + 1}-03-31"
