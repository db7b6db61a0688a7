"""A table with its header in the first row, as the simulator takes planned projects."""

from collections.abc import Sequence

from clairviz.base.i18n import message
from clairviz.store.ingest import read
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.ingest.table import (
    Limits,
    Table,
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


def read_sheet(name: str, content: bytes) -> list[dict[str, str]]:
    """The rows under the header in the first row, each as header to text.

    `name` tells the kind of the file and stands in messages. Of a workbook the first visible
    sheet is read. Empty rows between others stay, so that the first row returned is row 2 and
    so on; those at the end are dropped. Raises DataRefused with every problem found.
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
    problems = _problems(name, table, limits)
    if problems:
        raise DataRefused(problems)
    grid = [list(row) for row in table.rows]
    while grid and not any(grid[-1]):
        del grid[-1]
    if not grid or not any(cell.strip() for cell in grid[0]):
        what = message("The first row is empty.") if grid else message("The file is empty.")
        raise refused(name, (what, message("Write the headings into the first row.")))
    return _records(name, grid)


def _problems(name: str, table: Table, limits: Limits) -> list[Problem]:
    header = table.rows[0] if table.rows else []
    problems = []
    if not table.name and header:
        for number, cells in enumerate(table.rows, start=1):
            if cells and len(cells) != len(header):
                problems.append(read.wrong_width(name, number, cells, len(header)))
            if len(problems) >= _MOST_PROBLEMS:
                return problems
    for flaw in table.flaws:
        heading = header[flaw.column - 1].strip() if flaw.row > 1 and 0 < flaw.column <= len(header) else ""
        problems.append(flaw_problem(name, flaw, heading, limits))
    return problems + list(table.problems)


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
        letters(column),
        value,
        message("“{value}” stands in a column without a heading."),
        message("Give the column a heading in the first row, or empty it."),
    )
