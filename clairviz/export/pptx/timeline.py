"""The timeline of a slide as shapes: offices, other readings, the programme, the years on file."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clairviz.base.fiscal_year import extent
from clairviz.base.i18n import Translator
from clairviz.export.pptx.canvas import Box, Canvas, Text
from clairviz.export.pptx.oxml import WHITE, hatched, solid
from clairviz.export.pptx.text import LEADING, width_of
from clairviz.figures import theme
from clairviz.figures.offices import PROGRAMME
from clairviz.report.model import Scene, Timeline
from clairviz.words import chronology

Record = Mapping[Hashable, Any]
OTHER = "#fbe4d6"
_AXIS, _LEGEND = 38.0, 24.0


class _Rows:
    """The rows of the timeline and its time axis."""

    def __init__(self, canvas: Canvas, content: Timeline, box: Box, _: Translator) -> None:
        self.canvas, self.content, self._ = canvas, content, _
        first, last = (int(year) for year in content.span.iloc[0])
        self.starts, self.ends = date(first, 1, 1), date(last + 1, 7, 1)
        self.first, self.last, self.end = first, last, date(last + 1, 4, 1)
        events, offices = content.events, content.offices
        self.is_programme = events["milestone_id"] == chronology.PROGRAMME_START
        self.dated = offices[offices["opened"].notna()].to_dict("records")
        names = [_("Founding"), *(_.name(office, "city") for office in self.dated)]
        names += [_("Model Project")] * int(self.is_programme.sum()) + [_("On file")]
        self.names = names
        tall = box.height - _AXIS - _LEGEND
        self.row = min(34.0, tall / len(names))
        self.size = max(8.0, min(16.0, (self.row - 4.0) / LEADING))
        labels = max(width_of(name, self.size) for name in names) + 12
        self.box = Box(box.left + labels, box.top + _LEGEND, box.width - labels, self.row * len(names))
        self.legend, self.labels = box.head(_LEGEND), labels

    def x(self, day: date) -> float:
        """The place of a day on the axis."""
        part = (day - self.starts).days / (self.ends - self.starts).days
        return self.box.left + part * self.box.width

    def bar(self, row: int, start: date, stop: date, **look: Any) -> Box:
        """A bar from the first to the last day in a row."""
        inner = self.row * 0.76
        box = Box(
            self.x(start),
            self.box.top + row * self.row + (self.row - inner) / 2,
            self.x(stop) - self.x(start),
            inner,
        )
        self.canvas.rectangle(box, **look)
        return box


def draw_timeline(canvas: Canvas, scene: Scene, content: Timeline, box: Box, *, _: Translator) -> None:
    """Offices from their opening on; hatched where only the year or month is known."""
    group = canvas.group(scene.title, scene.alt)
    rows = _Rows(group, content, box, _)
    _axis(rows)
    for index, name in enumerate(rows.names):
        place = Box(box.left, rows.box.top + index * rows.row, rows.labels - 10, rows.row)
        group.text(place, [name], Text((rows.size,), align="r", anchor="ctr", wrap=False))
    _founding(rows)
    for row, office in enumerate(rows.dated, 1):
        shut = (
            rows.end
            if pd.isna(office["closed"])
            else extent(office["closed"], chronology.precision_of(office["closed"]))[1]
        )
        name = chronology.office_name(office, _)
        _opening(rows, row, office["opened"], office["precision"], shut, name)
        _readings(rows, row, office["office_code"])
    row = len(rows.dated) + 1
    for event in rows.content.events[rows.is_programme].to_dict("records"):
        _opening(rows, row, event["happened"], event["precision"], rows.end, _.name(event, "title"))
        row += 1
    _on_file(rows, row)
    _legend(rows)
    group.close()


def _axis(rows: _Rows) -> None:
    """Upright lines at round years, with the year in both calendars under them."""
    _ = rows._
    size = 13.0
    wide = max(width_of(_.era_of_year(rows.last), size), width_of("2000", size)) + 12
    most = max(2, int(rows.box.width / wide))
    years = rows.last - rows.first
    step = next(step for step in (2, 5, 10, 20, 50) if years / step <= min(most, 8))
    ticks = [year for year in range(rows.first + 1, rows.last + 2) if year % step == 0]
    bottom = rows.box.bottom
    lines = [[(rows.x(date(year, 1, 1)), rows.box.top), (rows.x(date(year, 1, 1)), bottom)] for year in ticks]
    rows.canvas.path(lines, line=theme.GRID, width=1, name=_("Years on the axis"))
    rows.canvas.path([[(rows.box.left, bottom), (rows.box.right, bottom)]], line=theme.UNKNOWN, width=1)
    for year in ticks:
        middle = rows.x(date(year, 1, 1))
        left = min(max(middle - wide / 2, rows.box.left - rows.labels), rows.box.right - wide)
        place = Box(left, bottom + 3, wide, _AXIS - 4)
        texts = [f"{year}", _.era_of_year(year)]
        rows.canvas.text(place, texts, Text((size,), align="ctr", colour=theme.MUTED, wrap=False))


def _founding(rows: _Rows) -> None:
    for event in rows.content.events[~rows.is_programme].to_dict("records"):
        start, stop = extent(event["happened"], event["precision"])
        box = rows.bar(
            0, start, stop + timedelta(1), fill=hatched(theme.ACCENT), line=theme.ACCENT, width=0.75
        )
        x, y = box.left + box.width / 2, box.top + box.height / 2
        mark = Box(x - 6, y - 6, 12, 12)
        rows.canvas.rectangle(
            mark, fill=solid(theme.HIGHLIGHT), line=WHITE, shape="diamond", name=rows._.name(event, "title")
        )
        text = rows._.date_text(event["happened"], event["precision"])
        place = Box(x + 11, rows.box.top, rows.box.right - x - 11, rows.row)
        rows.canvas.text(place, [text], Text((rows.size,), anchor="ctr", wrap=False))


def _opening(rows: _Rows, row: int, text: str, precision: str, end: date, name: str) -> None:
    """Hatched over the time in which it opened, then solid to the end, with the date inside."""
    _ = rows._
    start, stop = extent(text, precision)
    solid_from = stop + timedelta(1)
    rows.bar(row, start, solid_from, fill=hatched(theme.ACCENT), line=theme.ACCENT, width=0.75, name=name)
    bar = rows.bar(row, solid_from, max(end, solid_from), fill=solid(theme.ACCENT), name=name)
    short = _.short_date(text, precision)
    if width_of(short, rows.size) + 12 <= bar.width:
        inside = Box(bar.left + 7, rows.box.top + row * rows.row, bar.width - 10, rows.row)
        rows.canvas.text(inside, [short], Text((rows.size,), colour=WHITE, anchor="ctr", wrap=False))


def _readings(rows: _Rows, row: int, office_code: str) -> None:
    readings = rows.content.readings
    for reading in readings[readings["office_code"] == office_code].to_dict("records"):
        start, stop = extent(reading["happened"], reading["precision"])
        rows.bar(
            row,
            start,
            stop + timedelta(1),
            fill=solid(OTHER),
            line=theme.HIGHLIGHT,
            width=1.5,
            dash="sysDash",
            name=rows._.name(reading, "title"),
        )


def _on_file(rows: _Rows, row: int) -> None:
    """A bar a year with its number; where one number has no room, all together."""
    years = rows.content.years.sort_values("fiscal_year")
    if years.empty:
        return
    bars, counts = [], [f"{int(count):,}" for count in years["project_count"]]
    sizes = [size for size in (14.0, 12.0, 10.0) if size <= rows.size]
    wide = rows.x(date(rows.first + 1, 4, 1)) - rows.x(date(rows.first, 4, 1))
    size = next((size for size in sizes if all(_has_room(count, size, wide) for count in counts)), 0.0)
    for year, count in zip(years.to_dict("records"), counts, strict=True):
        start, stop = extent(str(year["fiscal_year"]), "fiscal_year")
        look: dict[str, Any] = {"line": WHITE, "width": 0.75} if size else {}
        name = f"{year[f'label_{rows._.lang}']} {count}"
        bars.append(rows.bar(row, start, stop + timedelta(1), fill=solid(PROGRAMME), name=name, **look))
    top = rows.box.top + row * rows.row
    style = Text((size,), True, WHITE, "ctr", "ctr", wrap=False)
    if size:
        for bar, count in zip(bars, counts, strict=True):
            rows.canvas.text(Box(bar.left, top, bar.width, rows.row), [count], style)
        return
    text, across = chronology.years_on_file(years, rows._), bars[-1].right - bars[0].left
    inside = next((size for size in sizes if _has_room(text, size, across)), 0.0)
    if inside:
        rows.canvas.text(Box(bars[0].left, top, across, rows.row), [text], replace(style, sizes=(inside,)))
        return
    before = Box(rows.box.left, top, bars[0].left - 6 - rows.box.left, rows.row)
    rows.canvas.text(before, [text], Text((rows.size, 10.0, 8.0), True, align="r", anchor="ctr", wrap=False))


def _has_room(text: str, size: float, width: float) -> bool:
    """Whether a bar holds `text`, with air enough that it does not read on in the next one."""
    return width_of(text, size, bold=True) + 0.6 * size <= width


def _legend(rows: _Rows) -> None:
    """What the fills mean; only those that are drawn."""
    _, canvas = rows._, rows.canvas
    entries: list[tuple[str, dict[str, Any]]] = [
        (_("open, or running"), {"fill": solid(theme.ACCENT)}),
        (
            _("somewhere within this time"),
            {"fill": hatched(theme.ACCENT), "line": theme.ACCENT, "width": 0.75},
        ),
    ]
    if len(rows.content.readings):
        look: dict[str, Any] = {
            "fill": solid(OTHER),
            "line": theme.HIGHLIGHT,
            "width": 1.5,
            "dash": "sysDash",
        }
        entries.append((_("another source's date"), look))
    if len(rows.content.years):
        entries.append((_("fiscal years on file (projects)"), {"fill": solid(PROGRAMME)}))
    room = rows.legend.width - len(entries) * 42
    sizes = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
    size = next(
        (size for size in sizes if sum(width_of(text, size) for text, _look in entries) <= room), sizes[-1]
    )
    left = rows.legend.left
    for text, look in entries:
        canvas.rectangle(Box(left, rows.legend.top + 4, 20, 12), **look)
        wide = width_of(text, size)
        canvas.text(
            Box(left + 26, rows.legend.top, wide, 20), [text], Text((size,), anchor="ctr", wrap=False)
        )
        left += wide + 42
