"""Reading CSV as text: strict width, known encodings, line numbers kept.

pandas would shift columns when a row is too long and turn 001 into 1 and NA into nothing;
``csv.reader`` guesses nothing.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clairviz.base.i18n import message
from clairviz.store.ingest.problem import Problem

ENCODINGS = ("utf-8-sig", "cp932")
REPEATED = (message("The header repeats: {columns}"), message("Keep each column once."))


@dataclass(frozen=True)
class Row:
    """One record: its first line in the file and its cells by column, all text, trimmed."""

    file: str
    line: int
    cells: dict[str, str]

    def problem(self, column: str, what: str, remedy: str, **values: object) -> Problem:
        """A problem with the cell under `column`."""
        return Problem(self.file, self.line, column, self.cells.get(column, ""), what, remedy, values)


def read_rows(
    file: Path, columns: Sequence[str], *, name: str, absent: Mapping[str, str] | None = None
) -> tuple[list[Row], list[Problem]]:
    """Rows of a CSV file that must have exactly `columns`, in any order.

    `name` is how the file is called in messages. Columns of `absent` may be missing; their cells
    are then the text given there. Rows with the wrong number of cells are
    reported and left out; an unreadable file or header gives no rows.
    """
    text = _text_of(file, name)
    if isinstance(text, Problem):
        return [], [text]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    start = 1
    try:
        header = [cell.strip() for cell in next(reader, [])]
        absent = {column: text for column, text in (absent or {}).items() if column not in header}
        if wrong := _wrong_header(name, header, columns, absent):
            return [], wrong
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                problems.append(wrong_width(name, line, cells, len(header)))
                continue
            given = {key: cell.strip() for key, cell in zip(header, cells, strict=True)}
            rows.append(Row(name, line, {**absent, **given}))
    except csv.Error:
        problems.append(open_quote(name, start))
    return rows, problems


def _text_of(file: Path, name: str) -> str | Problem:
    """The text of a file, or why there is none."""
    try:
        return decoded_text(file.read_bytes())
    except FileNotFoundError:
        what, remedy = (
            message("The file is missing."),
            message("Put the file back from the last release or backup."),
        )
    except OSError:
        what = message("The file cannot be read.")
        remedy = message("Check that the file is not locked and that you may read it.")
    except UnicodeDecodeError:
        return unknown_encoding(name)
    return Problem(name, 0, "", "", what, remedy)


def _wrong_header(
    name: str, header: Sequence[str], columns: Sequence[str], absent: Mapping[str, str]
) -> list[Problem]:
    """What is wrong with the columns of a file, if anything is."""
    missing = [column for column in columns if column not in (*header, *absent)]
    unknown = [column for column in header if column not in columns]
    repeated = sorted({column for column in header if header.count(column) > 1})
    return [
        Problem(name, 1, "", ",".join(header), what, remedy, {"columns": ", ".join(found)})
        for found, what, remedy in (
            (
                missing,
                message("The header lacks: {columns}"),
                message("Add the columns; the header must have each known column once."),
            ),
            (
                unknown,
                message("The header has unknown columns: {columns}"),
                message("Remove the columns or correct their names."),
            ),
            (repeated, *REPEATED),
        )
        if found
    ]


def unknown_encoding(name: str) -> Problem:
    """The file is text in no encoding we know."""
    return Problem(
        name, 0, "", "", message("The text encoding is not known."), message("Save the file as CSV UTF-8.")
    )


def wrong_width(name: str, line: int, cells: Sequence[str], expected: int) -> Problem:
    """A row that would shift its cells into other columns."""
    return Problem(
        name,
        line,
        "",
        ",".join(cells),
        message("The row has {found} cells where the header has {expected}: {value}"),
        message("Add or remove commas; put cells that contain a comma in quotation marks."),
        {"found": len(cells), "expected": expected},
    )


def open_quote(name: str, line: int) -> Problem:
    """A quotation mark from `line` on that nothing closes."""
    return Problem(
        name,
        line,
        "",
        "",
        message("The quotation marks do not pair up."),
        message("Close the quotation mark, or double it if it is part of the text."),
    )


def decoded_text(content: bytes) -> str:
    """Text in UTF-8 (with or without mark) or, as Excel on Windows writes it, cp932.

    Raises UnicodeDecodeError if it is neither.
    """
    for encoding in ENCODINGS[:-1]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(ENCODINGS[-1])
