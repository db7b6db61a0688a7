"""What the map page shows beside the regions themselves: the bodies and their frame."""

import duckdb
import pandas as pd

from clairviz.queries.run import INTEGER, TEXT, frame, selected
from clairviz.selection import Selection

BODY_COLUMNS = {
    "local_government_code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "latitude": "float64",
    "longitude": "float64",
    "project_count": INTEGER,
    "pairing_count": INTEGER,
    "not_stated_count": INTEGER,
}


def bodies(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a body with a selected project, the most projects first, then by code.

    `pairing_count` counts project and region pairs, `not_stated_count` projects without a
    marked region.
    """
    return selected(
        cursor,
        selection,
        """
        , pairs AS (SELECT project_id, count(*) AS region_count
                    FROM project_region SEMI JOIN selected USING (project_id) GROUP BY project_id)
        SELECT local_government_code, name_ja, name_en, latitude, longitude, count(*) AS project_count,
               coalesce(sum(region_count), 0) AS pairing_count,
               count(*) FILTER (region_count IS NULL) AS not_stated_count
        FROM selected LEFT JOIN pairs USING (project_id) JOIN local_government USING (local_government_code)
        GROUP BY ALL ORDER BY project_count DESC, local_government_code
        """,
        BODY_COLUMNS,
    )


FRAME_COLUMNS = {"south": "float64", "north": "float64", "west": "float64", "east": "float64"}


def bodies_frame(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row: the degrees that hold every body with a project on file, null if none has a place."""
    return frame(
        cursor,
        """
        SELECT min(latitude) AS south, max(latitude) AS north, min(longitude) AS west, max(longitude) AS east
        FROM local_government SEMI JOIN project USING (local_government_code)
        """,
        {},
        FRAME_COLUMNS,
    )
