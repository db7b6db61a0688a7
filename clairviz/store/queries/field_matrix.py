"""Fields crossed with partner regions, local governments and years."""

import duckdb
import pandas as pd

from clairviz.base.selection import NOT_STATED, Selection
from clairviz.store.queries.run import INTEGER, MARK_COUNTS, MARKS, TEXT, selected

CELL_COLUMNS = {
    "code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "field_code": TEXT,
    "primary_count": INTEGER,
    "secondary_count": INTEGER,
}
# The regions of a project, or NOT_STATED where none is marked.
_REGIONS = f"unnest(CASE WHEN len(regions) = 0 THEN ['{NOT_STATED}'] ELSE regions END)"


def projects_by_field_and_region(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a region and field that share a selected project, in the order of the source.

    `code` is NOT_STATED, with empty names, for projects without a marked region.
    """
    return selected(
        cursor,
        selection,
        f"""
        {MARKS}
        , counts AS (SELECT code, field_code, {MARK_COUNTS}
                     FROM (SELECT {_REGIONS} AS code, field_code, is_primary FROM marks) GROUP BY ALL)
        SELECT code, coalesce(name_ja, '') AS name_ja, coalesce(name_en, '') AS name_en, field_code,
               primary_count, secondary_count
        FROM counts LEFT JOIN region ON region_code = code ORDER BY sort_order NULLS LAST, code, field_code
        """,
        CELL_COLUMNS,
    )


def projects_by_field_and_local_government(
    cursor: duckdb.DuckDBPyConnection, selection: Selection
) -> pd.DataFrame:
    """One row a local government and field that share a selected project, by code."""
    return selected(
        cursor,
        selection,
        f"""
        {MARKS}
        , counts AS (SELECT local_government_code, field_code, {MARK_COUNTS} FROM marks GROUP BY ALL)
        SELECT local_government_code AS code, name_ja, name_en, field_code, primary_count, secondary_count
        FROM counts JOIN mart_body USING (local_government_code) ORDER BY code, field_code
        """,
        CELL_COLUMNS,
    )


FLOW_COLUMNS = {
    "local_government_code": TEXT,
    "government_ja": TEXT,
    "government_en": TEXT,
    "field_code": TEXT,
    "field_ja": TEXT,
    "field_en": TEXT,
    "sort_order": INTEGER,
    "region_code": TEXT,
    "region_ja": TEXT,
    "region_en": TEXT,
    "path_count": INTEGER,
}


def flows(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a body, primary field and region (NOT_STATED included), the most frequent first.

    A project counts once in each of its regions, or once where none is marked.
    """
    return selected(
        cursor,
        selection,
        f"""
        , counts AS (SELECT local_government_code, field_code, region_code, count(*) AS path_count
                     FROM (SELECT local_government_code, field_code, {_REGIONS} AS region_code
                           FROM (SELECT *, unnest(primary_fields) AS field_code FROM selected))
                     GROUP BY ALL)
        SELECT local_government_code, government.name_ja AS government_ja, government.name_en AS government_en,
               field_code, field.name_ja AS field_ja, field.name_en AS field_en, field.sort_order AS sort_order,
               region_code, coalesce(region.name_ja, '') AS region_ja,
               coalesce(region.name_en, '') AS region_en, path_count
        FROM counts JOIN mart_body AS government USING (local_government_code)
        JOIN field USING (field_code) LEFT JOIN region USING (region_code)
        ORDER BY path_count DESC, local_government_code, sort_order, region_code
        """,
        FLOW_COLUMNS,
    )


PAIRING_COLUMNS = {"field_code": TEXT, "primary_count": INTEGER, "secondary_count": INTEGER}


def pairings_by_field(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a field with a pairing: project and region pairs by the mark of the field."""
    return selected(
        cursor,
        selection,
        f"""
        {MARKS}
        SELECT field_code, coalesce(sum(len(regions)) FILTER (is_primary), 0) AS primary_count,
               coalesce(sum(len(regions)) FILTER (NOT is_primary), 0) AS secondary_count
        FROM marks WHERE len(regions) > 0 GROUP BY field_code ORDER BY field_code
        """,
        PAIRING_COLUMNS,
    )


YEAR_CELL_COLUMNS = {
    "fiscal_year": INTEGER,
    "field_code": TEXT,
    "primary_count": INTEGER,
    "secondary_count": INTEGER,
}


def projects_by_year_and_field(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a fiscal year and field that share a selected project, the earliest first."""
    return selected(
        cursor,
        selection,
        f"""
        {MARKS} SELECT fiscal_year, field_code, {MARK_COUNTS} FROM marks GROUP BY ALL ORDER BY fiscal_year, field_code
        """,
        YEAR_CELL_COLUMNS,
    )
