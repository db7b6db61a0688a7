"""A map of named proportional circles on a picture of land, each circle a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from urllib.parse import quote

from markupsafe import Markup

from clairviz.figures.labels import label_sides
from clairviz.figures.linked.element import element, group, link
from clairviz.figures.linked.ground import Frame, Ground, picture_style
from clairviz.figures.theme import HIGHLIGHT

# Radii in em of the circle of the largest count of the scale, and of the smallest that is seen.
LARGEST, SMALLEST = 1.7, 0.42
# Widths in pixels for which words are placed, with the size of the letters there.
LARGE, WIDE, NARROW = (660, 14.0), (470, 14.0), (245, 12.0)
# The most names that are tried; of the rest hover tells.
MOST_NAMES = 45
# Square pixels of a word that another mark may cover.
CLEAR = 30.0


@dataclass(frozen=True)
class Dot:
    """A circle: what it is called, where it lies, its count, where it leads, what hover adds."""

    code: str
    name: str
    latitude: float
    longitude: float
    count: int
    href: str
    tip: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Home:
    """A place that is named without a circle, such as Japan: its name is placed before all others.

    `body` are places (latitude, longitude) of its land, which other names keep clear of.
    """

    name: str
    latitude: float
    longitude: float
    body: tuple[tuple[float, float], ...] = ()


def dot_map(
    dots: Sequence[Dot],
    *,
    ground: Ground,
    picture: str,
    frame: Frame,
    most: int,
    label: str,
    home: Home | None = None,
    arcs: Sequence[tuple[tuple[float, float], tuple[float, float]]] = (),
) -> Markup:
    """The dots within `frame`, the largest first, so that small ones lie on top.

    `picture` is the address of the land of the whole `ground`; `most` the count that has the
    largest circle, the same over years and selections, so that sizes compare. `arcs` are drawn
    between pairs of (latitude, longitude). A name without room is left out with its number:
    never a number alone.
    """
    inside = sorted(
        (dot for dot in dots if frame.holds(dot.latitude, dot.longitude)), key=lambda dot: -dot.count
    )
    sides = [_sides(inside, frame, most, home, *size) for size in (LARGE, WIDE, NARROW)]
    marks = [_dot(dot, frame, most, *placed) for dot, *placed in zip(inside, *sides, strict=True)]
    parts = [
        element("img", src=picture, alt="", class_="cv-land", style=picture_style(ground, frame)),
        _arcs(arcs, frame),
        _home(home, frame) if home else Markup(""),
        *marks,
    ]
    return element(
        "div",
        group(parts),
        class_="cv-map",
        style=f"aspect-ratio:{frame.ratio:.3f}",
        role="group",
        aria_label=label,
    )


def radius(count: int, most: int) -> float:
    """The radius in em of a circle whose area is in proportion to its count."""
    return max(SMALLEST, LARGEST * sqrt(count / max(most, 1)))


def _sides(
    dots: Sequence[Dot], frame: Frame, most: int, home: Home | None, width: float, size: float
) -> list[str]:
    """The side of its circle each name stands on at a width; empty where it has no room."""
    bounds = (width, width / frame.ratio)

    def point(latitude: float, longitude: float) -> tuple[float, float]:
        x, y = frame.place(latitude, longitude)
        return x * bounds[0], y * bounds[1]

    points = [point(dot.latitude, dot.longitude) for dot in dots]
    radii = [radius(dot.count, most) * size for dot in dots]
    texts = [f"{dot.name} {dot.count:,}" if rank < MOST_NAMES else "" for rank, dot in enumerate(dots)]
    if home is not None:
        points = [point(home.latitude, home.longitude), *points, *(point(*place) for place in home.body)]
        degree = bounds[1] / (frame.north - frame.south)
        radii, texts = [2.0, *radii, *([degree] * len(home.body))], [home.name, *texts]
    fixed = {0: "middle right"} if home is not None else {}
    for _round in range(len(texts)):
        sides, faults = label_sides(points, texts, size=size, radius=radii, bounds=bounds, fixed=fixed)
        crowded = [
            index
            for index, fault in enumerate(faults)
            if fault > CLEAR and texts[index] and index not in fixed
        ]
        if not crowded:
            break
        # The least of those without room give their place to the others.
        for index in crowded[-max(1, len(crowded) // 3) :]:
            texts[index] = ""
    found = [side if text else "" for side, text in zip(sides, texts, strict=True)]
    return found[1:] if home is not None else found


def _dot(dot: Dot, frame: Frame, most: int, large: str, wide: str, narrow: str) -> Markup:
    x, y = frame.place(dot.latitude, dot.longitude)
    said = dot.tip or f"{dot.name} {dot.count:,}"
    return link(
        dot.href,
        element("i"),
        element(
            "span",
            dot.name,
            " ",
            element("b", f"{dot.count:,}"),
            class_="cv-label",
            data_large=large.replace(" ", "-") or "none",
            data_wide=wide.replace(" ", "-") or "none",
            data_narrow=narrow.replace(" ", "-") or "none",
        ),
        class_="cv-dot" + (" cv-chosen" if dot.is_chosen else ""),
        style=f"left:{100 * x:.2f}%;top:{100 * y:.2f}%;--r:{radius(dot.count, most):.2f}em",
        id=f"cv-dot-{dot.code.replace(':', '-')}",
        data_code=dot.code,
        data_tip=said,
        aria_label=said.replace("\n", " "),
        aria_current="true" if dot.is_chosen else None,
    )


def _home(home: Home, frame: Frame) -> Markup:
    x, y = frame.place(home.latitude, home.longitude)
    return element("span", home.name, class_="cv-home", style=f"left:{100 * x:.2f}%;top:{100 * y:.2f}%")


def _arcs(arcs: Sequence[tuple[tuple[float, float], tuple[float, float]]], frame: Frame) -> Markup:
    """Curves between places, as one picture over the land."""
    if not arcs:
        return Markup("")
    height = 600.0
    width = height * frame.ratio
    drawn = []
    for start, end in arcs:
        (x0, y0), (x1, y1) = (
            (place[0] * width, place[1] * height) for place in (frame.place(*start), frame.place(*end))
        )
        # Bent to the north by a sixth of its length.
        bend_x, bend_y = (x0 + x1) / 2, (y0 + y1) / 2 - 0.18 * sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
        drawn.append(f'<path d="M{x0:.1f} {y0:.1f}Q{bend_x:.1f} {bend_y:.1f} {x1:.1f} {y1:.1f}"/>')
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" preserveAspectRatio="none">'
        f'<g fill="none" stroke="{HIGHLIGHT}" stroke-width="2" stroke-opacity="0.75">{"".join(drawn)}</g></svg>'
    )
    return element("img", src=f"data:image/svg+xml,{quote(svg)}", alt="", class_="cv-arcs")
