"""The one-file handout: a report as a single HTML file that needs no server and no network.

Everything stands in the file: text, tables, figures of HTML, the projects themselves to filter,
search and sort, a small calculator. Without JavaScript text, tables and figures are all there; on
paper too. See docs/decisions/0012-handout-of-html.md.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, assert_never

import jinja2
import pandas as pd
from markupsafe import Markup, escape

from clairviz import __version__
from clairviz.base.i18n import Translator
from clairviz.base.markup import bold_parts
from clairviz.export.html.calculator import Calculator, calculator, calculator_script
from clairviz.export.html.figures import LIST, figure_of
from clairviz.export.html.listing import ListTable, list_table
from clairviz.export.paper import css_text, margins
from clairviz.figures.linked.look import figure_style, tip_script
from clairviz.report import Report, Scene
from clairviz.report.model import (
    Bars,
    Cover,
    FactTable,
    Matrix,
    Numbers,
    PartnerMap,
    Simulator,
    SourceList,
    Timeline,
)

Progress = Callable[[int, int], None]

_FOLDER = Path(__file__).parent
# More rows than these make no handout; the table's own file has all.
_MOST_ROWS = 500


def _quietly(done: int, count: int) -> None:
    pass


def handout(report: Report, *, _: Translator, made_on: date, progress: Progress = _quietly) -> bytes:
    """The report as one HTML file, with a list of its projects where it was told with one.

    `progress` is told how many scenes of how many are done; what it raises ends the work.
    """
    sections: list[_Section] = []
    shown = [scene for scene in report.scenes if not (isinstance(scene.content, Cover) or scene.is_hidden)]
    sources = {source for scene in shown if isinstance(scene.content, SourceList) for source in scene.sources}
    for number, scene in enumerate(shown, 1):
        progress(number - 1, len(shown))
        sections.append(_section(number, scene, sources, _))
    progress(len(shown), len(shown))
    title = next((scene for scene in report.scenes if isinstance(scene.content, Cover)), None)
    script = calculator_script() + tip_script() + _read("listing.js") + _read("handout.js")
    listed = list_table(report.listed, sources, _) if report.listed and len(report.listed.projects) else None
    page = _template().render(
        lang=report.lang,
        policy=_policy(script),
        style=Markup(figure_style() + _read("handout.css") + _margins(report) + _cards(listed)),
        heading=title.title if title else report.heading,
        opening=[_marked(line) for line in (title.lines if title else (report.kicker,))],
        selected=report.selected,
        as_of=report.as_of,
        made_on=_.day(made_on),
        version=__version__,
        contents=_contents(sections, listed),
        sections=sections,
        words=_words(_),
        listed=listed,
        list_id=LIST,
        data=_json(listed.data if listed else {}),
        script=_script(script),
    )
    return page.encode()


@dataclass(frozen=True)
class _Section:
    """A scene as the template takes it."""

    id: str
    kind: str
    title: str
    has_numbers: bool
    lines: tuple[Markup, ...]
    facts: tuple[tuple[str, str], ...]
    figure: Markup
    alt: str
    caveat: str
    source: str
    table: "_Table | None"
    calculator: Calculator | None


@dataclass(frozen=True)
class _Table:
    """A table of text; `numeric` says of each column whether it is set as figures."""

    caption: str
    columns: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str | Markup, ...], ...]
    left_out: str = ""
    hides_caption: bool = False


def _section(number: int, scene: Scene, sources: set[str], _: Translator) -> _Section:
    table = None
    if scene.table is not None and len(scene.table):
        table = _table(scene.table, scene.title, sources, _)
    told, lines, source, has_numbers = None, scene.lines, scene.source, False
    match scene.content:
        case SourceList(used):
            table, lines, source = _source_table(used, scene.title, _), (), ""
        case Simulator(rule):
            told = calculator(rule, _) if rule else None
        case Numbers():
            has_numbers = True
        case Cover() | FactTable() | PartnerMap() | Bars() | Matrix() | Timeline():
            pass
        case never:
            assert_never(never)
    return _Section(
        id=f"scene-{number}",
        kind=scene.kind,
        title=scene.title,
        has_numbers=has_numbers,
        lines=tuple(_marked(line) for line in lines),
        facts=scene.facts,
        figure=figure_of(scene, _),
        alt=scene.alt,
        caveat=scene.caveat,
        source=source,
        table=table,
        calculator=told,
    )


def _table(frame: pd.DataFrame, caption: str, sources: set[str], _: Translator) -> _Table:
    shown, linked = frame.head(_MOST_ROWS), _("Source")
    numeric = tuple(pd.api.types.is_numeric_dtype(frame[column]) for column in frame.columns)

    def cell(column: object, value: Any) -> str | Markup:
        if pd.isna(value):
            return _("–")
        if column == linked and value in sources:
            return Markup('<a href="#source-{0}">{0}</a>').format(value)
        return f"{value:,}" if isinstance(value, int | float) else str(value)

    return _Table(
        caption,
        tuple(str(column) for column in frame.columns),
        numeric,
        tuple(
            tuple(cell(column, value) for column, value in zip(frame.columns, row, strict=True))
            for row in shown.astype(object).itertuples(index=False)
        ),
        _("The first {shown} of {count} rows.", shown=f"{_MOST_ROWS:,}", count=f"{len(frame):,}")
        if len(frame) > _MOST_ROWS
        else "",
    )


def _source_table(sources: pd.DataFrame, caption: str, _: Translator) -> _Table:
    """Every source with its publisher, where it stands, and when the facts were taken over."""

    def day(value: Any) -> str:
        if pd.isna(value):
            return _("not stated")
        taken = pd.Timestamp(value).date()
        return _.day(taken)

    def known(value: Any) -> str:
        return _("not stated") if pd.isna(value) else str(value)

    rows = tuple(
        (
            Markup('<span id="source-{0}">{0}</span>').format(record["source_id"]),
            known(record["title"]),
            known(record["publisher"]),
            known(record["locator"]),
            day(record["retrieved_on"]),
        )
        for record in sources.to_dict("records")
    )
    columns = (
        _("Short name"),
        _("Title of the source"),
        _("Published by"),
        _("Where it stands"),
        _("Facts taken over on"),
    )
    return _Table(caption, columns, (False,) * len(columns), rows, hides_caption=True)


def _contents(sections: list[_Section], listed: ListTable | None) -> list[tuple[str, str]]:
    """Where each part stands and what it is called; the list comes before the sources at the end."""
    named = [(section.id, section.title) for section in sections]
    if listed is not None:
        at = len(named) - (bool(sections) and sections[-1].kind == "closing")
        named.insert(at, (LIST, listed.words["title"]))
    return named


def _words(_: Translator) -> dict[str, str]:
    return {
        "skip": _("Skip to the content"),
        "contents": _("Contents"),
        "as_of": _("Data taken over on"),
        "made_on": _("Handout made on"),
        "table": _("Table of the numbers"),
        "no_script": _(
            "JavaScript is switched off, so the list cannot be filtered and the calculator is not shown. "
            "All text, figures and tables are here."
        ),
        "wide": _("wide table, can be scrolled sideways"),
        "made_with": _(
            "Made with clairviz {version}. This file asks no server for anything.", version=__version__
        ),
    }


def _margins(report: Report) -> str:
    source = next((scene.source for scene in report.scenes if scene.source), "")
    return margins(report.heading, report.selected, source)


def _cards(listed: ListTable | None) -> str:
    """On a narrow screen a project is a card, each cell below its heading."""
    if listed is None:
        return ""
    rules = "".join(
        f".listed td:nth-child({place}) {{ --heading: {css_text(heading)} }}"
        for place, heading in enumerate(listed.columns, 1)
    )
    return rules + "\n"


def _marked(line: str) -> Markup:
    """A sentence with its bold words, as HTML."""
    return Markup("").join(
        Markup("<strong>{}</strong>").format(part) if is_bold else escape(part)
        for part, is_bold in bold_parts(line)
    )


def _policy(*scripts: str) -> str:
    """Nothing is loaded or asked, and no script runs but these."""
    hashes = " ".join(
        f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashes}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _json(value: Mapping[str, Any]) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def _script(text: str) -> Markup:
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError("this script cannot stand inside a page")
    return Markup(text)


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    surroundings = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return surroundings.from_string(_read("handout.html"))
