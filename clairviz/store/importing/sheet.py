"""A table of planned projects or of costs, as offices send them to the simulator.

Above its header a sheet may have titles and the unit of its amounts; the header may have two
rows; below it stand rows and remarks. Nothing is guessed: where no row has the headings that are
needed, the message names the row that is likely to be the header.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clairviz.base.i18n import message
from clairviz.base.vocabulary import Vocabulary
from clairviz.store.importing.headers import parted, unit_of
from clairviz.store.importing.layout import is_note
from clairviz.store.ingest import read
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.ingest.table import (
    Limits,
    SheetTable,
    bare_name,
    flaw_problem,
    letters,
    read_tables,
    refused,
)

MOST_BYTES = 20 * 2**20
MOST_ROWS = 5_000
MOST_COLUMNS = 100

# Space for 300 MB at most, the interpreter included.
_MOST_MEMORY = 300 * 2**20
_MOST_PROCESSOR_SECONDS = 8
# By the clock on the wall; the child's own limit of processor time is lower.
_MOST_SECONDS = 20.0
_MOST_PROBLEMS = 50
# One long text may be named by a million cells.
_MOST_TEXT = 10**7
_HEADER_WITHIN = 20
_UNIT_WORDS = {10**3: "千円", 10**4: "万円", 10**6: "百万円"}


@dataclass(frozen=True)
class Listing:
    """The rows under the header, each as heading to text; the first of them is row `first_row`.

    `unit` is the factor of the amounts that the sheet states above its header, or None.
    """

    rows: Sequence[Mapping[str, str]]
    first_row: int = 2
    unit: int | None = None


def read_sheet(name: str, content: bytes, words: Vocabulary | None = None) -> Listing:
    """The table of a file; without `words` its header is the first row.

    `name` tells the kind of the file and stands in messages. Of a workbook the first visible
    sheet is read. Empty rows and remarks between others stay as empty ones, so that rows keep
    their numbers; those at the end are dropped. An amount in thousands says so in its text.
    Raises DataRefused with every problem found.
    """
    limits = Limits(
        bytes=MOST_BYTES,
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
        text=_MOST_TEXT,
        memory=_MOST_MEMORY,
        processor_seconds=_MOST_PROCESSOR_SECONDS,
        seconds=_MOST_SECONDS,
        kinds=(".csv", ".xlsx"),
        first=True,
    )
    table = next(table for table in read_tables(name, content, limits) if not table.is_hidden)
    name = bare_name(name)
    grid = [list(row) for row in table.rows]
    while grid and not any(cell.strip() for cell in grid[-1]):
        del grid[-1]
    top, depth = _header_of(grid, words) if words else (0, 1)
    if problems := _problems(name, table, limits, max(top, 0), depth):
        raise DataRefused(problems)
    if not grid or (not words and not any(cell.strip() for cell in grid[0])):
        what = message("The first row is empty.") if grid else message("The file is empty.")
        raise refused(name, (what, message("Write the headings into the first row.")))
    if words and top < 0:
        raise _no_header(name, grid, words)
    heads = _heads(grid, top, depth, words)
    unit = next((unit for row in grid[:top] for cell in row if (unit := unit_of(cell))), None)
    records = _records(name, grid, top + depth, heads)
    if words:
        records = [_plain_record(record, words, unit) for record in records]
    return Listing(records, top + depth + 1, unit)


def _known(row: Sequence[str], words: Vocabulary) -> set[str]:
    """The fields that the cells of a row name."""
    return {field for cell in row if cell.strip() and (field := _field(cell, words))}


def _field(text: str, words: Vocabulary) -> str | None:
    return words.column_of(text) or words.column_of(parted(text)[0])


def _header_of(grid: Sequence[Sequence[str]], words: Vocabulary) -> tuple[int, int]:
    """Where the header begins and how many rows it has; -1 where no row is one."""
    best, most = (-1, 1), 0
    for index in range(min(len(grid), _HEADER_WITHIN)):
        for depth in (1, 2):
            if index + depth > len(grid) or (depth == 2 and not _is_second(grid, index, words)):
                continue
            known = _known(_heads(grid, index, depth, words), words)
            if known & words.needed and len(known) > most:
                best, most = (index, depth), len(known)
    return best


def _is_second(grid: Sequence[Sequence[str]], index: int, words: Vocabulary) -> bool:
    """Whether the row below `index` goes on with the header: half of it or more are headings."""
    below = [cell for cell in grid[index + 1] if cell.strip()]
    above = _known(grid[index], words)
    named = [cell for cell in below if _field(cell, words) or (parted("経費" + cell)[2] is not None)]
    return bool(above) and bool(named) and len(named) * 2 >= len(below)


def _heads(grid: Sequence[Sequence[str]], top: int, depth: int, words: Vocabulary | None) -> list[str]:
    """The heading of each column; of two rows the lower one, with the upper where that says more."""
    upper = [cell.strip() for cell in grid[top]]
    lower = [cell.strip() for cell in grid[top + 1]] if depth == 2 else []
    heads = []
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        text = below or above
        if words and below and above:
            likely = (below, above + below, above)
            text = next((each for each in likely if _field(each, words)), text)
        heads.append(text)
    while heads and not heads[-1]:
        heads.pop()
    return heads


def _plain_record(record: Mapping[str, str], words: Vocabulary, unit: int | None) -> dict[str, str]:
    """A row with each amount in its own unit, which then leaves the heading; a remark is an empty row."""
    texts = [text for text in record.values() if text]
    is_remark = len(texts) == 1 and is_note(texts[0])
    plain = {}
    for head, text in record.items():
        factor = parted(head)[2]
        if factor in _UNIT_WORDS:
            bare = re.sub(r"\s*[(（\[【][^(（\[【]*$", "", head)
        else:
            bare, factor = head, factor or unit
        is_amount = _field(head, words) in words.amounts
        plain[bare] = "" if is_remark else _with_unit(text, factor) if is_amount else text
    return plain


def _with_unit(text: str, factor: int | None) -> str:
    """An amount that says its unit, unless it says one already or is nothing."""
    if (
        factor not in _UNIT_WORDS
        or re.search(r"[円万億千百¥￥\\]", text)
        or not re.search(r"[1-9１-９]", text)
    ):
        return text
    return f"{text}{_UNIT_WORDS[factor]}"


def _no_header(name: str, grid: Sequence[Sequence[str]], words: Vocabulary) -> DataRefused:
    """The refusal of a sheet without a header; it names the row that is likely to be one."""

    def likeness(row: Sequence[str]) -> tuple[int, int]:
        texts = [cell for cell in row if cell.strip()]
        return len(_known(row, words)), sum(not any(sign.isdigit() for sign in cell) for cell in texts)

    rows = grid[:_HEADER_WITHIN]
    line = max(range(len(rows)), key=lambda index: likeness(rows[index]))
    likely = [cell.strip() for cell in rows[line] if cell.strip()]
    what = message("No row has the heading “{wanted}”. Row {row} looks like the header: {headings}.")
    remedy = message("Write “{wanted}” above the column that holds it.")
    values: dict[str, Any] = {"wanted": words.wanted, "row": line + 1, "headings": "、".join(likely)[:200]}
    return refused(name, (what, remedy), line + 1, value=", ".join(likely)[:200], **values)


def _problems(name: str, table: SheetTable, limits: Limits, top: int, depth: int) -> list[Problem]:
    header = table.rows[top] if table.rows else []
    problems = []
    if not table.name and header:
        for number, cells in enumerate(table.rows, start=1):
            if number > top and cells and len(cells) != len(header):
                problems.append(read.wrong_width(name, number, cells, len(header)))
            if len(problems) >= _MOST_PROBLEMS:
                return problems
    for flaw in table.flaws:
        is_below = flaw.row > top + depth and 0 < flaw.column <= len(header)
        heading = header[flaw.column - 1].strip() if is_below else ""
        problems.append(flaw_problem(name, flaw, heading, limits))
    return problems + list(table.problems)


def _records(name: str, grid: Sequence[Sequence[str]], first: int, header: list[str]) -> list[dict[str, str]]:
    """Heading to text, row by row; refuses a header that leaves a cell without a clear name."""
    problems: list[Problem] = []
    repeated = sorted({column for column in header if column and header.count(column) > 1})
    if repeated:
        found = {"columns": ", ".join(repeated)}
        problems.append(Problem(name, first, "", ",".join(header), *read.REPEATED, found))
    nameless: set[int] = set()
    records = []
    for number, row in enumerate(grid[first:], start=first + 1):
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
        letters(column),
        value,
        message("“{value}” stands in a column without a heading."),
        message("Give the column a heading in the first row, or empty it."),
    )
