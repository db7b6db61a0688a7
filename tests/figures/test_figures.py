"""Figures: the numbers they draw, and the offline recipe."""

import colorsys
import itertools

import duckdb
import pytest

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.figures import theme
from clairviz.figures.fields import field_bar
from clairviz.figures.partners import label_positions, region_bar, region_map
from clairviz.figures.steps import step_ends, step_of
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.partners import projects_by_region

JA = translator("ja")


def test_field_bar_shows_the_counts_from_zero(cursor: duckdb.DuckDBPyConnection) -> None:
    figure = field_bar(projects_by_field(cursor, Selection()), _=JA)
    bars = figure.data[0]
    assert dict(zip(bars.y, bars.x, strict=True)) == {
        "環境": 5,
        "教育": 3,
        "人材育成": 2,
        "産業・経済": 2,
        "医療保険": 1,
        "平和貢献": 1,
        "林業": 0,
    }
    assert figure.layout.xaxis.range[0] == 0
    assert "副1" in bars.text[list(bars.y).index("林業")]
    assert figure.layout.template == theme.TEMPLATE


def test_region_figures(cursor: duckdb.DuckDBPyConnection) -> None:
    regions = projects_by_region(cursor, Selection())
    bars = region_bar(regions, _=JA, not_stated=3).data[0]
    assert next(zip(bars.y, bars.x, strict=True)) == ("中国", 6)
    assert list(zip(bars.y, bars.x, strict=True))[-1] == ("相手地域の記載なし", 3)
    figure = region_map(regions, _=JA, outlines="/outlines/world.geojson")
    assert figure.data[0].type == "scattergeo"
    assert list(figure.data[0].lat) == [None]
    assert figure.data[1].geojson == "/outlines/world-land.geojson"
    assert list(figure.data[1].locations) == ["land"]
    assert figure.data[2].geojson == "/outlines/world.geojson"
    assert not figure.layout.geo.visible
    assert figure.data[-1].text[0] == "<b>6</b>"


def test_empty_figures(cursor: duckdb.DuckDBPyConnection) -> None:
    nothing = Selection(years=(1999,))
    assert region_bar(projects_by_region(cursor, nothing), _=JA).data[0].x in (None, ())
    assert (
        len(region_map(projects_by_region(cursor, nothing), _=JA, outlines="/outlines/world.geojson").data)
        == 4
    )


def test_steps() -> None:
    assert [step_of(count) for count in (1, 2, 3, 4, 9, 10, 29, 30, 500)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_steps_follow_the_counts_only_where_the_common_ones_do_not_hold_them() -> None:
    assert step_ends([1, 6, 29]) == step_ends([]) == (1, 3, 9, 29)
    # Nearly equal counts share a shade, however large they are.
    assert len({step_of(count, step_ends([4111, 4326])) for count in (4111, 4326)}) == 1
    ends = step_ends([1, 20, 50, 400])
    assert list(ends) == sorted(set(ends))
    assert [step_of(count, ends) for count in (1, 400)] == [0, 4]


def test_numbers_of_neighbours_stand_apart() -> None:
    near = [{"latitude": 15.6, "longitude": 101.0}, {"latitude": 12.6, "longitude": 104.9}]
    assert len(set(label_positions(near))) == 2


def linear(colour: str) -> tuple[float, float, float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    first, second, third = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return first, second, third


def contrast_on_white(colour: str) -> float:
    red, green, blue = linear(colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_fields_beyond_the_palette_get_a_second_cue() -> None:
    many = list(range(1, 2 * len(theme.FIELD_COLOURS) + 1))
    pairs = list(zip(theme.field_colours(many), theme.field_patterns(many), strict=True))
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("colour", [*theme.FIELD_COLOURS, theme.ACCENT, theme.HIGHLIGHT, theme.UNKNOWN])
def test_areas_stand_out_from_white(colour: str) -> None:
    assert contrast_on_white(colour) >= 3


def test_text_colours_are_legible() -> None:
    assert contrast_on_white(theme.TEXT) >= 4.5
    assert contrast_on_white(theme.MUTED) >= 4.5


def test_no_two_field_colours_are_the_same_hue_and_lightness() -> None:
    for one, other in itertools.combinations(theme.FIELD_COLOURS, 2):
        a, b = (colorsys.rgb_to_hls(*linear(colour)) for colour in (one, other))
        assert max(abs(x - y) for x, y in zip(a, b, strict=True)) > 0.03
