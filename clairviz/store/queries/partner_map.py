"""What the map page shows beside the regions themselves: the bodies and their frame."""

import duckdb
import pandas as pd

from clairviz.base.selection import Selection
from clairviz.store.queries.run import INTEGER, TEXT, frame, selected

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
        , counts AS (SELECT local_government_code, count(*) AS project_count,
                            sum(len(regions)) AS pairing_count,
                            count(*) FILTER (len(regions) = 0) AS not_stated_count
                     FROM selected GROUP BY local_government_code)
        SELECT local_government_code, name_ja, name_en, latitude, longitude, project_count, pairing_count,
               not_stated_count
        FROM counts JOIN mart_body USING (local_government_code)
        ORDER BY project_count DESC, local_government_code
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
        FROM mart_body
        """,
        {},
        FRAME_COLUMNS,
    )
