"""The page of all projects as an analyst uses it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import axe, settled

OpenPage = Callable[..., Page]


def test_an_analyst_finds_a_project_and_asks_in_sql(open_page: OpenPage) -> None:
    page = open_page("/explore?q=ｶﾝﾎﾞｼﾞｱ")
    hit = page.locator(".hits mark").first
    expect(hit).to_have_text("カンボジア")
    page.locator(".hits a").first.click()
    expect(page.get_by_role("button", name="← 事業の一覧へ")).to_be_visible()
    expect(page.get_by_text("出典に記載なし").first).to_be_visible()
    assert "project=2005-" in page.evaluate("location.search")
    page.get_by_role("button", name="← 事業の一覧へ").click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    page.get_by_role("button", name="事業の多い団体").click()
    expect(page.locator(".st-key-sql_files")).to_be_visible()
    page.locator(".st-key-sql_chart_on label").click()
    expect(page.locator(".st-key-chart_sql .main-svg").first).to_be_visible()
    expect(page).to_have_url(re.compile("sql=SELECT"))
    settled(page)
    with page.expect_download() as download:
        page.locator(".st-key-csv_sql button").click()
    content = download.value.path().read_text(encoding="utf-8-sig")
    assert content.splitlines()[0] == "name_ja,projects"
    assert axe(page) == []
