"""The yearly project files: names become codes, and nothing is guessed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clairviz.base import fiscal_year
from clairviz.base.i18n import message
from clairviz.base.schema import TABLE
from clairviz.store.ingest import project_cells
from clairviz.store.ingest.bodies import Bodies, Body
from clairviz.store.ingest.listed import split
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.read import Row, read_rows
from clairviz.store.ingest.reference import Record, Records, unknown_code

# In the order of the canonical form; a file may lack all but the first two.
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
    "partner_bodies",
    "applicant",
    "partner",
    "partner_organisations",
    "summary",
    "result",
    "starts_on",
    "ends_on",
    "total_cost_yen",
    "subsidy_yen",
    "source",
    "locator",
    "applied_yen",
    "granted_yen",
    "settled_yen",
    "continues",
)
NEEDED = ("fiscal_year", "local_government", "source")
# Columns taken over as they are, by the column of the table.
TEXTS = {
    "title_ja": "title_ja",
    "title_en": "title_en",
    "applicant_ja": "applicant",
    "partner_ja": "partner",
    "partner_organisations_ja": "partner_organisations",
    "summary_ja": "summary",
    "result_ja": "result",
    "locator": "locator",
}
BOOLEANS = {"": None, "1": True, "0": False, "true": True, "false": False}
PROJECT_TABLES = ("project", "project_body", "project_field", "project_region")


@dataclass(frozen=True)
class Known:
    """What the cells of a project may name."""

    bodies: Bodies
    fields: Mapping[str, str]
    regions: Mapping[str, str]
    sources: frozenset[str]

    @staticmethod
    def of(reference: Records) -> "Known":
        """From the records of the reference tables."""
        fields, regions = (_codes(reference[name], TABLE[name].key[0]) for name in ("field", "region"))
        return Known(
            Bodies(
                reference["local_government"], reference["local_government_change"], reference["prefecture"]
            ),
            fields,
            regions,
            frozenset(str(record["source_id"]) for record in reference["source"]),
        )


@dataclass
class _Reading:
    """One row on its way into the tables."""

    row: Row
    year: int
    known: Known
    problems: list[Problem] = field(default_factory=list)

    def cell(self, column: str) -> str:
        return self.row.cells.get(column, "")

    def report(self, column: str, what: str, remedy: str, **values: object) -> None:
        self.problems.append(self.row.problem(column, what, remedy, **values))


def load_projects(folder: Path, reference: Records) -> tuple[Records, list[Problem]]:
    """Records of the project tables from every yearly file, and every problem found."""
    known = Known.of(reference)
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
        lacking = {column: "" for column in COLUMNS if column not in NEEDED}
        rows, found = read_rows(file, COLUMNS, name=name, absent=lacking)
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
            problems += _project(_Reading(row, int(file.stem), known), seen, records)
    return records, problems


def _codes(records: list[Record], key: str) -> dict[str, str]:
    """Code by name and by code itself."""
    return {str(record[column]): str(record[key]) for record in records for column in ("name_ja", key)}


def _project(reading: _Reading, seen: dict[str, int], records: Records) -> list[Problem]:
    """Puts a row into the tables, or returns what is wrong with it."""
    _year(reading)
    lead = _lead(reading)
    if reading.cell("source") not in reading.known.sources:
        reading.problems.append(unknown_code(reading.row, "source", "sources.csv"))
    number = project_cells.read_number(reading)
    amounts = project_cells.read_amounts(reading)
    partners = _partners(reading, lead)
    is_joint = _is_joint(reading, partners)
    days = project_cells.read_days(reading)
    project_cells.check_continued(reading)
    marks: dict[str, list[str]] = {}
    for column, names, file in (
        ("fields", reading.known.fields, "fields.csv"),
        ("secondary_fields", reading.known.fields, "fields.csv"),
        ("regions", reading.known.regions, "regions.csv"),
    ):
        before = marks.get("fields", []) if column == "secondary_fields" else []
        marks[column] = _marks(reading, column, names, file, before)
    project_id = _identity(reading, lead, seen)
    if reading.problems:
        return reading.problems
    records["project"].append(
        {
            "project_id": project_id,
            "fiscal_year": reading.year,
            "local_government_code": lead.code if lead else None,
            "number": number,
            "is_joint": is_joint,
            "source_id": reading.cell("source"),
            "continues": reading.cell("continues") or None,
            **{name: reading.cell(column) or None for name, column in TEXTS.items()},
            **amounts,
            **days,
        }
    )
    records["project_body"] += [
        {
            "project_id": project_id,
            "local_government_code": body.code,
            "role": role,
            "name_as_printed_ja": None if reading.known.bodies.is_of_today(body) else body.name_ja,
        }
        for role, bodies in (("lead", [lead] if lead else []), ("partner", partners))
        for body in bodies
    ]
    for role, column in (("primary", "fields"), ("secondary", "secondary_fields")):
        records["project_field"] += [
            {"project_id": project_id, "field_code": code, "role": role} for code in marks[column]
        ]
    records["project_region"] += [
        {"project_id": project_id, "region_code": code} for code in marks["regions"]
    ]
    return []


def _year(reading: _Reading) -> None:
    try:
        if fiscal_year.parse(reading.cell("fiscal_year")).year != reading.year:
            reading.report(
                "fiscal_year",
                message("The year {value} is not the year of the file."),
                message("Move the row to its own year's file, or correct the year."),
            )
    except ValueError:
        reading.report(
            "fiscal_year",
            message("“{value}” is not a fiscal year."),
            message("Write the year as 2005, FY2005, 平成17年度 or H17."),
        )


def _lead(reading: _Reading) -> Body | None:
    text = reading.cell("local_government")
    if text:
        return _body(reading, "local_government", text)
    if not reading.cell("applicant"):
        reading.report(
            "local_government",
            message("Neither a local government nor an applicant is named."),
            message("Name the body, or the applicant where it is no local government."),
        )
    return None


def _partners(reading: _Reading, lead: Body | None) -> list[Body]:
    found: list[Body] = []
    for part in split(reading.cell("partner_bodies"), reading.known.bodies):
        body = _body(reading, "partner_bodies", part)
        if body is None:
            continue
        if body.code in {one.code for one in (lead, *found) if one}:
            reading.report(
                "partner_bodies", message("“{part}” is named twice."), message("Name it once."), part=part
            )
        found.append(body)
    return found


def _body(reading: _Reading, column: str, text: str) -> Body | None:
    """The one body that `text` means in the year of the file."""
    bodies = reading.known.bodies
    found = bodies.named(text, reading.year)
    if len(found) == 1:
        return found[0]
    if found:
        reading.report(
            column,
            message("“{part}” is the name of several bodies: {candidates}."),
            message("Write the prefecture before the name, or the code."),
            part=text,
            candidates=", ".join(f"{body.full_name_ja} ({body.code})" for body in found),
        )
    elif ever := bodies.ever(text):
        reading.report(
            column,
            message("“{part}” did not exist in fiscal {year} ({periods})."),
            message("Write the name or code that the body had in that year."),
            part=text,
            year=reading.year,
            periods=", ".join(f"{body.full_name_ja} {body.since or ''}–{body.until or ''}" for body in ever),
        )
    else:
        reading.report(
            column,
            message("“{part}” is not listed in {file}."),
            message("Correct the cell, or add a row to data/reference/{file}."),
            part=text,
            file="local_governments.csv",
        )
    return None


def _is_joint(reading: _Reading, partners: list[Body]) -> bool | None:
    text = reading.cell("is_joint").lower()
    if text not in BOOLEANS:
        reading.report(
            "is_joint",
            message("“{value}” is not one of: {choices}."),
            message("Use one of the listed values, or leave the cell empty."),
            choices="true, false",
        )
        return None
    if partners and BOOLEANS[text] is False:
        reading.report(
            "is_joint",
            message("The project is said not to be joint, yet partner bodies are named."),
            message("Correct the cell, or leave partner_bodies empty."),
        )
    return True if partners else BOOLEANS[text]


def _marks(
    reading: _Reading, column: str, names: Mapping[str, str], file: str, before: list[str]
) -> list[str]:
    """The codes of the names in a cell; each may be marked once, those in `before` not again."""
    found: list[str] = []
    for part in split(reading.cell(column), names):
        code = names.get(part)
        if code is None:
            reading.report(
                column,
                message("“{part}” is not listed in {file}."),
                message("Correct the cell, or add a row to data/reference/{file}."),
                part=part,
                file=file,
            )
        elif code in found or code in before:
            reading.report(column, message("“{part}” is marked twice."), message("Keep one mark."), part=part)
        else:
            found.append(code)
    return found


def _identity(reading: _Reading, lead: Body | None, seen: dict[str, int]) -> str:
    """The project_id; reports another project of the file that has the same."""
    applicant = reading.cell("applicant")
    who = lead.code if lead else "x" + hashlib.sha256(applicant.encode()).hexdigest()[:8]
    number = reading.cell("number")
    project_id = "-".join([str(reading.year), who, *([number] if number else [])])
    if project_id in seen and (lead or (applicant and not reading.cell("local_government"))):
        reading.report(
            "number",
            message("The project is the same as in line {other}."),
            message("Give projects of one body in one year different numbers."),
            other=seen[project_id],
        )
    seen.setdefault(project_id, reading.row.line)
    return project_id
