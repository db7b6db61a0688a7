"""One look for all figures: fonts, grid, and one colour a field wherever it appears."""

import json
from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

from clairviz import paths

FONT = "'BIZ UDPGothic', 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif"
TEXT = "#111111"
MUTED = "#4a4f57"
GRID = "#dfe4ec"
ACCENT = "#0b5cad"
HIGHLIGHT = "#b8480b"
LAND = "#e3e7ed"
# What the source does not say.
UNKNOWN = "#767c86"
# Height of a bar with its name, in pixels.
ROW_HEIGHT = 30
SEA = "#f6f9fc"
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


def ground(outlines: str) -> list[BaseTraceType]:
    """What every map starts with: an empty trace of points, then the land of `outlines`.

    plotly.js asks only the first trace where to get its outlines, and this one needs none;
    a map that began with an area would ask an outside host.
    """
    return [go.Scattergeo(lat=[None], lon=[None], hoverinfo="skip"), land(outlines)]


def land(outlines: str) -> go.Choropleth:
    """All countries or prefectures of `outlines` in the neutral colour of land."""
    ids = outline_ids(outlines)
    return go.Choropleth(
        geojson=outline_source(outlines),
        featureidkey="id",
        locations=ids,
        z=[0] * len(ids),
        colorscale=[[0, LAND], [1, LAND]],
        showscale=False,
        hoverinfo="skip",
        marker=dict(line=dict(color="#ffffff", width=0.6)),
    )


@lru_cache(maxsize=4)
def outline_ids(outlines: str) -> list[str]:
    """The ids of all features of `outlines`, an address or GeoJSON text."""
    if outlines.startswith("{"):
        return [feature["id"] for feature in json.loads(outlines)["features"]]
    file = paths.geo_folder() / outlines.rpartition("/")[2]
    return [feature["id"] for feature in json.loads(file.read_text(encoding="utf-8"))["features"]]


def outline_source(outlines: str) -> object:
    """What a geo trace takes for `outlines`: an address as it is, GeoJSON text as its content."""
    return json.loads(outlines) if outlines.startswith("{") else outlines
