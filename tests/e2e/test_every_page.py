"""What holds on every page: opens by its address, asks no other host, accessible, fits a telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from clairviz.base.i18n import languages, translator
from clairviz.web import navigation
from tests.e2e.conftest import axe, settled, still
from tests.e2e.test_print import nothing_is_cut_on_paper

OpenPage = Callable[..., Page]
PAGES = navigation.PAGES


# Beside this, every page in every language at every width.
WIDTHS = (390, 720, 1024, 1440, 1920)
EVERY = [
    pytest.param(
        page, lang, id=f"{page.file}-{lang}", marks=[pytest.mark.full] * (lang != languages()[number % 2])
    )
    for number, page in enumerate(PAGES)
    for lang in languages()
]


@pytest.mark.parametrize(("page", "lang"), EVERY)
def test_a_page_on_screens_and_on_paper(open_page: OpenPage, page: navigation.Page, lang: str) -> None:
    """Opens by its address, is accessible, fits narrow screens; nothing is cut on A4, the source is said.

    It must not ask another host or log an error (open_page), scroll sideways, or print what is for clicking.
    """
    opened = open_page(f"/{page.url_path}", lang=lang)
    expect(opened).to_have_title(translator(lang)(page.title))
    expect(opened.locator("html")).to_have_attribute("lang", lang)
    if opened.get_by_test_id("stPlotlyChart").count():
        expect(opened.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert axe(opened) == []
    for width in (720, 390):
        opened.set_viewport_size({"width": width, "height": 844})
        still(opened, "[data-testid=stMainBlockContainer]")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.set_viewport_size({"width": 1440, "height": 900})
    still(opened, "[data-testid=stMainBlockContainer]")
    nothing_is_cut_on_paper(opened, page)


@pytest.mark.full
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_every_page_language_and_width(
    open_page: OpenPage, page: navigation.Page, lang: str, width: int
) -> None:
    opened = open_page(f"/{page.url_path}", width=width, height=900, lang=lang)
    assert axe(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_filters_stay_across_pages(open_page: OpenPage) -> None:
    page = open_page("/?pref=26")
    page.get_by_role("navigation").get_by_role("link", name="分野").click()
    expect(page).to_have_title("分野")
    settled(page)
    assert "pref=26" in page.evaluate("location.search")
    page.get_by_role("navigation").get_by_role("link", name="概要").click()
    expect(page.locator(".cv-figures dd b").first).to_have_text("3")
