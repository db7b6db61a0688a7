"""The curve of the subsidy against the cost, with its kinks; and the mark of one plan on it.

The curve is drawn once and kept; the mark is plain values laid over it, since it moves with
every change of a slider.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from clairviz.base.i18n import Translator
from clairviz.figures import theme
from clairviz.figures.steps import axis_step

HYPOTHETICAL = "#7a2f9c"
BURDEN = "#8a4b08"
# The other rules: colour and dash together.
OTHERS = (("#952e00", "dot"), ("#005e42", "dashdot"), ("#983181", "longdash"), ("#3f4bad", "longdashdot"))
SIZE, BIG_SIZE = 14, 22
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 4px #fff"
# Beyond the last kink and the point there stays room for the labels.
_ROOM = 1.25
_NICE = (1, 1.5, 2, 3, 4, 5, 6, 7.5, 10)
_MOST_TICKS = 8


@dataclass(frozen=True)
class Curve:
    """One line: what it is called, its corners in yen, and where it bends.

    `is_ours` is the one the plan lies on, `rank` 0 the rule in use and 1, 2 … those beside it.
    `slope_name` names the rising part where several rules are drawn, "" to leave it.
    """

    name: str
    points: tuple[tuple[int, int], ...]
    kink: tuple[int, int] | None
    is_ours: bool = False
    rank: int = 0
    slope_name: str = ""


def nice_end(least: float) -> int:
    """A round number of yen from `least` on, so that an axis seldom changes its end."""
    power = 10 ** max(0, len(str(int(least))) - 1)
    return int(next(step * power for step in _NICE if step * power >= least))


def subsidy_curve(
    curves: tuple[Curve, ...],
    *,
    _: Translator,
    up_to: int,
    burdens: tuple[Curve, ...] = (),
    is_hypothetical: bool = False,
    is_big: bool = False,
    height: int = 300,
) -> go.Figure:
    """Subsidy against cost from 0 to `up_to` yen; `burdens` are the lines of the own burden."""
    size = BIG_SIZE if is_big else SIZE
    top = max([1, *(y for line in (*curves, *burdens) for _x, y in line.points)]) * _ROOM
    figure = go.Figure(
        [_trace(line, _, is_hypothetical=is_hypothetical) for line in reversed(curves)]
        + [_burden(line, _) for line in burdens]
    )
    _add_kinks(figure, curves, up_to, size, _)
    for note in _end_labels(curves, burdens, up_to, top):
        figure.add_annotation(note | dict(font=dict(note["font"], size=size, shadow=HALO)))
    _add_slope_names(figure, curves, up_to, top, size, is_hypothetical=is_hypothetical)
    figure.update_xaxes(
        range=[0, up_to],
        title=dict(text=_("Eligible cost ({unit})", unit=unit(_)), font=dict(size=size), standoff=4),
        **_ticks(up_to, _),
        tickfont=dict(size=size),
        fixedrange=True,
        showline=True,
        linecolor=theme.MUTED,
        ticks="outside",
        ticklen=4,
    )
    figure.update_yaxes(
        range=[0, top], **_ticks(top, _), tickfont=dict(size=size), fixedrange=True, automargin=True
    )
    theme.apply(figure, height=height)
    return figure.update_layout(
        margin=dict(l=8, r=16, t=6, b=round(size * 3.4)), font=dict(size=size), hovermode="closest"
    )


def _add_kinks(figure: go.Figure, curves: Sequence[Curve], up_to: int, size: int, _: Translator) -> None:
    """A dotted line down from each bend and its cost, one above another where they are close."""
    row, former = 0, -up_to
    for kink in _kinks(curves):
        row, former = (row + 1 if kink[0] - former < up_to * 0.15 else 0), kink[0]
        figure.add_shape(
            type="line",
            x0=kink[0],
            x1=kink[0],
            y0=0,
            y1=kink[1],
            line=dict(color=theme.MUTED, width=1.2, dash="dot"),
        )
        figure.add_annotation(
            x=kink[0],
            y=0,
            text=_.yen_short(kink[0]),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            yshift=(size + 3) * row,
            font=dict(size=size - 1),
        )


def _add_slope_names(
    figure: go.Figure,
    curves: Sequence[Curve],
    up_to: int,
    top: float,
    size: int,
    *,
    is_hypothetical: bool,
) -> None:
    """The names of the rising parts, each with an arrow from where nothing is drawn."""
    cap = max([0, *(y for line in curves for _x, y in line.points)])
    for index, line in enumerate(line for line in curves if line.slope_name and line.kink):
        assert line.kink is not None
        figure.add_annotation(
            x=line.kink[0] * 0.7,
            y=line.kink[1] * 0.7,
            ax=up_to * 0.015,
            ay=cap + top * (0.16 - 0.1 * index),
            axref="x",
            ayref="y",
            xanchor="left",
            yanchor="middle",
            text=line.slope_name,
            showarrow=True,
            arrowhead=2,
            arrowwidth=1.2,
            arrowcolor=theme.TEXT,
            font=dict(
                size=size - 1, color=_style(line, is_hypothetical=is_hypothetical)["color"], shadow=HALO
            ),
        )


def plan_mark(
    cost: int,
    subsidy: int,
    text: str,
    *,
    up_to: int,
    top: float,
    height: int,
    is_flat: bool,
    burden: int | None = None,
    levels: Sequence[int] = (),
    is_hypothetical: bool = False,
    is_big: bool = False,
) -> dict[str, list[dict[str, Any]]]:
    """Our plan as traces, annotations and shapes in plotly.js's own words.

    `top` is the end of the other axis in yen and `height` that of the figure in pixels;
    `is_flat` says that more cost brings no more; `burden` marks the own burden too; at `levels`
    lines have their names on the right. Plain values: checking them would cost more than the
    rest of a run.
    """
    colour = HYPOTHETICAL if is_hypothetical else theme.HIGHLIGHT
    label = _place_of_mark(
        cost, subsidy, up_to=up_to, top=top, height=height, is_flat=is_flat, levels=levels, is_big=is_big
    )
    font = {"color": colour, "size": BIG_SIZE if is_big else SIZE + 1, "shadow": HALO}
    points = [(subsidy, colour), *([] if burden is None else [(burden, BURDEN)])]
    return {
        "data": [
            {
                "type": "scatter",
                "x": [cost],
                "y": [y],
                "mode": "markers",
                "marker": {
                    "size": 20 if is_big else 15,
                    "color": colour,
                    "symbol": "diamond",
                    "line": {"color": "#ffffff", "width": 2},
                },
                "hoverinfo": "skip",
                "cliponaxis": False,
                "showlegend": False,
            }
            for y, colour in points
        ],
        "annotations": [{"x": cost, "text": text, "showarrow": False, "font": font, **label}],
        "shapes": [
            {"type": "line", **_span(cost, cost, 0, subsidy), "line": {"color": colour, "width": 1.5}},
            {
                "type": "line",
                **_span(0, cost, subsidy, subsidy),
                "layer": "below",
                "line": {"color": colour, "width": 1, "dash": "dot"},
            },
        ],
    }


def _span(x0: int, x1: int, y0: int, y1: int) -> dict[str, int]:
    return {"x0": x0, "x1": x1, "y0": y0, "y1": y1}


def _place_of_mark(
    cost: int,
    subsidy: int,
    *,
    up_to: int,
    top: float,
    height: int,
    is_flat: bool,
    levels: Sequence[int],
    is_big: bool,
) -> dict[str, Any]:
    """Where the words of a mark stand, so that they lie on no line."""
    is_right = cost > up_to * 0.64
    # Below the line, where nothing is drawn; above or beside it where the axis is too near.
    place, shift = ("top", -10)
    if subsidy / top * (height - 70) < (75 if is_big else 48):
        place, shift = ("bottom", 10) if is_flat else ("middle", 0)
    elif not is_flat and any(0 < subsidy - level < top * 60 / height for level in levels):
        place, shift, is_right = "bottom", 4, True  # left of the rising line
    beside: float = subsidy
    if is_right and is_flat and place == "top":
        # Left of a point far out the rising line is in the way; the foot of our own line is free.
        place, shift, beside = "middle", 0, min(subsidy, top / 4)
    side = "right" if is_right else "left"
    return {
        "y": beside,
        "align": side,
        "xanchor": side,
        "yanchor": place,
        "xshift": -14 if is_right else 14,
        "yshift": shift,
    }


def unit(_: Translator) -> str:
    """The unit of the axes."""
    return _("¥ million")


def _ticks(end: float, _: Translator) -> dict[str, Any]:
    step = axis_step(end, _MOST_TICKS)
    values = [step * index for index in range(int(end // step) + 1)]
    unit_yen = 10_000 if _.lang == "ja" else 1_000_000
    texts = [f"{value / unit_yen:,.10g}" if value < 10**14 else f"{value // unit_yen:,}" for value in values]
    return dict(tickvals=values, ticktext=texts)


def _style(line: Curve, *, is_hypothetical: bool) -> dict[str, Any]:
    if line.rank:
        colour, dash = OTHERS[(line.rank - 1) % len(OTHERS)]
        return dict(color=colour, dash=dash, width=2.5)
    colour = HYPOTHETICAL if is_hypothetical else theme.ACCENT
    if line.is_ours:
        return dict(color=colour, dash="solid", width=4)
    return dict(color=theme.MUTED, dash="dash", width=2.5)


def _trace(line: Curve, _: Translator, *, is_hypothetical: bool) -> go.Scatter:
    style = _style(line, is_hypothetical=is_hypothetical)
    corners = [line.kink == point for point in line.points]
    return go.Scatter(
        x=[x for x, _y in line.points],
        y=[y for _x, y in line.points],
        mode="lines+markers",
        name=line.name,
        line=style,
        marker=dict(
            size=[9 if corner else 0.1 for corner in corners],
            color="#ffffff",
            line=dict(color=style["color"], width=2),
            opacity=[1 if corner else 0 for corner in corners],
        ),
        text=[
            _("cost {cost}, subsidy {subsidy}", cost=_.yen_short(x), subsidy=_.yen_short(y))
            for x, y in line.points
        ],
        hovertemplate="%{text}<extra>%{fullData.name}</extra>",
    )


def _burden(line: Curve, _: Translator) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _y in line.points],
        y=[y for _x, y in line.points],
        mode="lines",
        name=line.name,
        line=dict(color=BURDEN, dash="dot", width=3 if line.is_ours else 1.5),
        text=[
            _("cost {cost}, own burden {burden}", cost=_.yen_short(x), burden=_.yen_short(y))
            for x, y in line.points
        ],
        hovertemplate="%{text}<extra>%{fullData.name}</extra>",
    )


def _kinks(curves: Sequence[Curve]) -> list[tuple[int, int]]:
    """The bends by cost, the higher one where two have the same."""
    found: dict[int, int] = {}
    for line in curves:
        if line.kink and line.kink[0]:
            found[line.kink[0]] = max(line.kink[1], found.get(line.kink[0], 0))
    return sorted(found.items())


def _end_labels(
    curves: Sequence[Curve], burdens: Sequence[Curve], up_to: int, top: float
) -> list[dict[str, Any]]:
    """The names of the lines above their right ends; below where that place is taken."""
    notes: list[dict[str, Any]] = []
    placed: list[float] = []
    highest = max((line.points[-1][1] for line in burdens), default=0)
    for line in (*curves, *burdens):
        if not line.name:
            continue
        height = line.points[-1][1]
        is_close = any(0 <= other - height < top * 0.09 for other in placed)
        is_close = height < highest if line in burdens else is_close
        placed.append(height)
        notes.append(
            dict(
                x=up_to,
                y=height,
                text=line.name,
                showarrow=False,
                xanchor="right",
                yanchor="top" if is_close else "bottom",
                font=dict(color=BURDEN if line in burdens else theme.TEXT),
            )
        )
    return notes
