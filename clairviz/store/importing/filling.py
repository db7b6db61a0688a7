"""What merged cells and “as above” stand for: filled where it is certain, refused where not."""

from collections.abc import Iterator

from clairviz.base.i18n import message
from clairviz.store.importing.layout import NAMES, Layout, SheetColumn, is_ditto
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import Range, SheetTable, cell_name, letters

Fill = dict[tuple[int, int], str]
# What each project has for itself: the same amount or title twice would be another fact.
_OWN = ("number", "title_ja", "title_en", "total_cost_yen", "subsidy_yen")
# What is the same for all of a group, or of the file.
_SHARED = (*NAMES, "fiscal_year", "source")


def fill(file: str, table: SheetTable, layout: Layout) -> tuple[Fill, list[Problem]]:
    """Texts by row number and column index, and a finding for every range and mark."""
    filled: Fill = {}
    problems: list[Problem] = []
    projects = {line.number for line in layout.lines if line.kind == "project"}
    columns = {column.index: column for column in layout.columns if column.column}
    ranges = [r for r in table.merged if r.last_row > layout.header_row + layout.header_rows - 1]
    # Bodies first: they say which rows belong together.
    ranges.sort(
        key=lambda r: (getattr(columns.get(r.first_column - 1), "column", "") not in NAMES, r.first_row)
    )
    for merged in ranges:
        problem = _merged(merged, file, table, columns, projects, filled, layout)
        problems += [problem] if problem else []
    problems += _dittos(file, table, layout, filled)
    return filled, problems


def _merged(
    merged: Range,
    file: str,
    table: SheetTable,
    columns: dict[int, SheetColumn],
    projects: set[int],
    filled: Fill,
    layout: Layout,
) -> Problem | None:
    rows = range(merged.first_row, min(merged.last_row, len(table.rows)) + 1)
    touched = [row for row in rows if row in projects]
    known = [columns[i] for i in range(merged.first_column - 1, merged.last_column) if i in columns]
    if not touched or not known:
        return None
    row = table.rows[merged.first_row - 1] if merged.first_row <= len(table.rows) else ()
    index = merged.first_column - 1
    value = row[index].strip() if index < len(row) else ""
    column = columns.get(index, known[0])
    place = f"{letters(merged.first_column)}{merged.first_row}"
    if not value:
        return None

    def finding(what: str, remedy: str, severity: str) -> Problem:
        return Problem(
            file, merged.first_row, column.heading, value, what, remedy, {"range": str(merged)},
            severity=severity, sheet=table.name, cell=place, rule="1-4",
        )  # fmt: skip

    is_certain = (
        len(known) == 1
        and len(touched) == len(rows)
        and column.column not in _OWN
        and (column.column in _SHARED or len(set(_bodies(rows, table, layout, filled))) == 1)
    )
    if not is_certain:
        return finding(
            message("The cells {range} are merged, and it is not certain what belongs to which project."),
            message("Undo the merging and write each project's own value."),
            "error",
        )
    for number in rows:
        filled[number, index] = value
    return finding(
        message("The cells {range} are merged; “{value}” is taken for each of their rows."),
        message("Check that this is what is meant."),
        "warning",
    )


def _bodies(rows: range, table: SheetTable, layout: Layout, filled: Fill) -> Iterator[str]:
    names = [column.index for name in NAMES for column in layout.of(name)]
    for number in rows:
        row = table.rows[number - 1]
        texts = [filled.get((number, i), row[i].strip() if i < len(row) else "") for i in names]
        # A row that names nobody belongs to no group.
        yield "\n".join(texts).strip() or f"\n{number}"


def _dittos(file: str, table: SheetTable, layout: Layout, filled: Fill) -> Iterator[Problem]:
    """“〃” under a body or a year is the one above; elsewhere it is refused as a value."""
    for name in ("local_government", "fiscal_year"):
        for column in layout.of(name):
            above = ""
            for line in layout.lines:
                row = table.rows[line.number - 1]
                text = row[column.index].strip() if column.index < len(row) else ""
                text = filled.get((line.number, column.index), text)
                if line.kind != "project" or not text:
                    continue
                if not is_ditto(text) or not above:
                    above = text
                    continue
                filled[line.number, column.index] = above
                yield Problem(
                    file,
                    line.number,
                    column.heading,
                    text,
                    message("“{value}” is read as {meant}."),
                    message("Check that this is what is meant."),
                    {"meant": above},
                    severity="warning",
                    sheet=table.name,
                    cell=cell_name(line.number, column.index + 1),
                    rule="1-6",
                )
