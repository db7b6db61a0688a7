"""Spreadsheet cells that stay what they are, and the look all our workbooks share."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from clairviz.base.i18n import Translator

# On every Windows since 8.1; elsewhere the program picks another Japanese font.
_FONT = "Yu Gothic"
_LONGEST_CELL = 32_767
_FORMULA_CELL = re.compile(r'<c r="(\w+)"((?: s="\d+")?)><f>([^<]*)</f><v ?(?:/>|></v>)</c>')
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
AMOUNT = "#,##0"
_TEXT = "@"
_LINE = Side(style="thin", color="8A8A8A")
_HAIR = Side(style="hair", color="8A8A8A")

# What formulas come to, by cell.
Results = Mapping[str, int | str]


@dataclass(frozen=True)
class Look:
    """How a cell is drawn."""

    font: Font
    fill: PatternFill | None = None
    border: Border | None = None
    alignment: Alignment | None = None


def _look(
    *,
    size: int = 10,
    bold: bool = False,
    colour: str = "1A1A1A",
    fill: str = "",
    border: Border | None = None,
    right: bool = False,
    wrap: bool = False,
    indent: int = 0,
) -> Look:
    return Look(
        Font(name=_FONT, size=size, bold=bold, color=colour),
        PatternFill("solid", fgColor=fill) if fill else None,
        border,
        Alignment(horizontal="right" if right else "left", vertical="top", wrap_text=wrap, indent=indent),
    )


_UNDER = Border(bottom=_HAIR)
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
TITLE = _look(size=16, bold=True)
NOTE = _look(colour="4A4A4A")
WARNING = _look(bold=True, colour="8B1A10")
HEADER = _look(bold=True, colour="FFFFFF", fill="0B5CAD", border=_BOX, wrap=True)
WHAT_IF = _look(bold=True, colour="FFFFFF", fill="8B1A10", border=_BOX, wrap=True)
SECTION = _look(bold=True, fill="DCE8F5", border=_UNDER)
LABEL = _look(border=_UNDER, wrap=True)
WORDS = _look(border=_UNDER, wrap=True, indent=1)
FIGURE = _look(border=_UNDER, right=True)
RESULT_LABEL = _look(size=12, bold=True, border=_UNDER)
RESULT = _look(size=12, bold=True, border=_UNDER, right=True)
SENTENCE = _look(border=_UNDER, wrap=True)
# What may be changed has a box and a tint: two cues.
INPUT = _look(colour="0B3D73", fill="FFF8DC", border=_BOX, right=True)
INPUT_WORDS = _look(colour="0B3D73", fill="FFF8DC", border=_BOX, wrap=True)


def put_text(sheet: Any, row: int, column: int, text: str, look: Look = WORDS) -> Any:
    """Writes text that stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if shown := ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL]:
        cell.value = shown
        cell.data_type = "s"
    if shown.startswith(_FORMULA_STARTS):
        cell.quotePrefix, cell.number_format = True, _TEXT
    return _draw(cell, look)


def put_number(
    sheet: Any, row: int, column: int, number: int | None, look: Look = FIGURE, *, form: str = AMOUNT
) -> Any:
    """Writes a whole number; an empty cell for None."""
    cell = sheet.cell(row, column)
    cell.value = number
    cell.number_format = form
    return _draw(cell, look)


def put_formula(sheet: Any, row: int, column: int, formula: str, look: Look = FIGURE) -> Any:
    """Writes a formula, given without its equals sign."""
    cell = sheet.cell(row, column)
    cell.value = f"={formula}"
    cell.number_format = AMOUNT
    return _draw(cell, look)


def put_header(sheet: Any, row: int, texts: Iterable[str], *, column: int = 1, look: Look = HEADER) -> None:
    """Writes a row of headings."""
    for offset, text in enumerate(texts):
        put_text(sheet, row, column + offset, text, look)


def put_block(sheet: Any, row: int, column: int, texts: Sequence[str], look: Look = WORDS) -> None:
    """Writes texts one under the other."""
    for offset, text in enumerate(texts):
        put_text(sheet, row + offset, column, text, look)


def _draw(cell: Any, look: Look) -> Any:
    cell.font = look.font
    if look.fill:
        cell.fill = look.fill
    if look.border:
        cell.border = look.border
    cell.alignment = look.alignment
    return cell


def offer(sheet: Any, cells: str, choices: str | Sequence[str], _: Translator) -> None:
    """A drop-down list on `cells`: of words, or of a range named by its address."""
    listed = choices if isinstance(choices, str) else f'"{",".join(choices)}"'
    _validate(sheet, cells, _("Choose from the list."), _, type="list", formula1=listed)


def whole_numbers(sheet: Any, cells: str, least: int, most: int, _: Translator) -> None:
    """Only whole numbers from `least` to `most` may be typed into `cells`."""
    remedy = _("Write a whole number from {least} to {most}.", least=f"{least:,}", most=f"{most:,}")
    _validate(
        sheet,
        cells,
        remedy,
        _,
        type="whole",
        operator="between",
        formula1=str(least),
        formula2=str(most),
    )


def _validate(sheet: Any, cells: str, remedy: str, _: Translator, **rule: str) -> None:
    validation = DataValidation(allow_blank=True, showErrorMessage=True, **rule)
    validation.errorTitle, validation.error = _("The cell does not take this"), remedy
    sheet.add_data_validation(validation)
    validation.add(cells)


def finish(
    sheet: Any, widths: Sequence[int], *, freeze: str, header_row: int, columns_a_page: int = 0
) -> None:
    """Column widths, row heights, frozen headings, and print on A4, as wide as the page.

    With `columns_a_page` the sheet is upright, as high as the page, and a wide one goes on to
    further pages that repeat the first two columns.
    """
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    _fit_heights(sheet, widths)
    sheet.freeze_panes = freeze
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{header_row}:{header_row}"
    if columns_a_page:
        sheet.page_setup.orientation = sheet.ORIENTATION_PORTRAIT
        sheet.page_setup.fitToWidth = ceil((sheet.max_column - 2) / columns_a_page)
        sheet.page_setup.fitToHeight = 1
        sheet.print_title_cols = "A:B"
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _fit_heights(sheet: Any, widths: Sequence[int]) -> None:
    """As many lines as the wrapped text of a row needs: a program may not fit rows by itself."""
    for cells in sheet.iter_rows():
        lines = 1
        for cell, width in zip(cells, widths, strict=False):
            if cell.data_type == "s" and cell.alignment.wrap_text:
                lines = max(lines, *(ceil(_columns(line) / (width - 2)) for line in cell.value.split("\n")))
        row = sheet.row_dimensions[cells[0].row]
        row.height = row.height or (26 if cells[0].font.size == TITLE.font.size else 15 * lines + 1)


def _columns(text: str) -> int:
    """How wide a text is; a Japanese character takes two columns."""
    return max(sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text), 1)


def new_workbook(title: str) -> Workbook:
    """A workbook without sheets, to be recalculated when it is opened."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.title = title
    workbook.properties.creator = "clairviz"
    workbook.calculation.fullCalcOnLoad = True
    return workbook


def file_of(workbook: Workbook, results: Mapping[str, Results] | None = None) -> bytes:
    """The workbook as a file.

    `results` has what the formulas of each sheet come to: a program that shows without
    calculating, as Excel does with a file from the mail, would show empty cells.
    """
    stream = BytesIO()
    workbook.save(stream)
    parts = {
        f"xl/worksheets/sheet{number}.xml": (results or {}).get(sheet.title, {})
        for number, sheet in enumerate(workbook.worksheets, start=1)
    }
    finished = BytesIO()
    with ZipFile(stream) as saved, ZipFile(finished, "w", ZIP_DEFLATED) as archive:
        for name in saved.namelist():
            content = saved.read(name)
            if known := parts.get(name):
                content = _with_results(content.decode("utf-8"), known).encode("utf-8")
            archive.writestr(name, content)
    return finished.getvalue()


def _with_results(text: str, results: Results) -> str:
    def complete(match: re.Match[str]) -> str:
        place, style, formula = match.groups()
        result = results.get(place)
        if result is None:
            return match[0]
        kind = ' t="str"' if isinstance(result, str) else ""
        return f'<c r="{place}"{style}{kind}><f>{formula}</f><v>{escape(str(result))}</v></c>'

    return _FORMULA_CELL.sub(complete, text)


def literal(text: str) -> str:
    """A text within a formula; a long one in pieces, since Excel takes 255 characters each."""
    pieces = [text[start : start + 250] for start in range(0, len(text), 250)] or [""]
    return "&".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)


def address(sheet: Any, row: int, first: int, last: int | None = None) -> str:
    """The absolute address of cells of one row, with the sheet's name."""
    name = sheet.title.replace("'", "''")
    start = f"${get_column_letter(first)}${row}"
    end = f":${get_column_letter(last)}${row}" if last else ""
    return f"'{name}'!{start}{end}"
