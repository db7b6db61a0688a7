"""Figures of the fields page: bars, matrices, flow."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED, Basis
from clairviz.figures import theme
from clairviz.figures.bars import count_bar
from clairviz.figures.clicks import filters_link
from clairviz.figures.fields import secondary_text
from clairviz.figures.steps import step_ends, step_of

# More rows or nodes than these cannot be read; the tables have all.
ROWS, NODES = 25, 10
# A count in a cell from here on takes a line of its own.
LONG = 100
# A Japanese name no longer than this stands on one line above a column.
UNBROKEN = 3
# An English name of a row or node that is longer takes two lines.
LONG_LABEL = 13


def fields_in_basis(fields: pd.DataFrame, pairings: pd.DataFrame, basis: Basis) -> pd.DataFrame:
    """The rows of ``projects_by_field``, counting pairings where `basis` says so."""
    if basis == "projects":
        return fields
    counts = pairings.set_index("field_code").reindex(fields["field_code"]).fillna(0)
    return fields.assign(
        primary_count=list(counts["primary_count"].astype(int)),
        secondary_count=list(counts["secondary_count"].astype(int)),
    )


def field_counts_bar(
    fields: pd.DataFrame,
    pairings: pd.DataFrame,
    *,
    _: Translator,
    basis: Basis = "projects",
    order: str = "source",
    measure: str = "count",
    total: int = 0,
) -> go.Figure:
    """Primary marks by field as bars from zero; secondary marks as text apart, never added.

    `total` is the n of the shares, used where `measure` is share.
    """
    rows = fields_in_basis(fields, pairings, basis)
    keys = ["sort_order"] if order == "source" else ["primary_count", "sort_order"]
    rows = rows.sort_values(keys, ascending=[True] if order == "source" else [False, True])
    counts = [int(count) for count in rows["primary_count"]]
    values = [count / total * 100 if total else 0 for count in counts] if measure == "share" else counts
    texts = []
    for count, secondary in zip(counts, rows["secondary_count"], strict=True):
        main = (
            f"<b>{count / total:.0%}</b> ({count:,}/{total:,})"
            if measure == "share" and total
            else f"<b>{count:,}</b>"
        )
        texts.append(main + secondary_text(int(secondary), _))
    orders = list(rows["sort_order"])
    return count_bar(
        list(rows[f"name_{_.lang}"]),
        values,
        texts=texts,
        colours=theme.field_colours(orders),
        patterns=theme.field_patterns(orders),
        room=1.5,
        hover="%{text}",
        customdata=[[filters_link(field=code)] for code in rows["field_code"]],
        selected=dict(marker=dict(opacity=1)),
        unselected=dict(marker=dict(opacity=1)),
    ).update_layout(clickmode="event+select")


def field_matrix(cells: pd.DataFrame, fields: pd.DataFrame, *, _: Translator, facet: str) -> go.Figure:
    """Regions or bodies by field, the number of primary marks in each cell, secondary in brackets.

    `facet` is the filter of the rows, region or gov. A transparent square over each cell
    takes the click, since a cell of a heat map cannot be clicked.
    """
    rows = row_names(cells, _).head(ROWS)
    rows["label"] = [_("not stated") if code == NOT_STATED else label for code, label in rows.values]
    order = fields.sort_values("sort_order")
    names = [_wrapped(name) for name in order[f"name_{_.lang}"]]
    place = dict(zip(order["field_code"], range(len(names)), strict=True))
    level = dict(zip(rows["code"], range(len(rows)), strict=True))
    shown = [record for record in cells.to_dict("records") if record["code"] in level]
    x, y = [place[record["field_code"]] for record in shown], [level[record["code"]] for record in shown]
    counts = [int(record["primary_count"]) for record in shown]
    ends = step_ends(counts)
    # Two lines where one would not fit the width of a cell.
    is_long = max(counts, default=0) >= LONG
    texts = [
        _cell(count, int(record["secondary_count"]), "<br>" if is_long else " ")
        for count, record in zip(counts, shown, strict=True)
    ]
    steps = [step_of(count, ends) if count else None for count in counts]
    # Every cell, empty or not: plotly.js takes the distance of the columns it is given for their width.
    grid: list[list[int | None]] = [[None] * len(names) for _row in range(len(rows))]
    for column, row, step in zip(x, y, steps, strict=True):
        grid[row][column] = step
    labels = [_in_two(label) for label in rows["label"]]
    marks = [
        [
            filters_link(**{"field": record["field_code"], facet: record["code"]}),
            f"{_plain(labels[row])} × {_plain(names[column])}: {text.replace('<br>', ' ')}",
        ]
        for record, row, column, text in zip(shown, y, x, texts, strict=True)
    ]
    figure = go.Figure([_shades(grid, len(names)), _squares(x, y, texts, steps, marks, is_long=is_long)])
    # English names are too long for a narrow screen unless they stand upright.
    figure.update_xaxes(**_axis(names), side="top", tickangle=-90 if _.lang == "en" else 0)
    figure.update_xaxes(range=[-0.5, len(names) - 0.5], tickfont=dict(size=12))
    figure.update_yaxes(**_axis(labels), ticksuffix="  ")
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], tickfont=dict(size=13))
    return theme.clickable(figure, height=(38 if is_long else 32) * len(rows) + 100)


def _shades(grid: list[list[int | None]], columns: int) -> go.Heatmap:
    """A shade a cell by its step, rows of columns; None is empty."""
    last = len(theme.STEPS) - 1
    return go.Heatmap(
        x=list(range(columns)),
        y=list(range(len(grid))),
        z=grid,
        zmin=0,
        zmax=last,
        colorscale=[[at / last, shade] for at, shade in enumerate(theme.STEPS)],
        showscale=False,
        hoverinfo="skip",
        xgap=2,
        ygap=2,
    )


def _squares(
    x: list[int],
    y: list[int],
    texts: list[str],
    steps: list[int | None],
    marks: list[list[str]],
    *,
    is_long: bool,
) -> go.Scatter:
    """The text of each cell in a square that takes the click; `marks` are link and hover of each."""
    return go.Scatter(
        x=x,
        y=y,
        mode="markers+text",
        text=texts,
        textposition="middle center",
        textfont=dict(
            size=12 if is_long else 14,
            color=[theme.TEXT if step is None or step < 2 else "#ffffff" for step in steps],
        ),
        marker=dict(symbol="square", size=27, opacity=0),
        customdata=marks,
        hovertemplate="%{customdata[1]}<extra></extra>",
        cliponaxis=False,
        selected=dict(marker=dict(opacity=0)),
        unselected=dict(marker=dict(opacity=0)),
    )


def _axis(texts: list[str]) -> dict[str, Any]:
    """An axis with a text a cell and lines between cells."""
    lines = [at - 0.5 for at in range(len(texts) + 1)]
    return dict(
        fixedrange=True,
        automargin=True,
        tickmode="array",
        tickvals=list(range(len(texts))),
        ticktext=texts,
        showgrid=False,
        zeroline=False,
        ticks="",
        minor=dict(ticks="", tickmode="array", tickvals=lines, showgrid=True, gridcolor=theme.GRID),
    )


def _cell(primary: int, secondary: int, between: str) -> str:
    return between.join(
        part
        for part in (f"<b>{primary:,}</b>" if primary else "", f"({secondary:,})" if secondary else "")
        if part
    )


def row_names(cells: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Code and label of each row of a matrix, in the order of `cells`."""
    rows = cells.drop_duplicates("code")
    names = region_names(rows["code"], rows[f"name_{_.lang}"], _)
    return pd.DataFrame({"code": list(rows["code"]), "label": names})


def region_names(codes: pd.Series, names: pd.Series, _: Translator) -> list[str]:
    """`names`, with words for the code of no stated region, which has no name of its own."""
    return [
        _("Region not stated") if code == NOT_STATED else name
        for code, name in zip(codes, names, strict=True)
    ]


def _wrapped(name: str) -> str:
    """A name in lines that fit above a narrow cell."""
    if not name.isascii():
        middle = name.find("・") + 1 or (len(name) + 1) // 2
        return name if len(name) <= UNBROKEN else f"{name[:middle]}<br>{name[middle:]}"
    words = name.split()
    middle = (len(words) + 1) // 2
    return "<br>".join(" ".join(part) for part in (words[:middle], words[middle:]) if part)


def _in_two(name: str) -> str:
    """A long English name in two lines; any other as it is."""
    return _wrapped(name) if name.isascii() and len(name) > LONG_LABEL else name


def _plain(name: str) -> str:
    return name.replace("<br>", " " if name.isascii() else "")
