"""Sentences computed from the data, at their edges."""

from datetime import date

import pandas as pd
import pytest

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.words import findings
from clairviz.words import phrases as wording

JA, EN = translator("ja"), translator("en")


def regions(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"name_ja": name, "name_en": name, "project_count": count} for name, count in rows],
        columns=["name_ja", "name_en", "project_count"],
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((), None),
        ((("A", 3),), "All 3 projects with a stated region are with A."),
        ((("A", 3), ("B", 1)), "3 of 9 projects are with **A**, 2 more than B (1)."),
        ((("A", 3), ("B", 2), ("C", 2)), "3 of 9 projects are with **A**, 1 more than B and C (2 each)."),
        ((("A", 2), ("B", 2), ("C", 1)), "A and B lead with 2 projects each."),
        (tuple((name, 1) for name in "ABCDE"), "5 others lead with 1 project each."),
    ],
)
def test_region_finding(rows: tuple[tuple[str, int], ...], sentence: str | None) -> None:
    assert findings.region_finding(regions(*rows), 9, _=EN) == sentence


def test_field_and_repeat_findings() -> None:
    fields = pd.DataFrame({"name_en": ["A", "B"], "primary_count": [0, 0], "secondary_count": [1, 0]})
    assert findings.field_finding(fields, _=EN) is None
    assert findings.repeat_finding(regions(("A", 1)), _=EN) is None
    assert findings.repeat_finding(regions(("A", 3), ("B", 2)), _=EN) == (
        "A has 3 projects. 1 other has more than one."
    )


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
