"""Drawing on one slide, in points of a slide 540 high whatever its true size.

Every run names its fonts, Latin and East Asian, and its language; every figure has an
alternative text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.util import Emu

from clairviz.export.pptx import oxml
from clairviz.export.pptx.oxml import solid
from clairviz.export.pptx.text import LEADING, clean, fitting, runs_of
from clairviz.figures import theme

EMU = 12_700  # in a point
# Text on a shade of ours; theme.TEXT gives way to the colour of a template's text.
INK = "#111112"
# Names as Windows knows them; both weights are real there.
FONT = "BIZ UDPGothic"
LANGUAGES = {"ja": "ja-JP", "en": "en-US"}
# Colours of text that a template's own text colour replaces.
_OF_TEMPLATE = (theme.TEXT, theme.MUTED, theme.ACCENT)
# Fineness of the paths of freeforms, in steps a point.
_STEPS = 20


@dataclass(frozen=True)
class Box:
    """A rectangle in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def below(self, height: float) -> "Box":
        """What is left under the first `height` points."""
        return Box(self.left, self.top + height, self.width, max(0.0, self.height - height))

    def above(self, height: float) -> "Box":
        """What is left over the last `height` points."""
        return Box(self.left, self.top, self.width, max(0.0, self.height - height))

    def head(self, height: float) -> "Box":
        """The first `height` points."""
        return Box(self.left, self.top, self.width, height)

    def foot(self, height: float) -> "Box":
        """The last `height` points."""
        return Box(self.left, self.bottom - height, self.width, height)

    def columns(self, shares: Sequence[float], gap: float) -> list["Box"]:
        """Boxes side by side, as wide as their shares, `gap` apart."""
        room, left, boxes = self.width - gap * (len(shares) - 1), self.left, []
        for share in shares:
            width = room * share / sum(shares)
            boxes.append(Box(left, self.top, width, self.height))
            left += width + gap
        return boxes


@dataclass(frozen=True)
class Face:
    """The fonts of a deck and the language of its text."""

    lang: str
    latin: str = FONT
    asian: str = FONT
    heading_latin: str = FONT
    heading_asian: str = FONT
    of_template: bool = False

    def colour(self, colour: str) -> str:
        """A colour of text as XML; a template's own where ours could vanish on its ground."""
        if self.of_template and colour in _OF_TEMPLATE:
            return oxml.THEME_TEXT
        return oxml.rgb(colour)


@dataclass(frozen=True)
class Text:
    """How a text is set: `sizes` in points, the largest first, of which the first that fits is taken."""

    sizes: tuple[float, ...]
    bold: bool = False
    colour: str = theme.TEXT
    align: str = "l"
    anchor: str = "t"
    gap: float = 0.0
    heading: bool = False
    wrap: bool = True


class Canvas:
    """A slide, or a group on it, to draw on; `unit` is the true length of a point."""

    def __init__(self, shapes: Any, face: Face, unit: float) -> None:
        self.shapes, self.face, self.unit = shapes, face, unit

    def emu(self, length: float) -> Emu:
        """A length in points as the file holds it."""
        return Emu(round(length * self.unit * EMU))

    def text(
        self, box: Box, texts: Iterable[str], style: Text, *, name: str = "", ground: bool = False
    ) -> float:
        """Paragraphs in a box, in the largest size that fits; returns that size."""
        paragraphs = list(texts)
        size = fitting(paragraphs, style.sizes, box.width, box.height, gap=style.gap, bold=style.bold)
        shape = self.shapes.add_textbox(*self._place(box))
        if name:
            shape.name = clean(name)
        if ground:
            oxml.lay_on_ground(shape, of_template=self.face.of_template)
        self.fill(shape._element.txBody, paragraphs, style, size)
        return size

    def fill(
        self, body: Any, paragraphs: Iterable[str], style: Text, size: float, *, plain_box: bool = True
    ) -> None:
        """Sets the paragraphs of a text body; a `plain_box` has no margins and wraps."""
        box = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), "0")
        box |= {"wrap": "square" if style.wrap else "none", "anchor": style.anchor}
        oxml.set_paragraphs(
            body,
            (
                self.paragraph(text, style, size, first=index == 0)
                for index, text in enumerate(paragraphs or [""])
            ),
            box=box if plain_box else None,
        )

    def paragraph(self, text: str, style: Text, size: float, *, first: bool = True) -> str:
        """A paragraph as XML, with what Markdown marks as bold in bold."""
        before = 0 if first else round(style.gap * size * self.unit * 100)
        # A break of line within a paragraph is one of its own.
        lines = [
            "".join(self.run(part, style, size, bold=bold) for part, bold in runs_of(line))
            for line in text.split("\n")
        ]
        return oxml.paragraph(
            lines,
            look=self.look(style, size),
            end=self.look(style, size, tag="endParaRPr"),
            align=style.align,
            leading=round(size * LEADING * self.unit * 100),
            before=before,
        )

    def run(self, text: str, style: Text, size: float, *, bold: bool = False) -> str:
        """A run as XML."""
        return oxml.text_run(self.look(style, size, bold=bold), text)

    def look(self, style: Text, size: float, *, bold: bool = False, tag: str = "rPr") -> str:
        """The look of a run as XML: language, size, weight, colour, fonts."""
        face = self.face
        latin, asian = (face.heading_latin, face.heading_asian) if style.heading else (face.latin, face.asian)
        other = next(value for key, value in LANGUAGES.items() if key != face.lang)
        return oxml.look(
            lang=LANGUAGES[face.lang],
            other=other,
            size=round(size * self.unit * 100),
            bold=bold or style.bold,
            colour=face.colour(style.colour),
            latin=latin,
            asian=asian,
            tag=tag,
        )

    def rectangle(
        self,
        box: Box,
        *,
        fill: str = "",
        line: str = "",
        width: float = 1.0,
        dash: str = "",
        name: str = "",
        shape: str = "rect",
    ) -> None:
        """A rectangle or another preset shape; `fill` is XML of a fill, `line` a colour."""
        self._shape(box, oxml.preset(shape), fill, line, width, dash, name)

    def path(
        self,
        lines: Sequence[Sequence[tuple[float, float]]],
        *,
        fill: str = "",
        line: str = "",
        width: float = 1.0,
        dash: str = "",
        name: str = "",
        opacity: float = 1.0,
    ) -> None:
        """One freeform of several lines; with a `fill` they are closed."""
        xs, ys = ([point[axis] for part in lines for point in part] for axis in (0, 1))
        box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        geometry = oxml.freeform(
            [
                [(round((x - box.left) * _STEPS), round((y - box.top) * _STEPS)) for x, y in part]
                for part in lines
            ],
            (round(box.width * _STEPS), round(box.height * _STEPS)),
            is_closed=bool(fill),
        )
        self._shape(box, geometry, fill, line, width, dash, name, opacity)

    def group(self, name: str, alt: str) -> "Canvas":
        """A group with a name and an alternative text, to draw in."""
        group = self.shapes.add_group_shape()
        name_shape(group, name, alt)
        return Canvas(group.shapes, self.face, self.unit)

    def close(self) -> None:
        """Sets the extent of a group once all is drawn."""
        self.shapes._grpSp.recalculate_extents()

    def _place(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        return self.emu(box.left), self.emu(box.top), self.emu(box.width), self.emu(box.height)

    def _shape(
        self,
        box: Box,
        geometry: str,
        fill: str,
        line: str,
        width: float,
        dash: str,
        name: str,
        opacity: float = 1.0,
    ) -> None:
        stroke = oxml.stroke(line, round(width * self.unit * EMU), dash=dash, opacity=opacity)
        oxml.add_shape(self.shapes, self._place(box), geometry, fill or solid(""), stroke, name=name)


def name_shape(shape: Any, name: str, alt: str) -> None:
    """Names a shape and gives it an alternative text."""
    shape.name = clean(name)
    oxml.set_alternative_text(shape, clean(alt))
