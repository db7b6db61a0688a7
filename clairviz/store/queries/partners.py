"""Projects by partner region."""

import duckdb
import pandas as pd

from clairviz.base.selection import Selection
from clairviz.store.queries.run import INTEGER, TEXT, selected

REGION_COLUMNS = {
    "region_code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "latitude": "float64",
    "longitude": "float64",
    "sort_order": INTEGER,
    "project_count": INTEGER,
    "local_government_count": INTEGER,
}


def projects_by_region(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a region that a selected project is marked with, the most projects first.

    A project with several regions counts once in each, so the column sums to pairings.
    """
    return selected(
        cursor,
        selection,
        """
        , counts AS (SELECT region_code, count(*) AS project_count,
                            count(DISTINCT local_government_code) AS local_government_count
                     FROM (SELECT unnest(regions) AS region_code, local_government_code FROM selected)
                     GROUP BY region_code)
        SELECT region_code, name_ja, name_en, latitude, longitude, sort_order, project_count,
               local_government_count
        FROM counts JOIN region USING (region_code) ORDER BY project_count DESC, sort_order
        """,
        REGION_COLUMNS,
    )


PAIR_COLUMNS = {
    "local_government_code": TEXT,
    "government_ja": TEXT,
    "government_en": TEXT,
    "government_latitude": "float64",
    "government_longitude": "float64",
    "region_code": TEXT,
    "region_ja": TEXT,
    "region_en": TEXT,
    "region_latitude": "float64",
    "region_longitude": "float64",
    "project_count": INTEGER,
}


def projects_by_local_government_and_region(
    cursor: duckdb.DuckDBPyConnection, selection: Selection
) -> pd.DataFrame:
    """One row a body and partner region that share a selected project, by code and source order.

    The coordinates are degrees, null where none is on file.
    """
    return selected(
        cursor,
        selection,
        """
        , counts AS (SELECT local_government_code, region_code, count(*) AS project_count
                     FROM (SELECT local_government_code, unnest(regions) AS region_code FROM selected)
                     GROUP BY ALL)
        SELECT local_government_code, government.name_ja AS government_ja,
               government.name_en AS government_en, government.latitude AS government_latitude,
               government.longitude AS government_longitude, region_code, region.name_ja AS region_ja,
               region.name_en AS region_en, region.latitude AS region_latitude,
               region.longitude AS region_longitude, project_count
        FROM counts JOIN mart_body AS government USING (local_government_code)
        JOIN region USING (region_code)
        ORDER BY local_government_code, region.sort_order
        """,
        PAIR_COLUMNS,
    )
