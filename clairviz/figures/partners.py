"""Maps of partner regions."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.figures import theme
from clairviz.figures.bars import count_bar
from clairviz.i18n import Translator

# Upper ends of the steps of shade; a step means the same on every map.
STEP_ENDS = (1, 3, 9, 29)
JAPAN_LONGITUDE = 138.0
LATITUDES = (-42, 76)
Box = tuple[float, float, float, float]


def step_of(count: int) -> int:
    """The shade step of a count of projects: 1, 2–3, 4–9, 10–29, 30 and more."""
    return sum(count > end for end in STEP_ENDS)


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
    west, east = span(placed)
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


def label_positions(
    places: Sequence[Mapping[Hashable, Any]], *, width: float = 14.0, tall: float = 11.0
) -> list[str]:
    """Where each number stands beside its point so that neighbours do not run into each other.

    Greedy in the given order (the most projects first), in degrees at the scale of a map as
    narrow as a telephone's; `width` and `tall` are the size of a label.
    """
    west, east = span(places)
    taken: list[Box] = []
    chosen = []
    for place in places:
        lat, lon = float(place["latitude"]), float(place["longitude"]) % 360
        candidates = {
            "middle right": (lon, lat - tall / 2, lon + width, lat + tall / 2),
            "middle left": (lon - width, lat - tall / 2, lon, lat + tall / 2),
            "top center": (lon - width / 2, lat, lon + width / 2, lat + tall),
            "bottom center": (lon - width / 2, lat - tall, lon + width / 2, lat),
        }

        def fault(name: str, boxes: Mapping[str, Box] = candidates) -> float:
            box = boxes[name]
            outside = max(0.0, west - box[0]) + max(0.0, box[2] - east)
            return sum(_overlap(box, other) for other in taken) + outside * tall

        best = min(candidates, key=fault)
        taken.append(candidates[best])
        chosen.append(best)
    return chosen


def span(places: Sequence[Mapping[Hashable, Any]]) -> tuple[float, float]:
    """West and east ends in degrees (0 to 360) that hold Japan and all places, with a margin."""
    longitudes = [JAPAN_LONGITUDE, *(float(place["longitude"]) % 360 for place in places)]
    return max(0.0, min(longitudes) - 50), min(360.0, max(longitudes) + 30)


def _overlap(a: Box, b: Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, wide) * max(0.0, tall)
