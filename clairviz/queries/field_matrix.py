"""Fields crossed with partner regions, local governments and years."""

import duckdb
import pandas as pd

from clairviz.queries.run import INTEGER, TEXT, selected
from clairviz.selection import NOT_STATED, Selection

CELL_COLUMNS = {
    "code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "field_code": TEXT,
    "primary_count": INTEGER,
    "secondary_count": INTEGER,
}
_COUNTS = """count(*) FILTER (role = 'primary') AS primary_count,
               count(*) FILTER (role = 'secondary') AS secondary_count"""


def projects_by_field_and_region(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a region and field that share a selected project, in the order of the source.

    `code` is NOT_STATED, with empty names, for projects without a marked region.
    """
    return selected(
        cursor,
        selection,
        f"""
        SELECT coalesce(region_code, '{NOT_STATED}') AS code, coalesce(region.name_ja, '') AS name_ja,
               coalesce(region.name_en, '') AS name_en, field_code, {_COUNTS}
        FROM selected JOIN project_field USING (project_id)
        LEFT JOIN project_region USING (project_id) LEFT JOIN region USING (region_code)
        GROUP BY code, region.name_ja, region.name_en, field_code
        ORDER BY min(region.sort_order) NULLS LAST, code, field_code
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
        SELECT local_government_code AS code, name_ja, name_en, field_code, {_COUNTS}
        FROM selected JOIN project_field USING (project_id)
        JOIN local_government USING (local_government_code)
        GROUP BY ALL ORDER BY code, field_code
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
        SELECT local_government_code, government.name_ja AS government_ja, government.name_en AS government_en,
               field_code, field.name_ja AS field_ja, field.name_en AS field_en, field.sort_order AS sort_order,
               coalesce(region_code, '{NOT_STATED}') AS region_code, coalesce(region.name_ja, '') AS region_ja,
               coalesce(region.name_en, '') AS region_en, count(*) AS path_count
        FROM selected JOIN local_government AS government USING (local_government_code)
        JOIN project_field USING (project_id) JOIN field USING (field_code)
        LEFT JOIN project_region USING (project_id) LEFT JOIN region USING (region_code)
        WHERE role = 'primary'
        GROUP BY ALL ORDER BY path_count DESC, local_government_code, sort_order, region_code
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
        SELECT field_code, {_COUNTS} FROM selected JOIN project_field USING (project_id)
        JOIN project_region USING (project_id) GROUP BY field_code ORDER BY field_code
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
        SELECT fiscal_year, field_code, {_COUNTS} FROM selected JOIN project_field USING (project_id)
        GROUP BY ALL ORDER BY fiscal_year, field_code
        """,
        YEAR_CELL_COLUMNS,
    )
