"""Maps of partner regions."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.figures import theme
from clairviz.i18n import Translator

# Upper ends of the steps of shade; a step means the same on every map.
STEP_ENDS = (1, 3, 9, 29)


def step_of(count: int) -> int:
    """The shade step of a count of projects: 1, 2–3, 4–9, 10–29, 30 and more."""
    return sum(count > end for end in STEP_ENDS)


def region_map(regions: pd.DataFrame, *, _: Translator, outlines: str, height: int = 300) -> go.Figure:
    """Partner regions shaded by step of count, with name and number on each.

    Takes the answer of ``queries.partners.projects_by_region``. `outlines` is GeoJSON text
    or the address it is served from. The first trace is empty on purpose: plotly.js asks only
    the first one where to get outlines, and this one needs none.
    """
    records = regions.to_dict("records")
    placed = [record for record in records if not pd.isna(record["latitude"])]
    steps = [step_of(int(record["project_count"])) for record in records]
    scale = [[index / (len(theme.STEPS) - 1), colour] for index, colour in enumerate(theme.STEPS)]
    figure = go.Figure([
        go.Scattergeo(lat=[None], lon=[None], hoverinfo="skip"),
        go.Choropleth(
            geojson=theme.outline_source(outlines), featureidkey="id", locations=[record["region_code"] for record in records],
            z=steps, zmin=0, zmax=len(theme.STEPS) - 1, colorscale=scale, showscale=False,
            marker=dict(line=dict(color="#ffffff", width=0.6)),
            customdata=[[_.name(record), int(record["project_count"])] for record in records],
            hovertemplate="%{customdata[0]}: %{customdata[1]:,}<extra></extra>"),
        go.Scattergeo(
            lat=[record["latitude"] for record in placed], lon=[record["longitude"] for record in placed],
            mode="markers+text", textposition=label_positions(placed),
            text=[f"<b>{int(record['project_count'])}</b> {_.name(record)}" for record in placed],
            textfont=dict(size=13, color=theme.TEXT, shadow="0 0 3px #fff, 0 0 3px #fff"),
            marker=dict(size=8, color=theme.HIGHLIGHT, line=dict(color="#ffffff", width=1)),
            customdata=[record["region_code"] for record in placed], hoverinfo="skip"),
    ])
    figure.update_geos(
        visible=False, bgcolor=theme.SEA, projection=dict(type="natural earth", rotation_lon=150),
        lataxis_range=[-50, 78], showland=False, showframe=False)
    return theme.apply(figure, height=height)


def label_positions(places: Sequence[Mapping[Hashable, Any]]) -> list[str]:
    """Where each name stands beside its point so that neighbours do not run into each other.

    Greedy in the given order (the most projects first), in degrees at world scale.
    """
    taken: list[tuple[float, float, float, float]] = []
    chosen = []
    for place in places:
        lat, lon = float(place["latitude"]), float(place["longitude"])
        width, tall = 26.0, 9.0
        candidates = {
            "middle left": (lon - width - 3, lat - tall / 2, lon, lat + tall / 2),
            "middle right": (lon, lat - tall / 2, lon + width + 3, lat + tall / 2),
            "top center": (lon - width / 2, lat, lon + width / 2, lat + tall + 2),
            "bottom center": (lon - width / 2, lat - tall - 2, lon + width / 2, lat),
        }
        best = min(candidates, key=lambda name: sum(_overlap(candidates[name], box) for box in taken))
        taken.append(candidates[best])
        chosen.append(best)
    return chosen


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, wide) * max(0.0, tall)
