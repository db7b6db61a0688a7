"""Data folders made before the model held more still build, with what they lack as not stated."""

import csv

import duckdb

from clairviz.store.ingest.projects import COLUMNS, NEEDED
from clairviz.store.reconcile import against_published
from tests.conftest import FY2005

# What files of the first form have; tests/data/fy2005 is kept in it on purpose.
FIRST_FORM = (
    *("fiscal_year", "local_government", "number", "title_ja", "title_en", "fields", "secondary_fields"),
    *("regions", "is_joint", "total_cost_yen", "subsidy_yen", "source"),
)


def header(name: str) -> list[str]:
    with (FY2005 / name).open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def test_the_folder_is_in_the_first_form() -> None:
    assert tuple(header("source/projects/2005.csv")) == FIRST_FORM
    assert set(NEEDED) < set(FIRST_FORM) < set(COLUMNS)
    assert "kind" not in header("reference/regions.csv")
    assert "name_kana" not in header("reference/local_governments.csv")
    assert "recognised_count" not in header("reference/fiscal_years.csv")
    assert not (FY2005 / "reference" / "local_government_changes.csv").exists()


def test_it_builds_and_agrees(cursor: duckdb.DuckDBPyConnection) -> None:
    assert against_published(cursor, FY2005 / "reference") == []
    lacking = ("applicant_ja", "partner_ja", "granted_yen", "continues", "starts_on")
    stated = ", ".join(f"count({column})" for column in lacking)
    assert cursor.execute(f"SELECT count(*), {stated} FROM project").fetchone() == (14, 0, 0, 0, 0, 0)
    roles = cursor.execute("SELECT role, count(*) FROM project_body GROUP BY ALL").fetchall()
    assert roles == [("lead", 14)]
    assert cursor.execute("SELECT DISTINCT kind, within FROM region").fetchall() == [("country", None)]
