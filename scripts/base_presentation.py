"""The presentation that every deck begins with: white, 16:9, our fonts, two layouts.

    python scripts/base_presentation.py

writes clairviz/export/pptx/base.pptx anew, the same for the same colours and fonts.
"""

import re
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from clairviz.export.pptx import oxml  # noqa: E402
from clairviz.export.pptx.canvas import EMU, FONT  # noqa: E402
from clairviz.export.pptx.template import PLAIN  # noqa: E402
from clairviz.figures import theme  # noqa: E402

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
# Placeholders in points: left, top, width, height.
PLACES = {
    PP_PLACEHOLDER.TITLE: (40, 48, 880, 80),
    PP_PLACEHOLDER.BODY: (40, 140, 880, 340),
    PP_PLACEHOLDER.DATE: (40, 500, 100, 30),
    PP_PLACEHOLDER.FOOTER: (40, 500, 780, 30),
    PP_PLACEHOLDER.SLIDE_NUMBER: (840, 500, 80, 30),
}
COVER = {PP_PLACEHOLDER.CENTER_TITLE: (64, 186, 832, 120), PP_PLACEHOLDER.SUBTITLE: (64, 342, 832, 130)}


def made() -> bytes:
    """The file, its entries without a date."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    del presentation.part._element.sldSz.attrib["type"]
    for layout in list(presentation.slide_layouts):
        if layout._element.get("type") not in ("title", "titleOnly"):
            presentation.slide_layouts.remove(layout)
    for holder in (presentation.part.package, presentation.part):
        for name, relation in list(holder._rels.items()):
            if relation.reltype in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.PRINTER_SETTINGS):
                holder._rels.pop(name)
    _dress_theme(presentation)
    cover, content = presentation.slide_layouts
    master = presentation.slide_master
    for holder in (master, cover, content):
        _place_all(holder, is_cover=holder is cover)
    oxml.style_titles(master, theme.TEXT, 3200)
    oxml.add_rule(cover.shapes, _emu(64, 322, 88, 5), theme.ACCENT)
    oxml.add_rule(content.shapes, _emu(40, 494, 880, 0.75), theme.GRID)
    stream = BytesIO()
    presentation.save(stream)
    return _undated(stream.getvalue())


def _emu(*points: float) -> list[int]:
    return [round(length * EMU) for length in points]


def _dress_theme(presentation: Any) -> None:
    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:latin|ea) typeface=")[^"]*(")', rf"\g<1>{FONT}\g<2>", text)
    text = re.sub(r'(<a:font script="Jpan" typeface=")[^"]*(")', rf"\g<1>{FONT}\g<2>", text)
    for slot, colour in (("dk2", theme.MUTED), ("accent1", theme.ACCENT), ("accent2", theme.HIGHLIGHT)):
        text = re.sub(rf"(<a:{slot}>).*?(</a:{slot}>)", rf"\g<1>{oxml.rgb(colour)}\g<2>", text)
    part._blob = text.encode("utf-8")


def _place_all(holder: Any, *, is_cover: bool) -> None:
    for shape in holder.placeholders:
        kind = shape.placeholder_format.type
        place = COVER.get(kind) or PLACES.get(kind)
        if place:
            shape.left, shape.top, shape.width, shape.height = map(Emu, _emu(*place))
        body = shape._element.txBody.find("{*}bodyPr")
        body.attrib.update(dict(lIns="0", tIns="0", rIns="0", bIns="0"))
        if kind in TITLES:
            body.set("anchor", "b" if is_cover else "t")
        if kind == PP_PLACEHOLDER.SUBTITLE:
            body.set("anchor", "t")


def _undated(content: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            part = (
                re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", old.read(entry))
                if entry.filename == "docProps/core.xml"
                else old.read(entry)
            )
            new.writestr(zipfile.ZipInfo(entry.filename), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


if __name__ == "__main__":
    PLAIN.write_bytes(made())
    print(f"{PLAIN.relative_to(PROJECT)}: {PLAIN.stat().st_size:,} bytes")
