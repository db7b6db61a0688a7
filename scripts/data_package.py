"""Writes data/datapackage.json (Frictionless Data Package v2) from clairviz/base/schema/ and the heads of the files."""

import csv
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from clairviz.base.i18n import translator  # noqa: E402
from clairviz.base.schema import SCHEMA_VERSION, TABLE, TABLES, Column  # noqa: E402
from clairviz.base.schema.table import Table  # noqa: E402
from clairviz.export.xlsx.import_template import guide  # noqa: E402

DATA = PROJECT / "data"
NAME = "datapackage.json"
TYPES = {"VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "DATE": "date"}
# Read beside the files of tables: the years, and marks counted by hand, shaped as the printed totals.
HAND_COUNTS = "hand_counts.csv"
FURTHER = {"fiscal_years.csv": "fiscal_year", HAND_COUNTS: "published_total"}
# Columns of projects that are no text.
NUMBERS = ("fiscal_year", "total_cost_yen", "subsidy_yen", "applied_yen", "granted_yen", "settled_yen")


def text(folder: Path = DATA) -> str:
    """The description of the files of `folder`."""
    files = {table.file: table for table in TABLES if table.file}
    files |= {name: TABLE[table] for name, table in FURTHER.items()}
    found = {name: table for name, table in files.items() if (folder / "reference" / name).exists()}
    resources = [_reference(folder, name, table, found) for name, table in found.items()]
    resources += [_projects(file) for file in sorted((folder / "source" / "projects").glob("*.csv"))]
    document = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "clairviz-data",
        "title": "CLAIR Model Project programme",
        "description": f"Schema version {SCHEMA_VERSION}. Terms and sources: README.md and reference/sources.csv. "
        "An empty cell means that the source does not say.",
        "resources": resources,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _reference(folder: Path, name: str, table: Table, found: dict[str, Table]) -> dict[str, Any]:
    columns = [table.column(column) for column in _head(folder / "reference" / name)]
    names = {column.name for column in columns}
    if name == HAND_COUNTS:
        # It counts by more than the printed totals do.
        columns = [replace(column, choices=()) for column in columns]
    schema: dict[str, Any] = {"fields": [_field(column) for column in columns]}
    if set(table.key) <= names and name != HAND_COUNTS:
        schema["primaryKey"] = list(table.key)
    held = {other.name: stem for stem, other in found.items() if stem not in FURTHER}
    keys = []
    for column in columns:
        target, bracket, key = column.references.rstrip(")").partition("(")
        if bracket and target in held:
            resource = "" if target == table.name else _name(held[target])
            keys.append({"fields": [column.name], "reference": {"resource": resource, "fields": [key]}})
    if keys:
        schema["foreignKeys"] = keys
    return _resource(_name(name), f"reference/{name}", table.meaning, schema)


def _projects(file: Path) -> dict[str, Any]:
    meanings = {column.column: column.meaning for column in guide(translator("en"))}
    fields = [
        {
            "name": name,
            "type": "integer" if name in NUMBERS else "string",
            "description": meanings.get(name, ""),
            **({"constraints": {"required": True}} if name in ("fiscal_year", "local_government") else {}),
        }
        for name in _head(file)
    ]
    title = f"Projects of the fiscal year {file.stem}, as the source prints them."
    return _resource(f"projects-{file.stem}", f"source/projects/{file.name}", title, {"fields": fields})


def _resource(name: str, path: str, meaning: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": path,
        "description": meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable and not column.absent:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.bounds:
        constraints |= {"minimum": column.bounds[0], "maximum": column.bounds[1]}
    if column.least is not None:
        constraints["minimum"] = column.least
    described = f"{column.meaning} ({column.unit})" if column.unit else column.meaning
    field: dict[str, Any] = {"name": column.name, "type": TYPES[column.type], "description": described}
    return field | ({"constraints": constraints} if constraints else {})


def _head(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream))


def _name(file: str) -> str:
    return file.removesuffix(".csv").replace("_", "-")


if __name__ == "__main__":
    (DATA / NAME).write_text(text(), encoding="utf-8")
