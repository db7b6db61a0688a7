"""A map of named places, each a point beside its name; no counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clairviz.figures.labels import label_sides
from clairviz.figures.linked.dot_map import NARROW, WIDE
from clairviz.figures.linked.element import element
from clairviz.figures.linked.ground import Frame, Ground, picture_style

POINT = 0.45


@dataclass(frozen=True)
class MapPlace:
    """A place: what it is called, where it lies; hollow where another source alone knows of it."""

    name: str
    latitude: float
    longitude: float
    tip: str
    is_main: bool = False
    is_hollow: bool = False


def place_map(
    places: Sequence[MapPlace], *, ground: Ground, picture: str, frame: Frame, label: str
) -> Markup:
    """Every place with its name, at the side of its point that is clearest."""
    wide, narrow = (_sides(places, frame, *size) for size in (WIDE, NARROW))
    marks = [_place(place, frame, wide[index], narrow[index]) for index, place in enumerate(places)]
    return element(
        "div",
        element("img", src=picture, alt="", class_="cv-land", style=picture_style(ground, frame)),
        *marks,
        class_="cv-map cv-places",
        style=f"aspect-ratio:{frame.ratio:.3f}",
        role="img",
        aria_label=label,
    )


def _sides(places: Sequence[MapPlace], frame: Frame, width: float, size: float) -> list[str]:
    bounds = (width, width / frame.ratio)
    points = []
    for place in places:
        x, y = frame.place(place.latitude, place.longitude)
        points.append((x * bounds[0], y * bounds[1]))
    if not points:
        return []
    sides, _faults = label_sides(
        points,
        [place.name for place in places],
        size=size,
        radius=[POINT * size] * len(points),
        bounds=bounds,
    )
    return list(sides)


def _place(place: MapPlace, frame: Frame, wide: str, narrow: str) -> Markup:
    x, y = frame.place(place.latitude, place.longitude)
    kinds = ["cv-dot", *(["cv-main"] if place.is_main else []), *(["cv-hollow"] if place.is_hollow else [])]
    return element(
        "span",
        element("i"),
        element(
            "span",
            place.name,
            class_="cv-label",
            data_wide=wide.replace(" ", "-"),
            data_narrow=narrow.replace(" ", "-"),
        ),
        class_=" ".join(kinds),
        style=f"left:{100 * x:.2f}%;top:{100 * y:.2f}%;--r:{POINT}em",
        data_tip=place.tip,
    )
