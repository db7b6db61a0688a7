"""Rows of spans on one true axis of time, placed by the day, each a link.

What is printed stands beside or above the axis, never on it, so that nothing can overlap. Only
the counts of fiscal years stand on the axis, each within its own year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from clairviz.base.fiscal_year import extent
from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element, group, link

# Calendar years between two lines of the axis, by how many years it has.
STEPS = ((12, 2), (60, 5), (10_000, 10))


@dataclass(frozen=True)
class Axis:
    """The time from the first day drawn to the day after the last."""

    start: date
    stop: date

    def percent(self, day: date) -> float:
        """Where a day begins, in percent of the axis from the left; its ends for days beyond."""
        part = (day - self.start).days / (self.stop - self.start).days
        return 100 * min(1.0, max(0.0, part))

    @property
    def years(self) -> list[int]:
        """Calendar years that begin on the axis."""
        return [year for year in range(self.start.year, self.stop.year + 1) if self.holds(date(year, 1, 1))]

    def holds(self, day: date) -> bool:
        """Whether a day is drawn."""
        return self.start <= day < self.stop


@dataclass(frozen=True)
class TimeSpan:
    """A time drawn: `text` and `precision` as in ``fiscal_year.extent``.

    `look` is open, programme, other, complete, partial, missing or event. With `until` the time
    itself is hatched, since it began somewhere within, and solid from there on to that day.
    """

    text: str
    precision: str
    look: str
    until: date | None = None
    label: str = ""
    tip: str = ""
    href: str = ""
    name: str = ""


@dataclass(frozen=True)
class AxisRow:
    """A line of the figure: what it is, when in words, and what is drawn."""

    name: object
    when: object
    spans: Sequence[TimeSpan]


def time_axis(rows: Sequence[AxisRow], axis: Axis, *, as_of: int, label: str, _: Translator) -> Markup:
    """The rows below an axis in both calendars; a line marks the end of the calendar year `as_of`."""
    ticks = _ticks(axis)
    lines = "".join(
        f",transparent calc({axis.percent(date(year, 1, 1)):.2f}% - 0.5px)"
        f",#cdd4df 0 calc({axis.percent(date(year, 1, 1)):.2f}% + 0.5px),transparent 0"
        for year in ticks
    )
    end = axis.percent(date(as_of + 1, 1, 1))
    digits = max((len(span.label) for row in rows for span in row.spans), default=0)
    return element(
        "ol",
        _head(ticks, axis, as_of, _),
        *(_row(row, axis) for row in rows),
        class_="cv-axis",
        style=f"--asof:{end:.2f}%;--digits:{digits};--lines:linear-gradient(to right{lines})",
        aria_label=label,
    )


def _ticks(axis: Axis) -> list[int]:
    step = next(step for most, step in STEPS if len(axis.years) <= most)
    return [year for year in axis.years if year % step == 0 and year > axis.start.year]


def _head(ticks: Sequence[int], axis: Axis, as_of: int, _: Translator) -> Markup:
    end = axis.percent(date(as_of + 1, 1, 1))
    side = "cv-left" if end > 50 else "cv-right"
    marks = [
        element(
            "span",
            element("span", year),
            element("span", _.short_era_of_year(year)),
            # Every other year gives way on a narrow screen.
            class_="cv-tick"
            + (" cv-odd" if index % 2 else "")
            + (" cv-left" if axis.percent(date(year, 1, 1)) > 92 else ""),
            style=f"left:{axis.percent(date(year, 1, 1)):.2f}%",
        )
        for index, year in enumerate(ticks)
    ]
    chip = element("span", _("end of {year}", year=as_of), class_=f"cv-asof {side}", style=f"left:{end:.2f}%")
    return element(
        "li",
        element("span", class_="cv-axis-text"),
        element("span", chip, group(marks), class_="cv-axis-line"),
        class_="cv-axis-head",
        aria_hidden="true",
    )


def _row(row: AxisRow, axis: Axis) -> Markup:
    drawn = [_span(span, axis) for span in row.spans]
    return element(
        "li",
        element(
            "span",
            element("span", row.name, class_="cv-axis-name"),
            element("span", row.when, class_="cv-axis-when"),
            class_="cv-axis-text",
        ),
        element("span", group(drawn), class_="cv-axis-line"),
        class_="cv-axis-row" + (" cv-axis-years" if any(span.label for span in row.spans) else ""),
    )


def _span(span: TimeSpan, axis: Axis) -> Markup:
    first, last = extent(span.text, span.precision)
    known = last + timedelta(1)
    stop = known if span.until is None else max(span.until, known)
    left, right = axis.percent(first), axis.percent(stop)
    width = right - left
    parts: list[Markup] = []
    if span.label:
        parts.append(element("b", element("span", span.label), aria_hidden="true"))
    if span.until is not None:
        unsure = 100 * (axis.percent(known) - left) / width if width else 100
        parts.append(element("i", class_="cv-unsure", style=f"width:{unsure:.2f}%"))
        parts.append(element("i", class_="cv-sure", style=f"left:{unsure:.2f}%;width:{100 - unsure:.2f}%"))
    else:
        parts.append(element("i"))
    attributes = {
        "class_": f"cv-span cv-look-{span.look}",
        "style": f"left:{left:.2f}%;width:{width:.2f}%",
        "data_tip": span.tip or None,
        "data_from": first.isoformat(),
        "data_to": (stop - timedelta(1)).isoformat(),
    }
    said = span.tip.replace("\n", " ") or None
    if span.href:
        return link(span.href, *parts, **attributes, id=f"cv-span-{span.name}", aria_label=said)
    if said:
        return element("span", *parts, **attributes, role="img", aria_label=said)
    return element("span", *parts, **attributes, aria_hidden="true")


def axis_legend(looks: Sequence[tuple[str, str]]) -> Markup:
    """What fills mean: look and words, in that order."""
    items = [
        element("li", element("i", class_=f"cv-swatch cv-look-{look}"), words, class_="cv-legend-item")
        for look, words in looks
    ]
    return element("ul", group(items), class_="cv-legend")
