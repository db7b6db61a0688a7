"""Projects: the list, the key figures, who has several, and how many each filter leaves."""

from typing import Any

import duckdb
import pandas as pd

from clairviz.base.facets import LISTED
from clairviz.base.selection import Selection
from clairviz.store.queries.run import BOOLEAN, INTEGER, TEXT, conditions, frame, selected

Cursor = duckdb.DuckDBPyConnection

PROJECT_COLUMNS = {
    "project_id": TEXT,
    "fiscal_year": INTEGER,
    "local_government_code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "number": INTEGER,
    "title_ja": TEXT,
    "title_en": TEXT,
    "is_joint": BOOLEAN,
    "total_cost_yen": INTEGER,
    "subsidy_yen": INTEGER,
    "primary_fields": "object",
    "secondary_fields": "object",
    "regions": "object",
    "source_id": TEXT,
    "total": INTEGER,
}
# A page shows no more; the CSV has all.
PAGE_OF_PROJECTS = 100


def projects(cursor: Cursor, selection: Selection, limit: int | None = None) -> pd.DataFrame:
    """One row a project, in the order of the source: year, body, number.

    `primary_fields`, `secondary_fields` and `regions` are lists of codes; an empty list of
    regions means that the source marks none. `total` is the number of projects selected,
    which may be more than the rows where `limit` is given. Null titles, amounts and
    `is_joint` mean not stated.
    """
    return selected(
        cursor,
        selection,
        """
        , page AS (SELECT *, (SELECT count(*) FROM selected) AS total FROM selected ORDER BY {order} {limit})
        SELECT project_id, fiscal_year, local_government_code, name_ja, name_en, number,
               title_ja, title_en, is_joint, total_cost_yen, subsidy_yen, primary_fields,
               secondary_fields, regions, source_id, total
        FROM page
        ORDER BY {order}
        """.format(
            order="fiscal_year DESC, local_government_code, number",
            limit=f"LIMIT {int(limit)}" if limit is not None else "",
        ),
        PROJECT_COLUMNS,
    )


KEY_FIGURE_COLUMNS = {
    "project_count": INTEGER,
    "local_government_count": INTEGER,
    "region_count": INTEGER,
    "pairing_count": INTEGER,
    "not_stated_count": INTEGER,
    "field_count": INTEGER,
    "secondary_only_count": INTEGER,
    "title_stated_count": INTEGER,
    "cost_stated_count": INTEGER,
    "subsidy_stated_count": INTEGER,
}


def key_figures(cursor: Cursor, selection: Selection) -> pd.DataFrame:
    """One row of counts over the selection.

    `pairing_count` counts project and region pairs; `not_stated_count` projects without a
    marked region; `field_count` fields marked as primary; `secondary_only_count` fields
    that appear only as secondary; the last three projects whose title (in any language), total
    cost or subsidy a source states.
    """
    return selected(
        cursor,
        selection,
        """
        , totals AS (SELECT count(*) AS project_count,
                            count(DISTINCT local_government_code) AS local_government_count,
                            coalesce(sum(len(regions)), 0) AS pairing_count,
                            count(*) FILTER (len(regions) = 0) AS not_stated_count,
                            count(coalesce(title_ja, title_en)) AS title_stated_count,
                            count(total_cost_yen) AS cost_stated_count,
                            count(subsidy_yen) AS subsidy_stated_count FROM selected)
        , fields AS (SELECT unnest(primary_fields) AS code, true AS is_primary FROM selected
                     UNION ALL SELECT unnest(secondary_fields), false FROM selected)
        , codes AS (SELECT code, bool_or(is_primary) AS is_primary FROM fields GROUP BY code)
        SELECT project_count, local_government_count,
               (SELECT count(DISTINCT code) FROM (SELECT unnest(regions) AS code FROM selected)) AS region_count,
               pairing_count, not_stated_count,
               (SELECT count(*) FROM codes WHERE is_primary) AS field_count,
               (SELECT count(*) FROM codes WHERE NOT is_primary) AS secondary_only_count,
               title_stated_count, cost_stated_count, subsidy_stated_count
        FROM totals
        """,
        KEY_FIGURE_COLUMNS,
    )


GOVERNMENT_COLUMNS = {
    "local_government_code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "kind": TEXT,
    "prefecture_code": TEXT,
    "latitude": "float64",
    "longitude": "float64",
    "project_count": INTEGER,
}


def projects_by_local_government(cursor: Cursor, selection: Selection) -> pd.DataFrame:
    """One row a body with a selected project, the most projects first, then by code."""
    return selected(
        cursor,
        selection,
        """
        , counts AS (SELECT local_government_code, count(*) AS project_count
                     FROM selected GROUP BY local_government_code)
        SELECT local_government_code, name_ja, name_en, kind, prefecture_code, latitude, longitude,
               project_count
        FROM counts JOIN mart_body USING (local_government_code)
        ORDER BY project_count DESC, local_government_code
        """,
        GOVERNMENT_COLUMNS,
    )


OPTION_COLUMNS = {"facet": TEXT, "code": TEXT, "project_count": INTEGER}


def project_counts_by_option(cursor: Cursor, selection: Selection) -> pd.DataFrame:
    """How many projects each filter option would show, given all the *other* filters.

    `facet` is the key of a facet; `code` the option, NOT_STATED included. What is excluded
    stays so. Options that would show nothing are left out.
    """
    parts = []
    values: dict[str, Any] = {}
    for facet in LISTED:
        clause, own = conditions(selection, without=facet.key)
        values.update(own)
        parts.append(
            f"SELECT '{facet.key}' AS facet, code, count(*) AS project_count "
            f"FROM (SELECT unnest({facet.codes}) AS code FROM mart_project WHERE {clause}) "
            "WHERE code IS NOT NULL GROUP BY code"
        )
    return frame(cursor, " UNION ALL ".join(parts), values, OPTION_COLUMNS)
