"""The writers of data files. What a form cannot hold is listed, never dropped in silence."""

import csv as reader
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import orjson

from clairviz.base.i18n import Translator, message
from clairviz.export.cells import harmless, printable
from clairviz.export.data.extract import Extract, Value
from clairviz.export.xlsx import sheets
from clairviz.store.parquet import to_parquet

# Written by Japanese programs where a character is missing.
MISSING = "〓"
# Characters that CP932 has under another code than the one in common use.
_SAME_IN_CP932 = str.maketrans({"〜": "～", "−": "－", "‖": "∥", "—": "―", "¢": "￠", "£": "￡", "¬": "￢"})
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_575
CUT = message("{row}, {column}: longer than a cell of Excel; the rest is cut.")
UNKNOWN = message("{row}, {column}: {characters} cannot be written in CP932; 〓 stands there.")
STRIPPED = message("{row}, {column}: a control character cannot be written and is left out.")


class TooManyRows(ValueError):
    """More rows than a sheet of Excel holds."""


@dataclass(frozen=True)
class Lost:
    """A cell that a form could not hold as it is; `what` is a source string with the others as places."""

    what: str
    row: str
    column: str
    characters: str = ""

    def text(self, _: Translator) -> str:
        """The loss in a sentence."""
        return _(self.what, row=self.row, column=self.column, characters=self.characters)


Written = tuple[bytes, tuple[Lost, ...]]


def to_csv(
    extract: Extract, _: Translator, *, encoding: str = "utf-8-sig", has_words: bool = False
) -> Written:
    """CSV as RFC 4180 has it; names of columns as in the data contract, or headings if `has_words`."""
    lost: list[Lost] = []

    def encodable(text: str, row: str, column: str) -> str:
        if encoding != "cp932":
            return text
        text = text.translate(_SAME_IN_CP932)
        bad = "".join(dict.fromkeys(char for char in text if not _in_cp932(char)))
        if bad:
            lost.append(Lost(UNKNOWN, row, column, bad))
        return "".join(MISSING if char in bad else char for char in text)

    stream = io.StringIO()
    writer = reader.writer(stream, lineterminator="\r\n")
    names = [column.name for column in extract.columns]
    heads = [column.heading if has_words else column.name for column in extract.columns]
    writer.writerow([encodable(head, "1", name) for head, name in zip(heads, names, strict=True)])
    for row in extract.rows:
        writer.writerow(
            [
                encodable(harmless(_text(value)), str(row[0]), name)
                if isinstance(value, str)
                else _text(value)
                for value, name in zip(row, names, strict=True)
            ]
        )
    # A lone surrogate is text that no encoding of a file holds.
    return stream.getvalue().encode(encoding, "replace"), tuple(lost)


def to_xlsx(extract: Extract, _: Translator, *, has_words: bool = False) -> Written:
    """A workbook of three sheets: the rows, the columns explained, what the rows rest on."""
    if len(extract.rows) > MOST_ROWS:
        raise TooManyRows(
            _(
                "{count} rows are more than a sheet of Excel holds ({most}).",
                count=f"{len(extract.rows):,}",
                most=f"{MOST_ROWS:,}",
            )
        )
    book = sheets.Book(extract.title, made_on=extract.made_on)
    data = book.create_sheet(_("Data"))
    sheets.put_header(data, 1, [column.heading if has_words else column.name for column in extract.columns])
    for number, row in enumerate(extract.rows, start=2):
        for place, value in enumerate(row, start=1):
            _put(data, number, place, value)
    sheets.filters(data, 1, max(2, len(extract.rows) + 1), len(extract.columns))
    sheets.finish(
        data, [_width(extract, at) for at in range(len(extract.columns))], freeze="B2", header_row=1
    )
    columns = book.create_sheet(_("Columns"))
    sheets.put_header(columns, 1, (_("Column"), _("Heading"), _("Meaning"), _("Unit"), _("Type")))
    for number, column in enumerate(extract.columns, start=2):
        texts = (column.name, column.heading, column.meaning, column.unit, column.type)
        for place, text in enumerate(texts, start=1):
            sheets.put_text(columns, number, place, text)
    sheets.finish(columns, (28, 34, 64, 10, 12), freeze="A2", header_row=1)
    notes = book.create_sheet(_("Remarks"))
    sheets.put_header(notes, 1, (_("Item"), _("Content")))
    for number, (_key, label, text) in enumerate(extract.notes, start=2):
        sheets.put_text(notes, number, 1, label, sheets.LABEL)
        sheets.put_text(notes, number, 2, text)
    sheets.finish(notes, (24, 100), freeze="A2", header_row=1)
    return sheets.workbook_file(book), tuple(_lost_in_xlsx(extract))


def _put(sheet: sheets.Sheet, row: int, column: int, value: Value) -> None:
    """A cell of its own type: numbers are numbers, everything else stays text or empty."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.raw.write_boolean(row - 1, column - 1, value, sheet.style(row, column, sheets.PLAIN))
    elif isinstance(value, int):
        sheets.put_number(sheet, row, column, value, sheets.PLAIN, form="0")
    elif isinstance(value, float):
        sheets.put_number(sheet, row, column, value, sheets.PLAIN, form="General")
    elif isinstance(value, date):
        style = sheet.style(row, column, sheets.PLAIN, num_format="yyyy-mm-dd")
        sheet.raw.write_datetime(row - 1, column - 1, value, style)
    else:
        sheets.put_text(sheet, row, column, value, sheets.PLAIN)


def _lost_in_xlsx(extract: Extract) -> Iterator[Lost]:
    for row in extract.rows:
        for column, value in zip(extract.columns, row, strict=True):
            if isinstance(value, str):
                if printable(value) != value:
                    yield Lost(STRIPPED, str(row[0]), column.name)
                if len(printable(value)) > LONGEST_CELL:
                    yield Lost(CUT, str(row[0]), column.name)


def _width(extract: Extract, at: int) -> float:
    longest = max((len(str(row[at] or "")) for row in extract.rows[:200]), default=0)
    return min(40, max(12, len(extract.columns[at].name) + 3, longest + 2))


def to_json(extract: Extract, _: Translator, **more: object) -> Written:
    """An object of notes, columns and rows; a row is an object by the names of the columns.

    `more` stands before them.
    """
    names = [column.name for column in extract.columns]
    document = {
        **more,
        "notes": {key: text for key, _label, text in extract.notes},
        "columns": [
            {
                "name": column.name,
                "heading": column.heading,
                "meaning": column.meaning,
                "type": column.type,
                "unit": column.unit,
            }
            for column in extract.columns
        ],
        "rows": [dict(zip(names, row, strict=True)) for row in extract.rows],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE), ()


def to_parquet_file(extract: Extract, _: Translator) -> Written:
    """Typed columns, with notes and the meaning of the columns in the metadata of the file."""
    columns = {column.name: column.type for column in extract.columns}
    notes = {key: text for key, _label, text in extract.notes}
    notes |= {
        f"column.{column.name}": f"{column.heading}: {column.meaning}".rstrip(": ")
        for column in extract.columns
    }
    return to_parquet(columns, extract.rows, notes), ()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_cp932(char: str) -> bool:
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
