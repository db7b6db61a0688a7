"""Queries: documented columns for any selection, counts that agree with the tables."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pytest

from clairviz.base.facets import BY_KEY
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.store.queries import fields, offices, partners, projects, reference

QUERIES: list[tuple[Callable[..., pd.DataFrame], dict[str, str]]] = [
    (projects.projects, projects.PROJECT_COLUMNS),
    (projects.key_figures, projects.KEY_FIGURE_COLUMNS),
    (projects.projects_by_local_government, projects.GOVERNMENT_COLUMNS),
    (projects.project_counts_by_option, projects.OPTION_COLUMNS),
    (fields.projects_by_field, fields.FIELD_COLUMNS),
    (partners.projects_by_region, partners.REGION_COLUMNS),
    (partners.projects_by_local_government_and_region, partners.PAIR_COLUMNS),
]
SELECTIONS = {
    "all": (Selection(), 14),
    "year": (Selection(years=(2005,)), 14),
    "Kyoto": (Selection(prefectures=("26",)), 3),
    "environment": (Selection(fields=("environment",)), 5),
    "forestry": (Selection(fields=("forestry",)), 1),
    "China": (Selection(regions=("CHN",)), 6),
    "not stated": (Selection(regions=(NOT_STATED,)), 3),
    "China or not stated": (Selection(regions=("CHN", NOT_STATED)), 9),
    "environment with China": (Selection(fields=("environment",), regions=("CHN",)), 4),
    "Ishikawa": (Selection(local_governments=("170003",)), 1),
    "Tokyo": (Selection(prefectures=("13",)), 0),
    "text": (Selection(text="京都"), 3),
    "text in English": (Selection(text="kyoto"), 3),
    "without Kyoto": (Selection(excluded={"pref": ("26",)}), 11),
    "China without Kyoto": (Selection({"region": ("CHN",)}, {"pref": ("26",)}), 4),
    "without what is not stated": (Selection(excluded={"region": (NOT_STATED,)}), 11),
    "without China or not stated": (Selection(excluded={"region": ("CHN", NOT_STATED)}), 5),
    "without the only year": (Selection(excluded={"year": (2005,)}), 0),
    "without words": (Selection(excluded={"q": ("京都", "北九州")}), 8),
    "field not stated": (Selection(fields=(NOT_STATED,)), 0),
    "without a field not stated": (Selection(excluded={"field": (NOT_STATED,)}), 14),
    "unknown codes": (Selection(fields=("nope",), regions=("'; DROP TABLE project; --",)), 0),
    "unknown year": (Selection(years=(1999,)), 0),
}


@pytest.mark.parametrize(("query", "columns"), QUERIES, ids=lambda value: getattr(value, "__name__", ""))
@pytest.mark.parametrize("name", SELECTIONS)
def test_shape_and_types_hold_for_any_selection(
    cursor: duckdb.DuckDBPyConnection, query: Callable[..., pd.DataFrame], columns: dict[str, str], name: str
) -> None:
    frame = query(cursor, SELECTIONS[name][0])
    assert list(frame.columns) == list(columns)
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == columns


@pytest.mark.parametrize("name", SELECTIONS)
def test_counts_of_a_selection(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    selection, expected = SELECTIONS[name]
    listed = projects.projects(cursor, selection)
    counts: dict[str, Any] = projects.key_figures(cursor, selection).iloc[0].to_dict()
    assert len(listed) == counts["project_count"] == expected
    assert counts["pairing_count"] == sum(len(codes) for codes in listed["regions"])
    assert counts["not_stated_count"] == sum(len(codes) == 0 for codes in listed["regions"])
    assert projects.projects_by_local_government(cursor, selection)["project_count"].sum() == expected
    by_field = fields.projects_by_field(cursor, selection)
    assert len(by_field) == 7
    assert by_field["primary_count"].sum() == sum(len(codes) for codes in listed["primary_fields"])
    assert by_field["secondary_count"].sum() == sum(len(codes) for codes in listed["secondary_fields"])
    assert partners.projects_by_region(cursor, selection)["project_count"].sum() == counts["pairing_count"]
    pairs = partners.projects_by_local_government_and_region(cursor, selection)
    assert pairs["project_count"].sum() == counts["pairing_count"]


@pytest.mark.parametrize("name", SELECTIONS)
def test_each_option_shows_as_many_projects_as_it_says(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    selection = SELECTIONS[name][0]
    for key, code, count in projects.project_counts_by_option(cursor, selection).itertuples(index=False):
        chosen = selection.choosing({key: (BY_KEY[key].read(code),)})
        assert len(projects.projects(cursor, chosen)) == count


def test_every_option_left_out_of_the_counts_shows_nothing(cursor: duckdb.DuckDBPyConnection) -> None:
    selection = Selection(prefectures=("26",))
    counted = projects.project_counts_by_option(cursor, selection)
    shown = set(zip(counted["facet"], counted["code"], strict=True))
    for key, code in reference.options(cursor)[["facet", "code"]].itertuples(index=False):
        if (key, code) not in shown:
            assert projects.projects(cursor, selection.choosing({key: (BY_KEY[key].read(code),)})).empty


def test_excluding_is_the_rest_of_choosing(cursor: duckdb.DuckDBPyConnection) -> None:
    every = set(projects.projects(cursor, Selection())["project_id"])
    for key, code in reference.options(cursor)[["facet", "code"]].itertuples(index=False):
        codes = {key: (BY_KEY[key].read(code),)}
        chosen = set(projects.projects(cursor, Selection(codes))["project_id"])
        assert set(projects.projects(cursor, Selection(excluded=codes))["project_id"]) == every - chosen


def test_fields_come_in_the_order_of_the_source(cursor: duckdb.DuckDBPyConnection) -> None:
    frame = fields.projects_by_field(cursor, Selection())
    assert list(frame["primary_count"]) == [0, 3, 5, 2, 1, 1, 2]
    assert list(frame["secondary_count"]) == [1, 0, 0, 0, 0, 0, 0]


def test_regions_and_limits(cursor: duckdb.DuckDBPyConnection) -> None:
    frame = partners.projects_by_region(cursor, Selection())
    assert dict(zip(frame["region_code"], frame["project_count"], strict=True)) == {
        "CHN": 6,
        "KOR": 2,
        "THA": 2,
        "RUS": 1,
        "KHM": 1,
        "BRA": 1,
        "USA": 1,
    }
    limited = projects.projects(cursor, Selection(), 5)
    assert (len(limited), set(limited["total"])) == (5, {14})


def test_reference_lists(cursor: duckdb.DuckDBPyConnection) -> None:
    options = reference.options(cursor)
    assert options["facet"].value_counts().to_dict() == {
        "pref": 10,
        "gov": 10,
        "field": 7,
        "region": 7,
        "year": 1,
    }
    assert list(reference.fiscal_years(cursor)["project_count"]) == [14]
    assert set(projects.projects(cursor, Selection())["source_id"]) <= set(
        reference.sources(cursor)["source_id"]
    )
    assert "founding" in set(offices.events(cursor)["milestone_id"])
