"""The presentation a deck is made in: our own plain one, or one that the user gave.

A given file is not trusted: its size is checked before it is unpacked, and it must be a
presentation or a presentation template without macros.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from clairviz.base.i18n import Translator, message
from clairviz.export.pptx.canvas import EMU, FONT, Face, element, rgb, solid, xml_names
from clairviz.figures import theme

MOST_BYTES, MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 50_000_000, 2_000, 200_000_000, 200
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
# Parts of a presentation that name its former slides.
_LISTS = ("p:custShowLst",)
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"

NOT_A_DECK = message("The template is not a PowerPoint file (.pptx or .potx).")
SAVE_AS = message("Save it in PowerPoint as a presentation (.pptx) without a password, and try again.")
MACROS = message("The template holds macros, which are not taken.")
SAVE_WITHOUT = message("Save it in PowerPoint as .pptx, which leaves the macros out, and try again.")
TOO_LARGE = message("The template is larger than a template may be.")
SAVE_SMALLER = message("Take out its slides and large pictures, save it, and try again.")
NO_TITLE = message("No layout of the template has a title.")
ADD_TITLE = message("Add a layout with a title in the slide master, and try again.")


class DeckRefused(ValueError):
    """A template that is not taken; `what` and `remedy` are in the reader's language."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what, self.remedy = what, remedy


@dataclass(frozen=True)
class Base:
    """A presentation without slides, its layouts and its look."""

    presentation: Any
    cover: Any
    content: Any
    face: Face
    of_template: bool


def base(template: bytes | None, *, _: Translator) -> Base:
    """The presentation to fill. Raises DeckRefused for a template that is not taken."""
    if template is None:
        return _plain(_.lang)
    presentation = _opened(template, _)
    _without_slides(presentation)
    layouts = [
        layout
        for layout in presentation.slide_layouts
        if any(shape.placeholder_format.type in _TITLES for shape in layout.placeholders)
    ]
    if not layouts:
        raise DeckRefused(_(NO_TITLE), _(ADD_TITLE))
    content = next(
        (layout for layout in layouts if layout._element.get("type") == "titleOnly"),
        min(layouts, key=lambda layout: len(list(layout.placeholders))),
    )
    cover = next((layout for layout in layouts if layout._element.get("type") == "title"), content)
    return Base(presentation, cover, content, _face_of(presentation, _.lang), True)


def _opened(template: bytes, _: Translator) -> Any:
    if len(template) > MOST_BYTES:
        raise DeckRefused(_(TOO_LARGE), _(SAVE_SMALLER))
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            packed = max(1, sum(entry.compress_size for entry in entries))
            if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked / packed > MOST_RATIO:
                raise DeckRefused(_(TOO_LARGE), _(SAVE_SMALLER))
            types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
            if "macroEnabled" in types or any("vbaProject" in entry.filename for entry in entries):
                raise DeckRefused(_(MACROS), _(SAVE_WITHOUT))
            if _MAIN not in types and _TEMPLATE not in types:
                raise DeckRefused(_(NOT_A_DECK), _(SAVE_AS))
            if archive.testzip() is not None:
                raise DeckRefused(_(NOT_A_DECK), _(SAVE_AS))
            if _MAIN not in types:
                template = _as_presentation(archive)
        return Presentation(BytesIO(template))
    except DeckRefused:
        raise
    # python-pptx raises whatever a broken part runs into.
    except Exception as error:
        raise DeckRefused(_(NOT_A_DECK), _(SAVE_AS)) from error


def _as_presentation(archive: zipfile.ZipFile) -> bytes:
    """A .potx as a .pptx: the two differ in the type of their main part alone."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(_TEMPLATE.encode(), _MAIN.encode())
            copy.writestr(entry.filename, content)
    return stream.getvalue()


def _without_slides(presentation: Any) -> None:
    """Takes the slides out, and what names them; PowerPoint would want to repair the rest."""
    root = presentation.part._element
    for slide in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(slide.rId)
        presentation.slides._sldIdLst.remove(slide)
    for name in _LISTS:
        for found in root.findall(qn(name)):
            root.remove(found)
    for extension in root.xpath(f".//p:ext[@uri='{_SECTIONS}']"):
        extension.getparent().remove(extension)
    _drop_pictures_of_itself(presentation)


def _drop_pictures_of_itself(presentation: Any) -> None:
    """Takes out the thumbnail and the printer settings of the former file."""
    for holder, kind in (
        (presentation.part.package, RELATIONSHIP_TYPE.THUMBNAIL),
        (presentation.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS),
    ):
        for name, relation in list(holder._rels.items()):
            if relation.reltype == kind:
                holder._rels.pop(name)


def _theme_part(presentation: Any) -> Any:
    return presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)


def _face_of(presentation: Any, lang: str) -> Face:
    """The fonts of the template's theme; a Japanese font by name where the theme leaves it open."""
    root = parse_xml(_theme_part(presentation).blob)

    def asian(kind: str, of_theme: str) -> str:
        fonts = root.find(f".//{qn('a:' + kind)}")
        if fonts is None:
            return FONT
        if fonts.find(qn("a:ea")) is not None and fonts.find(qn("a:ea")).get("typeface"):
            return of_theme
        japanese = [
            font.get("typeface") for font in fonts.findall(qn("a:font")) if font.get("script") == "Jpan"
        ]
        return japanese[0] if japanese and japanese[0] else FONT

    return Face(
        lang, "+mn-lt", asian("minorFont", "+mn-ea"), "+mj-lt", asian("majorFont", "+mj-ea"), of_template=True
    )


def _plain(lang: str) -> Base:
    """A white presentation of 16:9 in our fonts, with a layout for the cover and one for the rest."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    del presentation.part._element.sldSz.attrib["type"]
    for layout in list(presentation.slide_layouts):
        if layout._element.get("type") not in ("title", "titleOnly"):
            presentation.slide_layouts.remove(layout)
    _drop_pictures_of_itself(presentation)
    part = _theme_part(presentation)
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:latin|ea) typeface=")[^"]*(")', rf"\g<1>{FONT}\g<2>", text)
    text = re.sub(r'(<a:font script="Jpan" typeface=")[^"]*(")', rf"\g<1>{FONT}\g<2>", text)
    for slot, colour in (("dk2", theme.MUTED), ("accent1", theme.ACCENT), ("accent2", theme.HIGHLIGHT)):
        text = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", rf"\g<1>{rgb(colour)}\g<2>", text)
    part._blob = text.encode("utf-8")
    cover, content = presentation.slide_layouts
    master = presentation.slide_master
    for holder in (master, cover, content):
        _place_all(holder, is_cover=holder is cover)
    _style_titles(master)
    cover._element.cSld.spTree.append(_accent(64, 322, 88, 5))
    content._element.cSld.spTree.append(_accent(40, 494, 880, 0.75, theme.GRID))
    return Base(presentation, cover, content, Face(lang), False)


# Placeholders of our own layouts, in points: left, top, width, height.
_PLACES = {
    PP_PLACEHOLDER.TITLE: (40, 48, 880, 80),
    PP_PLACEHOLDER.BODY: (40, 140, 880, 340),
    PP_PLACEHOLDER.DATE: (40, 500, 100, 30),
    PP_PLACEHOLDER.FOOTER: (40, 500, 780, 30),
    PP_PLACEHOLDER.SLIDE_NUMBER: (840, 500, 80, 30),
}
_COVER = {PP_PLACEHOLDER.CENTER_TITLE: (64, 186, 832, 120), PP_PLACEHOLDER.SUBTITLE: (64, 342, 832, 130)}


def _place_all(holder: Any, *, is_cover: bool) -> None:
    for shape in holder.placeholders:
        kind = shape.placeholder_format.type
        place = _COVER.get(kind) or _PLACES.get(kind)
        if place:
            shape.left, shape.top, shape.width, shape.height = (Emu(length * EMU) for length in place)
        body = shape._element.txBody.find(qn("a:bodyPr"))
        body.attrib.update(dict(lIns="0", tIns="0", rIns="0", bIns="0"))
        if kind in _TITLES:
            body.set("anchor", "b" if is_cover else "t")
        if kind == PP_PLACEHOLDER.SUBTITLE:
            body.set("anchor", "t")


def _style_titles(master: Any) -> None:
    level = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    look = level.find(qn("a:defRPr"))
    look.attrib.update(dict(sz="3200", b="1"))
    for fill in look.findall(qn("a:solidFill")):
        look.replace(fill, element(f"<a:solidFill {xml_names()}>{rgb(theme.TEXT)}</a:solidFill>"))


def _accent(left: float, top: float, width: float, height: float, colour: str = theme.ACCENT) -> Any:
    """A line of a layout, so that no slide has to draw it."""
    return element(
        f'<p:sp {xml_names()}><p:nvSpPr><p:cNvPr id="99" name="Line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{round(left * EMU)}" y="{round(top * EMU)}"/>'
        f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{solid(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
