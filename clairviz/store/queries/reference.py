"""The lists a reader chooses from, and what the numbers rest on."""

import duckdb
import pandas as pd

from clairviz.store.queries.run import DATE, INTEGER, TEXT, frame

Cursor = duckdb.DuckDBPyConnection

OPTION_NAME_COLUMNS = {"facet": TEXT, "code": TEXT, "name_ja": TEXT, "name_en": TEXT}


def options(cursor: Cursor) -> pd.DataFrame:
    """Every filter option with its names: facet year, pref, gov, field or region.

    Years have the latest first; the others the order of their official list or the source.
    """
    return frame(
        cursor,
        """
        SELECT facet, code, name_ja, name_en FROM (
          SELECT 1 AS place, 'year' AS facet, CAST(fiscal_year AS VARCHAR) AS code,
                 label_ja AS name_ja, label_en AS name_en, -fiscal_year AS sort_order FROM fiscal_year
          UNION ALL SELECT 2, 'pref', prefecture_code, name_ja, name_en,
                 CAST(prefecture_code AS INTEGER) FROM prefecture
          UNION ALL SELECT 3, 'gov', local_government_code, name_ja, name_en,
                 CAST(local_government_code AS INTEGER) FROM local_government
          UNION ALL SELECT 4, 'field', field_code, name_ja, name_en, sort_order FROM field
          UNION ALL SELECT 5, 'region', region_code, name_ja, name_en, sort_order FROM region)
        ORDER BY place, sort_order, code
        """,
        {},
        OPTION_NAME_COLUMNS,
    )


YEAR_COLUMNS = {
    "fiscal_year": INTEGER,
    "label_ja": TEXT,
    "label_en": TEXT,
    "starts_on": DATE,
    "ends_on": DATE,
    "coverage": TEXT,
    "source_id": TEXT,
    "project_count": INTEGER,
}


def fiscal_years(cursor: Cursor) -> pd.DataFrame:
    """One row a fiscal year on file, the earliest first, with its number of projects."""
    return frame(
        cursor,
        """
        SELECT fiscal_year.*, (SELECT count(*) FROM project
                               WHERE project.fiscal_year = fiscal_year.fiscal_year) AS project_count
        FROM fiscal_year ORDER BY fiscal_year
        """,
        {},
        YEAR_COLUMNS,
    )


SOURCE_COLUMNS = {
    "source_id": TEXT,
    "title": TEXT,
    "publisher": TEXT,
    "locator": TEXT,
    "retrieved_on": DATE,
    "note": TEXT,
}


def sources(cursor: Cursor) -> pd.DataFrame:
    """One row a source, by its short name."""
    return frame(cursor, "SELECT * FROM source ORDER BY source_id", {}, SOURCE_COLUMNS)
