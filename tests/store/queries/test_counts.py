"""The counts behind spine, ranks and sentences, against plain SQL."""

import duckdb
import pytest

from clairviz.base.selection import NOT_STATED, Selection
from clairviz.store.queries.counts import projects_by_code_and_year

REFERENCE = {
    "all": "SELECT '', fiscal_year, count(*) FROM project GROUP BY ALL",
    "gov": "SELECT local_government_code, fiscal_year, count(*) FROM project GROUP BY ALL",
    "pref": """SELECT prefecture_code, fiscal_year, count(*) FROM project
               JOIN local_government USING (local_government_code) GROUP BY ALL""",
    "field": """SELECT field_code, fiscal_year, count(*) FROM project JOIN project_field USING (project_id)
                WHERE role = 'primary' GROUP BY ALL""",
    "region": f"""SELECT coalesce(region_code, '{NOT_STATED}'), fiscal_year, count(*)
                  FROM project LEFT JOIN project_region USING (project_id) GROUP BY ALL""",
}


@pytest.mark.parametrize("facet", REFERENCE)
def test_counts_equal_sql(cursor: duckdb.DuckDBPyConnection, facet: str) -> None:
    found = projects_by_code_and_year(cursor, Selection())
    rows = found[found["facet"] == facet][["code", "fiscal_year", "project_count"]]
    assert sorted(rows.itertuples(index=False, name=None)) == sorted(
        cursor.execute(REFERENCE[facet]).fetchall()
    )


def test_years_do_not_filter_and_the_rest_does(cursor: duckdb.DuckDBPyConnection) -> None:
    one = projects_by_code_and_year(cursor, Selection(years=(1900,), regions=("CHN",)))
    other = projects_by_code_and_year(cursor, Selection(regions=("CHN",)))
    assert one.equals(other)
    whole = one[one["facet"] == "all"]
    assert int(whole["project_count"].sum()) == 6
