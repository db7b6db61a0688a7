"""Reads the first sheet of an xlsx file, in a process of its own that may not grow or last.

Run as a script by `sheet.read_sheet`: the file on stdin, an answer in JSON on stdout. It imports
nothing of the project. A file can be made to unpack to anything, so the parent also stops us
after some seconds; the limits below hold where the system has them (not on Windows).

Answer: ``rows`` of text, trailing empty ones left out; ``problems`` as
``{"kind", "row", "column", "value"}``, `column` counted from 1.
"""

import json
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

# Space for 300 MB at most, the interpreter included.
_MOST_MEMORY = 300 * 2**20
_MOST_SECONDS = 8
_MOST_PROBLEMS = 50
# One long text may be named by a million cells.
_MOST_TEXT = 10**7
TOO_HEAVY = 3

# A zero byte: text in UTF-16, where the mark of a formula looks different.
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]|\0")

Answer = dict[str, Any]


def main() -> None:
    """Answers for the file on stdin."""
    _limit()
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    content = sys.stdin.buffer.read()
    try:
        answer = json.dumps(read(content, most_rows, most_columns), ensure_ascii=False)
    except MemoryError:
        sys.exit(TOO_HEAVY)
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))


def _limit() -> None:
    # openpyxl would import it for a type check alone, with all the memory its threads reserve.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, _MOST_MEMORY),
            (resource.RLIMIT_CPU, _MOST_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # a system may know a limit and not allow it
                resource.setrlimit(kind, (most, most))


def read(content: bytes, most_rows: int, most_columns: int) -> Answer:
    """The cells of the first visible sheet as text."""
    from openpyxl import load_workbook

    warnings.simplefilter("ignore")
    # One reading has what formulas came to when the file was last saved, the other where they are.
    readings = (True, False) if _has_formulas(content) else (True,)
    books = [load_workbook(BytesIO(content), read_only=True, data_only=only) for only in readings]
    names = [sheet.title for sheet in books[0].worksheets if sheet.sheet_state == "visible"]
    if not names:
        return {"rows": [], "problems": [_problem("no_sheet")]}
    tables = [book[names[0]] for book in books]
    for table in tables:
        table.reset_dimensions()  # the size a file claims to have says nothing
    rows: list[list[str]] = []
    problems: list[Answer] = []
    length = 0
    waiting = 0  # empty rows, kept only if another follows
    for number, row in enumerate(zip(*(table.iter_rows() for table in tables), strict=True), 1):
        if not row[0]:
            waiting += 1
            continue
        cells = dict(_cells(number, row[0], row[-1], problems))
        if not cells:
            waiting += 1
            continue
        if number > most_rows:
            problems.append(_problem("too_many_rows", number))
            break
        if (last := max(cells)) > most_columns:
            problems.append(_problem("too_many_columns", number, last, cells[last]))
            break
        length += sum(map(len, cells.values()))
        if length > _MOST_TEXT:
            raise MemoryError
        rows += [[] for _empty in range(waiting)]
        rows.append([cells.get(column, "") for column in range(1, last + 1)])
        waiting = 0
        if len(problems) >= _MOST_PROBLEMS:
            break
    return {"rows": rows, "problems": problems}


def _has_formulas(content: bytes) -> bool:
    """Whether any sheet may have a formula; if none has, one reading is enough."""
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith(".xml"):
                continue
            with archive.open(name) as part:
                end = b""
                while piece := part.read(2**20):
                    if _FORMULA.search(end + piece):
                        return True
                    end = piece[-100:]
    return False


def _cells(
    number: int, values: tuple[Any, ...], formulas: tuple[Any, ...], problems: list[Answer]
) -> Iterator[tuple[int, str]]:
    """Column and text of each cell of a row that holds something."""
    for column, (stored, written) in enumerate(zip(values, formulas, strict=True), 1):
        value = stored.value
        # A formula that came to an empty text is stored as such: its type stays "str".
        if written.data_type == "f" and value is None and stored.data_type != "str":
            problems.append(_problem("formula", number, column))
            yield column, ""
        elif stored.data_type == "e":
            problems.append(_problem("error", number, column, str(value)))
            yield column, str(value)
        elif text := _text(value):
            yield column, text


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _problem(kind: str, row: int = 0, column: int = 0, value: str = "") -> Answer:
    return {"kind": kind, "row": row, "column": column, "value": value}


if __name__ == "__main__":
    main()
