"""The timeline as a chart, for the stage and the handout; the page has figures/linked/time_axis."""

import re
from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.fiscal_year import extent
from clairviz.base.i18n import Translator
from clairviz.figures import theme
from clairviz.words import chronology

ROW_HEIGHT = 33
DAY_MS = 86_400_000
PROGRAMME = "#51606f"
# Up to so many years on the axis each bar holds its number; else a row of years this part of the
# axis wide holds that of all of them. Both hold for the type of the stage.
_NUMBERED, _BROAD = 24, 0.4
# Between the name of an era and the year: a line break there keeps ticks apart on a telephone.
ERA_BREAK = re.compile(r" |(?<=[和成])")


def office_timeline(
    offices: pd.DataFrame,
    readings: pd.DataFrame,
    events: pd.DataFrame,
    years: pd.DataFrame,
    span: pd.DataFrame,
    *,
    _: Translator,
) -> go.Figure:
    """Events, offices from their opening on, the programme and the fiscal years on file.

    A date known only to a year or month is hatched over the whole of it; another source's
    date is a dotted frame.
    """
    first, last = (int(year) for year in span.iloc[0])
    end = date(last + 1, 4, 1)
    programme = events["milestone_id"] == chronology.PROGRAMME_START
    labels = [_("Founding")]
    solid, hatched, other, filed = _bars(), _bars(), _bars(), _bars()
    dates: list[tuple[date, int, str]] = []
    for event in events[~programme].to_dict("records"):
        start, stop = extent(event["happened"], event["precision"])
        hover = _hover(_.name(event, "title"), event["happened"], event["precision"], event, _)
        _add(hatched, 0, start, stop + timedelta(1), hover)
    for office in offices[offices["opened"].notna()].to_dict("records"):
        row = len(labels)
        labels.append(_.name(office, "city"))
        shut = (
            end
            if pd.isna(office["closed"])
            else extent(office["closed"], chronology.precision_of(office["closed"]))[1]
        )
        _open_bar(
            office["opened"],
            office["precision"],
            row,
            shut,
            _hover(chronology.office_name(office, _), office["opened"], office["precision"], office, _),
            solid,
            hatched,
            dates,
            _,
        )
        for reading in readings[readings["office_code"] == office["office_code"]].to_dict("records"):
            start, stop = extent(reading["happened"], reading["precision"])
            name = _.name(reading, "title")
            hover = _hover(name, reading["happened"], reading["precision"], reading, _)
            _add(other, row, start, stop + timedelta(1), hover)
    for event in events[programme].to_dict("records"):
        row = len(labels)
        labels.append(_("Model Project"))
        _open_bar(
            event["happened"],
            event["precision"],
            row,
            end,
            _hover(_.name(event, "title"), event["happened"], event["precision"], event, _),
            solid,
            hatched,
            dates,
            _,
        )
    row = len(labels)
    labels.append(_("On file"))
    for year in years.to_dict("records"):
        start, stop = extent(str(year["fiscal_year"]), "fiscal_year")
        number = int(year["project_count"])
        count = _.plural("{count} project", "{count} projects", number, count=f"{number:,}")
        hover = _hover(count, str(year["fiscal_year"]), "fiscal_year", year, _)
        _add(filed, row, start, stop + timedelta(1), hover)
    figure = go.Figure(
        [
            _trace(solid, _("open, or running"), dict(color=theme.ACCENT)),
            _trace(
                hatched,
                _("somewhere within this time"),
                dict(
                    color="#ffffff",
                    line=dict(color=theme.ACCENT, width=1),
                    pattern=dict(shape="/", fgcolor=theme.ACCENT, bgcolor="#ffffff", size=5, solidity=0.45),
                ),
            ),
            _trace(
                other,
                _("another source's date"),
                dict(
                    color="#fbe4d6",
                    line=dict(color=theme.HIGHLIGHT, width=2),
                    pattern=dict(shape=".", fgcolor=theme.HIGHLIGHT, bgcolor="#fbe4d6", size=6),
                ),
            ),
            _trace(filed, _("fiscal years on file (projects)"), dict(color=PROGRAMME)),
            go.Scatter(
                x=[start.isoformat() for start, _row, _text in dates],
                y=[place for _start, place, _text in dates],
                text=[text for _start, _row, text in dates],
                mode="text",
                textposition="middle right",
                textfont=dict(color="#ffffff", size=13),
                hoverinfo="skip",
                showlegend=False,
            ),
            go.Scatter(
                x=[
                    _middle(event["happened"], event["precision"])
                    for event in events[~programme].to_dict("records")
                ],
                y=[0] * int((~programme).sum()),
                text=[
                    "  " + _.date_text(event["happened"], event["precision"])
                    for event in events[~programme].to_dict("records")
                ],
                mode="markers+text",
                textposition="middle right",
                marker=dict(symbol="diamond", size=12, color=theme.HIGHLIGHT),
                textfont=dict(color=theme.TEXT, size=13),
                hoverinfo="skip",
                showlegend=False,
            ),
            _counts_on_file(years, row, last - first + 1, _),
        ]
    )
    step = max(2, -(-(last - first) // 5))
    ticks = list(range(first + 1, last + 1, step))
    figure.update_xaxes(
        type="date",
        range=[f"{first}-01-01", f"{last + 1}-07-01"],
        tickvals=[f"{year}-01-01" for year in ticks],
        ticktext=[f"{year}<br>{ERA_BREAK.sub('<br>', _.era_of_year(year))}" for year in ticks],
        tickangle=0,
        fixedrange=True,
        tickfont=dict(size=12),
        showgrid=True,
    )
    figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=[f"{label}  " for label in labels],
        range=[row + 0.6, -0.6],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        automargin=True,
    )
    theme.apply(figure, height=ROW_HEIGHT * len(labels) + 110)
    figure.update_layout(margin=dict(b=58))
    return figure.update_layout(
        barmode="overlay",
        showlegend=True,
        legend=dict(
            orientation="h",
            x=0,
            xanchor="left",
            y=1.02,
            yanchor="bottom",
            font=dict(size=12),
            itemclick=False,
            itemdoubleclick=False,
        ),
    )


def _hover(
    name: str,
    text: str,
    precision: str,
    record: Mapping[Hashable, Any],
    _: Translator,
) -> str:
    """What it is, when as finely as it is known, and how the document prints it."""
    lines = [
        f"<b>{name}</b>",
        _(
            "{when}, known to {precision}",
            when=_.date_text(text, precision),
            precision=chronology.precision_name(precision, _),
        ),
    ]
    printed = record.get("opened_in_source")
    if printed is not None and not pd.isna(printed):
        lines.append(_("In the document: {printed}", printed=printed))
    return "<br>".join(lines)


def _bars() -> dict[str, list[Any]]:
    return {"base": [], "x": [], "y": [], "hovertext": []}


def _add(bars: dict[str, list[Any]], row: int, start: date, stop: date, hover: str) -> None:
    bars["base"].append(start.isoformat())
    bars["x"].append((stop - start).days * DAY_MS)
    bars["y"].append(row)
    bars["hovertext"].append(hover)


def _open_bar(
    text: str,
    precision: str,
    row: int,
    end: date,
    hover: str,
    solid: dict[str, list[Any]],
    hatched: dict[str, list[Any]],
    dates: list[tuple[date, int, str]],
    _: Translator,
) -> None:
    start, stop = extent(text, precision)
    _add(hatched, row, start, stop + timedelta(1), hover)
    _add(solid, row, stop + timedelta(1), end, hover)
    short = _.short_date(text, precision)
    dates.append((stop + timedelta(1), row, f" {short}"))


def _trace(bars: dict[str, list[Any]], name: str, marker: dict[str, Any]) -> go.Bar:
    return go.Bar(
        **bars,
        name=name,
        orientation="h",
        width=0.66,
        marker=marker,
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=bool(bars["y"]),
    )


def _counts_on_file(years: pd.DataFrame, row: int, span: int, _: Translator) -> go.Scatter:
    """The number of each year within its bar; where they would meet, one number for all years."""
    look: dict[str, Any] = dict(mode="text", hoverinfo="skip", showlegend=False)
    inside = dict(textposition="middle center", textfont=dict(color="#ffffff", size=14))
    filed = sorted(int(year) for year in years["fiscal_year"])
    if span <= _NUMBERED:
        starts = [_middle(str(int(year)), "fiscal_year") for year in years["fiscal_year"]]
        texts = [f"<b>{int(count):,}</b>" for count in years["project_count"]]
        return go.Scatter(x=starts, y=[row] * len(starts), text=texts, **inside, **look)
    text = f"<b>{chronology.years_on_file(years, _)}</b>"
    if filed[-1] + 1 - filed[0] >= span * _BROAD:
        middle = date(filed[0], 4, 1) + (date(filed[-1] + 1, 4, 1) - date(filed[0], 4, 1)) / 2
        return go.Scatter(x=[middle.isoformat()], y=[row], text=[text], **inside, **look)
    return go.Scatter(
        x=[f"{filed[0]}-04-01"],
        y=[row],
        text=[f"{text} "],
        textposition="middle left",
        textfont=dict(color=theme.TEXT, size=14),
        **look,
    )


def _middle(text: str, precision: str) -> str:
    start, stop = extent(text, precision)
    return (start + (stop - start) / 2).isoformat()
