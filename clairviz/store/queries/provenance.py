"""What was taken from each source."""

import duckdb
import pandas as pd

from clairviz.base.selection import Selection
from clairviz.store.queries.run import INTEGER, TEXT, frame, selected

Cursor = duckdb.DuckDBPyConnection

# The document the data began with.
DOCUMENT = "clair-2005"

USE_COLUMNS = {
    "source_id": TEXT,
    "kind": TEXT,
    "row_count": INTEGER,
}


def uses_of_sources(cursor: Cursor) -> pd.DataFrame:
    """One row a source and kind of row taken from it.

    `kind` is the table (project, fiscal_year, published_total, office, milestone, programme).
    """
    return frame(
        cursor,
        """
        SELECT source_id, kind, count(*) AS row_count FROM (
          SELECT 1 AS place, 'project' AS kind, source_id FROM project
          UNION ALL SELECT 2, 'fiscal_year', source_id FROM fiscal_year
          UNION ALL SELECT 3, 'published_total', source_id FROM published_total
          UNION ALL SELECT 4, 'office', source_id FROM office
          UNION ALL SELECT 5, 'milestone', source_id FROM milestone
          UNION ALL SELECT 6, 'programme', source_id FROM programme)
        GROUP BY place, kind, source_id ORDER BY source_id, place
        """,
        {},
        USE_COLUMNS,
    )


def sources_of_projects(cursor: Cursor, selection: Selection) -> pd.DataFrame:
    """One row a source and fiscal year of a selected project, by short name and year."""
    return selected(
        cursor,
        selection,
        "SELECT DISTINCT source_id, fiscal_year FROM selected ORDER BY source_id, fiscal_year",
        {"source_id": TEXT, "fiscal_year": INTEGER},
    )
