"""Running a query: parameters in, documented columns and types out."""

from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from clairviz.base.facets import FACETS, Facet
from clairviz.base.selection import Selection
from clairviz.store import search_text

# pandas types: text and nullable numbers, so that "not stated" stays apart from 0 and False.
TEXT, INTEGER, BOOLEAN, DECIMAL, DATE = "str", "Int64", "boolean", "float64", "datetime64[s]"

# A common table expression after ``selected``: a row a project and mark of a field; and its counts.
MARKS = """, marks AS (SELECT * EXCLUDE (primary_fields, secondary_fields),
                          unnest(primary_fields) AS field_code, true AS is_primary FROM selected
                   UNION ALL SELECT * EXCLUDE (primary_fields, secondary_fields),
                          unnest(secondary_fields) AS field_code, false AS is_primary FROM selected)"""
MARK_COUNTS = """count(*) FILTER (is_primary) AS primary_count,
                 count(*) FILTER (NOT is_primary) AS secondary_count"""


def conditions(selection: Selection, *, without: str = "") -> tuple[str, dict[str, Any]]:
    """The WHERE clause of a selection and the parameters it names.

    `without` leaves out what is chosen of one facet, by its key. Only facets that filter take
    part, since DuckDB spends far longer on planning a condition than on applying it.
    """
    clauses: list[str] = []
    values: dict[str, Any] = {}
    for facet in FACETS:
        chosen = selection.of(facet)
        if chosen and facet.key != without:
            clauses.append(_condition(facet, facet.key, chosen, values))
        excluded = selection.without(facet)
        if excluded:
            # Without a code there is nothing to exclude a project by.
            clauses.append(f"NOT coalesce({_condition(facet, facet.excluded_key, excluded, values)}, false)")
    return " AND ".join(clauses) or "true", values


def _condition(facet: Facet, key: str, codes: tuple[Any, ...], values: dict[str, Any]) -> str:
    """The condition of a facet, its parameters put into `values`."""
    if not facet.is_text:
        values[key] = list(codes)
        return facet.condition(f"${key}")
    texts = [search_text.condition(text, f"{key}{number}", values) for number, text in enumerate(codes)]
    return "(" + " OR ".join(texts) + ")"


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
