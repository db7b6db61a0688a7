"""Maps of partner regions."""

from collections.abc import Hashable, Mapping, Sequence
from math import radians
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.i18n import Translator
from clairviz.figures import theme
from clairviz.figures.bars import count_bar
from clairviz.figures.labels import Layout, Point, label_sides
from clairviz.figures.steps import step_of

JAPAN_LONGITUDE = 138.0
LATITUDES = (-42, 76)
# Pixels of a map on a telephone.
NARROW = 300
# One degree of latitude is longer than one of longitude in the projection of the maps.
_TALL = 1.157


def region_map(regions: pd.DataFrame, *, _: Translator, outlines: str, height: int = 250) -> go.Figure:
    """Partner regions shaded by step of count, with the number on each and the name on hover.

    Takes the answer of ``queries.partners.projects_by_region``. `outlines` is GeoJSON text
    or the address it is served from.
    """
    records = regions.to_dict("records")
    placed = [record for record in records if not pd.isna(record["latitude"])]
    steps = [step_of(int(record["project_count"])) for record in records]
    scale = [[index / (len(theme.STEPS) - 1), colour] for index, colour in enumerate(theme.STEPS)]
    figure = go.Figure(
        [
            *theme.ground(outlines),
            go.Choropleth(
                geojson=theme.outline_source(outlines),
                featureidkey="id",
                locations=[record["region_code"] for record in records],
                z=steps,
                zmin=0,
                zmax=len(theme.STEPS) - 1,
                colorscale=scale,
                showscale=False,
                marker=dict(line=dict(color="#ffffff", width=0.6)),
                customdata=[[_.name(record), int(record["project_count"])] for record in records],
                hovertemplate="%{customdata[0]}: %{customdata[1]:,}<extra></extra>",
            ),
            go.Scattergeo(
                lat=[record["latitude"] for record in placed],
                lon=[record["longitude"] for record in placed],
                mode="markers+text",
                textposition=label_positions(placed),
                text=[f"<b>{int(record['project_count']):,}</b>" for record in placed],
                textfont=dict(size=15, color=theme.TEXT, shadow="0 0 3px #fff, 0 0 3px #fff"),
                marker=dict(size=7, color=theme.HIGHLIGHT, line=dict(color="#ffffff", width=1)),
                customdata=[[_.name(record), int(record["project_count"])] for record in placed],
                hovertemplate="%{customdata[0]}: %{customdata[1]:,}<extra></extra>",
            ),
        ]
    )
    west, east = map_span(placed)
    figure.update_geos(
        **theme.MAP,
        projection=dict(type="natural earth", rotation=dict(lon=(west + east) / 2)),
        lonaxis_range=[west, east],
        lataxis_range=LATITUDES,
    )
    return theme.apply(figure, height=height)


def region_bar(regions: pd.DataFrame, *, _: Translator, not_stated: int = 0) -> go.Figure:
    """Projects by partner region as bars from zero, those without a stated region apart at the end.

    Takes the answer of ``queries.partners.projects_by_region``.
    """
    names = [_.name(record) for record in regions.to_dict("records")]
    counts = [int(count) for count in regions["project_count"]]
    colours = [theme.ACCENT] * len(names)
    if not_stated:
        names.append(_("Region not stated"))
        counts.append(not_stated)
        colours.append(theme.UNKNOWN)
    return count_bar(
        names, counts, texts=[f"<b>{count:,}</b>" for count in counts], colours=colours, room=1.25
    )


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


def label_positions(places: Sequence[Mapping[Hashable, Any]]) -> list[str]:
    """Where the number of each place stands on a map as narrow as a telephone's."""
    points, bounds = world_layout(places)(NARROW)
    return label_sides(points, ["00"] * len(points), size=15, radius=5, bounds=bounds)[0]


def map_span(places: Sequence[Mapping[Hashable, Any]]) -> tuple[float, float]:
    """West and east ends in degrees (0 to 360) that hold Japan and all places, with a margin."""
    longitudes = [JAPAN_LONGITUDE, *(float(place["longitude"]) % 360 for place in places)]
    return max(0.0, min(longitudes) - 45), min(360.0, max(longitudes) + 22)
