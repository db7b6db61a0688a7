"""The colours of fields, as people with a colour vision deficiency see them.

Simulation: Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
"""

from itertools import combinations

import pytest

from clairviz.figures.theme import FIELD_COLOURS

VISIONS = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# CIE 1976 distance; about 2 can just be seen side by side.
APART = 15.0


def linear(colour: str) -> list[float]:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [min(1.0, max(0.0, sum(a * b for a, b in zip(row, vector, strict=True)))) for row in matrix]


def lab(rgb: list[float]) -> list[float]:
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (
            sum(a * b for a, b in zip(row, rgb, strict=True)) / w
            for row, w in zip(matrix, white, strict=True)
        )
    )
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_fields_stay_apart(vision: str) -> None:
    seen = {colour: lab(times(VISIONS[vision], linear(colour))) for colour in FIELD_COLOURS}
    for one, two in combinations(FIELD_COLOURS, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[two], strict=True)) ** 0.5
        assert distance >= APART, (one, two, distance)


@pytest.mark.parametrize("colour", FIELD_COLOURS)
def test_a_field_stands_out_from_white(colour: str) -> None:
    red, green, blue = linear(colour)
    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 3
