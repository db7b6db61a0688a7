"""Reading the tables that somebody uploads, as text with positions; nothing in them is trusted.

A small xlsx file can unpack to gigabytes or name a cell a million rows down: it is looked at as
a zip file first and then read by `workbook_child` in a process with limits. Nothing is guessed:
001 stays 001, NA stays NA, and whatever cannot be read for certain is named by its cell.
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath

from clairviz.base.i18n import message
from clairviz.store.ingest import read, workbook_child
from clairviz.store.ingest.problem import DataRefused, Problem

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 200 * 2**20
_MOST_RATIO = 200
# Below this a ratio says nothing: an empty sheet of a small file packs very well.
_SMALL = 2**20
_LOOK_SECONDS = 0.25
_ZIP_START, _ZIP_ENTRY, _OLD_START = b"PK\x03\x04", b"PK\x01\x02", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Texts = tuple[str, str]
RESAVE = message("Open it in a spreadsheet program and save it again as .xlsx or as CSV UTF-8.")
_SMALLER = message("Keep only the table to be read, in a new file.")
_DAMAGED = (message("The file cannot be read as a workbook."), RESAVE)
_TOO_HEAVY = (message("The file takes too much memory or time to read."), _SMALLER)
_CELL_TEXTS: Mapping[str, Texts] = {
    "too_many_rows": (message("There is something beyond row {rows}."), _SMALLER),
    "too_many_columns": (message("There is something beyond column {columns}: {value}"), _SMALLER),
    "formula": (
        message("Cell {cell} holds a formula, and not what it comes to."),
        message("Open the file in a spreadsheet program and save it, or write the value into the cell."),
    ),
    "error": (
        message("Cell {cell} holds the error {value}."),
        message("Correct the formula, or write the value into the cell."),
    ),
}
# What refuses a sheet whatever cells are wanted of it.
WHOLE = ("too_many_rows", "too_many_columns")


@dataclass(frozen=True)
class Limits:
    """What a file may cost: bytes, rows, columns, characters, memory of the child, seconds.

    `kinds` are the endings that are read. `first` is whether one sheet is enough: then nothing
    is looked for around its cells.
    """

    bytes: int = 50 * 2**20
    rows: int = 150_000
    columns: int = 300
    text: int = 10**8
    memory: int = 900 * 2**20
    processor_seconds: int = 90
    seconds: float = 180
    kinds: tuple[str, ...] = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
    first: bool = False


@dataclass(frozen=True)
class Range:
    """A rectangle of cells, counted from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        """As spreadsheets write it: B3:B5."""
        return f"{letters(self.first_column)}{self.first_row}:{letters(self.last_column)}{self.last_row}"


@dataclass(frozen=True)
class Flaw:
    """A cell that cannot be read: what of `_CELL_TEXTS` it is, where (from 1), and its value."""

    kind: str
    row: int
    column: int
    value: str


@dataclass(frozen=True)
class SheetTable:
    """One sheet, or a CSV file (whose `name` is empty): rows of text, the first at index 0.

    `kinds` has a letter a cell: t text, n number, d date, b yes or no; a CSV file has only text.
    `has_objects` is whether pictures, shapes or comments lie on it (told of xlsx and xlsm alone).
    """

    name: str
    rows: Sequence[Sequence[str]]
    kinds: Sequence[str] = ()
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    has_objects: bool = False
    flaws: tuple[Flaw, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)


def read_tables(
    name: str, content: bytes, limits: Limits, progress: Callable[[float], None] = lambda _part: None
) -> list[SheetTable]:
    """Every table of a file; `name` tells its kind. Raises DataRefused for the file as a whole.

    `progress` is told the part of a workbook that is read, from 0 to 1, some times a second.
    """
    name = bare_name(name)
    kind = PurePosixPath(name).suffix.lower()
    if len(content) > limits.bytes:
        what = message("The file is larger than {most} MB.")
        raise refused(name, (what, _SMALLER), most=limits.bytes // 2**20)
    if kind not in limits.kinds:
        raise refused(name, _unknown_kind(kind, limits), rule="1-1")
    if kind in (".csv", ".tsv", ".txt"):
        return [_csv_table(name, content, limits)]
    return _workbook_tables(name, content, kind, limits, progress)


def bare_name(name: str) -> str:
    """The name of an uploaded file without any folder of the sender's machine."""
    return PureWindowsPath(PurePosixPath(name).name).name


def _unknown_kind(kind: str, limits: Limits) -> Texts:
    if kind == ".xlsb" or (kind in (".xls", ".ods") and len(limits.kinds) == 2):
        return message("Files of this kind are not read."), RESAVE
    if kind in (".xlsm", ".xltm"):
        return message("Workbooks with macros are not read."), RESAVE
    if len(limits.kinds) > 2:
        return message("Only CSV files and workbooks (.xlsx, .xlsm, .xls, .ods) are read."), RESAVE
    return message("Only .csv and .xlsx files are read."), RESAVE


def _csv_table(name: str, content: bytes, limits: Limits) -> SheetTable:
    """Every record of a CSV file; a row is the record's number, as spreadsheets count."""
    if content.startswith((_ZIP_START, _OLD_START)):
        what = message("The file is named .csv but is a workbook.")
        raise refused(name, (what, message("Give it its proper ending, or save it as CSV UTF-8.")))
    try:
        is_utf16 = content.startswith(_UTF16)
        text = content.decode("utf-16") if is_utf16 else read.decoded_text(content)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DataRefused([read.unknown_encoding(name)])
    rows: list[list[str]] = []
    problems: list[Problem] = []
    flaws: list[Flaw] = []
    # Excel's “Unicode text” parts its cells by tabs.
    start = text[:10_000]
    delimiter = "\t" if "\t" in start and "," not in start.splitlines()[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            is_empty = not any(cell.strip() for cell in cells)
            if number > limits.rows and not is_empty:
                flaws.append(Flaw("too_many_rows", number, 0, ""))
                break
            if len(cells) > limits.columns:
                flaws.append(Flaw("too_many_columns", number, 0, cells[limits.columns]))
                break
            if number <= limits.rows:
                rows.append([] if is_empty else cells)
    except csv.Error:
        problems.append(read.open_quote(name, len(rows) + 1))
    while rows and not rows[-1]:
        rows.pop()
    return SheetTable("", rows, flaws=tuple(flaws), problems=tuple(problems))


def _workbook_tables(
    name: str, content: bytes, kind: str, limits: Limits, progress: Callable[[float], None]
) -> list[SheetTable]:
    if kind != ".xls":
        if content.startswith(_OLD_START):
            what = message("The workbook is protected by a password, or of an old kind.")
            raise refused(name, (what, message("Save it without a password as .xlsx.")))
        if texts := _zip_problem(content, allows_macros=kind == ".xlsm"):
            raise refused(name, texts)
    elif not content.startswith(_OLD_START):
        raise refused(name, _DAMAGED)
    order = {
        "kind": kind,
        "rows": limits.rows,
        "columns": limits.columns,
        "text": limits.text,
        "memory": limits.memory,
        "seconds": limits.processor_seconds,
        "first": limits.first,
        "parent": os.getpid(),
    }
    command = [sys.executable, "-P", str(Path(workbook_child.__file__)), json.dumps(order)]
    status, answer = _answer_of(command, content, limits.seconds, progress)
    if status < 0 or status == workbook_child.TOO_HEAVY:
        raise refused(name, _TOO_HEAVY)
    if status:
        raise refused(name, _DAMAGED)
    tables = [_table(sheet) for sheet in json.loads(answer)["sheets"]]
    if all(table.is_hidden for table in tables):
        what = message("The workbook has no visible sheet.")
        raise refused(name, (what, message("Show the sheet with the table.")))
    return tables


def _answer_of(
    command: Sequence[str], content: bytes, seconds: float, progress: Callable[[float], None]
) -> tuple[int, bytes]:
    """Status and answer of a child, stopped after some seconds or where `progress` raises."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        reading, writing = os.pipe()
        child = subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=writing)
    os.close(writing)
    latest = ["0"]

    def listen() -> None:
        with os.fdopen(reading, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                latest[0] = line

    threading.Thread(target=listen, daemon=True).start()
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            with suppress(subprocess.TimeoutExpired):
                answer, _none = child.communicate(timeout=_LOOK_SECONDS)
                return child.returncode, answer
            if (said := latest[0].strip()).isdigit():
                progress(int(said) / 100)
        return -1, b""
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()


def _table(answer: Mapping[str, list[object]]) -> SheetTable:
    flaws = [Flaw(**flaw) for flaw in answer["problems"]]  # type: ignore[arg-type]
    merged = [Range(*corners) for corners in answer["merged"]]  # type: ignore[misc]
    return SheetTable(
        name=str(answer["name"]),
        rows=answer["rows"],  # type: ignore[arg-type]
        kinds=answer["kinds"],  # type: ignore[arg-type]
        merged=tuple(merged),
        hidden_rows=frozenset(answer["hidden_rows"]),  # type: ignore[arg-type]
        hidden_columns=frozenset(answer["hidden_columns"]),  # type: ignore[arg-type]
        is_hidden=bool(answer["is_hidden"]),
        has_objects=bool(answer["has_objects"]),
        flaws=tuple(flaws),
    )


def _zip_problem(content: bytes, *, allows_macros: bool) -> Texts | None:
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
    if not allows_macros and any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        return message("Workbooks with macros are not read."), RESAVE
    return None


def flaw_problem(name: str, flaw: Flaw, heading: str, limits: Limits, *, sheet: str = "") -> Problem:
    """What is wrong with a cell, under the column's heading where there is one."""
    column = letters(flaw.column) if flaw.column else ""
    values = {"cell": f"{column}{flaw.row}", "rows": f"{limits.rows:,}", "columns": limits.columns}
    return Problem(
        name,
        flaw.row,
        heading or column,
        flaw.value,
        *_CELL_TEXTS[flaw.kind],
        values,
        sheet=sheet,
        cell=f"{column}{flaw.row}" if column else "",
        rule="1-7" if flaw.kind in ("formula", "error") else "",
    )


def letters(column: int) -> str:
    """A column as spreadsheets name it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets name it: row 7, column 3 is C7."""
    return f"{letters(column)}{row}"


def refused(
    name: str, texts: Texts, line: int = 0, *, value: str = "", rule: str = "", **values: object
) -> DataRefused:
    """The refusal of a file for one reason."""
    return DataRefused([Problem(name, line, "", value, *texts, values, rule=rule)])
