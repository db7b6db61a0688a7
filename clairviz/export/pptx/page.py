"""Where things stand on a slide: title, body, footer; computed from the size and the layout."""

from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER

from clairviz.base.i18n import Translator
from clairviz.export.pptx import oxml
from clairviz.export.pptx.canvas import EMU, Box, Canvas, Text
from clairviz.export.pptx.template import Base
from clairviz.export.pptx.text import fitting, height_of, lines_of, plain_text, shortened
from clairviz.figures import theme

# Points of a slide as high as ours, or as wide as one of 4:3.
HEIGHT, LEAST_WIDTH = 540.0, 720.0
TITLE_SIZES = (32.0, 30.0, 28.0, 26.0, 24.0)
COVER_SIZES = (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0)
_KICKER, _FOOTER, _SIDE = 20.0, 34.0, 40.0
_FOOTER_SIZE = 10.5
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FOOT = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass(frozen=True)
class Footing:
    """What stands at the foot of every slide."""

    selected: str
    as_of: str
    source: str
    number: int
    count: int


class Slide:
    """One slide: `title` and `foot` fill what every slide has, `body` is the room for the rest."""

    def __init__(self, base: Base, *, is_cover: bool) -> None:
        presentation = base.presentation
        wide, tall = presentation.slide_width / EMU, presentation.slide_height / EMU
        self.unit = min(tall / HEIGHT, wide / LEAST_WIDTH)
        self.width, self.height = wide / self.unit, tall / self.unit
        self.base, self.is_cover = base, is_cover
        self.layout = base.cover if is_cover else base.content
        self.slide = presentation.slides.add_slide(self.layout)
        self.canvas = Canvas(self.slide.shapes, base.face, self.unit)
        self.subtitle = None
        for shape in list(self.slide.placeholders):
            kind = shape.placeholder_format.type
            if is_cover and kind == PP_PLACEHOLDER.SUBTITLE:
                self.subtitle = shape
            elif kind not in _TITLES:
                shape._element.getparent().remove(shape._element)
        self.title_box = self._inner(self.slide.shapes.title)
        top = self._foot_top()
        self.foot_box = Box(_SIDE, top, self.width - 2 * _SIDE, min(_FOOTER, self.height - top - 4))

    def title(self, text: str, kicker: str) -> Box:
        """Sets the title and what stands above it; returns the room for the body."""
        shape, box = self.slide.shapes.title, self.title_box
        sizes = COVER_SIZES if self.is_cover else TITLE_SIZES
        text = plain_text(text).replace("\n", " ")
        one = [size for size in sizes[:3] if lines_of(text, size, box.width, bold=True) == 1]
        two = fitting([text], sizes, box.width, min(box.height, 2.6 * sizes[0] * 1.25), bold=True)
        size = one[0] if one else two
        needed = height_of([text], size, box.width, bold=True)
        if not self.base.of_template or needed > box.height:
            # The cover grows upwards, from its line of accent on; the others down.
            top = box.top if not self.is_cover else max(12.0, min(box.top, box.bottom - needed))
            height = max(needed, box.height if self.is_cover else 0.0)
            box = Box(box.left, top, box.width, min(height, self.foot_box.top - top))
            self._put(shape, box)
        style = Text(sizes, True, theme.TEXT, heading=True)
        self._align(shape, style, [text], size)
        left, width = (box.left, box.width) if box.width > self.width / 2 else (_SIDE, self.width - 2 * _SIDE)
        top = box.bottom + 10
        # A template whose title leaves no room gets a body nevertheless.
        body = Box(left, top, width, max(60.0, self.foot_box.top - 14 - top))
        if not kicker or self.is_cover:
            return body
        above = Box(left, box.top - _KICKER - 2, width, _KICKER)
        if above.top < 6:
            above, body = body.head(_KICKER), body.below(_KICKER + 2)
        kicker = shortened(plain_text(kicker), 14.0, 0.85 * width)
        self.canvas.text(above, [kicker], Text((14.0,), True, theme.ACCENT, anchor="ctr", wrap=False))
        return body

    def lines(self, texts: list[str], body: Box) -> None:
        """The lines of the cover, the first of them above the others."""
        style = Text((22.0, 20.0, 18.0, 16.0, 15.0, 14.0), gap=0.35)
        if self.subtitle is None:
            self.canvas.text(body, texts, style)
            return
        box = self._inner(self.subtitle)
        if not self.base.of_template:
            box = Box(box.left, box.top, box.width, self.foot_box.top - 14 - box.top)
            self._put(self.subtitle, box)
        size = fitting(texts, style.sizes, box.width, box.height, gap=style.gap)
        if height_of(texts, size, box.width, gap=style.gap) > box.height:
            box = Box(box.left, box.top, box.width, self.foot_box.top - box.top - 4)
            self._put(self.subtitle, box)
            size = fitting(texts, (*style.sizes, 12.0, 10.0), box.width, box.height, gap=style.gap)
        self._align(self.subtitle, style, texts, size)

    def foot(self, footing: Footing, *, _: Translator) -> None:
        """What is shown, as of when, from where; and the number of the page."""
        wide = 70.0
        box = self.foot_box
        place = self._number_place() or Box(box.right - wide, box.top, wide, box.height)
        place = Box(place.right - wide, place.top, wide, place.height)
        room = place.left - 16 - box.left if place.left > self.width / 2 else box.width
        first = _("{first} {second}", first=footing.selected, second=footing.as_of)
        style = Text((_FOOTER_SIZE,), colour=theme.MUTED)
        texts = [shortened(plain_text(text), _FOOTER_SIZE, room) for text in (first, footing.source) if text]
        size = fitting(texts, (_FOOTER_SIZE, 10.0, 9.0, 8.0), room, box.height)
        xml = "".join(self.canvas.paragraph(text, style, size, first=True) for text in texts)
        self._placeholder(PP_PLACEHOLDER.FOOTER, "ftr", Box(box.left, box.top, room, box.height), xml)
        look = self.canvas.look(style, _FOOTER_SIZE)
        rest = self.canvas.run(f" / {footing.count}", style, _FOOTER_SIZE)
        number = oxml.page_number(look, footing.number, rest)
        self._placeholder(PP_PLACEHOLDER.SLIDE_NUMBER, "sldNum", place, number)

    def _align(self, shape: Any, style: Text, texts: list[str], size: float) -> None:
        body = shape._element.get_or_add_txBody()
        self.canvas.fill(body, texts, style, size, plain_box=False)
        if self.base.of_template:
            for paragraph in body.xpath(".//a:pPr[@algn]"):
                del paragraph.attrib["algn"]

    def _placeholder(self, kind: Any, name: str, box: Box, paragraphs: str) -> None:
        """A placeholder of the layout where it has one of that kind, else a box of text."""
        canvas = self.canvas
        of_layout = [shape for shape in self.layout.placeholders if shape.placeholder_format.type == kind]
        oxml.add_placeholder(
            canvas.shapes,
            [canvas.emu(length) for length in (box.left, box.top, box.width, box.height)],
            paragraphs,
            kind=name,
            label="Footer" if name == "ftr" else "Slide Number",
            index=of_layout[0].placeholder_format.idx if of_layout else None,
        )

    def _inner(self, shape: Any) -> Box:
        """The room for text in a placeholder; a template's has margins."""
        unit = self.unit * EMU
        edge = 7.2 / self.unit if self.base.of_template else 0.0
        return Box(
            shape.left / unit + edge, shape.top / unit, shape.width / unit - 2 * edge, shape.height / unit
        )

    def _put(self, shape: Any, box: Box) -> None:
        edge = 7.2 / self.unit if self.base.of_template else 0.0
        emu = self.canvas.emu
        shape.left, shape.top = emu(box.left - edge), emu(box.top)
        shape.width, shape.height = emu(box.width + 2 * edge), emu(box.height)

    def _foot_top(self) -> float:
        """Where the foot begins: where the layout has its own, if that is at the foot."""
        tops = [
            shape.top / EMU / self.unit
            for shape in self.layout.placeholders
            if shape.placeholder_format.type in _FOOT
        ]
        low = [top for top in tops if top > 0.75 * self.height]
        return float(min([*low, self.height - _FOOTER - 6]))

    def _number_place(self) -> Box | None:
        """Where the layout has its number of the page."""
        for shape in self.layout.placeholders:
            if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
                box = self._inner(shape)
                if box.width >= 50 and box.bottom <= self.height:
                    return box
        return None
