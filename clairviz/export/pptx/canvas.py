"""Drawing on one slide, in points of a slide 540 high whatever its true size.

Every run names its fonts, Latin and East Asian, and its language; every figure has an
alternative text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.util import Emu

from clairviz.export.pptx.text import LEADING, clean, fitting, runs_of
from clairviz.figures import theme

EMU = 12_700  # in a point
# Text on a shade of ours; theme.TEXT gives way to the colour of a template's text.
INK = "#111112"
WHITE = "#ffffff"
# Names as Windows knows them; both weights are real there.
FONT = "BIZ UDPGothic"
LANGUAGES = {"ja": "ja-JP", "en": "en-US"}
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
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
            return '<a:schemeClr val="tx1"/>'
        return rgb(colour)

    def ground(self) -> str:
        """The colour of the slide's ground as XML, a little transparent."""
        if self.of_template:
            return '<a:schemeClr val="bg1"><a:alpha val="80000"/></a:schemeClr>'
        return '<a:srgbClr val="FFFFFF"><a:alpha val="80000"/></a:srgbClr>'


def rgb(colour: str) -> str:
    """A colour as XML."""
    return f'<a:srgbClr val="{colour.lstrip("#").upper()}"/>'


def solid(colour: str) -> str:
    """A fill as XML; "" is none."""
    return f"<a:solidFill>{rgb(colour)}</a:solidFill>" if colour else "<a:noFill/>"


def hatched(colour: str, ground: str = WHITE, pattern: str = "wdUpDiag") -> str:
    """A fill of lines or dots as XML."""
    return f'<a:pattFill prst="{pattern}"><a:fgClr>{rgb(colour)}</a:fgClr><a:bgClr>{rgb(ground)}</a:bgClr></a:pattFill>'


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
            shape._element.spPr.append(
                element(f"<a:solidFill {_NAMESPACES}>{self.face.ground()}</a:solidFill>")
            )
        self.fill(shape._element.txBody, paragraphs, style, size)
        return size

    def fill(
        self, body: Any, paragraphs: Iterable[str], style: Text, size: float, *, plain_box: bool = True
    ) -> None:
        """Sets the paragraphs of a text body; a `plain_box` has no margins and wraps."""
        properties = body.find(_tag("a:bodyPr"))
        if plain_box:
            properties.attrib.update(
                dict(
                    lIns="0",
                    tIns="0",
                    rIns="0",
                    bIns="0",
                    wrap="square" if style.wrap else "none",
                    anchor=style.anchor,
                )
            )
        for child in list(properties):
            properties.remove(child)
        properties.append(element(f"<a:noAutofit {_NAMESPACES}/>"))
        for old in body.findall(_tag("a:p")):
            body.remove(old)
        for index, text in enumerate(paragraphs or [""]):
            body.append(element(self.paragraph(text, style, size, first=index == 0)))

    def paragraph(self, text: str, style: Text, size: float, *, first: bool = True) -> str:
        """A paragraph as XML, with what Markdown marks as bold in bold."""
        before = 0 if first else round(style.gap * size * self.unit * 100)
        # A break of line within a paragraph is one of its own.
        lines = [
            "".join(self.run(part, style, size, bold=bold) for part, bold in runs_of(line))
            for line in text.split("\n")
        ]
        return (
            f'<a:p {_NAMESPACES}><a:pPr algn="{style.align}" marL="0" indent="0">'
            f'<a:lnSpc><a:spcPts val="{round(size * LEADING * self.unit * 100)}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
            f"</a:pPr>{f'<a:br>{self.look(style, size)}</a:br>'.join(lines)}{self.look(style, size, tag='a:endParaRPr')}</a:p>"
        )

    def run(self, text: str, style: Text, size: float, *, bold: bool = False) -> str:
        """A run as XML."""
        return f"<a:r>{self.look(style, size, bold=bold)}<a:t>{escape(text)}</a:t></a:r>"

    def look(self, style: Text, size: float, *, bold: bool = False, tag: str = "a:rPr") -> str:
        """The look of a run as XML: language, size, weight, colour, fonts."""
        face = self.face
        latin, asian = (face.heading_latin, face.heading_asian) if style.heading else (face.latin, face.asian)
        other = next(value for key, value in LANGUAGES.items() if key != face.lang)
        return (
            f'<{tag} lang="{LANGUAGES[face.lang]}" altLang="{other}" sz="{round(size * self.unit * 100)}" '
            f'b="{int(bold or style.bold)}"><a:solidFill>{face.colour(style.colour)}</a:solidFill>'
            f"<a:latin typeface={quoteattr(latin)}/><a:ea typeface={quoteattr(asian)}/></{tag}>"
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
        self._shape(box, f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>', fill, line, width, dash, name)

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
        steps = []
        for part in lines:
            points = [(round((x - box.left) * _STEPS), round((y - box.top) * _STEPS)) for x, y in part]
            for index, (x, y) in enumerate(points):
                tag = "lnTo" if index else "moveTo"
                steps.append(f'<a:{tag}><a:pt x="{x}" y="{y}"/></a:{tag}>')
            if fill:
                steps.append("<a:close/>")
        kind = "" if fill else ' fill="none"'
        geometry = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{round(box.width * _STEPS)}" h="{round(box.height * _STEPS)}"{kind}>{"".join(steps)}</a:path>'
            "</a:pathLst></a:custGeom>"
        )
        self._shape(box, geometry, fill, line, width, dash, name, opacity)

    def group(self, name: str, alt: str) -> "Canvas":
        """A group with a name and an alternative text, to draw in."""
        group = self.shapes.add_group_shape()
        describe(group, name, alt)
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
        left, top, wide, tall = self._place(box)
        number = self.shapes._next_shape_id
        stroke = f"<a:ln>{solid('')}</a:ln>"
        if line:
            colour = rgb(line)
            if opacity < 1:
                colour = colour.replace("/>", f'><a:alpha val="{round(opacity * 100_000)}"/></a:srgbClr>')
            dashes = f'<a:prstDash val="{dash}"/>' if dash else ""
            stroke = f'<a:ln w="{round(width * self.unit * EMU)}"><a:solidFill>{colour}</a:solidFill>{dashes}<a:round/></a:ln>'
        self.shapes._spTree.append(
            element(
                f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name or f"Shape {number}")}/>'
                f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
                f'<a:ext cx="{wide}" cy="{tall}"/></a:xfrm>{geometry}{fill or solid("")}{stroke}</p:spPr></p:sp>'
            )
        )


def element(xml: str) -> Any:
    """An element of its XML."""
    return parse_xml(xml)


def xml_names() -> str:
    """The declarations that XML for ``element`` begins with."""
    return _NAMESPACES


def describe(shape: Any, name: str, alt: str) -> None:
    """Names a shape and gives it an alternative text."""
    shape.name = clean(name)
    shape._element.xpath("./*/p:cNvPr")[0].set("descr", clean(alt))


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    ends = {"a": "drawingml", "p": "presentationml"}
    return f"{{http://schemas.openxmlformats.org/{ends[prefix]}/2006/main}}{local}"
