"""One look for all figures: fonts, grid, and one colour a field wherever it appears."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

FONT = "'BIZ UDPGothic', 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif"
TEXT = "#111111"
MUTED = "#4a4f57"
GRID = "#dfe4ec"
ACCENT = "#0b5cad"
HIGHLIGHT = "#b8480b"
LAND = "#e3e7ed"
# The one feature of merged outlines, and how their address differs from that of the outlines.
LAND_ID, LAND_SUFFIX = "land", "-land"
# What the source does not say.
UNKNOWN = "#767c86"
# Height of a bar with its name, in pixels.
ROW_HEIGHT = 30
SEA = "#f6f9fc"
# Around words on a map.
HALO = "1px 1px 1px #fff,-1px -1px 1px #fff,1px -1px 1px #fff,-1px 1px 1px #fff,0 0 3px #fff"
WIDE_ONLY = "letter-spacing:0"
# No highlight of Plotly's own: what is chosen is drawn from the filters.
STEADY: dict[str, Any] = dict(selected=dict(marker=dict(opacity=1)), unselected=dict(marker=dict(opacity=1)))
# Light to dark; a count falls into a step, and is written beside it.
STEPS = ("#cfe0f3", "#8fb9e3", "#4a8cc9", "#1c62a8", "#0a3a6e")

# Each has 3:1 on white, and any two stay apart as people with protanopia, deuteranopia and
# tritanopia see them (tests/figures/test_colours.py). A field takes the colour of its place in
# the source's table, and more fields than colours start again with a pattern as second cue.
FIELD_COLOURS = ("#668838", "#6581c2", "#005e42", "#952e00", "#983181", "#8a53f7", "#bc840f", "#3f4bad")
FIELD_PATTERNS = ("", "/", ".", "x")


def field_colours(sort_orders: Sequence[int]) -> list[str]:
    """The colours of fields by their `sort_order` (1 for the first of the source)."""
    return [FIELD_COLOURS[(int(order) - 1) % len(FIELD_COLOURS)] for order in sort_orders]


def field_patterns(sort_orders: Sequence[int]) -> list[str]:
    """The second cue where colours repeat: none for the first round, then lines, dots, crosses."""
    return [
        FIELD_PATTERNS[(int(order) - 1) // len(FIELD_COLOURS) % len(FIELD_PATTERNS)] for order in sort_orders
    ]


# No map draws anything but its own traces.
MAP = dict(visible=False, bgcolor=SEA, showland=False, showframe=False)
TEMPLATE = go.layout.Template(
    layout=go.Layout(
        font=dict(family=FONT, size=14, color=TEXT),
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin=dict(l=8, r=8, t=8, b=8),
        hoverlabel=dict(font=dict(family=FONT, size=14)),
        xaxis=dict(
            gridcolor=GRID,
            zerolinecolor=GRID,
            linecolor=GRID,
            tickfont=dict(color=TEXT),
            title=dict(font=dict(color=TEXT)),
        ),
        yaxis=dict(
            gridcolor=GRID,
            zerolinecolor=GRID,
            linecolor=GRID,
            tickfont=dict(color=TEXT),
            title=dict(font=dict(color=TEXT)),
        ),
    )
)


def apply(figure: go.Figure, *, height: int) -> go.Figure:
    """The common template and a height in pixels, on a figure that is complete."""
    return figure.update_layout(
        template=TEMPLATE, height=height, showlegend=False, separators=".,", dragmode=False
    )


def clickable(figure: go.Figure, *, height: int) -> go.Figure:
    """As ``apply``, for a figure whose marks are clicked."""
    return apply(figure, height=height).update_layout(clickmode="event+select", hovermode="closest")


def name_for_width(name: str, fit: int | None) -> str:
    """`name` for a map of any width (`fit` 0), for wide ones alone (above 0), or nothing (None).

    The style sheet knows by the mark which names to leave out on a narrow screen.
    """
    if not name or fit is None:
        return ""
    return f'<span style="{WIDE_ONLY}">{name}</span>' if fit else name


def ground(outlines: str) -> list[BaseTraceType]:
    """What every map starts with: an empty trace of points, then the land of `outlines`.

    plotly.js asks only the first trace where to get its outlines, and this one needs none;
    a map that began with an area would ask an outside host.
    """
    return [go.Scattergeo(lat=[None], lon=[None], hoverinfo="skip"), land(outlines)]


def land(outlines: str) -> go.Choropleth:
    """All countries or prefectures of `outlines` in the neutral colour of land."""
    if outlines.startswith("{"):
        geometry: object = merged_land(outlines)
    else:
        geometry = outlines.removesuffix(".geojson") + LAND_SUFFIX + ".geojson"
    return go.Choropleth(
        geojson=geometry,
        featureidkey="id",
        locations=[LAND_ID],
        z=[0],
        colorscale=[[0, LAND], [1, LAND]],
        showscale=False,
        hoverinfo="skip",
        marker=dict(line=dict(color="#ffffff", width=0.6)),
    )


@lru_cache(maxsize=4)
def merged_land(outlines: str) -> dict[str, Any]:
    """GeoJSON text as one feature with every outline, so that a figure need not name them all."""
    polygons: list[object] = []
    for feature in json.loads(outlines)["features"]:
        geometry = feature["geometry"]
        several = geometry["type"] == "MultiPolygon"
        polygons += geometry["coordinates"] if several else [geometry["coordinates"]]
    shape = {"type": "MultiPolygon", "coordinates": polygons}
    feature = {"type": "Feature", "id": LAND_ID, "properties": {}, "geometry": shape}
    return {"type": "FeatureCollection", "features": [feature]}


def outline_source(outlines: str) -> object:
    """What a geo trace takes for `outlines`: an address as it is, GeoJSON text as its content."""
    return json.loads(outlines) if outlines.startswith("{") else outlines
