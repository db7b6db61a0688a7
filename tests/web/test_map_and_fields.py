"""The map and fields pages: every number in their tables equals a query under the same selection."""

from collections.abc import Callable

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base import paths

NOT_STATED = "相手地域の記載なし"
SELECTIONS: tuple[dict[str, str], ...] = (
    {},
    {"pref": "26"},
    {"field": "environment"},
    {"region": "CHN"},
    {"field": "environment", "region": "CHN"},
    {"gov": "170003"},
    {"field": "peace", "region": "CHN"},
    {"region": "not-stated"},
    {"gov": "401005"},
    {"field": "forestry"},
    {"region": "KHM"},
    {"pref": "27", "field": "education"},
    {"gov": "140007", "region": "KOR"},
)
WHERE = {
    "pref": "local_government_code IN (SELECT local_government_code FROM local_government WHERE prefecture_code = $pref)",
    "gov": "local_government_code = $gov",
    "field": "EXISTS (FROM project_field f WHERE f.project_id = project.project_id AND f.field_code = $field)",
    "region": "EXISTS (FROM project_region r WHERE r.project_id = project.project_id AND r.region_code = $region)",
}
Run = Callable[..., AppTest]


def as_tables(url_path: str, names: tuple[str, ...], chosen: dict[str, str]) -> AppTest:
    """The page with the tables of these charts open."""
    page = AppTest.from_file(str(paths.APP), default_timeout=30)
    page.query_params.update(chosen)
    page.run()
    page.switch_page(f"pages/{url_path}.py")
    page.query_params.update(chosen)
    for name in names:
        page.session_state[f"table_{name}"] = True
    return page.run()


def rows(
    cursor: duckdb.DuckDBPyConnection, chosen: dict[str, str], statement: str
) -> list[tuple[object, ...]]:
    values = dict(chosen)
    parts = []
    for key in chosen:
        if values[key] == "not-stated":
            values.pop(key)
            parts.append("project_id NOT IN (SELECT project_id FROM project_region)")
        else:
            parts.append(WHERE[key])
    return cursor.execute(
        f"WITH chosen AS (SELECT * FROM project WHERE {' AND '.join(parts) or 'true'}) {statement}", values
    ).fetchall()


def table(page: AppTest, *columns: str) -> set[tuple[object, ...]]:
    for found in page.dataframe:
        if list(found.value.columns)[: len(columns)] == list(columns):
            return {tuple(row) for row in found.value[list(columns)].itertuples(index=False)}
    raise AssertionError(f"no table {columns}: {[list(found.value.columns) for found in page.dataframe]}")


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_the_maps_tables_equal_queries(cursor: duckdb.DuckDBPyConnection, chosen: dict[str, str]) -> None:
    page = as_tables("map", ("partners", "bodies"), chosen)
    assert not page.exception
    ((total,),) = rows(cursor, chosen, "SELECT count(*) FROM chosen")
    assert any(text.value.startswith(f"**{total}事業**") for text in page.markdown)
    if not total:
        assert page.info
        return
    expected = set(
        rows(
            cursor,
            chosen,
            """SELECT name_ja, count(*) FROM chosen JOIN project_region USING (project_id)
                                           JOIN region USING (region_code) GROUP BY ALL""",
        )
    )
    ((unmarked,),) = rows(
        cursor,
        chosen,
        """SELECT count(*) FROM chosen
                                           WHERE project_id NOT IN (SELECT project_id FROM project_region)""",
    )
    assert table(page, "相手地域", "事業") == expected | ({(NOT_STATED, unmarked)} if unmarked else set())
    assert table(page, "自治体", "相手地域", "事業") == set(
        rows(
            cursor,
            chosen,
            """
        SELECT government.name_ja, region.name_ja, count(*) FROM chosen
        JOIN local_government AS government USING (local_government_code)
        JOIN project_region USING (project_id) JOIN region USING (region_code) GROUP BY ALL""",
        )
    )
    assert table(page, "自治体", "事業", "延べ件数") == set(
        rows(
            cursor,
            chosen,
            """
        SELECT name_ja, count(DISTINCT project_id), count(region_code) FROM chosen
        JOIN local_government USING (local_government_code)
        LEFT JOIN project_region USING (project_id) GROUP BY name_ja""",
        )
    )
    assert page.button(key="not_stated").label == f"{NOT_STATED} {unmarked}"


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_the_fields_tables_equal_queries(cursor: duckdb.DuckDBPyConnection, chosen: dict[str, str]) -> None:
    page = as_tables("fields", ("field_counts", "field_region", "field_body", "flow"), chosen)
    assert not page.exception
    if page.info:
        assert rows(cursor, chosen, "SELECT count(*) FROM chosen") == [(0,)]
        return
    marks = "count(*) FILTER (role = 'primary'), count(*) FILTER (role = 'secondary')"
    counted = {row for row in table(page, "分野", "事業数（主分野）", "事業数（副分野）") if row[1] or row[2]}
    assert counted == set(
        rows(
            cursor,
            chosen,
            f"""
        SELECT name_ja, {marks} FROM chosen JOIN project_field USING (project_id) JOIN field USING (field_code)
        GROUP BY name_ja""",
        )
    )
    assert table(page, "相手地域", "分野", "事業数（主分野）", "事業数（副分野）") == set(
        rows(
            cursor,
            chosen,
            f"""
        SELECT coalesce(region.name_ja, '{NOT_STATED}'), field.name_ja, {marks} FROM chosen
        JOIN project_field USING (project_id) JOIN field USING (field_code)
        LEFT JOIN project_region USING (project_id) LEFT JOIN region USING (region_code) GROUP BY 1, 2""",
        )
    )
    assert table(page, "自治体", "分野", "事業数（主分野）", "事業数（副分野）") == set(
        rows(
            cursor,
            chosen,
            f"""
        SELECT government.name_ja, field.name_ja, {marks} FROM chosen
        JOIN local_government AS government USING (local_government_code)
        JOIN project_field USING (project_id) JOIN field USING (field_code) GROUP BY 1, 2""",
        )
    )


def test_each_total_says_what_it_counts(run_page: Run) -> None:
    texts = [text.value for text in run_page("map").markdown]
    assert "**14事業**（相手地域の記載あり11事業、記載なし3事業）。" in texts
    texts = [text.value for text in run_page("map", count="pairings").markdown]
    assert "**延べ14件**（11事業）。このほか相手地域の記載なし3事業。" in texts
    texts = [text.value for text in run_page("fields", count="pairings", lang="en").markdown]
    assert "**14 pairings** over 11 projects; plus 3 projects with no region stated." in texts


def test_the_unmarked_group_filters(run_page: Run) -> None:
    page = run_page("map")
    page.button(key="not_stated").click().run()
    assert page.session_state["region"] == ["not-stated"]
    assert "**3事業**（相手地域の記載あり0事業、記載なし3事業）。" in [text.value for text in page.markdown]
