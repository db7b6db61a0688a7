"""The two maps of the map page: partners with arcs, and the bodies in Japan."""

from collections.abc import Hashable, Mapping, Sequence
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.clicks import mark
from clairviz.figures import theme
from clairviz.figures.partners import LATITUDES, label_positions, span, step_of
from clairviz.i18n import Translator
from clairviz.selection import Basis

# More arcs, names or bodies than these hide each other; the tables have all.
ARCS, NAMED, BODIES = 60, 20, 60
# Upper ends of the width classes of arcs, and the widths in pixels.
WIDTHS = ((1, 1.4), (3, 2.8), (9, 4.5), (10**9, 7.0))
# Where an arc can be clicked, as fractions of its way.
HITS = (0.35, 0.55)
ARC = "#c2541b"
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 2px #fff"
# Smallest distance of two numbers on the map of Japan, in pixels of REFERENCE_WIDTH.
APART, REFERENCE_WIDTH = 25.0, 480.0
# No highlight of Plotly's own: what is chosen is drawn from the filters.
STEADY: dict[str, Any] = dict(selected=dict(marker=dict(opacity=1)), unselected=dict(marker=dict(opacity=1)))
Record = Mapping[Hashable, Any]


def partner_map(
    regions: pd.DataFrame,
    pairs: pd.DataFrame,
    fields: pd.DataFrame,
    *,
    _: Translator,
    outlines: str,
    chosen: tuple[str, ...] = (),
    field: str = "",
    others: tuple[str, ...] = (),
    height: int = 350,
) -> go.Figure:
    """Regions shaded by step of count with number and name, and arcs from each body's office.

    Takes the answers of ``projects_by_region``, ``projects_by_local_government_and_region`` and
    ``projects_by_field``. `chosen` are regions filtered by, `field` the one field filtered by,
    `others` regions with projects outside the filter. The first trace is empty on purpose.
    """
    records = regions.to_dict("records")
    placed = [record for record in records if not pd.isna(record["latitude"])]
    colour = ARC
    if field:
        colour = theme.field_colours(list(fields["sort_order"][fields["field_code"] == field]))[0]
    figure = go.Figure(theme.ground(outlines))
    geometry = theme.outline_source(outlines)
    away = [code for code in others if code not in set(regions["region_code"])]
    if away:
        figure.add_trace(
            go.Choropleth(
                geojson=geometry,
                featureidkey="id",
                locations=away,
                z=[0] * len(away),
                showscale=False,
                colorscale=[[0, "#cdd3dc"], [1, "#cdd3dc"]],
                marker=dict(line=dict(color="#ffffff", width=0.6)),
                customdata=[[mark(region=code)] for code in away],
                hoverinfo="skip",
                **STEADY,
            )
        )
    scale = [[index / (len(theme.STEPS) - 1), shade] for index, shade in enumerate(theme.STEPS)]
    is_chosen = [record["region_code"] in chosen for record in records]
    figure.add_trace(
        go.Choropleth(
            geojson=geometry,
            featureidkey="id",
            locations=[record["region_code"] for record in records],
            z=[step_of(int(record["project_count"])) for record in records],
            zmin=0,
            zmax=len(theme.STEPS) - 1,
            colorscale=scale,
            showscale=False,
            marker=dict(
                line=dict(
                    color=[theme.HIGHLIGHT if yes else "#ffffff" for yes in is_chosen],
                    width=[2.5 if yes else 0.6 for yes in is_chosen],
                )
            ),
            customdata=[
                [mark(region=record["region_code"]), _.name(record), int(record["project_count"])]
                for record in records
            ],
            hovertemplate="%{customdata[1]}: %{customdata[2]:,}<extra></extra>",
            **STEADY,
        )
    )
    _add_arcs(figure, pairs, _, colour)
    top = placed[:NAMED]
    figure.add_trace(
        go.Scattergeo(
            lat=[record["latitude"] for record in placed],
            lon=[record["longitude"] for record in placed],
            mode="markers+text",
            textposition=[
                *label_positions(top, width=30, tall=9),
                *["middle right"] * (len(placed) - len(top)),
            ],
            text=[
                f"<b>{int(record['project_count']):,}</b> {_.name(record)}"
                if index < NAMED
                else f"{int(record['project_count']):,}"
                for index, record in enumerate(placed)
            ],
            textfont=dict(size=14, color=theme.TEXT, shadow=HALO),
            marker=dict(size=9, color=theme.HIGHLIGHT, line=dict(color="#ffffff", width=1)),
            customdata=[
                [mark(region=record["region_code"]), _.name(record), int(record["project_count"])]
                for record in placed
            ],
            hovertemplate="%{customdata[1]}: %{customdata[2]:,}<extra></extra>",
            **STEADY,
        )
    )
    west, east = span(placed)
    figure.update_geos(
        **theme.MAP,
        projection=dict(type="natural earth", rotation=dict(lon=(west + east) / 2)),
        lonaxis_range=[west, east],
        lataxis_range=LATITUDES,
    )
    return _clickable(figure, height)


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
    moved = spread(true, APART * (east - west) / REFERENCE_WIDTH)
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
    hover = "%{customdata[1]}: %{customdata[2]:,}<extra></extra>"
    figure.add_trace(
        go.Scattergeo(
            lon=[x for x, _y in moved],
            lat=[y for _x, y in moved],
            mode="markers+text",
            textposition="middle center",
            text=[f"<b>{count:,}</b>" for count in counts],
            textfont=dict(size=13, color="#ffffff"),
            marker=dict(
                size=[22 + 2 * min(9, round(sqrt(count))) for count in counts],
                opacity=1,
                color=[
                    theme.HIGHLIGHT if record["local_government_code"] in chosen else theme.ACCENT
                    for record in placed
                ],
                line=dict(color="#ffffff", width=1),
            ),
            customdata=links,
            hovertemplate=hover,
            **STEADY,
        )
    )
    named, places = placed[:NAMED], moved[:NAMED]
    sides = _name_sides(places, moved, (east - west) / REFERENCE_WIDTH)
    figure.add_trace(
        go.Scattergeo(
            lon=[x for x, _y in places],
            lat=[y for _x, y in places],
            mode="text",
            textposition=sides,
            text=[
                f"\u2002\u2002{_.name(record)}" if side == "middle right" else f"{_.name(record)}\u2002\u2002"
                for record, side in zip(named, sides, strict=True)
            ],
            textfont=dict(size=12, color=theme.TEXT, shadow=HALO),
            hoverinfo="skip",
        )
    )
    figure.update_geos(
        **theme.MAP,
        projection=dict(type="mercator"),
        lonaxis_range=[west, east],
        lataxis_range=[south, north],
    )
    return _clickable(figure, height)


def spread(points: Sequence[tuple[float, float]], apart: float) -> list[tuple[float, float]]:
    """`points` (longitude, latitude) moved until any two are `apart` degrees from each other.

    Points that stand alone stay exactly where they are. Deterministic.
    """
    moved = [list(point) for point in points]
    for _round in range(80):
        pushed = False
        for i in range(len(moved)):
            for j in range(i):
                dx, dy = moved[i][0] - moved[j][0], moved[i][1] - moved[j][1]
                shrink = cos(radians(moved[i][1])) or 1.0
                distance = sqrt(dx * dx + (dy / shrink) ** 2)
                if distance >= apart * 0.999:
                    continue
                if not distance:
                    dx, distance = apart * 0.01, apart * 0.01
                push = (apart - distance) / 2 / distance
                for axis, shift in ((0, dx * push), (1, dy * push)):
                    moved[i][axis] += shift
                    moved[j][axis] -= shift
                pushed = True
        if not pushed:
            break
    return [
        (round(x, 3), round(y, 3)) if [x, y] != list(point) else point
        for (x, y), point in zip(moved, points, strict=True)
    ]


def _add_arcs(figure: go.Figure, pairs: pd.DataFrame, _: Translator, colour: str) -> None:
    """One trace a width class; plotly.js draws two points as the great circle between them."""
    known = pairs.dropna(subset=["government_latitude", "region_latitude"])
    drawn = known.sort_values(["project_count", "local_government_code"], ascending=[False, True]).head(ARCS)
    records = drawn.to_dict("records")
    lower = 0
    for upper, width in WIDTHS:
        members = [record for record in records if lower < record["project_count"] <= upper]
        lower = upper
        if members:
            figure.add_trace(
                go.Scattergeo(
                    lon=[
                        x
                        for r in members
                        for x in (_r(r["government_longitude"]), _r(r["region_longitude"]), None)
                    ],
                    lat=[
                        y
                        for r in members
                        for y in (_r(r["government_latitude"]), _r(r["region_latitude"]), None)
                    ],
                    mode="lines",
                    line=dict(width=width, color=colour),
                    opacity=0.65,
                    hoverinfo="skip",
                )
            )
    if records:
        hits = [(record, between(record, part)) for record in records for part in HITS]
        figure.add_trace(
            go.Scattergeo(
                lon=[_r(x) for _record, (x, _y) in hits],
                lat=[_r(y) for _record, (_x, y) in hits],
                mode="markers",
                marker=dict(size=13, opacity=0.01, color=colour),
                customdata=[
                    [
                        mark(gov=record["local_government_code"], region=record["region_code"]),
                        f"{_.name(record, 'government')} → {_.name(record, 'region')}",
                        int(record["project_count"]),
                    ]
                    for record, _place in hits
                ],
                hovertemplate="%{customdata[1]}: %{customdata[2]:,}<extra></extra>",
                selected=dict(marker=dict(opacity=0.01)),
                unselected=dict(marker=dict(opacity=0.01)),
            )
        )


def between(record: Record, part: float) -> tuple[float, float]:
    """Longitude and latitude `part` of the way along the great circle from office to region."""
    lon1, lat1, lon2, lat2 = (
        radians(record[name])
        for name in ("government_longitude", "government_latitude", "region_longitude", "region_latitude")
    )
    one = (cos(lat1) * cos(lon1), cos(lat1) * sin(lon1), sin(lat1))
    two = (cos(lat2) * cos(lon2), cos(lat2) * sin(lon2), sin(lat2))
    angle = 2 * asin(min(1.0, sqrt(sum((a - b) ** 2 for a, b in zip(one, two, strict=True))) / 2)) or 1e-9
    x, y, z = (sin((1 - part) * angle) * a + sin(part * angle) * b for a, b in zip(one, two, strict=True))
    return degrees(atan2(y, x)), degrees(atan2(z, sqrt(x * x + y * y)))


def _window(frame: pd.DataFrame) -> tuple[float, float, float, float]:
    """South, north, west, east of the map of Japan: all bodies on file with a margin, or all Japan."""
    row = frame.iloc[0]
    if pd.isna(row["south"]):
        return 24.0, 46.0, 122.5, 149.5
    middle = ((row["south"] + row["north"]) / 2, (row["west"] + row["east"]) / 2)
    tall = max(7.0, row["north"] - row["south"] + 3)
    wide = max(9.0, row["east"] - row["west"] + 4)
    return middle[0] - tall / 2, middle[0] + tall / 2, middle[1] - wide / 2, middle[1] + wide / 2


def _name_sides(
    places: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], degree: float
) -> list[str]:
    """Left or right of each number, where fewer other numbers and names stand."""
    taken: list[tuple[float, float]] = []
    sides = []
    for x, y in places:

        def crowd(shift: float, x: float = x, y: float = y) -> int:
            return sum(
                abs(a - (x + shift)) < 42 * degree and abs(b - y) < 14 * degree
                for a, b in [*others, *taken]
                if (a, b) != (x, y)
            )

        shift = min((52 * degree, -52 * degree), key=crowd)
        taken.append((x + shift, y))
        sides.append("middle right" if shift > 0 else "middle left")
    return sides


def _clickable(figure: go.Figure, height: int) -> go.Figure:
    return theme.apply(figure, height=height).update_layout(clickmode="event+select", hovermode="closest")


def _r(angle: float) -> float:
    return round(float(angle), 2)
