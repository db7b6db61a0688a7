"""Horizontal bars from zero with the number on each: the one form for counts by name."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from clairviz.figures import theme


def count_bar(
    names: Sequence[str],
    values: Sequence[float],
    *,
    texts: Sequence[str],
    colours: Sequence[str],
    patterns: Sequence[str] = (),
    room: float,
    hover: str = "%{x:,}",
    **trace: Any,
) -> go.Figure:
    """One bar a name, the first at the top, with its text at the end.

    `room` is the width of the axis as a multiple of the longest bar, so that texts fit;
    `hover` what is said after the name; `trace` further settings of the bars.
    """
    figure = go.Figure(
        go.Bar(
            x=list(values),
            y=list(names),
            orientation="h",
            width=0.62,
            marker=dict(color=list(colours), pattern=dict(shape=list(patterns))),
            text=list(texts),
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"%{{y}}: {hover}<extra></extra>",
            **trace,
        )
    )
    figure.update_xaxes(visible=False, range=[0, max([1, *values]) * room], fixedrange=True)
    figure.update_yaxes(
        ticksuffix="  ", fixedrange=True, showgrid=False, automargin=True, autorange="reversed"
    )
    return theme.apply(figure, height=max(120, theme.ROW_HEIGHT * len(names) + 16))
