"""The world map of the stage and the handout: partners with arcs; the page has figures/linked/dot_map."""

from collections.abc import Hashable, Mapping, Sequence
from math import asin, atan2, cos, degrees, radians, sin, sqrt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.i18n import Translator
from clairviz.figures import theme
from clairviz.figures.clicks import filters_link
from clairviz.figures.labels import placed_names
from clairviz.figures.partners import LATITUDES, map_span, world_layout
from clairviz.figures.steps import step_ends, step_of

# More arcs or names than these hide each other; the tables have all.
ARCS, NAMED = 60, 20
# From so many arcs on they are thin and faint.
MANY_ARCS = 25
# Up to so many arcs can be clicked at two places; each place is sent with every change.
FEW_ARCS = 8
# Upper ends of the width classes of arcs, and the widths in pixels.
WIDTHS = ((1, 1.4), (3, 2.8), (9, 4.5), (10**9, 7.0))
# Where an arc can be clicked, as fractions of its way.
HITS = (0.35, 0.55)
ARC = "#c2541b"
# Widths of the map on which names are tried, and the size of their letters there.
TRIED = ((330, 11), (440, 12), (620, 13))
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
    # None is marked where the field filtered by is NOT_STATED.
    marked = list(fields["sort_order"][fields["field_code"] == field])
    colour = theme.field_colours(marked)[0] if marked else ARC
    figure = go.Figure(theme.ground(outlines))
    geometry = theme.outline_source(outlines)
    away = [code for code in others if code not in set(regions["region_code"])]
    if away:
        figure.add_trace(_away(away, geometry))
    figure.add_trace(_shades(regions, records, chosen, geometry, _))
    _add_arcs(figure, pairs, _, colour)
    figure.add_trace(_points(placed, _))
    west, east = map_span(placed)
    figure.update_geos(
        **theme.MAP,
        projection=dict(type="natural earth", rotation=dict(lon=(west + east) / 2)),
        lonaxis_range=[west, east],
        lataxis_range=LATITUDES,
    )
    return theme.clickable(figure, height=height)


def _away(codes: Sequence[str], geometry: Any) -> go.Choropleth:
    """Regions with projects outside the filter, in grey; a click chooses them."""
    return go.Choropleth(
        geojson=geometry,
        featureidkey="id",
        locations=codes,
        z=[0] * len(codes),
        showscale=False,
        colorscale=[[0, "#cdd3dc"], [1, "#cdd3dc"]],
        marker=dict(line=dict(color="#ffffff", width=0.6)),
        customdata=[[filters_link(region=code)] for code in codes],
        hoverinfo="skip",
        **theme.STEADY,
    )


def _shades(
    regions: pd.DataFrame,
    records: list[dict[Hashable, Any]],
    chosen: tuple[str, ...],
    geometry: Any,
    _: Translator,
) -> go.Choropleth:
    """Regions by step of their count, those filtered by with an outline."""
    ends = step_ends(int(count) for count in regions["project_count"])
    last = len(theme.STEPS) - 1
    is_chosen = [record["region_code"] in chosen for record in records]
    outline = dict(
        color=[theme.HIGHLIGHT if yes else "#ffffff" for yes in is_chosen],
        width=[2.5 if yes else 0.6 for yes in is_chosen],
    )
    return go.Choropleth(
        geojson=geometry,
        featureidkey="id",
        locations=[record["region_code"] for record in records],
        z=[step_of(int(record["project_count"]), ends) for record in records],
        zmin=0,
        zmax=last,
        colorscale=[[index / last, shade] for index, shade in enumerate(theme.STEPS)],
        showscale=False,
        marker=dict(line=outline),
        customdata=[_mark(record, _) for record in records],
        hovertemplate="%{customdata[1]}: %{customdata[2]:,}<extra></extra>",
        **theme.STEADY,
    )


def _points(placed: list[dict[Hashable, Any]], _: Translator) -> go.Scattergeo:
    """A point a region with its number and, where there is room, its name."""
    sides, texts = _labels(placed, _)
    return go.Scattergeo(
        lat=[record["latitude"] for record in placed],
        lon=[record["longitude"] for record in placed],
        mode="markers+text",
        textposition=sides,
        text=texts,
        textfont=dict(size=13, color=theme.TEXT, shadow=theme.HALO),
        marker=dict(size=8, color=theme.HIGHLIGHT, line=dict(color="#ffffff", width=1)),
        customdata=[_mark(record, _) for record in placed],
        hovertemplate="%{customdata[1]}: %{customdata[2]:,}<extra></extra>",
        **theme.STEADY,
    )


def _mark(record: Record, _: Translator) -> list[object]:
    """Link, name and count of a region."""
    return [filters_link(region=record["region_code"]), _.name(record), int(record["project_count"])]


def _labels(placed: list[dict[Hashable, Any]], _: Translator) -> tuple[list[str], list[str]]:
    """Where the number and name of each region stand, and what is written there."""
    counts = [f"{int(record['project_count']):,}" for record in placed]
    names = [_.name(record) if index < NAMED else "" for index, record in enumerate(placed)]
    sides, fits = placed_names(world_layout(placed), counts, names, tried=TRIED, radius=4)
    return sides, [
        f"<b>{count}</b> {theme.name_for_width(name, fit)}".strip()
        for count, name, fit in zip(counts, names, fits, strict=True)
    ]


def _add_arcs(figure: go.Figure, pairs: pd.DataFrame, _: Translator, colour: str) -> None:
    """One trace a width class; plotly.js draws two points as the great circle between them."""
    known = pairs.dropna(subset=["government_latitude", "region_latitude"])
    drawn = known.sort_values(["project_count", "local_government_code"], ascending=[False, True]).head(ARCS)
    records = drawn.to_dict("records")
    many = len(records) > MANY_ARCS
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
                    line=dict(width=width / 2 if many else width, color=colour),
                    opacity=0.4 if many else 0.65,
                    hoverinfo="skip",
                )
            )
    if records:
        hits = [
            (record, between(record, part))
            for record in records
            for part in (HITS if len(records) <= FEW_ARCS else HITS[1:])
        ]
        figure.add_trace(
            go.Scattergeo(
                lon=[_r(x) for _record, (x, _y) in hits],
                lat=[_r(y) for _record, (_x, y) in hits],
                mode="markers",
                marker=dict(size=13, opacity=0.01, color=colour),
                customdata=[
                    [
                        filters_link(gov=record["local_government_code"], region=record["region_code"]),
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


def _r(angle: float) -> float:
    return round(float(angle), 2)
