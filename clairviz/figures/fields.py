"""Figures of projects by field."""

import pandas as pd
import plotly.graph_objects as go

from clairviz.figures import theme
from clairviz.i18n import Translator


def field_bar(fields: pd.DataFrame, *, _: Translator) -> go.Figure:
    """Projects by field as bars from zero, in the order of count; secondary marks as text apart.

    Takes the answer of ``queries.fields.projects_by_field``.
    """
    rows = fields.sort_values(["primary_count", "sort_order"], ascending=[True, False])
    labels = [
        f"<b>{primary:,}</b>" + (_("  + {count} secondary", count=f"{secondary:,}") if secondary else "")
        for primary, secondary in zip(
            rows["primary_count"].astype(int), rows["secondary_count"].astype(int), strict=True
        )
    ]
    bars = go.Bar(
        x=list(rows["primary_count"].astype(int)),
        y=list(rows[f"name_{_.lang}"]),
        orientation="h",
        marker=dict(
            color=theme.field_colours(list(rows["sort_order"])),
            pattern=dict(shape=theme.field_patterns(list(rows["sort_order"]))),
        ),
        text=labels,
        textposition="outside",
        cliponaxis=False,
        width=0.62,
        customdata=list(rows["field_code"]),
        hovertemplate="%{y}: %{x:,}<extra></extra>",
    )
    figure = go.Figure(bars)
    top = max([1, *rows["primary_count"].astype(int)])
    figure.update_xaxes(visible=False, range=[0, top * 1.35], fixedrange=True)
    figure.update_yaxes(ticksuffix="  ", fixedrange=True, showgrid=False, automargin=True)
    return theme.apply(figure, height=max(120, theme.ROW_HEIGHT * len(rows) + 16))
