"""Figures: the numbers they draw, and the offline recipe."""

import colorsys
import itertools

import pytest

from clairviz.figures import theme
from clairviz.figures.steps import step_ends, step_of


def test_steps() -> None:
    assert [step_of(count) for count in (1, 2, 3, 4, 9, 10, 29, 30, 500)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_steps_follow_the_counts_only_where_the_common_ones_do_not_hold_them() -> None:
    assert step_ends([1, 6, 29]) == step_ends([]) == (1, 3, 9, 29)
    # Nearly equal counts share a shade, however large they are.
    assert len({step_of(count, step_ends([4111, 4326])) for count in (4111, 4326)}) == 1
    ends = step_ends([1, 20, 50, 400])
    assert list(ends) == sorted(set(ends))
    assert [step_of(count, ends) for count in (1, 400)] == [0, 4]


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
