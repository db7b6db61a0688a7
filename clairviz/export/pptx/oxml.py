"""The XML of a deck that python-pptx has no words for; no other module of the package writes any.

Lengths are EMU where nothing else is said. Fills and colours are text, to be set into a shape.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml

WHITE = "#ffffff"
_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# The text's colour and the ground's in the theme of a template.
THEME_TEXT = '<a:schemeClr val="tx1"/>'
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def rgb(colour: str) -> str:
    """A colour, #rrggbb."""
    return f'<a:srgbClr val="{colour.lstrip("#").upper()}"/>'


def solid(colour: str) -> str:
    """A fill of one colour; "" is none."""
    return _filled(rgb(colour)) if colour else "<a:noFill/>"


def hatched(colour: str, ground: str = WHITE, pattern: str = "wdUpDiag") -> str:
    """A fill of lines or dots."""
    return f'<a:pattFill prst="{pattern}"><a:fgClr>{rgb(colour)}</a:fgClr><a:bgClr>{rgb(ground)}</a:bgClr></a:pattFill>'


def stroke(colour: str, width: int, *, dash: str = "", opacity: float = 1.0) -> str:
    """The line around a shape; a `colour` of "" is none."""
    if not colour:
        return f"<a:ln>{solid('')}</a:ln>"
    inner = rgb(colour)
    if opacity < 1:
        inner = inner.replace("/>", f'><a:alpha val="{round(opacity * 100_000)}"/></a:srgbClr>')
    dashes = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{width}">{_filled(inner)}{dashes}<a:round/></a:ln>'


def look(
    *, lang: str, other: str, size: int, bold: bool, colour: str, latin: str, asian: str, tag: str = "rPr"
) -> str:
    """How a run looks: languages, `size` in hundredths of a point, weight, colour as XML, fonts."""
    return (
        f'<a:{tag} lang="{lang}" altLang="{other}" sz="{size}" b="{int(bold)}">{_filled(colour)}'
        f"<a:latin typeface={quoteattr(latin)}/><a:ea typeface={quoteattr(asian)}/></a:{tag}>"
    )


def text_run(look: str, text: str) -> str:
    """A run of text."""
    return f"<a:r>{look}<a:t>{escape(text)}</a:t></a:r>"


def paragraph(lines: Iterable[str], *, look: str, end: str, align: str, leading: int, before: int) -> str:
    """A paragraph of `lines`, each of runs; `leading` and `before` in hundredths of a point."""
    return (
        f'<a:p {_NAMES}><a:pPr algn="{align}" marL="0" indent="0"><a:lnSpc><a:spcPts val="{leading}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
        f"</a:pPr>{f'<a:br>{look}</a:br>'.join(lines)}{end}</a:p>"
    )


def page_number(look: str, number: int, rest: str) -> str:
    """A paragraph with the number of the slide, which PowerPoint keeps true, and the run `rest`."""
    return (
        f'<a:p {_NAMES}><a:pPr algn="r"/><a:fld id="{_FIELD}" type="slidenum">{look}<a:t>{number}</a:t></a:fld>'
        f"{rest}</a:p>"
    )


def set_paragraphs(body: Any, paragraphs: Iterable[str], *, box: dict[str, str] | None = None) -> None:
    """Put `paragraphs` in place of those of a text body, which keeps its size; `box` changes its room."""
    properties = body.find("{*}bodyPr")
    properties.attrib.update(box or {})
    for child in list(properties):
        properties.remove(child)
    properties.append(_element(f"<a:noAutofit {_NAMES}/>"))
    for old in body.findall("{*}p"):
        body.remove(old)
    for one in paragraphs:
        body.append(_element(one))


def add_paragraph(body: Any, paragraph: str) -> None:
    """Put one more paragraph at the end of a text body."""
    body.append(_element(paragraph))


def lay_on_ground(shape: Any, *, of_template: bool) -> None:
    """Fill a box of text with the colour of the slide's ground, a little transparent."""
    alpha = '<a:alpha val="80000"/>'
    colour = (
        f'<a:schemeClr val="bg1">{alpha}</a:schemeClr>'
        if of_template
        else f'<a:srgbClr val="FFFFFF">{alpha}</a:srgbClr>'
    )
    shape._element.spPr.append(_element(f"<a:solidFill {_NAMES}>{colour}</a:solidFill>"))


def preset(name: str) -> str:
    """The geometry of a shape that PowerPoint knows by name."""
    return f'<a:prstGeom prst="{name}"><a:avLst/></a:prstGeom>'


def freeform(lines: Sequence[Sequence[tuple[int, int]]], size: tuple[int, int], *, is_closed: bool) -> str:
    """The geometry of several lines within `size`, in units of its own; closed ones can be filled."""
    steps = []
    for line in lines:
        for index, (x, y) in enumerate(line):
            tag = "lnTo" if index else "moveTo"
            steps.append(f'<a:{tag}><a:pt x="{x}" y="{y}"/></a:{tag}>')
        if is_closed:
            steps.append("<a:close/>")
    kind = "" if is_closed else ' fill="none"'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{size[0]}" h="{size[1]}"{kind}>{"".join(steps)}</a:path></a:pathLst></a:custGeom>'
    )


def add_shape(
    shapes: Any, place: Sequence[int], geometry: str, fill: str, line: str, *, name: str = ""
) -> None:
    """Draw a shape without text at `place` (left, top, width, height): what a figure is made of.

    python-pptx gives each of its own a style and a body of text, twice the size of the file.
    """
    number = shapes._next_shape_id
    shapes._spTree.append(
        _element(
            f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name or f"Shape {number}")}/>'
            f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_frame(place)}{geometry}{fill}{line}</p:spPr></p:sp>"
        )
    )


def add_placeholder(
    shapes: Any, place: Sequence[int], paragraphs: str, *, kind: str, label: str, index: int | None
) -> None:
    """Set text into the placeholder `index` of the layout, or into a box where that is None."""
    number = shapes._next_shape_id
    holder = "<p:nvPr/>"
    if index is not None:
        holder = f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr>'
    shapes._spTree.append(
        _element(
            f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="{label} {number}"/>'
            f'<p:cNvSpPr txBox="{int(index is None)}"/>{holder}</p:nvSpPr><p:spPr>{_frame(place)}{preset("rect")}'
            '</p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )
    )


def add_notes(shapes: Any) -> None:
    """The room for notes, for a template whose notes have none."""
    shapes._spTree.append(
        _element(
            f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="{shapes._next_shape_id}" name="Notes"/><p:cNvSpPr/>'
            '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
        )
    )


def add_rule(shapes: Any, place: Sequence[int], colour: str) -> None:
    """A line of a layout, so that no slide has to draw it."""
    shapes._spTree.append(
        _element(
            f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="99" name="Line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
            f"<p:spPr>{_frame(place)}{preset('rect')}{solid(colour)}{stroke('', 0)}</p:spPr></p:sp>"
        )
    )


def style_titles(master: Any, colour: str, size: int) -> None:
    """Titles of a master to the left, bold, of one colour; `size` in hundredths of a point."""
    level = master._element.find(".//{*}titleStyle/{*}lvl1pPr")
    level.set("algn", "l")
    own = level.find("{*}defRPr")
    own.attrib.update(dict(sz=str(size), b="1"))
    for fill in own.findall("{*}solidFill"):
        own.replace(fill, _element(f"<a:solidFill {_NAMES}>{rgb(colour)}</a:solidFill>"))


def set_cell(cell: Any, *, margin: int, thin: int, under: str, shade: str) -> None:
    """Margins, the line below and the ground of a cell, in place of the table's style."""
    for old in cell.findall("{*}tcPr"):
        cell.remove(old)
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    cell.append(
        _element(
            f'<a:tcPr {_NAMES} marL="{margin}" marR="{margin}" marT="0" marB="0" anchor="ctr">'
            f'{none}<a:lnB w="{thin}">{solid(under)}</a:lnB>{solid(shade)}</a:tcPr>'
        )
    )


def set_chart_text(chart: Any, *, lang: str, colour: str, latin: str, asian: str) -> None:
    """Language, colour (as XML) and fonts of all the text that a chart sets by itself."""
    for own in chart._chartSpace.xpath(".//a:defRPr | .//a:rPr | .//a:endParaRPr"):
        own.set("lang", lang)
        for old in [*own.findall("{*}latin"), *own.findall("{*}ea")]:
            own.remove(old)
        if own.find("{*}solidFill") is None:
            own.insert(0, _element(f"<a:solidFill {_NAMES}>{colour}</a:solidFill>"))
        for tag, name in (("latin", latin), ("ea", asian)):
            own.append(_element(f"<a:{tag} {_NAMES} typeface={quoteattr(name)}/>"))


def asian_font(theme: bytes, kind: str, *, of_theme: str, default: str) -> str:
    """The Japanese font of a theme's minorFont or majorFont: its own, else the one named for Japanese."""
    fonts = _element(theme).find(f".//{{*}}{kind}")
    if fonts is None:
        return default
    east = fonts.find("{*}ea")
    if east is not None and east.get("typeface"):
        return of_theme
    named = [font.get("typeface") for font in fonts.findall("{*}font") if font.get("script") == "Jpan"]
    return named[0] if named and named[0] else default


def set_alternative_text(shape: Any, text: str) -> None:
    """Give a shape its alternative text."""
    shape._element.xpath("./*/p:cNvPr")[0].set("descr", text)


def _element(xml: str | bytes) -> Any:
    return parse_xml(xml)


def _filled(colour: str) -> str:
    return f"<a:solidFill>{colour}</a:solidFill>"


def _frame(place: Sequence[int]) -> str:
    left, top, wide, tall = place
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
