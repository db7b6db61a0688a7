"""Maps of circles: what is in the frame, how large, where its name stands, where it leads."""

import re

import pytest

from clairviz.base.paths import geo_folder
from clairviz.figures.linked import dot_map, ground
from clairviz.figures.linked.dot_map import Dot, Home, radius

ASIA = ground.ASIA
FRAME = ground.Frame(90, 5, 150, 60)
HOME = Home("日本", 36.5, 140.5, ground.JAPAN_BODY)


def dots() -> list[Dot]:
    places = [
        ("CHN", "中国", 35.5, 104.0, 118),
        ("KOR", "韓国", 36.4, 127.9, 61),
        ("THA", "タイ", 15.6, 101.0, 44),
        ("VNM", "ベトナム", 16.0, 107.5, 39),
        ("KHM", "カンボジア", 12.6, 104.9, 20),
        ("BRA", "ブラジル", -10.5, -53.0, 12),
    ]
    return [
        Dot(f"region:{code}", name, latitude, longitude, count, f"./?region={code}", is_chosen=code == "KOR")
        for code, name, latitude, longitude, count in places
    ]


def drawn(frame: ground.Frame = FRAME) -> str:
    return str(
        dot_map.dot_map(
            dots(), ground=ASIA, picture="/asia.svg", frame=frame, most=118, label="alt", home=HOME
        )
    )


def test_only_what_lies_in_the_frame_is_drawn_the_largest_first() -> None:
    assert re.findall(r'href="\./\?region=(\w+)"', drawn()) == ["CHN", "KOR", "THA", "VNM", "KHM"]


def test_areas_are_in_proportion_and_small_ones_are_seen() -> None:
    assert radius(100, 100) == pytest.approx(2 * radius(25, 100))
    assert radius(1, 10_000) == dot_map.SMALLEST
    # The scale is given, not taken from what is shown: sizes compare over years.
    assert radius(5, 100) < radius(5, 10)


def test_a_name_stands_with_its_number_or_not_at_all() -> None:
    shown = drawn()
    for name, number in (("中国", "118"), ("韓国", "61")):
        assert f"{name} <b>{number}</b>" in shown
    crowded = [Dot(f"x:{i}", "とても長い名前の国", 20 + i / 50, 120, 5, "x") for i in range(12)]
    sides = dot_map._sides(crowded, FRAME, 5, None, 300, 14)
    assert "" in sides
    assert any(sides)


def test_names_keep_clear_of_each_other_and_of_japan() -> None:
    for width, size in (dot_map.LARGE, dot_map.WIDE, dot_map.NARROW):
        inside = [dot for dot in dots() if FRAME.holds(dot.latitude, dot.longitude)]
        sides = dot_map._sides(inside, FRAME, 118, HOME, width, size)
        korea = sides[[dot.name for dot in inside].index("韓国")]
        assert korea != "middle right"


def test_a_place_is_where_it_is_whatever_the_zoom() -> None:
    for frame in (FRAME, ground.Frame(100, 10, 130, 40)):
        x, y = frame.place(25, 115)
        style = {
            key: float(value[:-1])
            for key, value in (part.split(":") for part in ground.picture_style(ASIA, frame).split(";"))
        }
        whole_x, whole_y = ASIA.whole.place(25, 115)
        assert style["left"] + whole_x * style["width"] == pytest.approx(100 * x, abs=0.01)
        assert style["top"] + whole_y * style["height"] == pytest.approx(100 * y, abs=0.01)


def test_a_frame_holds_its_places_and_keeps_its_ratio() -> None:
    within = ground.Frame(58, -14, 156, 66)
    places = [(36.0, 138.0), (13.0, 105.0), (35.0, 104.0)]
    frame = ground.around(places, within, margin=5, ratio=1.0)
    assert all(frame.holds(*place) for place in places)
    assert frame.ratio == pytest.approx(1.0, abs=0.01)
    closer = ground.around(places[:1], frame, margin=5, ratio=1.0, least=20)
    assert closer.north - closer.south < frame.north - frame.south


@pytest.mark.parametrize("name", ground.GROUNDS)
def test_land_is_drawn_once_and_light(name: str) -> None:
    found = ground.GROUNDS[name]
    text = (geo_folder() / f"{found.outlines}.geojson").read_text(encoding="utf-8")
    picture = ground.land_picture(text, found)
    assert len(picture) < 120_000
    assert ('fill="' + ground.HOME in picture) == bool(found.home)


def test_arcs_are_drawn_for_what_is_chosen_alone() -> None:
    assert "cv-arcs" not in drawn()
    shown = str(
        dot_map.dot_map(
            dots(), ground=ASIA, picture="x", frame=FRAME, most=9, label="alt", arcs=[((36, 138), (15, 101))]
        )
    )
    assert shown.count("cv-arcs") == 1
