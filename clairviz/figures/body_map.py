"""The map of Japan with the lead bodies."""

from collections.abc import Sequence
from math import cos, degrees, log, pi, radians, sqrt, tan

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from clairviz.base.i18n import Translator
from clairviz.base.selection import Basis
from clairviz.figures import theme
from clairviz.figures.clicks import mark
from clairviz.figures.labels import Point, placed_names

# More bodies than these hide each other; the table has all. From CROWDED on they are small.
BODIES, CROWDED, NAMED = 60, 25, 20
# Smallest distance of two numbers in pixels on a map of the width, and height by width of the
# space that the style sheet gives the map.
APART, WIDTH = 24.0, 300.0
APART_CROWDED, WIDTH_CROWDED = 18.0, 560.0
SHAPE = 0.64
# Widths of the map on which names are tried, and the size of their letters there.
TRIED = ((WIDTH, 11.0), (480.0, 12.0), (640.0, 12.0))
_ROUNDS = 60


def body_map(
    bodies: pd.DataFrame,
    frame: pd.DataFrame,
    *,
    _: Translator,
    outlines: str,
    basis: Basis = "projects",
    chosen: tuple[str, ...] = (),
    height: int = 400,
) -> go.Figure:
    """Recognised bodies at the place of their office, with the number and the name.

    Takes the answers of ``queries.partner_map.bodies`` and ``bodies_frame``. A number moved
    aside to be readable has a thin line to its place.
    """
    placed = [record for record in bodies.to_dict("records") if not pd.isna(record["latitude"])][:BODIES]
    south, north, west, east = _window(frame)
    figure = go.Figure(theme.ground(outlines))
    true = [(float(record["longitude"]), float(record["latitude"])) for record in placed]
    crowded = len(placed) > CROWDED
    apart, width = (APART_CROWDED, WIDTH_CROWDED) if crowded else (APART, WIDTH)
    top, bottom = _mercator(north), _mercator(south)
    # A window higher than the space it is drawn in does not fill the width.
    filled = min(1.0, SHAPE * (east - west) / (top - bottom))
    moved = spread(true, apart * (east - west) / (width * filled))
    lines: list[tuple[float | None, float | None]] = []
    for here, there in zip(true, moved, strict=True):
        if here != there:
            lines += [here, there, (None, None)]
    figure.add_trace(
        go.Scattergeo(
            lon=[x for x, _y in lines],
            lat=[y for _x, y in lines],
            mode="lines",
            line=dict(width=1, color=theme.MUTED),
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        go.Scattergeo(
            lon=[x for x, _y in true],
            lat=[y for _x, y in true],
            mode="markers",
            marker=dict(size=5, color=theme.MUTED),
            hoverinfo="skip",
        )
    )
    column = "project_count" if basis == "projects" else "pairing_count"
    counts = [int(record[column]) for record in placed]
    links = [
        [mark(gov=record["local_government_code"]), _.name(record), count]
        for record, count in zip(placed, counts, strict=True)
    ]
    sizes = [(15 if crowded else 22) + 2 * min(9, round(sqrt(count)) - 1) for count in counts]
    names = [_.name(record) if index < NAMED else "" for index, record in enumerate(placed)]

    def layout(width: float) -> tuple[list[Point], Point]:
        degree = width * filled / (east - west)
        points = [((x - west) * degree, (top - _mercator(y)) * degree) for x, y in moved]
        return points, (width * filled, (top - bottom) * degree)

    sides, fits = placed_names(
        layout, [""] * len(names), names, tried=TRIED, radius=max(sizes, default=0) / 2
    )
    figure.add_trace(
        go.Scattergeo(
            lon=[x for x, _y in moved],
            lat=[y for _x, y in moved],
            mode="markers+text",
            textposition=sides,
            text=[theme.name_for_width(name, fit) for name, fit in zip(names, fits, strict=True)],
            textfont=dict(size=12, color=theme.TEXT, shadow=theme.HALO),
            marker=dict(
                size=sizes,
                opacity=1,
                color=[
                    theme.HIGHLIGHT if record["local_government_code"] in chosen else theme.ACCENT
                    for record in placed
                ],
                line=dict(color="#ffffff", width=1),
            ),
            customdata=links,
            hovertemplate="%{customdata[1]}: %{customdata[2]:,}<extra></extra>",
            **theme.STEADY,
        )
    )
    figure.add_trace(
        go.Scattergeo(
            lon=[x for x, _y in moved],
            lat=[y for _x, y in moved],
            mode="text",
            text=[f"<b>{count:,}</b>" for count in counts],
            textfont=dict(size=10 if crowded else 13, color="#ffffff"),
            hoverinfo="skip",
        )
    )
    figure.update_geos(
        **theme.MAP,
        projection=dict(type="mercator"),
        lonaxis_range=[west, east],
        lataxis_range=[south, north],
    )
    return theme.clickable(figure, height=height)


def spread(points: Sequence[Point], apart: float) -> list[Point]:
    """`points` (longitude, latitude) moved until any two are `apart` degrees from each other.

    Points that stand alone stay exactly where they are. Deterministic; gives up in a crowd.
    """
    if len(points) < 2:
        return list(points)
    true = np.array(points)
    # In degrees of longitude, as the projection draws both.
    scale = np.array([1.0, 1 / cos(radians(float(true[:, 1].mean())))])
    start = true * scale
    flat = start.copy()
    for _round in range(_ROUNDS):
        away = flat[:, None, :] - flat[None, :, :]
        distance = np.hypot(away[..., 0], away[..., 1])
        np.fill_diagonal(distance, np.inf)
        if (distance >= apart * 0.995).all():
            break
        # Two bodies at one place part to the east and the west.
        away[..., 0] += np.where(distance == 0, np.sign(np.subtract.outer(*[np.arange(len(flat))] * 2)), 0)
        short = apart - np.minimum(distance, apart)
        push = short / 2 / np.maximum(distance, apart * 0.01)
        flat = flat + (away * push[..., None]).sum(axis=1)
    return [
        point if (here == there).all() else (round(float(there[0]), 3), round(float(there[1] / scale[1]), 3))
        for point, here, there in zip(points, start, flat, strict=True)
    ]


def _window(frame: pd.DataFrame) -> tuple[float, float, float, float]:
    """South, north, west, east of the map of Japan: all bodies on file with a margin, or all Japan."""
    row = frame.iloc[0]
    if pd.isna(row["south"]):
        return 24.0, 46.0, 122.5, 149.5
    middle = ((row["south"] + row["north"]) / 2, (row["west"] + row["east"]) / 2)
    tall = max(7.0, row["north"] - row["south"] + 3)
    wide = max(9.0, row["east"] - row["west"] + 4)
    return middle[0] - tall / 2, middle[0] + tall / 2, middle[1] - wide / 2, middle[1] + wide / 2


def _mercator(latitude: float) -> float:
    """The latitude as the projection of the map draws it, in degrees of longitude."""
    return degrees(log(tan(pi / 4 + radians(latitude) / 2)))
