"""Headlines of figures on made-up counts, and the sentences that only scenes say."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from clairviz.base.i18n import translator
from clairviz.base.selection import NOT_STATED
from clairviz.words import headlines, telling
from clairviz.words.cautions import cautions, silence
from tests.words.test_telling import ONE_YEAR, made_up, told

JA, EN = translator("ja"), translator("en")


@pytest.mark.parametrize(
    ("codes", "total", "headline"),
    [
        ({}, 0, None),
        ({}, 3, "3 projects without a stated partner region"),
        ({"CHN": 3}, 3, "3 projects with 中国"),
        ({"CHN": 3}, 9, "3 of 9 projects are with 中国"),
        ({"CHN": 3, "KOR": 1}, 9, "3 of 9 projects are with 中国"),
        ({"CHN": 2, "KOR": 2, "THA": 1}, 9, "中国 and 韓国 lead with 2 projects each"),
        ({"CHN": 1, "KOR": 1}, 2, "2 projects with 2 partner regions"),
        (dict.fromkeys("ABCDE", 2) | {"F": 1}, 9, "9 projects with 6 partner regions"),
    ],
)
def test_region_headline(codes: Mapping[str, int], total: int, headline: str | None) -> None:
    known = made_up({"region": {code: {2005: count} for code, count in codes.items()}}, {2005: total})
    assert headlines.region_headline(told(known), _=EN) == headline


def test_no_headline_names_the_readers_own_choice() -> None:
    assert headlines.region_headline(told(ONE_YEAR, filtered={"region"}), _=EN) == (
        "14 projects with 3 partner regions"
    )
    assert headlines.field_headline(told(ONE_YEAR, filtered={"field"}), _=JA) == "14事業、分野は2"


@pytest.mark.parametrize(
    ("codes", "headline"),
    [
        ({}, "6 projects without a stated field"),
        ({"environment": 4, "education": 1}, "環境 leads with 4 projects"),
        ({"environment": 6}, "6 projects in the field 環境"),
        ({"environment": 2, "education": 2, "x": 1}, "環境 and 教育 lead with 2 projects each"),
        ({"environment": 1, "education": 1}, "6 projects in 2 fields"),
    ],
)
def test_field_headline(codes: Mapping[str, int], headline: str) -> None:
    known = made_up({"field": {code: {2005: count} for code, count in codes.items()}}, {2005: 6})
    assert headlines.field_headline(told(known), _=EN) == headline


@pytest.mark.parametrize(
    ("counts", "headline"),
    [
        ((4, 1, 0), "A × X: the most frequent combination (4 projects)"),
        ((2, 2, 1), "A × X, B × X: the most frequent combinations (2 projects each)"),
        ((1, 1, 0), "2 combinations of field and partner region"),
        ((0, 0, 0), "14 projects without a stated partner region"),
    ],
)
def test_combination_headline(counts: tuple[int, ...], headline: str) -> None:
    names = ["A", "B", "C"]
    cells = pd.DataFrame(
        {
            "code": [*names, NOT_STATED],
            "name_en": [*names, None],
            "field_code": "x",
            "primary_count": [*counts, 9],
        }
    )
    fields = pd.DataFrame({"field_code": ["x"], "name_en": ["X"]})
    facts = told(made_up({}, {2005: 14}))
    assert headlines.combination_headline(facts, cells, fields, _=EN) == headline


def test_fields_that_are_only_secondary_are_told_but_for_the_readers_own_choice() -> None:
    facts = replace(told(ONE_YEAR), only_secondary=("environment",))
    found = telling.secondary_only(facts, JA)
    assert found is not None
    assert found.text == "環境は副分野としてのみ挙げられています。"
    assert telling.secondary_only(replace(facts, filtered=frozenset({"field"})), JA) is None
    assert telling.secondary_only(replace(facts, only_secondary=tuple("ABCD")), JA) is None
    assert telling.secondary_only(told(ONE_YEAR), JA) is None


def test_what_the_source_does_not_give_is_told() -> None:
    facts = replace(told(ONE_YEAR), silent=("title", "cost"), unmarked=("A(1)", "B"))
    assert silence(facts, JA) == "各事業の事業名・経費は資料に記載がありません。"
    assert silence(told(ONE_YEAR), JA) == ""
    assert cautions(facts, _=EN)[0].startswith(
        "The source states no partner region for 9 projects (A(1), B)."
    )
