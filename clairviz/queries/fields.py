"""Projects by field."""

import duckdb
import pandas as pd

from clairviz.queries.run import INTEGER, TEXT, selected
from clairviz.selection import Selection

FIELD_COLUMNS = {
    "field_code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "sort_order": INTEGER,
    "primary_count": INTEGER,
    "secondary_count": INTEGER,
}


def projects_by_field(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row for every field on file, marked or not, in the order of the source.

    `primary_count` and `secondary_count` count selected projects; they are never added.
    """
    return selected(
        cursor,
        selection,
        """
        SELECT field_code, name_ja, name_en, sort_order,
               count(*) FILTER (role = 'primary' AND selected.project_id IS NOT NULL) AS primary_count,
               count(*) FILTER (role = 'secondary' AND selected.project_id IS NOT NULL) AS secondary_count
        FROM field LEFT JOIN project_field USING (field_code) LEFT JOIN selected USING (project_id)
        GROUP BY ALL ORDER BY sort_order, field_code
        """,
        FIELD_COLUMNS,
    )
