"""The yearly project files: names become codes, and nothing is guessed."""

import re
from collections.abc import Mapping
from pathlib import Path

from clairviz.base import fiscal_year
from clairviz.base.i18n import message
from clairviz.base.schema import TABLE
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.read import Row, read_rows
from clairviz.store.ingest.reference import Record, Records, unknown_code

COLUMNS = (
    "fiscal_year",
    "local_government",
    "number",
    "title_ja",
    "title_en",
    "fields",
    "secondary_fields",
    "regions",
    "is_joint",
    "total_cost_yen",
    "subsidy_yen",
    "source",
)
BOOLEANS = {"": None, "1": True, "0": False, "true": True, "false": False}
PROJECT_TABLES = ("project", "project_field", "project_region")
LARGEST_YEN = 2**63 - 1


def load_projects(folder: Path, reference: Records) -> tuple[Records, list[Problem]]:
    """Records of project, project_field and project_region from every yearly file."""
    names = {
        table: _codes(reference[table], TABLE[table].key[0])
        for table in ("local_government", "field", "region")
    }
    sources = {record["source_id"] for record in reference["source"]}
    records: Records = {table: [] for table in PROJECT_TABLES}
    problems: list[Problem] = []
    files = sorted(folder.glob("*.csv"))
    if not files:
        problems.append(
            Problem(
                "source/projects",
                0,
                "",
                "",
                message("There is no project file."),
                message("Put one file a fiscal year here, named after its starting year, as in 2005.csv."),
            )
        )
    for file in files:
        name = f"source/projects/{file.name}"
        rows, found = read_rows(file, COLUMNS, name=name)
        problems += found
        if not re.fullmatch(r"[0-9]{4}", file.stem):
            problems.append(
                Problem(
                    name,
                    0,
                    "",
                    "",
                    message("The file is not named after a fiscal year."),
                    message("Name the file after the starting year, as in 2005.csv."),
                )
            )
            continue
        seen: dict[str, int] = {}
        for row in rows:
            problems += _project(row, file.stem, names, sources, seen, records)
    return records, problems


def _codes(records: list[Record], key: str) -> dict[str, str]:
    """Code by name and by code itself."""
    return {str(record[column]): str(record[key]) for record in records for column in ("name_ja", key)}


def _project(
    row: Row,
    year: str,
    names: Mapping[str, Mapping[str, str]],
    sources: set[object],
    seen: dict[str, int],
    records: Records,
) -> list[Problem]:
    problems: list[Problem] = []
    cells = row.cells

    try:
        if str(fiscal_year.parse(cells["fiscal_year"]).year) != year:
            problems.append(
                row.problem(
                    "fiscal_year",
                    message("The year {value} is not the year of the file."),
                    message("Move the row to its own year's file, or correct the year."),
                )
            )
    except ValueError:
        problems.append(
            row.problem(
                "fiscal_year",
                message("“{value}” is not a fiscal year."),
                message("Write the year as 2005, FY2005, 平成17年度 or H17."),
            )
        )

    government = names["local_government"].get(cells["local_government"])
    if government is None:
        problems.append(unknown_code(row, "local_government", "local_governments.csv"))
    if cells["source"] not in sources:
        problems.append(unknown_code(row, "source", "sources.csv"))

    numbers: dict[str, int | None] = {}
    for column in ("number", "total_cost_yen", "subsidy_yen"):
        numbers[column] = None
        if cells[column]:
            valid = re.fullmatch(r"[0-9]{1,19}", cells[column]) and int(cells[column]) <= LARGEST_YEN
            if not valid or (column == "number" and not 0 < int(cells[column]) < 2**31):
                problems.append(
                    row.problem(
                        column,
                        message("“{value}” is not a whole number."),
                        message("Write digits only, or leave the cell empty."),
                    )
                )
            else:
                numbers[column] = int(cells[column])
    if cells["is_joint"].lower() not in BOOLEANS:
        problems.append(
            row.problem(
                "is_joint",
                message("“{value}” is not one of: {choices}."),
                message("Use one of the listed values, or leave the cell empty."),
                choices="true, false",
            )
        )

    marks: dict[str, list[str]] = {}
    for column, table, file in (
        ("fields", "field", "fields.csv"),
        ("secondary_fields", "field", "fields.csv"),
        ("regions", "region", "regions.csv"),
    ):
        marks[column] = []
        for part in split(cells[column], names[table]):
            code = names[table].get(part)
            if code is None:
                problems.append(
                    row.problem(
                        column,
                        message("“{part}” is not listed in {file}."),
                        message("Correct the cell, or add a row to data/reference/{file}."),
                        part=part,
                        file=file,
                    )
                )
            elif code in marks[column] or (code in marks["fields"] and column == "secondary_fields"):
                problems.append(
                    row.problem(
                        column, message("“{part}” is marked twice."), message("Keep one mark."), part=part
                    )
                )
            else:
                marks[column].append(code)
    if not marks["fields"] and not cells["fields"]:
        problems.append(
            row.problem("fields", message("The project has no field."), message("Name at least one field."))
        )

    project_id = "-".join([year, government or "", *([cells["number"]] if cells["number"] else [])])
    if project_id in seen and government:
        problems.append(
            row.problem(
                "number",
                message("The project is the same as in line {other}."),
                message("Give projects of one body in one year different numbers."),
                other=seen[project_id],
            )
        )
    seen.setdefault(project_id, row.line)
    if problems:
        return problems

    records["project"].append(
        {
            "project_id": project_id,
            "fiscal_year": int(year),
            "local_government_code": government,
            "number": numbers["number"],
            "title_ja": cells["title_ja"] or None,
            "title_en": cells["title_en"] or None,
            "is_joint": BOOLEANS[cells["is_joint"].lower()],
            "total_cost_yen": numbers["total_cost_yen"],
            "subsidy_yen": numbers["subsidy_yen"],
            "source_id": cells["source"],
        }
    )
    for role, column in (("primary", "fields"), ("secondary", "secondary_fields")):
        records["project_field"] += [
            {"project_id": project_id, "field_code": code, "role": role} for code in marks[column]
        ]
    records["project_region"] += [
        {"project_id": project_id, "region_code": code} for code in marks["regions"]
    ]
    return []


def split(cell: str, names: Mapping[str, str]) -> list[str]:
    """The parts of a cell that lists several names.

    ; and 、 always separate; ・ does only where no listed name contains it, since
    産業・経済 is one field.
    """
    parts = [part.strip() for part in re.split(r"[;、]", cell)]
    return [
        piece.strip()
        for part in parts
        if part
        for piece in ([part] if part in names else part.split("・"))
        if piece.strip()
    ]
