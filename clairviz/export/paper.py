"""What stands in the margins of every printed page."""

# Millimetres; the text between is 180 wide.
_PAGE = """@page {{ size: A4 portrait; margin: 20mm 15mm 17mm; {type}
@top-left {{ content: {heading}; width: 45%; text-align: left }}
@top-right {{ content: {selected}; width: 55%; text-align: right }}
@bottom-left {{ content: {source}; width: 85%; text-align: left }}
@bottom-right {{ content: counter(page) " / " counter(pages); width: 15%; text-align: right }} }}
"""
_TYPE = "font: 8pt 'BIZ UDPGothic', 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif; color: #3d434c;"
# Two lines of a margin.
_MOST = 160


def margins(heading: str, selected: str, source: str) -> str:
    """The style of an A4 page whose margins say what is printed, of what, from where, and the page."""
    return _PAGE.format(
        heading=css_text(heading), selected=css_text(selected), source=css_text(source), type=_TYPE
    )


def css_text(text: str) -> str:
    """`text` as a string of a style sheet, whatever it holds; a long one is cut."""
    shown = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in shown) + '"'
