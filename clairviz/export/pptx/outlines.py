"""Outlines of countries on a flat map of any size: cut to it, projected, and no finer than it shows."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from typing import Any

from clairviz.base import paths
from clairviz.export.pptx.canvas import Box
from clairviz.figures.partners import LATITUDES

Point = tuple[float, float]
# Shapes are true at this latitude, which runs through Japan.
TRUE_AT = 36.0
# A point that moves a line by less than this, in points, is left out; so is a smaller island.
FINENESS, SMALLEST = 0.45, 0.5
_SOUTH, _NORTH = -56.0, 83.0


@dataclass(frozen=True)
class SlideFrame:
    """A part of the world, in degrees, laid flat on a box: meridians are upright, distances even."""

    west: float
    east: float
    south: float
    north: float
    box: Box

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a point of the earth lies on the box."""
        wide = (longitude - self.west) % 360 if longitude != self.east else self.east - self.west
        return self._flat(self.west + wide, latitude)

    def lines(self, points: Sequence[Point]) -> list[list[Point]]:
        """A line of (longitude, latitude) on the box, cut where it leaves the frame."""
        lines: list[list[Point]] = [[]]
        for longitude, latitude in points:
            wide = (longitude - self.west) % 360
            if wide <= self.east - self.west and self.south <= latitude <= self.north:
                here = self._flat(self.west + wide, latitude)
                if lines[-1] and abs(here[0] - lines[-1][-1][0]) > self.box.width / 2:
                    lines.append([])
                lines[-1].append(here)
            elif lines[-1]:
                lines.append([])
        return [simplified(line, FINENESS / 2) for line in lines if len(line) > 1]

    def rings(self, geometry: Any, *, every: bool) -> list[list[Point]]:
        """The outer and inner rings of a geometry on the box; small ones only where `every` is."""
        found = []
        for ring in _rings(geometry):
            for turn in (-360.0, 0.0, 360.0):
                inside = self._cut([(longitude + turn, latitude) for longitude, latitude in ring])
                if len(inside) < 3:
                    continue
                flat = simplified([self._flat(*point) for point in inside], FINENESS)
                if len(flat) > 3 and (every or abs(_area(flat)) >= SMALLEST):
                    found.append(flat)
        return found

    def _flat(self, longitude: float, latitude: float) -> Point:
        box = self.box
        return (
            box.left + (longitude - self.west) / (self.east - self.west) * box.width,
            box.top + (self.north - latitude) / (self.north - self.south) * box.height,
        )

    def _cut(self, ring: list[Point]) -> list[Point]:
        for axis, edge, keeps_more in (
            (0, self.west, True),
            (0, self.east, False),
            (1, self.south, True),
            (1, self.north, False),
        ):
            ring = _half(ring, axis, edge, keeps_more)
        return ring


def frame_on(box: Box, west: float, east: float) -> SlideFrame:
    """The frame that fills `box` with the meridians wanted and all inhabited latitudes, if it can.

    More of the world than wanted is shown where the box has room for it.
    """
    squeeze = cos(radians(TRUE_AT))
    south, north = LATITUDES
    scale = min(box.width / ((east - west) * squeeze), box.height / (north - south))
    wide = min(360.0, box.width / scale / squeeze)
    tall = min(_NORTH - _SOUTH, box.height / scale)
    width, height = min(box.width, wide * squeeze * scale), min(box.height, tall * scale)
    middle = (west + east) / 2
    above = (north + south) / 2 + tall / 2
    top = min(_NORTH, max(above, _SOUTH + tall))
    placed = Box(box.left, box.top, width, height)
    return SlideFrame(middle - wide / 2, middle + wide / 2, top - tall, top, placed)


@lru_cache(maxsize=1)
def world() -> tuple[tuple[str, Any], ...]:
    """Code and geometry of every country of the bundled outlines."""
    features = json.loads((paths.geo_folder() / "world.geojson").read_text(encoding="utf-8"))["features"]
    return tuple((feature["id"], feature["geometry"]) for feature in features)


def simplified(points: Sequence[Point], fineness: float) -> list[Point]:
    """The line without the points that move it by less than `fineness` (Douglas and Peucker)."""
    if len(points) < 3:
        return list(points)
    # A closed line is split at its farthest point, or all of it would fold into its ends.
    if points[0] == points[-1]:
        far = max(
            range(len(points)),
            key=lambda at: hypot(points[at][0] - points[0][0], points[at][1] - points[0][1]),
        )
        if 0 < far < len(points) - 1:
            return simplified(points[: far + 1], fineness)[:-1] + simplified(points[far:], fineness)
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = hypot(bx - ax, by - ay) or 1e-9
        at, worst = first, fineness
        for index in range(first + 1, last):
            x, y = points[index]
            away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            if away > worst:
                at, worst = index, away
        if at != first:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def _rings(geometry: Any) -> Iterable[list[Point]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]


def _half(ring: list[Point], axis: int, edge: float, keeps_more: bool) -> list[Point]:
    """The part of a ring on one side of an edge (Sutherland and Hodgman)."""
    kept: list[Point] = []
    for index, point in enumerate(ring):
        before = ring[index - 1]
        inside = (point[axis] >= edge) == keeps_more or point[axis] == edge
        was_inside = (before[axis] >= edge) == keeps_more or before[axis] == edge
        if inside != was_inside:
            part = (edge - before[axis]) / (point[axis] - before[axis])
            crossing = [before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])]
            crossing[axis] = edge
            kept.append((crossing[0], crossing[1]))
        if inside:
            kept.append(point)
    return kept


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2
