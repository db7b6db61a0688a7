"""A report as a PowerPoint file: one slide a scene, native and editable throughout."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any, assert_never

from clairviz.base.i18n import Translator
from clairviz.export.pptx import oxml
from clairviz.export.pptx.canvas import Box, Canvas, Text
from clairviz.export.pptx.charts import draw_bars
from clairviz.export.pptx.map import draw_map
from clairviz.export.pptx.matrix import draw_matrix
from clairviz.export.pptx.page import Footing, Slide
from clairviz.export.pptx.simulator import draw_simulator
from clairviz.export.pptx.table import draw_facts
from clairviz.export.pptx.template import Base, DeckRefused, base_presentation
from clairviz.export.pptx.text import clean, fitting, height_of
from clairviz.export.pptx.timeline import draw_timeline
from clairviz.export.pptx.words import draw_numbers, draw_sources
from clairviz.figures import theme
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

__all__ = ["CONTENT_TYPE", "DeckRefused", "deck"]

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
AUTHOR = "clairviz"
# The earliest day a zip can name; a file without a day of its own takes it.
_EARLIEST = date(1980, 1, 1)


def _quietly(done: int, total: int) -> None:
    """Progress that nobody watches."""


def deck(
    report: Report,
    *,
    _: Translator,
    template: bytes | None = None,
    progress: Callable[[int, int], None] = _quietly,
) -> bytes:
    """The report as the bytes of a .pptx; the same for the same report.

    `template` is a .pptx or .potx whose master, fonts and slide size are used; DeckRefused says
    why one is not taken. `progress` is told how many slides of how many are done; what it raises ends the work.
    """
    ground = base_presentation(template, _=_)
    count = len(report.scenes)
    for number, scene in enumerate(report.scenes, 1):
        _slide(
            ground, report, scene, Footing(report.selected, _as_of(report, _), scene.source, number, count), _
        )
        progress(number, count)
    _name(ground.presentation, report, _)
    stream = BytesIO()
    ground.presentation.save(stream)
    return _settled(stream.getvalue(), report.day or _EARLIEST)


def _as_of(report: Report, _: Translator) -> str:
    """The day of the facts; nothing where none is known."""
    if report.day is None:
        return ""
    era = "" if _.lang == "ja" else f" ({_.era_of_year(report.day.year)})"
    return _("Facts taken over as of {date}.", date=report.as_of + era)


def _slide(ground: Base, report: Report, scene: Scene, footing: Footing, _: Translator) -> None:
    page = Slide(ground, is_cover=isinstance(scene.content, Cover))
    body = page.title(scene.title, report.kicker)
    if scene.caveat:
        body = _caveat(page.canvas, body, scene.caveat)
    if scene.figure is not None and scene.lines:
        body = _lead(page.canvas, body, scene)
    _draw(page, scene, body, _)
    page.foot(footing, _=_)
    if scene.notes:
        _notes(page, scene.notes)
    if scene.is_hidden:
        page.slide._element.set("show", "0")


def _draw(page: Slide, scene: Scene, body: Box, _: Translator) -> None:
    """What the scene shows, by its form."""
    canvas = page.canvas
    match scene.content:
        case Cover():
            page.lines([line for line in scene.lines if line], body)
        case Numbers():
            draw_numbers(canvas, scene, body)
        case FactTable():
            draw_facts(canvas, scene, body, _=_)
        case PartnerMap() as content:
            draw_map(canvas, scene, content, body, _=_)
        case Bars() as content:
            draw_bars(canvas, scene, content, body)
        case Matrix() as content:
            draw_matrix(canvas, scene, content, body, _=_)
        case Timeline() as content:
            draw_timeline(canvas, scene, content, body, _=_)
        case Simulator() as content:
            draw_simulator(canvas, scene, content, body, _=_)
        case SourceList():
            draw_sources(canvas, scene, body)
        case never:
            assert_never(never)


def _lead(canvas: Canvas, body: Box, scene: Scene) -> Box:
    """The finding as a sentence under the title; what is left of the body."""
    sizes = (18.0, 17.0, 16.0, 15.0, 14.0)
    size = fitting(scene.lines, sizes, body.width, 2 * 18.0 * 1.25 + 2)
    tall = height_of(scene.lines, size, body.width)
    canvas.text(body.head(tall), scene.lines, Text((size,), colour=theme.MUTED))
    return body.below(tall + 12)


def _caveat(canvas: Canvas, body: Box, caveat: str) -> Box:
    """What to know about the figure, at its foot; what is left of the body."""
    tall = height_of([caveat], 12.0, body.width)
    canvas.text(body.foot(tall), [caveat], Text((12.0,), colour=theme.MUTED))
    return body.above(tall + 8)


def _notes(page: Slide, notes: str) -> None:
    """The presenter's notes, in the fonts and the language of the deck."""
    slide = page.slide.notes_slide
    frame = slide.notes_text_frame
    if frame is None:  # a template whose notes have no room for text
        oxml.add_notes(slide.shapes)
        frame = slide.notes_text_frame
    plain = Canvas(slide.shapes, page.canvas.face, 1.0)
    plain.fill(frame._txBody, notes.split("\n"), Text((12.0,)), 12.0, plain_box=False)


def _name(presentation: Any, report: Report, _: Translator) -> None:
    """The properties of the file, in place of a template's."""
    properties = presentation.core_properties
    day = report.day or _EARLIEST
    stamp = datetime(day.year, day.month, day.day)
    properties.title, properties.subject = clean(report.heading)[:255], clean(report.selected)[:255]
    properties.author = properties.last_modified_by = AUTHOR
    properties.created = properties.modified = stamp
    properties.language, properties.revision = {"ja": "ja-JP", "en": "en-US"}[_.lang], 1
    properties.keywords = properties.comments = properties.category = ""


def _settled(content: bytes, day: date) -> bytes:
    """A zip with `day` as its only date, within and in the workbooks inside."""
    stamp = f"{max(day, _EARLIEST).isoformat()}T00:00:00Z".encode()
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.endswith(".xlsx"):
                part = _settled(part, day)
            elif entry.filename == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, part)
            kept = zipfile.ZipInfo(entry.filename, (*max(day, _EARLIEST).timetuple()[:3], 0, 0, 0))
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, part)
    return stream.getvalue()
