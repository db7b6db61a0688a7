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
    page.locator("a[href*='about?source=clair-paris']").first.click()
    about = page
    expect(about.locator(".cv-asked")).to_contain_text("clair-paris")
    about.get_by_role("link", name="技術情報").press("Enter")
    hosts = about.locator("#network-hosts[data-state=own]")
    expect(hosts).to_contain_text("接続先はこのサーバーだけです")
    expect(hosts).to_contain_text("default-src 'self'")
    about.get_by_role("button", name="もう一度診断する").click()
    expect(about.locator("#network-hosts[data-run='1'][data-state=own]")).to_be_visible()
    assert axe(about) == []


def test_the_views_of_about_are_short_reached_by_key_and_fit_a_telephone(open_page) -> None:
    page = open_page("/about", lang="en")
    main = page.locator("[data-testid=stMainBlockContainer]")
    for name, part in (("Sources and oddities", "sources"), ("Programmes", "programmes")):
        page.get_by_role("link", name=name, exact=True).press("Enter")
        expect(page.locator(f"#cv-view-{part}[aria-current=page]")).to_be_visible()
        settled(page)
        assert f"part={part}" in page.evaluate("location.search")
        assert main.bounding_box()["height"] < 2_000
        assert axe(page) == []
    small = open_page("/about?part=sources", width=390, height=844)
    assert small.evaluate("document.documentElement.scrollWidth") <= 390
    small.locator("a[href='#cv-source-jlgc-new-york']").first.press("Enter")
    expect(small.locator("#cv-source-jlgc-new-york")).to_be_in_viewport()


def test_an_address_without_a_page_says_so_and_nothing_covers_it(open_page) -> None:
    page = open_page("/nosuchpage", expect_missing=True)
    expect(page.get_by_role("heading", name="ページが見つかりません")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("[data-testid=stMain]").get_by_role("link").first.click()
    expect(page.locator(".cv-figures").first).to_be_visible(timeout=15_000)


def test_a_link_that_is_far_too_long_is_told_of(open_page) -> None:
    page = open_page(f"/?field={'x' * 16_000}")
    expect(page.get_by_test_id("stAlert")).to_contain_text("field=xxxx")


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
    """Each source named on a page leads to the page on sources with that source first."""
    page = open_page(path)
    expect(page.locator("a[href*='about?source=']").first).to_be_visible()
    addresses = {link.get_attribute("href") for link in page.locator("a[href*='about?source=']").all()}
    for address in sorted(addresses):
        about = open_page(f"/{address}")
        source = re.search(r"source=([^&]+)", address)[1]
        expect(about.locator(".cv-asked")).to_contain_text(source)


def test_links_lead_to_the_part_of_the_page_they_name(open_page) -> None:
    about = open_page("/about?part=oddities", lang="en", height=700)
    expect(about.get_by_role("heading", name="Conflicts and oddities in the sources")).to_be_in_viewport()
    expect(about.get_by_role("heading", name="Sources", exact=True)).not_to_be_in_viewport()
    assert axe(about) == []
