"""All projects of a selection, page by page, and what lies near a project."""

import duckdb
import pandas as pd

from clairviz.base.selection import Selection
from clairviz.store.queries import extracts
from clairviz.store.queries.projects import PROJECT_COLUMNS
from clairviz.store.queries.run import BOOLEAN, INTEGER, TEXT, frame, selected

# The newest year first, then as the source orders its bodies; what is not stated comes last.
ORDERS = {
    "source": "fiscal_year DESC, local_government_code, number, project_id",
    "oldest": "fiscal_year, local_government_code, number, project_id",
    "cost": "total_cost_yen DESC NULLS LAST, fiscal_year DESC, local_government_code, number, project_id",
    "subsidy": "subsidy_yen DESC NULLS LAST, fiscal_year DESC, local_government_code, number, project_id",
}
ROWS_OF_A_PAGE = 200
DETAIL_COLUMNS = {
    **extracts.PROJECT_COLUMNS,
    "name_ja": TEXT,
    "name_en": TEXT,
    **dict.fromkeys(("primary_fields", "secondary_fields", "regions"), "object"),
}
NEIGHBOUR_COLUMNS = {
    **{name: kind for name, kind in PROJECT_COLUMNS.items() if name != "total"},
    "shared_fields": INTEGER,
    "shared_regions": INTEGER,
    "is_same_body": BOOLEAN,
}


def page_of_projects(
    cursor: duckdb.DuckDBPyConnection, selection: Selection, order: str, page: int
) -> pd.DataFrame:
    """The rows of one page (from 0) in one of ORDERS, as ``projects`` describes them."""
    return selected(
        cursor,
        selection,
        f"""
        , total AS (SELECT count(*) AS total FROM selected)
        SELECT * FROM selected, total
        ORDER BY {ORDERS[order]} LIMIT {ROWS_OF_A_PAGE} OFFSET {int(page) * ROWS_OF_A_PAGE}
        """,
        PROJECT_COLUMNS,
    )


def one_project(cursor: duckdb.DuckDBPyConnection, project_id: str) -> pd.DataFrame:
    """Everything stored of one project; empty if there is none of that id."""
    return frame(
        cursor,
        "SELECT * FROM mart_project WHERE project_id = $id",
        {"id": project_id},
        DETAIL_COLUMNS,
    )


def neighbours(cursor: duckdb.DuckDBPyConnection, project_id: str, most: int = 10) -> pd.DataFrame:
    """Projects of the same body, and up to `most` others that share a field or a region with it.

    The same body's come first, then those that share most, then the nearest in time.
    """
    return frame(
        cursor,
        """
        WITH one AS (SELECT * FROM mart_project WHERE project_id = $id),
        other AS (
          SELECT mart_project.*,
                 len(list_intersect(mart_project.primary_fields || mart_project.secondary_fields,
                                    one.primary_fields || one.secondary_fields)) AS shared_fields,
                 len(list_intersect(mart_project.regions, one.regions)) AS shared_regions,
                 coalesce(mart_project.local_government_code = one.local_government_code, false) AS is_same_body,
                 abs(mart_project.fiscal_year - one.fiscal_year) AS distance
          FROM mart_project, one WHERE mart_project.project_id <> one.project_id)
        SELECT * FROM other WHERE is_same_body OR shared_fields + shared_regions > 0
        QUALIFY row_number() OVER (
          PARTITION BY is_same_body
          ORDER BY shared_fields + shared_regions DESC, distance, other.project_id) <= $most
        ORDER BY is_same_body DESC, shared_fields + shared_regions DESC, distance, project_id
        """,
        {"id": project_id, "most": most},
        NEIGHBOUR_COLUMNS,
    )
