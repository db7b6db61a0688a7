"""The axis of time: every span lies where its days lie, numbers within their own year."""

import re
from datetime import date

import pytest

from clairviz.base.i18n import translator
from clairviz.figures.linked.notes import Notes
from clairviz.figures.linked.time_axis import Axis, AxisRow, TimeSpan, time_axis

AXIS = Axis(date(1996, 1, 1), date(2026, 4, 1))
STYLE = re.compile(r'class="cv-span cv-look-(\w+)" style="left:([\d.]+)%;width:([\d.]+)%"')


def drawn(*spans: TimeSpan, as_of: int = 2005, lang: str = "en") -> str:
    return str(
        time_axis([AxisRow("row", "when", spans)], AXIS, as_of=as_of, label="axis", _=translator(lang))
    )


def near(percent: float, wanted: date) -> bool:
    """Whether a place on the axis is that of a day, but for the rounding of percents."""
    day = AXIS.start.toordinal() + percent / 100 * (AXIS.stop - AXIS.start).days
    return abs(day - wanted.toordinal()) <= 2


@pytest.mark.parametrize("year", [1996, 2005, 2025])
def test_a_fiscal_year_lies_from_april_to_march_with_its_number_inside(year) -> None:
    shown = drawn(TimeSpan(str(year), "fiscal_year", "complete", label="15", tip="15 projects"))
    (_look, left, width) = STYLE.search(shown).groups()
    assert near(float(left), date(year, 4, 1))
    assert near(float(left) + float(width), date(year + 1, 4, 1))
    # The number is a part of the span itself, so it cannot stand elsewhere.
    assert re.search(r"cv-look-complete[^>]*><b[^>]*><span>15</span></b>", shown)


def test_an_uncertain_beginning_is_hatched_over_all_it_can_mean() -> None:
    shown = drawn(TimeSpan("1997", "year", "open", until=AXIS.stop))
    (_look, left, width) = STYLE.search(shown).groups()
    unsure = float(re.search(r'cv-unsure" style="width:([\d.]+)%', shown)[1])
    assert near(float(left), date(1997, 1, 1))
    assert near(float(left) + float(width) * unsure / 100, date(1998, 1, 1))


def test_the_line_marks_the_end_of_the_year_looked_back_on() -> None:
    shown = drawn(as_of=2005)
    assert near(float(re.search(r"--asof:([\d.]+)%", shown)[1]), date(2006, 1, 1))
    assert "end of 2005" in shown


@pytest.mark.parametrize(("lang", "names"), [("ja", ["平成12", "令和2"]), ("en", ["H12", "R2"])])
def test_the_axis_has_both_calendars(lang, names) -> None:
    shown = drawn(lang=lang)
    for name, year in zip(names, (2000, 2020), strict=True):
        assert f"<span>{year}</span><span>{name}</span>" in shown


def test_a_source_is_told_once_with_all_that_rests_on_it() -> None:
    notes = Notes({"a": "Document", "b": "Page"}, translator("en"))
    marks = [notes.cite("a", "Paris"), notes.cite("b", "Seoul"), notes.cite("a", "Tokyo"), notes.cite("a")]
    assert [re.search(r">\[(\d)\]<", mark)[1] for mark in marks] == ["1", "2", "1", "1"]
    foot = str(notes.foot())
    assert foot.count("Document") == 1
    assert "for Paris, Tokyo" in foot
    for mark in marks:
        place = re.search(r'href="#([^"]+)"', mark)[1]
        assert f'id="{place}"' in foot
