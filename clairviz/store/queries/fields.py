"""Projects by field."""

import duckdb
import pandas as pd

from clairviz.base.selection import Selection
from clairviz.store.queries.run import INTEGER, MARK_COUNTS, MARKS, TEXT, selected

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
        f"""
        {MARKS}
        , counts AS (SELECT field_code, {MARK_COUNTS} FROM marks GROUP BY field_code)
        SELECT field_code, name_ja, name_en, sort_order, coalesce(primary_count, 0) AS primary_count,
               coalesce(secondary_count, 0) AS secondary_count
        FROM field LEFT JOIN counts USING (field_code) ORDER BY sort_order, field_code
        """,
        FIELD_COLUMNS,
    )
