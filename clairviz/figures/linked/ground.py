"""The land below a map of dots: a picture of outlines on a flat grid, and where a place lies on it.

The grid is equirectangular with a standard parallel, so that a degree is as wide as it is tall
in the middle of the map. One picture serves every frame: a frame is a part of it, enlarged.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any

# Pixels of the picture for a degree of latitude: finer than any screen shows the whole of it.
SCALE = 12
LAND, HOME, BORDER = "#e3e7ed", "#8fb3dc", "#ffffff"


@dataclass(frozen=True)
class Frame:
    """A part of the world in degrees; longitudes run from 0 to 360, or from a `west` below 0 on."""

    west: float
    south: float
    east: float
    north: float
    parallel: float = 33.0

    @property
    def ratio(self) -> float:
        """Width over height as drawn."""
        return (self.east - self.west) * cos(radians(self.parallel)) / (self.north - self.south)

    def turned(self, longitude: float) -> float:
        """A longitude as this frame counts it."""
        start = min(self.west, 0.0)
        return (longitude - start) % 360 + start

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a place lies within."""
        return self.west <= self.turned(longitude) <= self.east and self.south <= latitude <= self.north

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies, as parts of width from the left and of height from the top."""
        return (
            (self.turned(longitude) - self.west) / (self.east - self.west),
            (self.north - latitude) / (self.north - self.south),
        )


@dataclass(frozen=True)
class Ground:
    """A picture of land: its name among the outlines served, what it holds, what is home."""

    name: str
    outlines: str
    whole: Frame
    home: frozenset[str] = frozenset()


ASIA = Ground("asia", "world", Frame(24, -50, 184, 80), frozenset({"JPN"}))
# All round from the Atlantic, where only Greenland and Iceland cross the edge.
WORLD = Ground("world-flat", "world", Frame(-25, -47, 335, 72), frozenset({"JPN"}))
JAPAN = Ground("japan-flat", "japan", Frame(122.5, 24, 149.5, 46, parallel=36.0))
# Land of Japan's main islands, a place every few degrees.
JAPAN_BODY = (
    (32.5, 130.8),
    (34.3, 132.8),
    (33.7, 133.6),
    (34.8, 135.3),
    (36.0, 137.8),
    (37.5, 139.6),
    (39.8, 140.8),
    (43.2, 142.8),
)
GROUNDS = {ground.name: ground for ground in (ASIA, WORLD, JAPAN)}


@lru_cache(maxsize=8)
def land_picture(outlines: str, ground: Ground) -> str:
    """The SVG of a ground from GeoJSON text whose features carry an id."""
    whole = ground.whole
    height = (whole.north - whole.south) * SCALE
    width = height * whole.ratio
    paths: dict[bool, list[str]] = {False: [], True: []}
    for feature in json.loads(outlines)["features"]:
        drawn = "".join(_path(ring, whole, width, height) for ring in _rings(feature["geometry"]))
        if drawn:
            paths[feature.get("id") in ground.home].append(drawn)
    shapes = "".join(
        f'<path d="{"".join(paths[is_home])}" fill="{colour}" stroke="{BORDER}" stroke-width="1.2" fill-rule="evenodd"/>'
        for is_home, colour in ((False, LAND), (True, HOME))
        if paths[is_home]
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">{shapes}</svg>'


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _path(ring: Sequence[Sequence[float]], whole: Frame, width: float, height: float) -> str:
    # A ring over the meridian of 0° would be torn; none such lies in a ground.
    if not any(whole.holds(latitude, longitude) for longitude, latitude in ring):
        return ""
    points: list[str] = []
    before: float | None = None
    for longitude, latitude in ring:
        x, y = whole.place(latitude, longitude)
        if whole.west < 0 and before is not None:
            # Over the edge of a map of the whole world a shape goes on beyond the picture.
            x -= round(x - before)
        before = x
        point = f"{x * width:.0f} {y * height:.0f}"
        if not points or points[-1] != point:
            points.append(point)
    return f"M{'L'.join(points)}Z" if len(points) > 2 else ""


def picture_style(ground: Ground, frame: Frame) -> str:
    """How the picture of the whole ground is enlarged and shifted so that `frame` fills its box."""
    whole = ground.whole
    wide = 100 * (whole.east - whole.west) / (frame.east - frame.west)
    tall = 100 * (whole.north - whole.south) / (frame.north - frame.south)
    left = -100 * (frame.west - whole.west) / (frame.east - frame.west)
    top = -100 * (whole.north - frame.north) / (frame.north - frame.south)
    return f"width:{wide:.3f}%;height:{tall:.3f}%;left:{left:.3f}%;top:{top:.3f}%"


def widest_ratio(
    places: Sequence[tuple[float, float]], within: Frame, *, margin: float, ratio: float
) -> float:
    """`ratio`, or the largest below it at which ``around`` can hold all places inside `within`."""
    latitudes = [latitude for latitude, _ in places]
    tall = min(max(latitudes) - min(latitudes) + 2 * margin, within.north - within.south)
    return min(ratio, (within.east - within.west) * cos(radians(within.parallel)) / tall)


def around(
    places: Sequence[tuple[float, float]], within: Frame, *, margin: float, ratio: float, least: float = 0
) -> Frame:
    """The frame of `ratio` that holds all places (latitude, longitude) with a margin in degrees.

    It is at least `least` degrees tall and stays inside `within`, which it may fill.
    """
    stretch = cos(radians(within.parallel))
    latitudes = [latitude for latitude, _ in places]
    longitudes = [longitude % 360 for _, longitude in places]
    south, north = min(latitudes) - margin, max(latitudes) + margin
    west, east = min(longitudes) - margin, max(longitudes) + margin
    tall = max(north - south, (east - west) * stretch / ratio, least)
    tall = min(tall, within.north - within.south, (within.east - within.west) * stretch / ratio)
    wide = tall * ratio / stretch
    middle_y, middle_x = (south + north) / 2, (west + east) / 2
    south = min(max(middle_y - tall / 2, within.south), within.north - tall)
    west = min(max(middle_x - wide / 2, within.west), within.east - wide)
    return Frame(west, south, west + wide, south + tall, within.parallel)
