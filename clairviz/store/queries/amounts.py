"""Money, as far as sources state it: how many projects state it, and totals, medians and ranges of those."""

import duckdb
import pandas as pd

from clairviz.base.selection import NOT_STATED, Selection
from clairviz.store.queries.run import INTEGER, TEXT, selected

AMOUNT_COLUMNS = {
    "amount": TEXT,
    "project_count": INTEGER,
    "stated_count": INTEGER,
    "total_yen": INTEGER,
    "median_yen": INTEGER,
    "least_yen": INTEGER,
    "most_yen": INTEGER,
}


# The codes a selected project has under what the amounts are told by.
_CODES = {
    "year": "[CAST(fiscal_year AS VARCHAR)]",
    "field": f"if(len(primary_fields) = 0, ['{NOT_STATED}'], primary_fields)",
}
_OF_PROJECT = """
          SELECT 1 AS place, 'total_cost' AS amount, {code} AS code, total_cost_yen AS yen FROM {rows}
          UNION ALL SELECT 2, 'subsidy', {code}, subsidy_yen FROM {rows}
          UNION ALL SELECT 3, 'own_burden', {code}, total_cost_yen - subsidy_yen FROM {rows}"""
_SUMS = """count(*) AS project_count, count(yen) AS stated_count, CAST(sum(yen) AS BIGINT) AS total_yen,
               quantile_disc(yen, 0.5) AS median_yen, min(yen) AS least_yen, max(yen) AS most_yen"""


def amounts(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """Three rows: ``total_cost``, ``subsidy`` and ``own_burden`` (cost less subsidy, where both are stated).

    `stated_count` is how many of the `project_count` projects state it; the other columns, in whole
    yen, are of those alone and null where there are none. The median of an even number is the
    lower of the two in the middle, an amount that occurs.
    """
    return selected(
        cursor,
        selection,
        f"""
        , stated AS ({_OF_PROJECT.format(code="''", rows="selected")})
        SELECT amount, {_SUMS} FROM stated GROUP BY place, amount ORDER BY place
        """,
        AMOUNT_COLUMNS,
    )


AMOUNT_BY_COLUMNS = {"code": TEXT, **AMOUNT_COLUMNS}


def amounts_by(cursor: duckdb.DuckDBPyConnection, selection: Selection, facet: str) -> pd.DataFrame:
    """As ``amounts``, a row a code of ``year`` or ``field`` (primary marks) and amount.

    A project with two primary fields is told of under both; NOT_STATED stands for those without.
    Years come in order, fields in that of their table.
    """
    return selected(
        cursor,
        selection,
        f"""
        , coded AS (SELECT *, unnest({_CODES[facet]}) AS told FROM selected)
        , stated AS ({_OF_PROJECT.format(code="told", rows="coded")})
        SELECT code, amount, {_SUMS}
        FROM stated LEFT JOIN field ON code = field_code
        GROUP BY code, place, amount, field.sort_order ORDER BY field.sort_order NULLS LAST, code, place
        """,
        AMOUNT_BY_COLUMNS,
    )
