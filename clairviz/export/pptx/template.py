"""The presentation a deck is made in: our own plain one, or one that the user gave.

A given file is not trusted: another process reads and cleans it (template_child), with limits.
Ours is base.pptx, made by scripts/base_presentation.py.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE

from clairviz.base.i18n import Translator, message
from clairviz.export.pptx import oxml, template_child
from clairviz.export.pptx.canvas import FONT, Face

PLAIN = Path(__file__).with_name("base.pptx")
MOST_BYTES = 50_000_000
# Of the clock; the child limits its own processor time.
_SECONDS = 90
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)

_TOO_LARGE = (
    message("The template is larger than a template may be."),
    message("Take out its slides and large pictures, save it, and try again."),
)
_DAMAGED = (
    message("The template is not a PowerPoint file (.pptx or .potx)."),
    message("Save it in PowerPoint as a presentation (.pptx) without a password, and try again."),
)
_MACROS = (
    message("The template holds macros, which are not taken."),
    message("Save it in PowerPoint as .pptx, which leaves the macros out, and try again."),
)
_NO_TITLE = (
    message("No layout of the template has a title."),
    message("Add a layout with a title in the slide master, and try again."),
)
# What the child answers, in words.
REFUSALS = {"large": _TOO_LARGE, "damaged": _DAMAGED, "macros": _MACROS}


class DeckRefused(ValueError):
    """A template that is not taken; `what` and `remedy` are in the reader's language."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what, self.remedy = what, remedy


@dataclass(frozen=True)
class Cleaned:
    """A template as it is used, or why it is not: ``dropped`` counts references to other places."""

    content: bytes = b""
    dropped: int = 0
    refused: str = ""


@dataclass(frozen=True)
class Base:
    """A presentation without slides, its layouts and its look."""

    presentation: Any
    cover: Any
    content: Any
    face: Face
    of_template: bool


def base_presentation(template: bytes | None, *, _: Translator) -> Base:
    """The presentation to fill. Raises DeckRefused for a template that is not taken."""
    if template is None:
        plain = Presentation(str(PLAIN))
        cover, content = plain.slide_layouts
        return Base(plain, cover, content, Face(_.lang), False)
    found = cleaned(template)
    if found.refused:
        raise _refused(REFUSALS[found.refused], _)
    presentation: Any = Presentation(BytesIO(found.content))
    layouts = [
        layout
        for layout in presentation.slide_layouts
        if any(shape.placeholder_format.type in _TITLES for shape in layout.placeholders)
    ]
    if not layouts:
        raise _refused(_NO_TITLE, _)
    content = next(
        (layout for layout in layouts if layout._element.get("type") == "titleOnly"),
        min(layouts, key=lambda layout: len(list(layout.placeholders))),
    )
    cover = next((layout for layout in layouts if layout._element.get("type") == "title"), content)
    return Base(presentation, cover, content, _face_of(presentation, _.lang), True)


def dropped_text(template: bytes, _: Translator) -> str:
    """What was left out of a template that was taken; "" where nothing was."""
    count = cleaned(template).dropped
    if not count:
        return ""
    return _.plural(
        "The template refers to {count} place outside the file (a link, picture or film); it was left out.",
        "The template refers to {count} places outside the file (links, pictures or films); they were left out.",
        count,
        count=f"{count:,}",
    )


@lru_cache(maxsize=2)
def cleaned(template: bytes) -> Cleaned:
    """The template without slides and without references to other places, as another process left it."""
    if len(template) > MOST_BYTES:
        return Cleaned(refused="large")
    command = [sys.executable, "-P", template_child.__file__]
    try:
        child = subprocess.run(command, input=template, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return Cleaned(refused="large")
    if child.returncode:
        # It is stopped from outside only where it grows or lasts too long.
        return Cleaned(refused="large" if child.returncode < 0 else "damaged")
    answer, _end, content = child.stdout.partition(b"\n")
    return Cleaned(content, **json.loads(answer))


def _refused(texts: tuple[str, str], _: Translator) -> DeckRefused:
    what, remedy = texts
    return DeckRefused(_(what), _(remedy))


def _face_of(presentation: Any, lang: str) -> Face:
    """The fonts of the template's theme; a Japanese font by name where the theme leaves it open."""
    theme = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    body = oxml.asian_font(theme, "minorFont", of_theme="+mn-ea", default=FONT)
    heading = oxml.asian_font(theme, "majorFont", of_theme="+mj-ea", default=FONT)
    return Face(lang, "+mn-lt", body, "+mj-lt", heading, of_template=True)
