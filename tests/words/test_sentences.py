"""Sentences computed from the data, at their edges."""

from datetime import date

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.words import phrases as wording

JA, EN = translator("ja"), translator("en")


def test_listing_and_years() -> None:
    assert [wording.listing(parts, EN) for parts in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert wording.years_label((), (2003, 2004, 2005), JA) == "平成15年度～平成17年度"
    assert wording.years_label((2003, 2005), (), EN) == "FY2003 and FY2005"
    assert wording.years_label((), (), EN) == "no fiscal year"


def test_selection_sentence_and_source_line() -> None:
    names = {("field", "environment"): "環境", ("pref", "26"): "京都府"}
    selection = Selection(years=(2005,), prefectures=("26",), fields=("environment",))
    assert wording.selection_sentence(selection, 1, 14, (2005,), names, JA) == (
        "平成17年度の14事業のうち、京都府、環境に該当する1事業を表示しています。"
    )
    assert wording.source_line(["A"], [date(2026, 11, 24), None], JA) == "出典：A（令和8年11月24日転記）"
    assert wording.source_line(["A", "B"], [None], EN) == "Source: A, B"
