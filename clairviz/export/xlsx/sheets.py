"""Spreadsheet cells that stay what they are, and the look all our workbooks share.

Rows and columns count from 1, as a spreadsheet shows them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from clairviz.base.i18n import Translator
from clairviz.export.cells import FORMULA_STARTS, printable

# On every Windows since 8.1; elsewhere the program picks another Japanese font.
_FONT = "Yu Gothic"
_LONGEST_CELL = 32_767
AMOUNT = "#,##0"
_TEXT = "@"
_LINE = "#8A8A8A"
_THIN, _HAIR = 1, 7
_A4 = 9
_TITLE_SIZE = 16

Look = Mapping[str, Any]


def _look(
    *,
    size: int = 10,
    bold: bool = False,
    colour: str = "#1A1A1A",
    fill: str = "",
    under: bool = False,
    box: bool = False,
    right: bool = False,
    wrap: bool = False,
    indent: int = 0,
) -> Look:
    look: dict[str, Any] = dict(
        font_name=_FONT,
        font_size=size,
        bold=bold,
        font_color=colour,
        align="right" if right else "left",
        valign="top",
        text_wrap=wrap,
        indent=indent,
    )
    if fill:
        look |= dict(bg_color=fill, pattern=1)
    if under:
        look |= dict(bottom=_HAIR, bottom_color=_LINE)
    if box:
        look |= dict(border=_THIN, border_color=_LINE)
    return look


TITLE = _look(size=_TITLE_SIZE, bold=True)
NOTE = _look(colour="#4A4A4A")
WARNING = _look(bold=True, colour="#8B1A10")
HEADER = _look(bold=True, colour="#FFFFFF", fill="#0B5CAD", box=True, wrap=True)
WHAT_IF = _look(bold=True, colour="#FFFFFF", fill="#8B1A10", box=True, wrap=True)
SECTION = _look(bold=True, fill="#DCE8F5", under=True)
LABEL = _look(under=True, wrap=True)
WORDS = _look(under=True, wrap=True, indent=1)
FIGURE = _look(under=True, right=True)
# A row of data: the least that is read well, since there may be many.
PLAIN = _look()
RESULT_LABEL = _look(size=12, bold=True, under=True)
RESULT = _look(size=12, bold=True, under=True, right=True)
SENTENCE = _look(under=True, wrap=True)
# What may be changed has a box and a tint: two cues.
INPUT = _look(colour="#0B3D73", fill="#FFF8DC", box=True, right=True)
INPUT_WORDS = _look(colour="#0B3D73", fill="#FFF8DC", box=True, wrap=True)


class Book:
    """A workbook to fill sheet by sheet; ``file_of`` ends it."""

    def __init__(self, title: str, *, made_on: date | None = None) -> None:
        self.stream = BytesIO()
        self.workbook = Workbook(self.stream, {"in_memory": True})
        properties: dict[str, Any] = {"title": title, "author": "clairviz"}
        if made_on:
            properties["created"] = datetime(made_on.year, made_on.month, made_on.day)
        self.workbook.set_properties(properties)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def create_sheet(self, title: str) -> "Sheet":
        """A further sheet."""
        return Sheet(self, title, self.workbook.add_worksheet(title))

    def style(self, look: Look, **further: Any) -> Any:
        """The cell format of `look`, made once."""
        wanted = {**look, **further}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]


@dataclass
class Sheet:
    """A sheet, and what its rows need to be as high as their text."""

    book: Book
    title: str
    raw: Any
    last_row: int = 0
    last_column: int = 0
    heights: dict[int, float] = field(default_factory=dict)
    titles: set[int] = field(default_factory=set)
    wrapped: dict[tuple[int, int], str] = field(default_factory=dict)

    def style(self, row: int, column: int, look: Look, **further: Any) -> Any:
        """The format for a cell that is about to be written."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if column == 1 and look["font_size"] == _TITLE_SIZE:
            self.titles.add(row)
        return self.book.style(look, **further)


def put_text(sheet: Sheet, row: int, column: int, text: str, look: Look = WORDS) -> None:
    """Writes text that stays text, whatever it begins with."""
    shown = printable(text)[:_LONGEST_CELL]
    further = dict(quote_prefix=True, num_format=_TEXT) if shown.startswith(FORMULA_STARTS) else {}
    style = sheet.style(row, column, look, **further)
    if not shown:
        sheet.raw.write_blank(row - 1, column - 1, None, style)
        return
    sheet.raw.write_string(row - 1, column - 1, shown, style)
    if look["text_wrap"]:
        sheet.wrapped[row, column] = shown


def put_number(
    sheet: Sheet, row: int, column: int, number: float | None, look: Look = FIGURE, *, form: str = AMOUNT
) -> None:
    """Writes a number; an empty cell for None."""
    style = sheet.style(row, column, look, num_format=form)
    if number is None:
        sheet.raw.write_blank(row - 1, column - 1, None, style)
    else:
        sheet.raw.write_number(row - 1, column - 1, number, style)


def put_formula(
    sheet: Sheet, row: int, column: int, formula: str, result: int | str, look: Look = FIGURE
) -> None:
    """Writes a formula, given without its equals sign, and what it comes to.

    A program that shows without calculating, as Excel does with a file from the mail, shows the result.
    """
    style = sheet.style(row, column, look, num_format=AMOUNT)
    sheet.raw.write_formula(row - 1, column - 1, f"={formula}", style, result)


def put_header(sheet: Sheet, row: int, texts: Iterable[str], *, column: int = 1, look: Look = HEADER) -> None:
    """Writes a row of headings."""
    for offset, text in enumerate(texts):
        put_text(sheet, row, column + offset, text, look)


def offer(sheet: Sheet, cells: str, choices: str | Sequence[str], _: Translator) -> None:
    """A drop-down list on `cells`: of words, or of a range named by its address."""
    source = f"={choices}" if isinstance(choices, str) else list(choices)
    _validate(sheet, cells, _("Choose from the list."), _, validate="list", source=source)


def whole_numbers(sheet: Sheet, cells: str, least: int, most: int, _: Translator) -> None:
    """Only whole numbers from `least` to `most` may be typed into `cells`."""
    remedy = _("Write a whole number from {least} to {most}.", least=f"{least:,}", most=f"{most:,}")
    _validate(sheet, cells, remedy, _, validate="integer", criteria="between", minimum=least, maximum=most)


def _validate(sheet: Sheet, cells: str, remedy: str, _: Translator, **rule: Any) -> None:
    told = dict(error_title=_("The cell does not take this"), error_message=remedy)
    sheet.raw.data_validation(cells, {**rule, **told})


def filters(sheet: Sheet, first_row: int, last_row: int, columns: int) -> None:
    """Filters over a table of `columns`, whose headings stand in `first_row`."""
    sheet.raw.autofilter(first_row - 1, 0, last_row - 1, columns - 1)


def column_form(sheet: Sheet, column: int, width: float, form: str) -> None:
    """The width of a column, and how numbers look that are typed into it later."""
    sheet.raw.set_column(column - 1, column - 1, width, sheet.book.style({"num_format": form}))


def finish(
    sheet: Sheet, widths: Sequence[float], *, freeze: str, header_row: int, columns_a_page: int = 0
) -> None:
    """Column widths, row heights, frozen headings, and print on A4, as wide as the page.

    With `columns_a_page` the sheet is upright, as high as the page, and a wide one goes on to
    further pages that repeat the first two columns.
    """
    raw = sheet.raw
    for index, width in enumerate(widths):
        raw.set_column(index, index, width)
    _fit_heights(sheet, widths)
    raw.freeze_panes(freeze)
    raw.hide_gridlines(2)
    raw.set_paper(_A4)
    raw.repeat_rows(header_row - 1)
    if columns_a_page:
        raw.set_portrait()
        raw.fit_to_pages(ceil((sheet.last_column - 2) / columns_a_page), 1)
        raw.repeat_columns("A:B")
    else:
        raw.set_landscape()
        raw.fit_to_pages(1, 0)
    raw.set_footer("&L&A&R&P / &N")
    raw.set_margins(left=0.4, right=0.4)


def _fit_heights(sheet: Sheet, widths: Sequence[float]) -> None:
    """As many lines as the wrapped text of a row needs: a program may not fit rows by itself."""
    lines = dict.fromkeys(range(1, sheet.last_row + 1), 1)
    for (row, column), text in sheet.wrapped.items():
        if column <= len(widths):
            width = widths[column - 1] - 2
            lines[row] = max(lines[row], sum(ceil(columns_of(line) / width) for line in text.split("\n")))
    for row, count in lines.items():
        fitted = 26 if row in sheet.titles else 15 * count + 1
        sheet.raw.set_row(row - 1, sheet.heights.get(row, fitted))


def columns_of(text: str) -> int:
    """How wide a text is; a Japanese character takes two columns."""
    return max(sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text), 1)


def workbook_file(book: Book) -> bytes:
    """The workbook as a file; nothing can be written to it afterwards."""
    book.workbook.close()
    return book.stream.getvalue()


def literal(text: str) -> str:
    """A text within a formula; a long one in pieces, since Excel takes 255 characters each."""
    pieces = [text[start : start + 250] for start in range(0, len(text), 250)] or [""]
    return "&".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)


def column_letters(column: int) -> str:
    """As in AB."""
    return str(xl_col_to_name(column - 1))


def cell_address(sheet: Sheet, row: int, first: int, last: int | None = None) -> str:
    """The absolute address of cells of one row, with the sheet's name."""
    name = sheet.title.replace("'", "''")
    start = f"${column_letters(first)}${row}"
    end = f":${column_letters(last)}${row}" if last else ""
    return f"'{name}'!{start}{end}"
