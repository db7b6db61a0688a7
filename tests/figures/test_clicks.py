"""Clicks become filters."""

import pytest

from clairviz.figures.clicks import chosen_in


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
