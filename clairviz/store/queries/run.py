"""Running a query: parameters in, documented columns and types out."""

from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from clairviz.base.selection import NOT_STATED, Selection

# pandas types: text and nullable numbers, so that "not stated" stays apart from 0 and False.
TEXT, INTEGER, BOOLEAN, DECIMAL, DATE = "str", "Int64", "boolean", "float64", "datetime64[s]"

# One condition a filter. Only those that are set take part, since DuckDB spends far longer
# on planning a condition than on applying it.
_CONDITIONS = {
    "years": "list_contains($years, fiscal_year)",
    "prefectures": "list_contains($prefectures, prefecture_code)",
    "local_governments": "list_contains($local_governments, local_government_code)",
    "fields": "(list_has_any(primary_fields, $fields) OR list_has_any(secondary_fields, $fields))",
    "regions": """(list_has_any(regions, $regions)
                   OR (list_contains($regions, $not_stated) AND len(regions) = 0))""",
    "text": """project_id IN (SELECT project_id FROM mart_project_text
                              WHERE contains(words, lower(nfc_normalize($text))))""",
}


# A common table expression after ``selected``: a row a project and mark of a field; and its counts.
MARKS = """, marks AS (SELECT * EXCLUDE (primary_fields, secondary_fields),
                          unnest(primary_fields) AS field_code, true AS is_primary FROM selected
                   UNION ALL SELECT * EXCLUDE (primary_fields, secondary_fields),
                          unnest(secondary_fields) AS field_code, false AS is_primary FROM selected)"""
MARK_COUNTS = """count(*) FILTER (is_primary) AS primary_count,
                 count(*) FILTER (NOT is_primary) AS secondary_count"""


def conditions(selection: Selection, *, without: str = "") -> tuple[str, dict[str, Any]]:
    """The WHERE clause of a selection and the parameters it names.

    `without` leaves one filter out, by its name in Selection.
    """
    values: dict[str, Any] = {
        name: list(value)
        for name, value in (
            ("years", selection.years),
            ("prefectures", selection.prefectures),
            ("local_governments", selection.local_governments),
            ("fields", selection.fields),
            ("regions", selection.regions),
        )
        if value and name != without
    }
    if selection.text.strip() and without != "text":
        values["text"] = selection.text.strip()
    clause = " AND ".join(_CONDITIONS[name] for name in values) or "true"
    if "regions" in values:
        values["not_stated"] = NOT_STATED
    return clause, values


def frame(
    cursor: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, Any], columns: Mapping[str, str]
) -> pd.DataFrame:
    """The rows of `statement` as `columns`, in that order and of those types."""
    result = cursor.execute(statement, dict(values)).df()
    return result[list(columns)].astype(dict(columns))


def selected(
    cursor: duckdb.DuckDBPyConnection, selection: Selection, statement: str, columns: Mapping[str, str]
) -> pd.DataFrame:
    """As ``frame``, for a `statement` that reads FROM selected, the selection's rows of mart_project."""
    clause, values = conditions(selection)
    return frame(
        cursor, f"WITH selected AS (SELECT * FROM mart_project WHERE {clause}) {statement}", values, columns
    )
