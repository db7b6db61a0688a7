"""Projects by facet, code and fiscal year: what every page about time is made of."""

import duckdb
import pandas as pd

from clairviz.base.facets import YEAR
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.store.queries.run import INTEGER, TEXT, conditions, frame

COUNT_COLUMNS = {"facet": TEXT, "code": TEXT, "fiscal_year": INTEGER, "project_count": INTEGER}


def projects_by_code_and_year(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """One row a facet, code and year with projects, over *all* years on file.

    The years of the selection do not filter, all else does. `facet` is ``all`` (code empty),
    ``pref``, ``gov`` (lead bodies), ``field`` (primary marks) or ``region``; the code NOT_STATED
    counts the projects without a mark. Ordered by facet, then as the tables order their codes.
    """
    clause, values = conditions(selection.ignoring(YEAR))
    return frame(
        cursor,
        f"""
        WITH chosen AS (SELECT * FROM mart_project WHERE {clause}),
        marked AS (
          SELECT 'all' AS facet, '' AS code, fiscal_year FROM chosen
          UNION ALL SELECT 'pref', coalesce(prefecture_code, $none), fiscal_year FROM chosen
          UNION ALL SELECT 'gov', coalesce(local_government_code, $none), fiscal_year FROM chosen
          UNION ALL SELECT 'field', unnest(if(len(primary_fields) = 0, [$none], primary_fields)), fiscal_year
                    FROM chosen
          UNION ALL SELECT 'region', unnest(if(len(regions) = 0, [$none], regions)), fiscal_year FROM chosen)
        SELECT facet, code, fiscal_year, count(*) AS project_count
        FROM marked
        LEFT JOIN field ON facet = 'field' AND code = field_code
        LEFT JOIN region ON facet = 'region' AND code = region_code
        GROUP BY facet, code, fiscal_year, field.sort_order, region.sort_order
        ORDER BY facet, coalesce(field.sort_order, region.sort_order), code, fiscal_year
        """,
        {**values, "none": NOT_STATED},
        COUNT_COLUMNS,
    )
