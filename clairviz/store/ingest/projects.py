"""The yearly project files: names become codes, and nothing is guessed."""

import hashlib
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clairviz.base import fiscal_year
from clairviz.base.i18n import message
from clairviz.base.schema import TABLE
from clairviz.store.ingest.bodies import Bodies, Body
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
DATES = ("starts_on", "ends_on")
AMOUNTS = ("total_cost_yen", "subsidy_yen", "applied_yen", "granted_yen", "settled_yen")
# What was paid out of the total cost can be no more than it.
PAID = ("subsidy_yen", "granted_yen", "settled_yen")
BOOLEANS = {"": None, "1": True, "0": False, "true": True, "false": False}
PROJECT_TABLES = ("project", "project_body", "project_field", "project_region")
LARGEST_YEN = 2**63 - 1
_WITH_COMMAS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_EARLIER = re.compile(r"([0-9]{4})-[0-9a-z]+(-[0-9]+)?")


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
    number = _number(reading)
    amounts = _amounts(reading)
    partners = _partners(reading, lead)
    is_joint = _is_joint(reading, partners)
    days = _days(reading)
    _continued(reading)
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


def _number(reading: _Reading) -> int | None:
    text = reading.cell("number")
    if not text:
        return None
    if re.fullmatch(r"[0-9]{1,10}", text) and 0 < int(text) < 2**31:
        return int(text)
    _not_whole(reading, "number")
    return None


def _amounts(reading: _Reading) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for column in AMOUNTS:
        found[column] = None
        text = reading.cell(column)
        if _WITH_COMMAS.fullmatch(text):
            text = text.replace(",", "")
        if re.fullmatch(r"[0-9]{1,19}", text) and int(text) <= LARGEST_YEN:
            found[column] = int(text)
        elif text:
            _not_whole(reading, column)
    total = found["total_cost_yen"]
    for column in PAID:
        paid = found[column]
        if total is not None and paid is not None and paid > total:
            reading.report(
                column,
                message("{value} yen is more than the total cost of {total} yen."),
                message("Correct the amount or the total cost; the subsidy is a part of the total cost."),
                total=f"{total:,}",
            )
    return found


def _not_whole(reading: _Reading, column: str) -> None:
    reading.report(
        column,
        message("“{value}” is not a whole number."),
        message("Write digits only, or leave the cell empty."),
    )


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


def _days(reading: _Reading) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for column in DATES:
        found[column] = None
        if text := reading.cell(column):
            try:
                found[column] = date.fromisoformat(text)
            except ValueError:
                reading.report(
                    column,
                    message("“{value}” is not a date."),
                    message("Write the date as 2005-04-01, or leave the cell empty."),
                )
    first, last = found["starts_on"], found["ends_on"]
    if first and last and last < first:
        reading.report(
            "ends_on",
            message("The project ends before it starts ({first})."),
            message("Correct one of the dates."),
            first=first.isoformat(),
        )
    return found


def _continued(reading: _Reading) -> None:
    text = reading.cell("continues")
    found = _EARLIER.fullmatch(text)
    if text and (found is None or int(found[1]) >= reading.year):
        reading.report(
            "continues",
            message("“{value}” is not the project_id of an earlier year."),
            message("Write the project_id of the project that is continued, as in 2005-260002-2."),
        )


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


def split(cell: str, names: Container[str]) -> list[str]:
    """The parts of a cell that lists several names.

    ; and 、 always separate. ・ does only between listed names, since 産業・経済 is one field:
    a part of which nothing is listed stays whole.
    """
    found: list[str] = []
    for part in (text.strip() for text in re.split(r"[;；、]", cell)):
        if part:
            found += _split_by_point(part, names)
    return found


def _split_by_point(part: str, names: Container[str]) -> list[str]:
    pieces = [piece.strip() for piece in part.split("・")]
    found: list[str] = []
    start = 0
    while start < len(pieces):
        # The longest run of pieces that is a listed name.
        end = next(
            (end for end in range(len(pieces), start, -1) if "・".join(pieces[start:end]) in names), start + 1
        )
        found.append("・".join(pieces[start:end]))
        start = end
    return [piece for piece in found if piece] if any(piece in names for piece in found) else [part]
