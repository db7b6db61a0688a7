"""Reads the sheets of a workbook, in a process of its own that may not grow or last.

Run as a script by `sheet.read_tables`: the file on stdin, an answer in JSON on stdout. It imports
nothing of the project. A file can be made to unpack to anything, so the parent also stops us
after some seconds; the limits below hold where the system has them (not on Windows).

The order, as JSON in the first argument: ``kind`` (.xlsx, .xlsm, .xls, .ods), ``rows``,
``columns``, ``text`` (characters), ``memory`` (bytes), ``seconds`` and ``first`` (whether the
first visible sheet is enough). Answer: ``sheets``, each with ``name``, ``is_hidden``, ``rows`` of
text without empty ones at the end, ``kinds`` (a letter a cell: t text, n number, d date, b yes or
no), ``merged`` (first row, first column, last row, last column), ``hidden_rows``,
``hidden_columns``, ``has_objects`` (pictures, shapes, comments) and ``problems`` as ``{"kind", "row", "column", "value"}``; all counted from 1.
How far it is stands on stderr, a line each percent. Where the system can, it ends with its parent.
"""

import json
import re
import sys
import warnings
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

_MOST_PROBLEMS = 50
TOO_HEAVY = 3

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_OBJECTS = re.compile(rb"<(?:\w+:)?(?:drawing|legacyDrawing|picture|oleObjects|controls)\b")
_MOST_MERGED = 100_000
_LARGE = 4 * 2**20
_PASSES_OF_ROWS = 3.0
# A cell beyond column ZZ or row 199,999, or one that holds an error.
_FAR_OR_ERROR = re.compile(rb'\br="(?:[A-Z]{3}|[A-Z]{0,2}(?:[2-9]\d{5}|\d{7}))|\bt="e"')

Answer = dict[str, Any]


def main() -> None:
    """Answers for the file on stdin."""
    order = json.loads(sys.argv[1])
    _end_with_parent(order["parent"])
    _limit(order["memory"], order["seconds"])
    content = sys.stdin.buffer.read()
    try:
        answer = json.dumps({"sheets": read_sheets(content, order)}, ensure_ascii=False)
    except MemoryError:
        sys.exit(TOO_HEAVY)
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def _end_with_parent(parent: int) -> None:
    """Nobody waits for the answer any more when the parent was killed."""
    if sys.platform == "linux":
        import ctypes
        import os
        import signal

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            sys.exit(TOO_HEAVY)


class _Passes(BytesIO):
    """A file that is read from beginning to end several times; tells on stderr how far it is."""

    done, said, passes = 0.0, 0, 2.0

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.size = max(len(content), 1)

    def expect(self, passes: float) -> None:
        """So many passes are still to come."""
        self.passes = self.done + passes

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any file."""
        piece = super().read(size)
        self._advance(len(piece) / self.size)
        return piece

    def counted(self, rows: Any, count: int) -> Any:
        """The rows of a sheet that was read at once; made into text they are worth some passes."""
        for number, row in enumerate(rows, 1):
            if number % 1000 == 0:
                self._advance(_PASSES_OF_ROWS * 1000 / max(count, 1000))
            yield row

    def _advance(self, passes: float) -> None:
        self.done += passes
        percent = min(int(100 * self.done / self.passes), 99)
        if percent > self.said:
            self.said = percent
            print(percent, file=sys.stderr, flush=True)


def _limit(memory: int, seconds: int) -> None:
    # openpyxl would import it for a type check alone, with all the memory its threads reserve.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # a system may know a limit and not allow it
                resource.setrlimit(kind, (most, most))


def read_sheets(content: bytes, order: Answer) -> list[Answer]:
    """Every sheet, hidden ones by name only; with ``first`` no more than one visible sheet."""
    warnings.simplefilter("ignore")
    file = _Passes(content)
    return (_read_xlsx if order["kind"] in (".xlsx", ".xlsm") else _read_other)(file, order)


def _read_xlsx(file: _Passes, order: Answer) -> list[Answer]:
    from openpyxl import load_workbook

    with ZipFile(file) as archive:
        has_formulas = any(
            _FORMULA.search(piece)
            for name in archive.namelist()
            if name.endswith(".xml") and not name.endswith("styles.xml")
            for piece in _pieces(archive, name)
        )
    if not has_formulas and not order["first"] and _is_large_and_plain(file):
        return _read_large(file, order)
    # One reading has what formulas came to when the file was last saved, the other where they are.
    readings = (True, False) if has_formulas else (True,)
    file.expect(len(readings) + 1)
    books = [load_workbook(file, read_only=True, data_only=only) for only in readings]
    sheets: list[Answer] = []
    for index, sheet in enumerate(books[0].worksheets):
        if sheet.sheet_state != "visible":
            sheets.append(_sheet(sheet.title, is_hidden=True))
            continue
        answer = _sheet(sheet.title)
        tables = [book.worksheets[index] for book in books]
        for table in tables:
            table.reset_dimensions()  # the size a file claims to have says nothing
        # Only a sheet that is read whole is searched for what lies around its cells.
        if not order["first"]:
            with ZipFile(file) as archive:
                _look_around(archive, sheet._worksheet_path, answer)
        rows = (
            (number, _cells(number, row[0], row[-1], answer))
            for number, row in enumerate(zip(*(table.iter_rows() for table in tables), strict=True), 1)
            if row[0]
        )
        _fill(answer, rows, order)
        sheets.append(answer)
        if order["first"]:
            break
    return sheets


def _read_other(file: _Passes, order: Answer) -> list[Answer]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    file.expect(1 + _PASSES_OF_ROWS + 1)
    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)
    sheets: list[Answer] = []
    for about in book.sheets_metadata:
        if about.visible != SheetVisibleEnum.Visible:
            sheets.append(_sheet(about.name, is_hidden=True))
            continue
        answer = _sheet(about.name)
        table = book.get_sheet_by_name(about.name)
        first = table.start or (0, 0)
        rows = (
            (
                number,
                {
                    column: _text(value)
                    for column, value in enumerate(row, first[1] + 1)
                    if value not in ("", None)
                },
            )
            for number, row in enumerate(file.counted(table.iter_rows(), table.total_height), 1)
        )
        _fill(answer, rows, order)
        for start, end in table.merged_cell_ranges or ():
            answer["merged"].append([start[0] + 1, start[1] + 1, end[0] + 1, end[1] + 1])
        sheets.append(answer)
        if order["first"]:
            break
    return sheets


def _is_large_and_plain(file: _Passes) -> bool:
    """Whether a quicker reading is worth it, and safe: it keeps no errors and fills every gap."""
    with ZipFile(file) as archive:
        parts = [part for part in archive.infolist() if part.filename.startswith("xl/worksheets/")]
        if sum(part.file_size for part in parts) < _LARGE:
            return False
        return not any(
            _FAR_OR_ERROR.search(piece) for part in parts for piece in _pieces(archive, part.filename)
        )


def _read_large(file: _Passes, order: Answer) -> list[Answer]:
    from openpyxl.reader.excel import ExcelReader

    sheets = _read_other(file, order)
    book = ExcelReader(file, read_only=True)
    book.read_manifest()
    book.read_workbook()
    paths = {sheet.name: relation.target for sheet, relation in book.parser.find_sheets()}
    with ZipFile(file) as archive:
        for answer in sheets:
            if not answer["is_hidden"] and answer["name"] in paths:
                _look_around(archive, paths[answer["name"]], answer)
    return sheets


def _sheet(name: str, *, is_hidden: bool = False) -> Answer:
    return {
        "name": name,
        "is_hidden": is_hidden,
        "has_objects": False,
        **{key: [] for key in ("rows", "kinds", "merged", "hidden_rows", "hidden_columns", "problems")},
    }


def _fill(answer: Answer, rows: Any, order: Answer) -> None:
    """Puts numbered rows, each a dictionary of column to (text, kind), into `answer`."""
    length, problems = 0, answer["problems"]
    texts, kinds = answer["rows"], answer["kinds"]
    for number, cells in rows:
        if not cells:
            continue
        if number > order["rows"]:
            problems.append(_problem("too_many_rows", number))
            break
        if (last := max(cells)) > order["columns"]:
            problems.append(_problem("too_many_columns", number, last, cells[last][0]))
            break
        length += sum(len(text) for text, _kind in cells.values())
        if length > order["text"]:
            raise MemoryError
        # Empty rows are kept only if another follows.
        while len(texts) < number - 1:
            texts.append([])
            kinds.append("")
        nothing = ("", "t")
        row = [cells.get(column, nothing) for column in range(1, last + 1)]
        texts.append([text for text, _kind in row])
        kinds.append("".join(kind for _text, kind in row))
        if len(problems) >= _MOST_PROBLEMS:
            break


def _look_around(archive: ZipFile, path: str, answer: Answer) -> None:
    """Merged ranges, hidden rows and columns and objects, which a quick reading passes over."""
    merged, hidden = dict[tuple[int, ...], None](), dict[int, None]()
    for piece in _pieces(archive, path):
        for found in _MERGED.finditer(piece):
            merged[int(found[2]), _column(found[1]), int(found[4]), _column(found[3])] = None
            if len(merged) > _MOST_MERGED:
                raise MemoryError
        answer["has_objects"] = answer["has_objects"] or bool(_OBJECTS.search(piece))
        if _HIDDEN.search(piece):
            for tag in _ROW.findall(piece):
                if _HIDDEN.search(tag) and (number := re.search(rb'\br="(\d+)"', tag)):
                    hidden[int(number[1])] = None
            for tag in _COLUMNS.findall(piece):
                ends = [re.search(rb'\b%s="(\d+)"' % key, tag) for key in (b"min", b"max")]
                if _HIDDEN.search(tag) and ends[0] and ends[1]:
                    answer["hidden_columns"] += range(int(ends[0][1]), min(int(ends[1][1]), 16_384) + 1)
    answer["merged"] = [list(key) for key in merged]
    answer["hidden_rows"] = list(hidden)


def _pieces(archive: ZipFile, name: str) -> Any:
    """A part in pieces that overlap, so that no short mark is cut; UTF-16 looks like ASCII."""
    with archive.open(name) as part:
        end = b""
        while piece := part.read(2**20):
            whole = end + piece.replace(b"\0", b"")
            yield whole
            end = whole[-400:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cells(number: int, values: Any, formulas: Any, answer: Answer) -> dict[int, tuple[str, str]]:
    """Text and kind of each cell of a row that holds something, by column."""
    cells: dict[int, tuple[str, str]] = {}
    for column, (stored, written) in enumerate(zip(values, formulas, strict=True), 1):
        value = stored.value
        if value is None and written.value is None:
            continue
        # A formula that came to an empty text is stored as such: its type stays "str".
        if written.data_type == "f" and value is None and stored.data_type != "str":
            answer["problems"].append(_problem("formula", number, column))
            cells[column] = ("", "t")
        elif stored.data_type == "e":
            answer["problems"].append(_problem("error", number, column, str(value)))
            cells[column] = (str(value), "t")
        elif value.__class__ is str:
            if value:
                cells[column] = (value, "t")
        elif value is not None:
            cells[column] = _text(value)
    return cells


def _text(value: object) -> tuple[str, str]:
    match value:
        case bool():
            return str(value).upper(), "b"
        case int():
            return str(value), "n"
        case float():
            return (str(int(value)) if value.is_integer() else str(value)), "n"
        case datetime() if value.time() == time():
            return value.date().isoformat(), "d"
        case datetime() | date() | time():
            return value.isoformat(), "d"
        case timedelta():
            return str(value), "d"
    return str(value), "t"


def _problem(kind: str, row: int = 0, column: int = 0, value: str = "") -> Answer:
    return {"kind": kind, "row": row, "column": column, "value": value}


if __name__ == "__main__":
    main()
