"""Figures of the fields page: bars, matrices, flow."""

import pandas as pd
import plotly.graph_objects as go

from clairviz.clicks import mark
from clairviz.figures import theme
from clairviz.figures.bars import count_bar
from clairviz.figures.fields import secondary_text
from clairviz.figures.partners import step_of
from clairviz.i18n import Translator
from clairviz.selection import NOT_STATED, Basis

# More rows or nodes than these cannot be read; the tables have all.
ROWS, NODES = 25, 15


def in_basis(fields: pd.DataFrame, pairings: pd.DataFrame, basis: Basis) -> pd.DataFrame:
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
    rows = in_basis(fields, pairings, basis)
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
        customdata=[[mark(field=code)] for code in rows["field_code"]],
        selected=dict(marker=dict(opacity=1)),
        unselected=dict(marker=dict(opacity=1)),
    ).update_layout(clickmode="event+select")


def field_matrix(cells: pd.DataFrame, fields: pd.DataFrame, *, _: Translator, facet: str) -> go.Figure:
    """Regions or bodies by field, the number of primary marks in each cell, secondary in brackets.

    `facet` is the filter of the rows, region or gov. A transparent square over each cell
    takes the click, since a cell of a heat map cannot be clicked.
    """
    rows = row_names(cells, _).head(ROWS)
    order = fields.sort_values("sort_order")
    names = [_wrapped(name) for name in order[f"name_{_.lang}"]]
    place = dict(zip(order["field_code"], names, strict=True))
    label = dict(zip(rows["code"], rows["label"], strict=True))
    shown = [record for record in cells.to_dict("records") if record["code"] in label]
    x, y = [place[record["field_code"]] for record in shown], [label[record["code"]] for record in shown]
    texts = []
    for record in shown:
        primary, secondary = int(record["primary_count"]), int(record["secondary_count"])
        texts.append((f"<b>{primary:,}</b>" if primary else "") + (f" ({secondary:,})" if secondary else ""))
    steps = [step_of(int(record["primary_count"])) if record["primary_count"] else None for record in shown]
    figure = go.Figure(
        go.Scatter(
            x=x,
            y=y,
            mode="markers+text",
            text=texts,
            textposition="middle center",
            textfont=dict(
                size=14, color=[theme.TEXT if step is None or step < 2 else "#ffffff" for step in steps]
            ),
            marker=dict(
                symbol="square",
                size=27,
                color=["#ffffff" if step is None else theme.STEPS[step] for step in steps],
                opacity=1,
                line=dict(color=theme.GRID, width=1),
            ),
            customdata=[[mark(**{"field": record["field_code"], facet: record["code"]})] for record in shown],
            hovertemplate="%{y} × %{x}: %{text}<extra></extra>",
            selected=dict(marker=dict(opacity=1)),
            unselected=dict(marker=dict(opacity=1)),
        )
    )
    figure.update_xaxes(
        side="top",
        categoryorder="array",
        categoryarray=names,
        range=[-0.5, len(names) - 0.5],
        fixedrange=True,
        tickmode="array",
        tickvals=names,
        automargin=True,
        tickfont=dict(size=12),
    )
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=list(rows["label"]),
        range=[len(rows) - 0.5, -0.5],
        fixedrange=True,
        automargin=True,
        ticksuffix="  ",
        tickmode="array",
        tickvals=list(rows["label"]),
    )
    return theme.apply(figure, height=32 * len(rows) + 70).update_layout(
        clickmode="event+select", hovermode="closest"
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


def field_flow(paths: pd.DataFrame, *, _: Translator) -> go.Figure:
    """Body, field, region as a Sankey; bodies and regions beyond NODES are drawn together."""
    frame = paths.assign(
        government=_kept(paths, f"government_{_.lang}", _),
        field=paths[f"field_{_.lang}"],
        region=_kept(
            paths.assign(shown=region_names(paths["region_code"], paths[f"region_{_.lang}"], _)),
            "shown",
            _,
        ),
    )
    nodes: dict[tuple[str, str], int] = {}
    for column in ("government", "field", "region"):
        for name in frame[column]:
            nodes.setdefault((column, name), len(nodes))
    colours = dict(zip(frame["field"], theme.field_colours(list(frame["sort_order"])), strict=True))
    source, target, value, colour = [], [], [], []
    for first, second in (("government", "field"), ("field", "region")):
        sums = frame.groupby([first, second], sort=False)["path_count"].sum().reset_index()
        for a, b, count in sums.itertuples(index=False):
            source.append(nodes[first, a])
            target.append(nodes[second, b])
            value.append(int(count))
            colour.append(colours[b if second == "field" else a] + "66")
    totals = {key: int(frame.loc[frame[key[0]] == key[1], "path_count"].sum()) for key in nodes}
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            textfont=dict(size=13, color=theme.TEXT, shadow="none"),
            node=dict(
                label=[f"{name} {totals[column, name]:,}" for column, name in nodes],
                pad=10,
                thickness=12,
                color=[colours[name] if column == "field" else theme.MUTED for column, name in nodes],
            ),
            link=dict(source=source, target=target, value=value, color=colour),
        )
    )
    tallest = max(
        [1, *(sum(key[0] == column for key in nodes) for column in ("government", "field", "region"))]
    )
    return theme.apply(figure, height=max(260, 34 * tallest))


def _kept(paths: pd.DataFrame, column: str, _: Translator) -> list[str]:
    totals = paths.groupby(column, sort=False)["path_count"].sum().sort_values(ascending=False, kind="stable")
    kept = set(totals.index[:NODES])
    rest = _("{count} others", count=len(totals) - len(kept))
    return [name if name in kept else rest for name in paths[column]]


def _wrapped(name: str) -> str:
    return name.replace(" and ", "<br>and ").replace(" to ", "<br>to ").replace(" resource ", "<br>resource ")
