"""Reading a table that somebody uploads, CSV or xlsx, as text; nothing in it is trusted.

A small xlsx file can unpack to gigabytes or name a cell a million rows down: it is looked at as
a zip file first and then read by `workbook_child` in a process with limits. Nothing is guessed:
001 stays 001, NA stays NA, and whatever cannot be read for certain is refused by its cell.
"""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from clairviz.base.i18n import message
from clairviz.store.ingest import read, workbook_child
from clairviz.store.ingest.problem import DataRefused, Problem

MOST_BYTES = 20 * 2**20
MOST_ROWS = 5_000
MOST_COLUMNS = 100

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 200 * 2**20
_MOST_RATIO = 200
# Below this a ratio says nothing: an empty sheet of a small file packs very well.
_SMALL = 2**20
# By the clock on the wall; the child's own limit of processor time is lower.
_MOST_SECONDS = 20
_MOST_PROBLEMS = 50
_ZIP_START, _ZIP_ENTRY, _OLD_START = b"PK\x03\x04", b"PK\x01\x02", b"\xd0\xcf\x11\xe0"

Texts = tuple[str, str]
_RESAVE = message("Open it in a spreadsheet program and save it again as .xlsx or as CSV UTF-8.")
_SMALLER = message("Keep only the table to be read, in a new file.")
_DAMAGED = (message("The file cannot be read as a workbook."), _RESAVE)
_TOO_HEAVY = (message("The file takes too much memory or time to read."), _SMALLER)
_TOO_MANY_ROWS = (message("There is something beyond row {rows}."), _SMALLER)
_TOO_MANY_COLUMNS = (message("There is something beyond column {columns}: {value}"), _SMALLER)
_CELL_TEXTS: Mapping[str, Texts] = {
    "no_sheet": (message("The workbook has no visible sheet."), message("Show the sheet with the table.")),
    "too_many_rows": _TOO_MANY_ROWS,
    "too_many_columns": _TOO_MANY_COLUMNS,
    "formula": (
        message("Cell {cell} holds a formula, and not what it comes to."),
        message("Open the file in a spreadsheet program and save it, or write the value into the cell."),
    ),
    "error": (
        message("Cell {cell} holds the error {value}."),
        message("Correct the formula, or write the value into the cell."),
    ),
}


def read_sheet(name: str, content: bytes) -> list[dict[str, str]]:
    """The rows under the header in the first row, each as header to text.

    `name` tells the kind of the file and stands in messages. Of a workbook the first visible
    sheet is read. Empty rows between others stay, so that the first row returned is row 2 and
    so on; those at the end are dropped. Raises DataRefused with every problem found.
    """
    name = PureWindowsPath(PurePosixPath(name).name).name
    reader = {".csv": _csv_grid, ".xlsx": _xlsx_grid}.get(PurePosixPath(name).suffix.lower())
    if len(content) > MOST_BYTES:
        what = message("The file is larger than {most} MB.")
        raise _refused(name, (what, _SMALLER), most=MOST_BYTES // 2**20)
    if reader is None:
        raise _refused(name, _unknown_kind(name))
    grid = reader(name, content)
    while grid and not any(grid[-1]):
        del grid[-1]
    if not grid or not any(cell.strip() for cell in grid[0]):
        what = message("The first row is empty.") if grid else message("The file is empty.")
        raise _refused(name, (what, message("Write the headings into the first row.")))
    return _records(name, grid)


def _unknown_kind(name: str) -> Texts:
    match PurePosixPath(name).suffix.lower():
        case ".xls" | ".ods" | ".xlsb":
            return message("Files of this kind are not read."), _RESAVE
        case ".xlsm" | ".xltm":
            return message("Workbooks with macros are not read."), _RESAVE
    return message("Only .csv and .xlsx files are read."), _RESAVE


def _records(name: str, grid: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Header to text, row by row; refuses a header that leaves a cell without a clear name."""
    header = [cell.strip() for cell in grid[0]]
    while header and not header[-1]:
        header.pop()
    problems: list[Problem] = []
    repeated = sorted({column for column in header if column and header.count(column) > 1})
    if repeated:
        found = {"columns": ", ".join(repeated)}
        problems.append(Problem(name, 1, "", ",".join(header), *read.REPEATED, found))
    nameless: set[int] = set()
    records = []
    for number, row in enumerate(grid[1:], start=2):
        for index, cell in enumerate(row):
            if cell.strip() and not (index < len(header) and header[index]) and index not in nameless:
                nameless.add(index)
                problems.append(_no_heading(name, number, index + 1, cell))
        padded = [*row, *("" for _missing in range(len(header) - len(row)))]
        records.append({column: padded[index].strip() for index, column in enumerate(header) if column})
    if problems:
        raise DataRefused(problems)
    return records


def _no_heading(name: str, row: int, column: int, value: str) -> Problem:
    return Problem(
        name,
        row,
        _letters(column),
        value,
        message("“{value}” stands in a column without a heading."),
        message("Give the column a heading in the first row, or empty it."),
    )


def _csv_grid(name: str, content: bytes) -> list[list[str]]:
    """Every record of a CSV file; a row is the record's number, as spreadsheets count."""
    if content.startswith((_ZIP_START, _OLD_START)):
        what = message("The file is named .csv but is a workbook.")
        raise _refused(name, (what, message("Give it its proper ending, or save it as CSV UTF-8.")))
    try:
        text = read.decode(content)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DataRefused([read.unknown_encoding(name)])
    grid: list[list[str]] = []
    problems: list[Problem] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            is_empty = not any(cell.strip() for cell in cells)
            if number > MOST_ROWS and not is_empty:
                raise _refused(name, _TOO_MANY_ROWS, number, rows=f"{MOST_ROWS:,}")
            if len(cells) > MOST_COLUMNS:
                value = cells[MOST_COLUMNS]
                raise _refused(name, _TOO_MANY_COLUMNS, number, value=value, columns=MOST_COLUMNS)
            if grid and grid[0] and not is_empty and len(cells) != len(grid[0]):
                problems.append(read.wrong_width(name, number, cells, len(grid[0])))
            if len(problems) >= _MOST_PROBLEMS:
                break
            if number <= MOST_ROWS:
                grid.append([] if is_empty else cells)
    except csv.Error:
        problems.append(read.open_quote(name, len(grid) + 1))
    if problems:
        raise DataRefused(problems)
    return grid


def _xlsx_grid(name: str, content: bytes) -> list[list[str]]:
    if content.startswith(_OLD_START):
        what = message("The workbook is protected by a password, or of an old kind.")
        raise _refused(name, (what, message("Save it without a password as .xlsx.")))
    if texts := _zip_problem(content):
        raise _refused(name, texts)
    command = [sys.executable, "-P", str(Path(workbook_child.__file__)), str(MOST_ROWS), str(MOST_COLUMNS)]
    try:
        child = subprocess.run(command, input=content, capture_output=True, timeout=_MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise _refused(name, _TOO_HEAVY) from None
    if child.returncode < 0 or child.returncode == workbook_child.TOO_HEAVY:
        raise _refused(name, _TOO_HEAVY)
    if child.returncode:
        raise _refused(name, _DAMAGED)
    answer = json.loads(child.stdout)
    grid: list[list[str]] = answer["rows"]
    problems = [_cell_problem(name, found, grid[:1]) for found in answer["problems"]]
    if problems:
        raise DataRefused(problems)
    return grid


def _zip_problem(content: bytes) -> Texts | None:
    """What makes a zip file unfit to be unpacked, if anything does."""
    # Counted before the directory is read, which alone can take seconds.
    if content.count(_ZIP_ENTRY) > _MOST_ENTRIES:
        return _TOO_HEAVY
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _DAMAGED
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED:
        return _TOO_HEAVY
    if any(e.file_size > _SMALL and e.file_size > _MOST_RATIO * max(e.compress_size, 1) for e in entries):
        return _TOO_HEAVY
    if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        return message("Workbooks with macros are not read."), _RESAVE
    return None


def _cell_problem(name: str, found: Mapping[str, object], header: Sequence[Sequence[str]]) -> Problem:
    """A problem the child found, with the column's heading where there is one."""
    row, column = int(str(found["row"])), int(str(found["column"]))
    letters = _letters(column) if column else ""
    headings = header[0] if header and row > 1 else []
    heading = headings[column - 1].strip() if 0 < column <= len(headings) else ""
    values = {"cell": f"{letters}{row}", "rows": f"{MOST_ROWS:,}", "columns": MOST_COLUMNS}
    texts = _CELL_TEXTS[str(found["kind"])]
    return Problem(name, row, heading or letters, str(found["value"]), *texts, values)


def _letters(column: int) -> str:
    """A column as spreadsheets name it: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refused(name: str, texts: Texts, line: int = 0, *, value: str = "", **values: object) -> DataRefused:
    return DataRefused([Problem(name, line, "", value, *texts, values)])
