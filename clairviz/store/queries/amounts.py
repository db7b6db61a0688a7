"""Money, as far as sources state it: how many projects state it, and totals, medians and ranges of those."""

import duckdb
import pandas as pd

from clairviz.base.selection import Selection
from clairviz.store.queries.run import INTEGER, TEXT, selected

AMOUNT_COLUMNS = {
    "amount": TEXT,
    "stated_count": INTEGER,
    "total_yen": INTEGER,
    "median_yen": INTEGER,
    "least_yen": INTEGER,
    "most_yen": INTEGER,
}


def amounts(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """Three rows: ``total_cost``, ``subsidy`` and ``own_burden`` (cost less subsidy, where both are stated).

    `stated_count` is the number of selected projects that state it; the other columns, in whole
    yen, are of those alone and null where there are none. The median of an even number is the
    lower of the two in the middle, an amount that occurs.
    """
    return selected(
        cursor,
        selection,
        """
        , stated AS (
          SELECT 1 AS place, 'total_cost' AS amount, total_cost_yen AS yen FROM selected
          UNION ALL SELECT 2, 'subsidy', subsidy_yen FROM selected
          UNION ALL SELECT 3, 'own_burden', total_cost_yen - subsidy_yen FROM selected)
        SELECT amount, count(yen) AS stated_count, CAST(sum(yen) AS BIGINT) AS total_yen,
               quantile_disc(yen, 0.5) AS median_yen, min(yen) AS least_yen, max(yen) AS most_yen
        FROM stated GROUP BY place, amount ORDER BY place
        """,
        AMOUNT_COLUMNS,
    )
