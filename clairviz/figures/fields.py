"""Figures of projects by field."""

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.i18n import Translator
from clairviz.figures import theme
from clairviz.figures.bars import count_bar


def field_bar(fields: pd.DataFrame, *, _: Translator) -> go.Figure:
    """Projects by field as bars from zero, in the order of count; secondary marks as text apart.

    Takes the answer of ``queries.fields.projects_by_field``.
    """
    rows = fields.sort_values(["primary_count", "sort_order"], ascending=[False, True])
    counts = [int(count) for count in rows["primary_count"]]
    orders = list(rows["sort_order"])
    return count_bar(
        list(rows[f"name_{_.lang}"]),
        counts,
        texts=[
            f"<b>{count:,}</b>" + secondary_text(int(secondary), _)
            for count, secondary in zip(counts, rows["secondary_count"], strict=True)
        ],
        colours=theme.field_colours(orders),
        patterns=theme.field_patterns(orders),
        room=1.35,
    )


def secondary_text(count: int, _: Translator) -> str:
    """What stands behind a number of primary marks; empty where there is no secondary one."""
    return _("  + {count} secondary", count=f"{count:,}") if count else ""
