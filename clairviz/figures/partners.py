"""Where partner regions stand on a map of the world."""

from collections.abc import Hashable, Mapping, Sequence
from math import radians
from typing import Any

from clairviz.figures.labels import Layout, Point

JAPAN_LONGITUDE = 138.0
LATITUDES = (-42, 76)
# One degree of latitude is longer than one of longitude in the projection of the maps.
_TALL = 1.157


def world_layout(places: Sequence[Mapping[Hashable, Any]]) -> Layout:
    """Where `places` stand on a map of the world that shows all of them and Japan."""
    west, east = map_span(places)
    middle = (west + east) / 2

    def layout(width: float) -> tuple[list[Point], Point]:
        degree = width / (east - west)
        points = []
        for place in places:
            lat, lon = float(place["latitude"]), float(place["longitude"]) % 360
            # Towards the poles the projection draws meridians together.
            narrowed = 1 - 0.15 * radians(lat) ** 2
            x = (middle - west + (lon - middle) * narrowed) * degree
            points.append((x, (LATITUDES[1] - lat) * degree * _TALL))
        return points, (width, (LATITUDES[1] - LATITUDES[0]) * degree * _TALL)

    return layout


def map_span(places: Sequence[Mapping[Hashable, Any]]) -> tuple[float, float]:
    """West and east ends in degrees (0 to 360) that hold Japan and all places, with a margin."""
    longitudes = [JAPAN_LONGITUDE, *(float(place["longitude"]) % 360 for place in places)]
    return max(0.0, min(longitudes) - 45), min(360.0, max(longitudes) + 22)
