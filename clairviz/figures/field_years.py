"""Small multiples: projects of each field by fiscal year."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.fiscal_year import FiscalYear
from clairviz.base.i18n import Translator
from clairviz.figures import theme
from clairviz.figures.clicks import mark

# Height of one field in pixels, and the part of it between two fields.
BAND, GAP = 58, 0.2
# Years named on the axis.
NAMED_YEARS = 6
# Years that are not selected.
FAINT = 0.45


def field_years_bar(
    cells: pd.DataFrame,
    fields: pd.DataFrame,
    *,
    _: Translator,
    years: tuple[int, ...],
    chosen: tuple[int, ...] = (),
) -> go.Figure:
    """One band a field, one bar a year, all bands on one scale from zero.

    Takes the answers of ``projects_by_year_and_field`` and ``projects_by_field``. `years` are
    those on file, in order; where `chosen` names some, the others are faint. The largest
    number of each field is written.
    """
    counts = cells.set_index(["field_code", "fiscal_year"])["primary_count"]
    rows = fields.sort_values("sort_order").to_dict("records")
    largest = max([1, *(int(count) for count in counts)])
    figure = go.Figure()
    colours = theme.field_colours([record["sort_order"] for record in rows])
    patterns = theme.field_patterns([record["sort_order"] for record in rows])
    for index, (record, colour, pattern) in enumerate(zip(rows, colours, patterns, strict=True)):
        values = [int(counts.get((record["field_code"], year), 0)) for year in years]
        peak = values.index(max(values))
        axis = f"y{index + 1}" if index else "y"
        figure.add_trace(
            go.Bar(
                x=list(range(len(years))),
                y=values,
                yaxis=axis,
                name=_.name(record),
                marker=dict(
                    color=colour,
                    pattern=dict(shape=pattern),
                    opacity=[1 if not chosen or year in chosen else FAINT for year in years],
                ),
                text=[f"<b>{value:,}</b>" if at == peak and value else "" for at, value in enumerate(values)],
                textposition="outside",
                textangle=0,
                textfont=dict(size=12),
                cliponaxis=False,
                constraintext="none",
                customdata=[[mark(year=str(year), field=record["field_code"])] for year in years],
                hovertemplate="%{x}: %{y:,}<extra>%{fullData.name}</extra>",
                **theme.STEADY,
            )
        )
        top = 1 - index / len(rows)
        figure.update_layout(
            {
                f"yaxis{index + 1 if index else ''}": dict(
                    domain=[top - (1 - GAP) / len(rows), top],
                    range=[0, largest * 1.4],
                    fixedrange=True,
                    showgrid=False,
                    zeroline=True,
                    zerolinecolor=theme.GRID,
                    tickmode="array",
                    tickvals=[largest * 0.5],
                    ticktext=[_.name(record).replace(" ", "<br>", 1) + "  "],
                    automargin=True,
                )
            }
        )
    named = _named(years)
    figure.update_xaxes(
        anchor=f"y{len(rows)}" if len(rows) > 1 else "y",
        range=[-0.6, len(years) - 0.4],
        fixedrange=True,
        showgrid=False,
        tickmode="array",
        tickvals=named,
        ticktext=[_label(years[at], _) for at in named],
        tickangle=0,
        automargin=True,
        tickfont=dict(size=12),
    )
    return theme.clickable(figure, height=BAND * len(rows) + 50)


def _named(years: Sequence[int]) -> list[int]:
    """Places of the years named on the axis: the last one and some before it at equal distance."""
    step = -(-len(years) // NAMED_YEARS)
    return list(range(len(years) - 1, -1, -step))[::-1]


def _label(year: int, _: Translator) -> str:
    if _.lang != "ja":
        return f"FY{year}"
    return f"{FiscalYear(year).label_ja.removesuffix('年度')}<br>{year}"
