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
