"""Projects by facet, code and fiscal year: what every page about time is made of."""

import duckdb
import pandas as pd

from clairviz.base.facets import YEAR
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.store.queries.run import INTEGER, TEXT, conditions, frame

COUNT_COLUMNS = {"facet": TEXT, "code": TEXT, "fiscal_year": INTEGER, "project_count": INTEGER}


def projects_by_code_and_year(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a facet, code and year with projects, over *all* years on file.

    The years of the selection do not filter, all else does. `facet` is ``all`` (code empty),
    ``pref``, ``gov`` (lead bodies), ``field`` (primary marks) or ``region``; the code NOT_STATED
    counts the projects without a mark. Ordered by facet, then as the tables order their codes.
    """
    return _by_code_and_year(cursor, selection, "1", "1")


def pairings_by_code_and_year(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """As ``projects_by_code_and_year``, counting pairings: a project once with each of its regions."""
    return _by_code_and_year(cursor, selection, "len(regions)", "if(len(regions) = 0, 0, 1)")


def _by_code_and_year(
    cursor: duckdb.DuckDBPyConnection, selection: Selection, weight: str, in_region: str
) -> pd.DataFrame:
    """`weight` is what a project counts, `in_region` what it counts with one of its regions."""
    clause, values = conditions(selection.ignoring(YEAR))
    return frame(
        cursor,
        f"""
        WITH chosen AS (SELECT *, {weight} AS weight FROM mart_project WHERE {clause}),
        marked AS (
          SELECT 'all' AS facet, '' AS code, fiscal_year, weight FROM chosen
          UNION ALL SELECT 'pref', coalesce(prefecture_code, $none), fiscal_year, weight FROM chosen
          UNION ALL SELECT 'gov', coalesce(local_government_code, $none), fiscal_year, weight FROM chosen
          UNION ALL SELECT 'field', unnest(if(len(primary_fields) = 0, [$none], primary_fields)), fiscal_year,
                           weight FROM chosen
          UNION ALL SELECT 'region', unnest(if(len(regions) = 0, [$none], regions)), fiscal_year, {in_region}
                    FROM chosen)
        SELECT facet, code, fiscal_year, sum(weight) AS project_count
        FROM marked
        LEFT JOIN field ON facet = 'field' AND code = field_code
        LEFT JOIN region ON facet = 'region' AND code = region_code
        GROUP BY facet, code, fiscal_year, field.sort_order, region.sort_order
        HAVING sum(weight) > 0
        ORDER BY facet, coalesce(field.sort_order, region.sort_order), code, fiscal_year
        """,
        {**values, "none": NOT_STATED},
        COUNT_COLUMNS,
    )


CROSSED_COLUMNS = {
    "row_code": TEXT,
    "column_code": TEXT,
    "primary_count": INTEGER,
    "secondary_count": INTEGER,
}
# The codes that a selected project has under a facet, as a list; of fields those of one kind of mark.
_CODES = {
    "year": "[CAST(fiscal_year AS VARCHAR)]",
    "pref": "[coalesce(prefecture_code, $none)]",
    "gov": "[coalesce(local_government_code, $none)]",
    "region": "if(len(regions) = 0, [$none], regions)",
    "field": "fields",
}


def crossed(cursor: duckdb.DuckDBPyConnection, selection: Selection, rows: str, columns: str) -> pd.DataFrame:
    """One row a pair of codes of two facets (year, pref, gov, region, field) that share a project.

    Counts projects or pairings as the selection's basis says. Where ``field`` is neither facet all
    is primary. The code NOT_STATED stands for projects without a mark; lead bodies count.
    """
    clause, values = conditions(selection)
    weight = "1"
    if selection.basis == "pairings":
        weight = "if(len(regions) = 0, 0, 1)" if "region" in (rows, columns) else "len(regions)"
    return frame(
        cursor,
        f"""
        WITH selected AS (SELECT *, {weight} AS weight FROM mart_project WHERE {clause}),
        marks AS (SELECT *, if(len(primary_fields) = 0, [$none], primary_fields) AS fields, true AS is_primary
                  FROM selected
                  UNION ALL SELECT *, secondary_fields, false FROM selected WHERE $fields),
        cells AS (SELECT row_code, unnest({_CODES[columns]}) AS column_code, is_primary, weight
                  FROM (SELECT *, unnest({_CODES[rows]}) AS row_code FROM marks))
        SELECT row_code, column_code,
               coalesce(sum(weight) FILTER (is_primary), 0) AS primary_count,
               coalesce(sum(weight) FILTER (NOT is_primary), 0) AS secondary_count
        FROM cells GROUP BY ALL HAVING sum(weight) > 0 ORDER BY row_code, column_code
        """,
        {**values, "none": NOT_STATED, "fields": "field" in (rows, columns)},
        CROSSED_COLUMNS,
    )
