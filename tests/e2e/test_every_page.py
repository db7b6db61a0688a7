"""What holds on every page: opens by its address, asks no other host, accessible, fits a telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from clairviz.base.i18n import languages, translator
from clairviz.web import navigation
from tests.e2e.conftest import Server, axe, settled

OpenPage = Callable[..., Page]
PAGES = navigation.PAGES


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_opens_by_its_address_and_is_accessible(
    open_page: OpenPage, page: navigation.Page, lang: str
) -> None:
    opened = open_page(f"/{page.url_path}", lang=lang)
    expect(opened).to_have_title(translator(lang)(page.title))
    expect(opened.locator("html")).to_have_attribute("lang", lang)
    assert axe(opened) == []


@pytest.mark.parametrize("width", [390, 720], ids=["telephone", "zoom 200 %"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_fits_a_narrow_screen(open_page: OpenPage, page: navigation.Page, width: int) -> None:
    opened = open_page(f"/{page.url_path}", width=width, height=844)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_the_very_first_viewer_may_open_a_deep_link(
    start_server: Callable[..., Server], open_page: OpenPage
) -> None:
    server = start_server()
    page = open_page("/map?region=CHN", at=server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("相手地域マップ")
    expect(page.get_by_role("navigation")).to_be_visible()


def test_filters_stay_across_pages(open_page: OpenPage) -> None:
    page = open_page("/?pref=26")
    page.get_by_role("navigation").get_by_role("link", name="分野").click()
    expect(page).to_have_title("分野")
    settled(page)
    assert "pref=26" in page.evaluate("location.search")
    page.get_by_role("navigation").get_by_role("link", name="概要").click()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("3")
