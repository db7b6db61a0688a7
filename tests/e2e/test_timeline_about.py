"""In a browser: play and stop, the year in the link, a source in one click, the network self-test."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import axe, settled


def test_play_advances_stops_and_leaves_the_year_in_the_link(open_page) -> None:
    page = open_page("/timeline?asof=1996", lang="en")
    line = page.locator(".cv-asof")
    expect(line).to_have_text("end of 1996")
    page.get_by_role("button", name="Play").click()
    expect(line).to_have_text("end of 1998", timeout=15_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    settled(page)
    shown = line.inner_text()
    assert f"asof={shown.split()[-1]}" in page.evaluate("location.search")
    assert axe(page) == []


def test_the_axis_is_reached_by_key_holds_each_number_in_its_year_and_fits_a_telephone(open_page) -> None:
    """A bar leads to its year by Enter, a mark to its source at the foot, a fiscal year to its overview."""
    page = open_page("/timeline", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    year = page.locator("#cv-span-year-2005")
    number, block = year.locator("b > span").bounding_box(), year.locator("i").bounding_box()
    middle = number["x"] + number["width"] / 2
    assert block["x"] - 1 <= middle <= block["x"] + block["width"] + 1
    names = [
        box.bounding_box() for box in page.locator(".cv-axis-name, .cv-axis-when, .cv-tick:visible").all()
    ]
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert across < 1 or down < 1, (one, other)
    page.locator("a[href='#cv-source-clair-seoul']").first.press("Enter")
    expect(page.locator("#cv-source-clair-seoul")).to_be_in_viewport()
    page.locator("#cv-span-seoul").press("Enter")
    expect(page.locator(".cv-asof")).to_have_text("1993年末", timeout=15_000)
    page.get_by_text("表で見る").press("Enter")
    expect(page.locator(".cv-details td").first).to_be_visible()
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


def test_the_slider_moves_by_keyboard_and_its_link_opens_the_same_year(open_page) -> None:
    page = open_page("/timeline", lang="en")
    slider = page.get_by_role("slider")
    slider.focus()
    for year in (2004, 2003):
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".cv-asof")).to_have_text(f"end of {year}", timeout=15_000)
        settled(page)
    assert "asof=2003" in page.evaluate("location.search")
    other = open_page(page.evaluate("location.pathname + location.search"))
    expect(other.locator(".cv-asof")).to_have_text("end of 2003", timeout=15_000)
    past = open_page("/timeline?asof=1996", lang="en")
    expect(past.locator(".cv-figures b")).to_have_text("6", timeout=15_000)
    expect(past.locator(".cv-list")).to_contain_text("FY1996: Recognition of Model Projects begins")
    names = past.locator(".cv-places .cv-label")
    expect(names.filter(has_text="Sydney")).to_have_count(1)
    expect(names.filter(has_text="Beijing")).to_have_count(0)


def test_play_ends_by_itself_at_the_last_year(open_page) -> None:
    page = open_page("/timeline?asof=2003")
    page.get_by_role("button", name="再生").click()
    expect(page.locator(".cv-asof")).to_have_text("2005年末", timeout=15_000)
    expect(page.get_by_role("button", name="再生")).to_be_visible(timeout=10_000)
    settled(page)
    assert "asof=" not in page.evaluate("location.search")


@pytest.mark.parametrize(
    "path", ["/", *(pytest.param(path, marks=pytest.mark.full) for path in ("/map", "/fields", "/timeline"))]
)
def test_every_number_is_two_clicks_from_its_source(open_page, path) -> None:
    """Each figure, and the key figures, carry a link that opens the page on sources with that source first."""
    page = open_page(path)
    panels = page.locator("[class*='st-key-panel_']:not(.st-key-panel_projects)")
    expect(panels.first).to_be_visible()
    for panel in panels.all():
        expect(panel.locator("a[href*='about?source=']").first).to_be_visible()
    if path == "/":
        keyed = page.get_by_test_id("stCaptionContainer").filter(has_text="限度額は平成17年度の要件")
        expect(keyed.locator("a[href*='about?source=']")).to_be_visible()
    addresses = {link.get_attribute("href") for link in page.locator("a[href*='about?source=']").all()}
    for address in sorted(addresses):
        about = open_page(f"/{address}")
        source = re.search(r"source=([^&]+)", address)[1]
        expect(about.locator(".st-key-findings").first).to_contain_text(source)


def test_links_lead_to_the_part_of_the_page_they_name(open_page) -> None:
    page = open_page("/", lang="en")
    with page.context.expect_page() as opened:
        page.locator("a[href*='part=model-project']").first.click()
    about = settled(opened.value)
    heading = about.get_by_role("heading", name="The Model Project, step by step")
    expect(heading).to_be_in_viewport()
    expect(about.get_by_role("heading", name="What CLAIR offers")).not_to_be_in_viewport()
    about.get_by_role("link", name="Network self-test").click()
    expect(about.get_by_role("heading", name="Network self-test")).to_be_in_viewport()
    assert axe(about) == []
