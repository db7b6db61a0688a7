"""In a browser: play and stop, the year in the link, a source in one click, the network self-test."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import axe, settled


def test_play_advances_stops_and_leaves_the_year_in_the_link(open_page) -> None:
    page = open_page("/timeline?asof=1996", lang="en")
    label = page.get_by_test_id("stMetricLabel")
    expect(label).to_contain_text("1996")
    page.get_by_role("button", name="Play").click()
    expect(label).to_contain_text("1998", timeout=10_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    settled(page)
    shown = label.inner_text()
    year = re.search(r"\d{4}", shown)[0]
    assert f"asof={year}" in page.evaluate("location.search")
    page.wait_for_timeout(2500)
    assert label.inner_text() == shown
    assert axe(page) == []


def test_a_source_is_one_click_away_and_the_network_test_finds_this_server_only(open_page) -> None:
    page = open_page("/timeline")
    with page.context.expect_page() as opened:
        page.locator("a[href*='about?source=clair-paris']").first.click()
    about = settled(opened.value)
    expect(about.locator(".st-key-findings").first).to_contain_text("clair-paris")
    hosts = about.locator("#network-hosts[data-state=own]")
    expect(hosts).to_contain_text("接続先はこのサーバーだけです")
    expect(hosts).to_contain_text("default-src 'self'")
    about.get_by_role("button", name="もう一度診断する").click()
    expect(about.locator("#network-hosts[data-run='1'][data-state=own]")).to_be_visible()
    assert axe(about) == []
