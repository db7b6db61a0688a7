"""What is to be said of a sheet beside its projects: header, rows that are left, hidden cells."""

from collections.abc import Iterable, Iterator

from clairviz.base.i18n import message
from clairviz.store.importing.cells import CellRefused
from clairviz.store.importing.headers import heading_of
from clairviz.store.importing.layout import Layout, SheetColumn
from clairviz.store.ingest import read
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import WHOLE, Limits, SheetTable, cell_name, flaw_problem, letters


def finding(
    name: str,
    what: str,
    remedy: str,
    *,
    severity: str = "error",
    sheet: str = "",
    rule: str = "",
    line: int = 0,
    column: str = "",
    value: str = "",
    cell: str = "",
    suggestions: tuple[str, ...] = (),
    **values: object,
) -> Problem:
    """A finding about a file, a sheet or a row as a whole, unless `cell` says more."""
    return Problem(name, line, column, value, what, remedy, values, severity, sheet, cell, suggestions, rule)


def refused_cell(
    name: str,
    table: SheetTable,
    number: int,
    column: SheetColumn,
    value: str,
    refused: CellRefused,
    severity: str = "error",
) -> Problem:
    """What is to be said of the cell of a row under a column."""
    return Problem(
        name,
        number,
        column.heading,
        value,
        refused.what,
        refused.remedy,
        refused.values,
        severity=severity,
        sheet=table.name,
        cell=cell_name(number, column.index + 1),
        suggestions=refused.suggestions,
        rule=refused.rule,
    )


def unreadable(name: str, table: SheetTable, limits: Limits) -> list[Problem]:
    """Why nothing of a sheet can be read; empty where it can."""
    whole = [flaw for flaw in table.flaws if flaw.kind in WHOLE]
    return [*table.problems, *(flaw_problem(name, flaw, "", limits, sheet=table.name) for flaw in whole)]


def findings_beside(name: str, table: SheetTable, layout: Layout, limits: Limits) -> list[Problem]:
    """All that is to be said of a sheet beside its rows; see ``leaves_nothing``."""
    return [
        *header_findings(name, table, layout),
        *line_findings(name, table, layout),
        *flaw_findings(name, table, layout, limits),
    ]


def leaves_nothing(problems: Iterable[Problem]) -> bool:
    """Whether a sheet as a whole is refused, so that its rows need not be read."""
    return any(problem.severity == "error" and not problem.cell for problem in problems)


def no_header(name: str, table: SheetTable, layout: Layout) -> Problem:
    """The one finding of a sheet whose header is not found: where it may be, and what is missing."""
    known = [column for column in layout.nearest if column.meant]
    if layout.nearest_row and known:
        column = known[0]
        return finding(
            name,
            message("Row {line} looks like the header, but “{value}” is no known heading; is it {meant}?"),
            message("Write the heading as {meant}; the template lists all headings."),
            sheet=table.name,
            line=layout.nearest_row,
            column=column.heading,
            value=column.heading,
            cell=cell_name(layout.nearest_row, column.index + 1),
            suggestions=(column.meant,),
            meant=column.meant,
        )
    if layout.nearest_row:
        return finding(
            name,
            message("The header in row {line} has no column for the body."),
            message("Add a column 自治体名 (local_government)."),
            sheet=table.name,
            line=layout.nearest_row,
            rule="1-6",
        )
    return finding(
        name,
        message("No row has headings that are known."),
        message("Write the headings above the table, among them 自治体名; the template lists all headings."),
        sheet=table.name,
        rule="1-6",
    )


def header_findings(name: str, table: SheetTable, layout: Layout) -> Iterator[Problem]:
    """Headings that are not read, misspelt or given twice."""
    row = layout.header_row + layout.header_rows - 1
    given = {column.column for column in layout.columns}
    for column in layout.columns:
        if column.column or not column.heading:
            continue
        place = {"line": row, "column": column.heading, "value": column.heading, "sheet": table.name}
        cell = cell_name(row, column.index + 1)
        if column.meant and _column_of(column.meant) not in given:
            yield finding(
                name,
                message("“{value}” is no known heading; is it {meant}?"),
                message("Write the heading as {meant}, or another one that is like no known heading."),
                cell=cell,
                suggestions=(column.meant,),
                meant=column.meant,
                **place,  # type: ignore[arg-type]
            )
        else:
            yield finding(
                name,
                message("The column “{value}” is not read."),
                message("Nothing need be done if it is not wanted; the template lists all headings."),
                severity="warning",
                cell=cell,
                **place,  # type: ignore[arg-type]
            )
    for column in layout.repeated:
        yield finding(
            name,
            message("“{value}” names a column that another heading names already."),
            message("Keep each column once."),
            line=row,
            column=column.heading,
            value=column.heading,
            sheet=table.name,
            cell=cell_name(row, column.index + 1),
        )


def _column_of(heading: str) -> str:
    found = heading_of(heading)
    return found.column if found else ""


_LEFT_LINES = {
    "total": message("The row is a total and is not taken as a project: {value}"),
    "note": message("The row is a note and is not taken as a project: {value}"),
    "section": message("The row is a heading and is not taken as a project: {value}"),
    "header": message("The row repeats the header and is not taken as a project."),
}


def line_findings(name: str, table: SheetTable, layout: Layout) -> Iterator[Problem]:
    """Objects, rows that are no projects, cells without a heading, hidden rows and columns."""
    yield from _objects(name, table)
    known = {column.index for column in layout.columns}
    width = len(table.rows[layout.header_row - 1])
    loose: set[int] = set()
    for line in layout.lines:
        row = table.rows[line.number - 1]
        first = next((i for i, cell in enumerate(row) if cell.strip()), 0)
        if line.kind != "project":
            yield finding(
                name,
                _LEFT_LINES[line.kind],
                message("Nothing need be done."),
                severity="warning",
                sheet=table.name,
                line=line.number,
                value=row[first].strip(),
                cell=cell_name(line.number, first + 1),
                rule="2-2" if line.kind == "header" else "",
            )
            continue
        if not table.name and len(row) != width and (len(row) < width or any(c.strip() for c in row[width:])):
            yield read.wrong_width(name, line.number, row, width)
            continue
        for index, cell in enumerate(row):
            if cell.strip() and index not in known and index not in loose:
                loose.add(index)
                yield finding(
                    name,
                    message("“{value}” stands in a column without a heading, and is not read."),
                    message("Give the column a heading if it is wanted."),
                    severity="warning",
                    sheet=table.name,
                    line=line.number,
                    column=letters(index + 1),
                    value=cell.strip(),
                    cell=cell_name(line.number, index + 1),
                    rule="1-6",
                )
        if line.number in table.hidden_rows:
            yield _hidden(name, table, line.number, row[first].strip(), cell_name(line.number, first + 1))
    for column in layout.columns:
        if column.column and column.index + 1 in table.hidden_columns:
            yield finding(
                name,
                message("The column “{value}” is hidden, and is read."),
                message("Check that it is meant; remove it if not."),
                severity="warning",
                sheet=table.name,
                line=layout.header_row,
                column=column.heading,
                value=column.heading,
                cell=cell_name(layout.header_row, column.index + 1),
            )


def _objects(name: str, table: SheetTable) -> Iterator[Problem]:
    if table.has_objects:
        yield finding(
            name,
            message("Pictures, shapes or comments lie on the sheet; they are not read."),
            message("Write what they say into cells if it is wanted."),
            severity="warning",
            sheet=table.name,
            rule="1-8",
        )


def _hidden(name: str, table: SheetTable, number: int, value: str, cell: str) -> Problem:
    return finding(
        name,
        message("The row of “{value}” is hidden, and is read."),
        message("Check that it is meant; remove it if not."),
        severity="warning",
        sheet=table.name,
        line=number,
        value=value,
        cell=cell,
    )


def flaw_findings(name: str, table: SheetTable, layout: Layout, limits: Limits) -> Iterator[Problem]:
    """Formulas without a value and errors, where they stand in a cell that is wanted."""
    projects = {line.number for line in layout.lines if line.kind == "project"}
    known = {column.index: column.heading for column in layout.columns if column.column}
    for flaw in table.flaws:
        is_header = layout.header_row <= flaw.row < layout.header_row + layout.header_rows
        if is_header or (flaw.row in projects and flaw.column - 1 in known):
            heading = known.get(flaw.column - 1, "")
            yield flaw_problem(name, flaw, heading, limits, sheet=table.name)
