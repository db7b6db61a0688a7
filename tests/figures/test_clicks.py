"""Clicks become filters."""

import pytest

from clairviz.figures.clicks import chosen_in, mark, row_chosen, toggled

OPTIONS = {"region": ("CHN", "KOR", "not-stated"), "gov": ("260002",), "field": ("environment",)}


def event(**point: object) -> dict[str, object]:
    return {"selection": {"points": [point]}}


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ({"customdata": ["region=CHN", "China", 6]}, {"region": "CHN"}),
        ({"customdata": "region=CHN"}, {"region": "CHN"}),
        ({"customdata": [["gov=260002&region=CHN"]]}, {"gov": "260002", "region": "CHN"}),
        ({"customdata": {"0": "field=environment", "1": 5}}, {"field": "environment"}),
        ({"location": "KOR"}, {"region": "KOR"}),
        ({"x": 1}, {}),
    ],
)
def test_a_point_names_its_filters(point: dict[str, object], expected: dict[str, str]) -> None:
    assert chosen_in(event(**point)) == expected


def test_nothing_clicked_chooses_nothing() -> None:
    assert chosen_in({}) == {}
    assert chosen_in({"selection": {"points": []}}) == {}
    assert toggled({"region": ["CHN"]}, {}, OPTIONS) == {}


def test_a_row_names_its_filters() -> None:
    marks = [mark(region="CHN"), mark(gov="260002", region="KOR")]
    assert row_chosen({"selection": {"rows": [1]}}, marks) == {"gov": "260002", "region": "KOR"}
    assert row_chosen({"selection": {"rows": [2]}}, marks) == {}
    assert row_chosen({"selection": {"rows": []}}, marks) == {}


def test_a_second_click_clears() -> None:
    once = toggled({}, {"region": "CHN"}, OPTIONS)
    assert once == {"region": ["CHN"]}
    assert toggled(once, {"region": "CHN"}, OPTIONS) == {"region": []}


def test_another_mark_replaces_and_leaves_other_filters() -> None:
    assert toggled({"region": ["CHN"], "gov": ["260002"]}, {"region": "KOR"}, OPTIONS) == {"region": ["KOR"]}


def test_a_cell_sets_both_filters_and_clears_them_only_together() -> None:
    cell = {"field": "environment", "region": "CHN"}
    assert toggled({"region": ["CHN"]}, cell, OPTIONS) == {"field": ["environment"], "region": ["CHN"]}
    assert toggled({"region": ["CHN"], "field": ["environment"]}, cell, OPTIONS) == {
        "field": [],
        "region": [],
    }


def test_a_code_not_on_file_changes_nothing() -> None:
    assert toggled({}, {"region": "XXX"}, OPTIONS) == {}
    assert toggled({}, {"lang": "en"}, OPTIONS) == {}
