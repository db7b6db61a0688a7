"""The fields page in a real browser, and every table of both pages against the database file."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import duckdb
import pytest
from playwright.sync_api import Page, expect

from benchmarks.synthetic import write
from tests.e2e.conftest import Server, click_mark, has, settled
from tests.web.test_map_and_fields import NOT_STATED, SELECTIONS, rows

OpenPage = Callable[..., Page]
WAIT = 20_000
MARKS = "count(*) FILTER (role = 'primary'), count(*) FILTER (role = 'secondary')"
WITH_REGION = """chosen LEFT JOIN project_region USING (project_id) LEFT JOIN region USING (region_code)"""
GOVERNMENT = "JOIN local_government AS government USING (local_government_code)"
FIELD = "JOIN project_field USING (project_id) JOIN field USING (field_code)"
# Table on screen, switch that shows it, and the query that says the same.
TABLES = {
    "map": (
        (
            "partners",
            "partners",
            f"SELECT coalesce(region.name_ja, '{NOT_STATED}'), count(*) FROM {WITH_REGION} GROUP BY 1",
        ),
        (
            "arcs",
            "partners",
            f"""SELECT government.name_ja, region.name_ja, count(*) FROM chosen {GOVERNMENT}
                JOIN project_region USING (project_id) JOIN region USING (region_code) GROUP BY ALL""",
        ),
        (
            "bodies",
            "bodies",
            f"""SELECT government.name_ja, count(DISTINCT project_id), count(region_code)
                FROM chosen {GOVERNMENT} LEFT JOIN project_region USING (project_id) GROUP BY 1""",
        ),
    ),
    "fields": (
        ("field_counts", "field_counts", f"SELECT field.name_ja, {MARKS} FROM chosen {FIELD} GROUP BY 1"),
        (
            "field_region",
            "field_region",
            f"""SELECT coalesce(region.name_ja, '{NOT_STATED}'), field.name_ja, {MARKS}
                FROM {WITH_REGION} {FIELD} GROUP BY 1, 2""",
        ),
        (
            "field_body",
            "field_body",
            f"SELECT government.name_ja, field.name_ja, {MARKS} FROM chosen {GOVERNMENT} {FIELD} GROUP BY 1, 2",
        ),
        (
            "flow",
            "flow",
            f"""SELECT government.name_ja, field.name_ja, coalesce(region.name_ja, '{NOT_STATED}'), count(*)
                FROM {WITH_REGION} {GOVERNMENT} {FIELD} WHERE role = 'primary' GROUP BY 1, 2, 3""",
        ),
    ),
}


def shown(page: Page, name: str) -> list[list[str]]:
    """The rows of a table: what a screen reader finds behind the drawn part, then its CSV for all."""
    table = page.locator(f"[class*=st-key-data_{name}_] table")
    expect(table.locator("tr").nth(1)).to_be_attached(timeout=WAIT)
    drawn: list[list[str]] = table.evaluate(
        "t => [...t.rows].slice(1).map(row => [...row.cells].map(cell => cell.textContent))"
    )
    with page.expect_download() as started:
        page.locator(f".st-key-csv_{name} button").click()
    with started.value.path().open(encoding="utf-8-sig", newline="") as stream:
        every = list(csv.reader(stream))[1:]
    assert drawn == every[: len(drawn)]
    return every


# tests/web/test_map_and_fields.py says the same of the tables without a browser.
@pytest.mark.full
@pytest.mark.parametrize("url_path", TABLES)
def test_every_number_equals_a_query(
    open_page: OpenPage, cursor: duckdb.DuckDBPyConnection, server: str, url_path: str
) -> None:
    page = open_page(f"/{url_path}", height=3000, accept_downloads=True)
    for chosen in SELECTIONS:
        page.goto(f"{server}/{url_path}?{urlencode({'year': '2005', **chosen})}")
        settled(page)
        if rows(cursor, chosen, "SELECT count(*) FROM chosen") == [(0,)]:
            expect(page.get_by_text("すべての条件に該当する事業はありません")).to_be_visible()
            continue
        for switch in dict.fromkeys(switch for _name, switch, _statement in TABLES[url_path]):
            page.locator(f".st-key-table_{switch} label").first.click()
            settled(page)
        for name, _switch, statement in TABLES[url_path]:
            expected = sorted([str(value) for value in row] for row in rows(cursor, chosen, statement))
            if not expected:
                continue
            width = len(expected[0])
            found = [row[:width] for row in shown(page, name)]
            if name == "field_counts":
                found = [row for row in found if row[1:] != ["0", "0"]]
            assert sorted(found) == expected, (chosen, name)


def test_a_bar_and_a_cell_filter_and_clear(open_page: OpenPage) -> None:
    page = open_page("/fields?year=2005", height=2000)
    bars = page.locator(".st-key-chart_field_counts .bars .point path")
    expect(bars.first).to_be_attached(timeout=WAIT)
    click_mark(page, bars.nth(2))
    expect(page).to_have_url(has("field=environment"))
    expect(page.locator(".st-key-counting")).to_contain_text("5事業")
    click_mark(page, page.locator(".st-key-chart_field_counts .bars .point path").nth(2))
    expect(page).not_to_have_url(re.compile(r"[?&]field="))
    # The first cell is that of the first field and 中国.
    cell = page.locator(".st-key-chart_field_region .scatterlayer .text text", has_text="4").first
    click_mark(page, cell)
    expect(page).to_have_url(has("field=environment"))
    expect(page).to_have_url(has("region=CHN"))
    expect(page.locator(".st-key-counting")).to_contain_text("4事業")
    page.go_back()
    expect(page.locator(".st-key-counting")).to_contain_text("14事業")


def test_years_in_turn(start_server: Callable[..., Server], open_page: OpenPage, tmp_path: Path) -> None:
    write(tmp_path / "data", projects=30, years=3)
    server = start_server(CLAIRVIZ_DATA=str(tmp_path / "data"))
    page = open_page("/fields?year=2024", at=server.url, height=2000)
    expect(page.locator(".st-key-chart_field_years .bars .point path").first).to_be_attached(timeout=WAIT)
    page.get_by_role("button", name="前の年度").click()
    expect(page).to_have_url(has("year=2023"))
    page.get_by_role("button", name="年度を順に再生").click()
    expect(page.locator(".st-key-years_in_turn")).to_contain_text("令和7年度", timeout=20_000)
    # It ends with the last year.
    expect(page.get_by_role("button", name="年度を順に再生")).to_be_visible(timeout=20_000)
    expect(page).to_have_url(has("year=2025"))
    # A bar of the small multiples chooses its year and field.
    bars = page.locator(".st-key-chart_field_years .bars .point path").all()
    click_mark(page, max(bars, key=lambda bar: (bar.bounding_box() or {"height": 0})["height"]))
    expect(page).to_have_url(re.compile(r"[?&]field="))
    expect(page.locator(".st-key-chart_field_counts")).to_be_visible()
