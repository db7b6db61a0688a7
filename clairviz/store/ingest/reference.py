"""The reference tables: every cell checked against the schema, every problem reported."""

import re
from datetime import date
from pathlib import Path

from clairviz.base.i18n import message
from clairviz.base.schema import REFERENCE_TABLES, TABLE
from clairviz.base.schema.table import Column, Table, source
from clairviz.store.ingest import subsidy
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.read import Row, read_rows

Record = dict[str, object]
Records = dict[str, list[Record]]

# An ISO date as far as it is known; which part is needed follows from `precision`.
_PARTIAL_DATES = {
    "day": r"\d{4}-\d{2}-\d{2}",
    "month": r"\d{4}-\d{2}",
    "year": r"\d{4}",
    "fiscal_year": r"\d{4}",
}
LARGEST = {"INTEGER": 2**31 - 1, "BIGINT": 2**63 - 1}
# No table of the database: only ``check`` reads it.
HAND_COUNTS = Table(
    "hand_count",
    "Marks counted by hand on the printed table.",
    ("fiscal_year", "dimension", "code"),
    (
        Column("fiscal_year", "INTEGER", "the starting year", "year"),
        Column(
            "dimension",
            "VARCHAR",
            "what is counted",
            choices=("secondary_field", "fields_of_project", "regions_of_project"),
        ),
        Column("code", "VARCHAR", "code within the dimension"),
        Column("total", "INTEGER", "the count", "marks", least=0),
        source(),
    ),
    "hand_counts.csv",
    may_be_absent=True,
)
# What is told of a fiscal year beside its projects.
COVERAGE = Table(
    "fiscal_year",
    "How much of a fiscal year is on file.",
    ("fiscal_year",),
    tuple(
        TABLE["fiscal_year"].column(name)
        for name in ("fiscal_year", "coverage", "recognised_count", "source_id")
    ),
    "fiscal_years.csv",
)
_DATED_COLUMNS = {"office": "opened", "milestone": "happened"}


def load_reference(folder: Path) -> tuple[Records, list[Problem]]:
    """Typed records of every reference table, and every problem found."""
    records: Records = {}
    problems: list[Problem] = []
    rows: dict[str, list[Row]] = {}
    for table in REFERENCE_TABLES:
        rows[table.name], found = _rows(folder, table)
        problems += found
        records[table.name] = []
        seen: set[tuple[object, ...]] = set()
        for row in rows[table.name]:
            record, found = convert(row, table)
            found += _more(table, row, record)
            if not found:
                found += subsidy.row_problems(table.name, row, record)
            key = tuple(record.get(column) for column in table.key)
            if key in seen:
                found.append(
                    row.problem(
                        table.key[-1],
                        message("The key {value} is used twice."),
                        message("Keep one of the rows, or give one a key of its own."),
                    )
                )
            seen.add(key)
            problems += found
            if not found:
                records[table.name].append(record)
    problems += _dangling(rows, records)
    sound = {str(record["fiscal_year"]) for record in records["subsidy_rule"]}
    problems += subsidy.missing_clauses(
        [row for row in rows["subsidy_rule"] if row.cells["fiscal_year"] in sound], rows["subsidy_clause"]
    )
    return records, problems


def _rows(folder: Path, table: Table) -> tuple[list[Row], list[Problem]]:
    """The rows of a table's file; columns and files that older folders lack may be absent."""
    if table.may_be_absent and not (folder / table.file).exists():
        return [], []
    return read_rows(
        folder / table.file,
        [column.name for column in table.columns],
        name=f"reference/{table.file}",
        absent={column.name: column.absent for column in table.columns if column.nullable or column.absent},
    )


def load_hand_counts(
    folder: Path,
) -> tuple[dict[tuple[int, str, str], int], list[Problem]]:
    """Marks counted by hand: the count by fiscal year, dimension and code. The file may be absent."""
    rows, problems = _rows(folder, HAND_COUNTS)
    counts: dict[tuple[int, str, str], int] = {}
    for row in rows:
        found = convert(row, HAND_COUNTS)[1]
        problems += found
        if not found:
            cells = row.cells
            counts[int(cells["fiscal_year"]), cells["dimension"], cells["code"]] = int(cells["total"])
    return counts, problems


def load_coverage(folder: Path, sources: set[object]) -> tuple[dict[int, Record], list[Problem]]:
    """Coverage and source of each fiscal year, by starting year."""
    rows, problems = _rows(folder, COVERAGE)
    years: dict[int, Record] = {}
    for row in rows:
        record, found = convert(row, COVERAGE)
        if row.cells["source_id"] not in sources:
            found.append(unknown_code(row, "source_id", "sources.csv"))
        problems += found
        if not found:
            years[int(row.cells["fiscal_year"])] = record
    return years, problems


def convert(row: Row, table: Table) -> tuple[Record, list[Problem]]:
    """A row's cells as the types of the table; an empty cell is None."""
    record: Record = {}
    problems: list[Problem] = []
    for column in table.columns:
        text = row.cells[column.name]
        record[column.name] = None
        if not text:
            if not column.nullable:
                problems.append(
                    row.problem(
                        column.name,
                        message("The cell is empty."),
                        message("Fill in the cell; it must not be empty."),
                    )
                )
            continue
        try:
            record[column.name] = _value(text, column)
        except ValueError:
            problems.append(
                row.problem(
                    column.name,
                    message("“{value}” is not of the expected kind ({kind})."),
                    message("Correct the cell."),
                    kind=column.unit or column.type,
                )
            )
            continue
        if column.choices:
            problems += _choice(row, column.name, column.choices)
    return record, problems


def unknown_code(row: Row, column: str, file: str) -> Problem:
    """The problem of a code that its reference file does not list."""
    return row.problem(
        column,
        message("“{value}” is not listed in {file}."),
        message("Correct the cell, or add a row to data/reference/{file}."),
        file=file,
    )


def check_digit(code: str) -> bool:
    """Whether a local government code ends in the check digit of its first five digits.

    Rule: 総務省「全国地方公共団体コード」, modulus 11 with weights 6 to 2.
    """
    if not re.fullmatch(r"[0-9]{6}", code):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return int(code[5]) == (11 - total % 11) % 10


def _value(text: str, column: Column) -> object:
    if column.type in ("INTEGER", "BIGINT"):
        if not re.fullmatch(r"[0-9]{1,19}", text):
            raise ValueError(text)
        whole = int(text)
        if whole > LARGEST[column.type]:
            raise ValueError(text)
        if column.bounds and not column.bounds[0] <= whole <= column.bounds[1]:
            raise ValueError(text)
        return whole
    if column.type == "DOUBLE":
        number = float(text)
        if column.bounds and not column.bounds[0] <= number <= column.bounds[1]:
            raise ValueError(text)
        return number
    if column.type == "DATE":
        return date.fromisoformat(text)
    if column.pattern and not re.fullmatch(column.pattern, text):
        raise ValueError(text)
    return text


def _choice(row: Row, column: str, choices: tuple[str, ...]) -> list[Problem]:
    if row.cells[column] in choices or not row.cells[column]:
        return []
    return [
        row.problem(
            column,
            message("“{value}” is not one of: {choices}."),
            message("Use one of the listed values."),
            choices=", ".join(choices),
        )
    ]


def _more(table: Table, row: Row, record: Record) -> list[Problem]:
    """Rules of single tables that a column type cannot express."""
    code = row.cells.get("local_government_code", "")
    if table.name == "local_government" and code and not check_digit(code):
        return [
            row.problem(
                "local_government_code",
                message("“{value}” does not end in its check digit."),
                message("Copy the 6-digit code from the official list."),
            )
        ]
    if table.name == "local_government" and code and code[:2] != row.cells["prefecture_code"]:
        return [
            row.problem(
                "prefecture_code",
                message("The code {code} lies in prefecture {expected}, not in {value}."),
                message("Correct the code or the prefecture."),
                code=code,
                expected=code[:2],
            )
        ]
    column = _DATED_COLUMNS.get(table.name)
    precision = str(record.get("precision"))
    if (
        column
        and record.get(column)
        and precision in _PARTIAL_DATES
        and not re.fullmatch(_PARTIAL_DATES[precision], str(record[column]))
    ):
        return [
            row.problem(
                column,
                message("“{value}” is not a date to the {precision}."),
                message("Write YYYY, YYYY-MM or YYYY-MM-DD, as fine as `precision` says."),
                precision=precision,
            )
        ]
    return []


def _dangling(rows: dict[str, list[Row]], records: Records) -> list[Problem]:
    codes = {record["region_code"] for record in records["region"]}
    problems = [
        unknown_code(row, "within", "regions.csv")
        for row in rows["region"]
        if row.cells["within"] and row.cells["within"] not in codes
    ]
    for table in REFERENCE_TABLES:
        for column in table.columns:
            target = column.references.partition("(")[0]
            if not target or target not in records:
                continue
            # Rows rather than records: what is wrong with the target's row is reported there.
            known = {row.cells[TABLE[target].key[0]] for row in rows[target]}
            problems += [
                unknown_code(row, column.name, TABLE[target].file)
                for row in rows[table.name]
                if known and row.cells[column.name] and row.cells[column.name] not in known
            ]
    return problems
