"""Ranked bars from zero, each a link, the number on it, what is not stated apart at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.figures.labels import text_width
from clairviz.figures.linked.element import element, link


@dataclass(frozen=True)
class BarRow:
    """A bar: what it is called, its count, where it leads, and what hover adds.

    `code` (``region:CHN``) ties the same thing together over several figures. `second` is a
    count drawn apart behind the first, such as secondary marks. `note` stands behind the number,
    `text` in place of it.
    `colour` takes the place of the accent, with the `pattern` (``/``, ``.``, ``x``) as second cue.
    """

    name: str
    count: int
    href: str = ""
    code: str = ""
    tip: str = ""
    note: str = ""
    second: int = 0
    second_note: str = ""
    colour: str = ""
    pattern: str = ""
    text: str = ""
    is_chosen: bool = False
    is_unknown: bool = False


def ranked_bars(rows: Sequence[BarRow], *, label: str, _: Translator, most: int = 0) -> Markup:
    """One bar a row in the order given; `label` is the alternative text of the whole.

    `most` is the count of the longest bar where several groups share a scale.
    """
    most = most or max((row.count + row.second for row in rows), default=0) or 1
    room = max((_room(row) for row in rows), default=0.0)
    return element(
        "ol",
        *(_bar(row, most, _) for row in rows),
        class_="cv-bars",
        style=f"--room:{room:.1f}em",
        aria_label=label,
    )


def _room(row: BarRow) -> float:
    """What the number and the note behind a bar take, in em."""
    note = row.second_note or row.note
    return (
        0.6
        + 1.1 * text_width(row.text or f"{row.count:,}", 1)
        + (0.4 + 0.86 * text_width(note, 1) if note else 0)
    )


def _bar(row: BarRow, most: int, _: Translator) -> Markup:
    bars = [
        element(
            "i",
            class_="cv-bar",
            style=_style(100 * row.count / most, row.colour),
            data_pattern=row.pattern or None,
        )
    ]
    if row.second:
        bars.append(
            element("i", class_="cv-bar cv-second", style=_style(100 * row.second / most, row.colour))
        )
    contents = (
        element("span", row.name, class_="cv-name"),
        element(
            "span",
            *bars,
            element("b", row.text or f"{row.count:,}"),
            element("small", row.second_note or row.note) if row.second_note or row.note else "",
            class_="cv-track",
        ),
    )
    classes = " ".join(
        ["cv-row", *(["cv-chosen"] if row.is_chosen else []), *(["cv-unknown"] if row.is_unknown else [])]
    )
    attributes = {"class_": classes, "data_code": row.code or None, "data_tip": row.tip or None}
    if not row.href:
        return element("li", element("span", *contents, **attributes))
    return element(
        "li",
        link(
            row.href,
            *contents,
            **attributes,
            id=f"cv-{row.code.replace(':', '-')}" if row.code else None,
            aria_current="true" if row.is_chosen else None,
        ),
    )


def _style(percent: float, colour: str) -> str:
    return f"--part:{percent / 100:.3f}" + (f";--bar:{colour}" if colour else "")
