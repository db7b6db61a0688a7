"""A figure made for a projector: type that the back row reads, marks to match."""

from typing import Any

import plotly.graph_objects as go

# Pixels of the smallest type on stage, and what marks and lines grow by.
SMALLEST = 24
GROWTH = 1.7
_FONTS = ("textfont", "tickfont", "font", "insidetextfont", "outsidetextfont")


def enlarge(figure: go.Figure) -> go.Figure:
    """A copy of `figure` with no type under SMALLEST pixels, as high as the room it is given."""
    described = figure.to_dict()
    template = described["layout"].pop("template", None)
    _grow(described)
    enlarged = go.Figure(described)
    margin = {side: GROWTH * size for side, size in (described["layout"].get("margin") or {}).items()}
    enlarged.update_xaxes(tickangle=0)
    enlarged.update_layout(
        margin=margin,
        template=template,
        height=None,
        font=dict(size=SMALLEST),
        hoverlabel=dict(font=dict(size=SMALLEST)),
        legend=dict(font=dict(size=SMALLEST)),
    )
    return enlarged


def _grow(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _grow(item)
        return
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in _FONTS and isinstance(value, dict) and "size" in value:
            value["size"] = _grown(value["size"], SMALLEST)
        elif key == "marker" and isinstance(value, dict) and "size" in value:
            value["size"] = _grown(value["size"], 0)
        elif key == "line" and isinstance(value, dict) and isinstance(value.get("width"), int | float):
            value["width"] *= GROWTH
        _grow(value)


def _grown(size: Any, least: int) -> Any:
    if isinstance(size, list | tuple):
        return [_grown(one, least) for one in size]
    return max(least, round(size * GROWTH))
