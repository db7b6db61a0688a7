"""The timeline as a chart, for the stage and the handout; the page has figures/linked/time_axis."""

import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.fiscal_year import extent
from clairviz.base.i18n import Translator
from clairviz.figures import theme
from clairviz.words import chronology
from clairviz.words.phrases import count_of_projects

Record = Mapping[Hashable, Any]
Bars = dict[str, list[Any]]
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
    drawing = _Drawing(date(last + 1, 4, 1), _)
    programme = events["milestone_id"] == chronology.PROGRAMME_START
    founding = events[~programme].to_dict("records")
    drawing.founding(founding)
    for office in offices[offices["opened"].notna()].to_dict("records"):
        own = readings[readings["office_code"] == office["office_code"]]
        drawing.office(office, own.to_dict("records"))
    for event in events[programme].to_dict("records"):
        drawing.programme(event)
    drawing.on_file(years)
    figure = go.Figure(
        [
            *drawing.traces(),
            _diamonds(founding, _),
            _counts_on_file(years, len(drawing.labels) - 1, last - first + 1, _),
        ]
    )
    _set_axes(figure, first, last, drawing.labels, _)
    theme.apply(figure, height=ROW_HEIGHT * len(drawing.labels) + 110)
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


class _Drawing:
    """The bars, row by row: solid to `end` what is open, hatched while it may have begun.

    `dates` are day, row and text of each beginning.
    """

    def __init__(self, end: date, _: Translator) -> None:
        self._end, self._ = end, _
        self.labels: list[str] = []
        self._solid, self._hatched, self._other, self._filed = _bars(), _bars(), _bars(), _bars()
        self._dates: list[tuple[date, int, str]] = []

    def founding(self, events: Sequence[Record]) -> None:
        """One row of events."""
        row = self._row(self._("Founding"))
        for event in events:
            self._span(self._hatched, row, event, "happened", self._.name(event, "title"))

    def office(self, office: Record, readings: Sequence[Record]) -> None:
        """A row from its opening to its closing; other sources' dates of the opening as frames."""
        row, closed = self._row(self._.name(office, "city")), office["closed"]
        shut: date = self._end if pd.isna(closed) else extent(closed, chronology.precision_of(closed))[1]
        self._from_opening(row, office, "opened", chronology.office_name(office, self._), shut)
        for reading in readings:
            self._span(self._other, row, reading, "happened", self._.name(reading, "title"))

    def programme(self, event: Record) -> None:
        """A row from its start on."""
        row = self._row(self._("Model Project"))
        self._from_opening(row, event, "happened", self._.name(event, "title"), self._end)

    def on_file(self, years: pd.DataFrame) -> None:
        """The row of fiscal years."""
        row = self._row(self._("On file"))
        for year in years.to_dict("records"):
            known = {**year, "year": str(year["fiscal_year"]), "precision": "fiscal_year"}
            said = count_of_projects(int(year["project_count"]), self._)
            self._span(self._filed, row, known, "year", said)

    def traces(self) -> list[go.Bar | go.Scatter]:
        """The bars by what they mean, and the dates in them."""
        _, accent, highlight = self._, theme.ACCENT, theme.HIGHLIGHT
        dashes = dict(shape="/", fgcolor=accent, bgcolor="#ffffff", size=5, solidity=0.45)
        dots = dict(shape=".", fgcolor=highlight, bgcolor="#fbe4d6", size=6)
        unsure = dict(color="#ffffff", line=dict(color=accent, width=1), pattern=dashes)
        framed = dict(color="#fbe4d6", line=dict(color=highlight, width=2), pattern=dots)
        return [
            _trace(self._solid, _("open, or running"), dict(color=accent)),
            _trace(self._hatched, _("somewhere within this time"), unsure),
            _trace(self._other, _("another source's date"), framed),
            _trace(self._filed, _("fiscal years on file (projects)"), dict(color=PROGRAMME)),
            go.Scatter(
                x=[start.isoformat() for start, _row, _text in self._dates],
                y=[place for _start, place, _text in self._dates],
                text=[text for _start, _row, text in self._dates],
                mode="text",
                textposition="middle right",
                textfont=dict(color="#ffffff", size=13),
                hoverinfo="skip",
                showlegend=False,
            ),
        ]

    def _row(self, label: str) -> int:
        self.labels.append(label)
        return len(self.labels) - 1

    def _span(self, bars: Bars, row: int, record: Record, column: str, name: str) -> date:
        """A bar over all that the date may mean; returns the day after it."""
        text, precision = record[column], record["precision"]
        start, stop = extent(text, precision)
        _add(bars, row, start, stop + timedelta(1), _hover(name, text, precision, record, self._))
        return stop + timedelta(1)

    def _from_opening(self, row: int, record: Record, column: str, name: str, end: date) -> None:
        text, precision = record[column], record["precision"]
        start = self._span(self._hatched, row, record, column, name)
        _add(self._solid, row, start, end, _hover(name, text, precision, record, self._))
        self._dates.append((start, row, f" {self._.short_date(text, precision)}"))


def _diamonds(events: Sequence[Record], _: Translator) -> go.Scatter:
    """The events of the first row, each with its date."""
    return go.Scatter(
        x=[_middle(event["happened"], event["precision"]) for event in events],
        y=[0] * len(events),
        text=["  " + _.date_text(event["happened"], event["precision"]) for event in events],
        mode="markers+text",
        textposition="middle right",
        marker=dict(symbol="diamond", size=12, color=theme.HIGHLIGHT),
        textfont=dict(color=theme.TEXT, size=13),
        hoverinfo="skip",
        showlegend=False,
    )


def _set_axes(figure: go.Figure, first: int, last: int, labels: Sequence[str], _: Translator) -> None:
    """Some six years in both calendars along time, a label a row."""
    ticks = list(range(first + 1, last + 1, max(2, -(-(last - first) // 5))))
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
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        automargin=True,
    )


def _hover(
    name: str,
    text: str,
    precision: str,
    record: Record,
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


def _bars() -> Bars:
    return {"base": [], "x": [], "y": [], "hovertext": []}


def _add(bars: Bars, row: int, start: date, stop: date, hover: str) -> None:
    bars["base"].append(start.isoformat())
    bars["x"].append((stop - start).days * DAY_MS)
    bars["y"].append(row)
    bars["hovertext"].append(hover)


def _trace(bars: Bars, name: str, marker: dict[str, Any]) -> go.Bar:
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
