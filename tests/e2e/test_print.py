"""Every page on A4 portrait from the browser: nothing cut, the selection and the source in words."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from clairviz.web import navigation
from tests.e2e.conftest import until

OpenPage = Callable[..., Page]
# A4 at 96 dots an inch, less the margins of clairviz/export/paper.py.
TEXT_WIDTH = 680
HIDDEN = (
    "stSidebar",
    "stHeader",
    "stButton",
    "stDownloadButton",
    "stButtonGroup",
    "stMultiSelect",
    "stDataFrame",
)
# Looked at in one go: what printing hides (a grid that draws itself) may leave the page in the middle.
CUT = """width => [...document.querySelectorAll(".js-plotly-plot .main-svg, table, h1, h2, h3")].filter(thing => {
    const box = thing.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > width + 1);
}).map(thing => thing.outerHTML.slice(0, 200))"""


def on_paper(page: Page) -> Page:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": TEXT_WIDTH, "height": 1000})
    return page


def nothing_is_cut_on_paper(opened: Page, page: navigation.Page) -> None:
    """Every page is put through this by test_every_page.py."""
    on_paper(opened)
    until(opened, lambda: opened.evaluate(CUT, TEXT_WIDTH) == [])
    for name in HIDDEN:
        for part in opened.get_by_test_id(name).all():
            expect(part).to_be_hidden()
    said = opened.locator(".print-header")
    expect(said).to_be_visible()
    expect(said).to_contain_text("自治体国際化協会の事業を記した資料（2.3節、表題・発行者の記載なし）")
    if page.is_filtered:
        expect(said).to_contain_text("14")
    assert opened.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_what_is_printed_follows_the_filters(open_page: OpenPage) -> None:
    page = open_page("/?pref=26", lang="en")
    expect(page.locator(".print-header")).to_be_hidden()
    on_paper(page)
    expect(page.locator(".print-header")).to_contain_text("Showing 3 of 14 projects in FY2005: Kyoto.")
    table = page.locator(".cv-table")
    expect(table.locator("tbody tr")).to_have_count(3)
    expect(table.locator("tbody tr").nth(1)).to_contain_text("(2)")


def test_a_wide_chart_is_scaled_and_comes_back(open_page: OpenPage) -> None:
    page = open_page("/simulator", width=1900)
    drawn = page.locator(".st-key-chart_subsidy_curve .main-svg").first
    expect(drawn).to_be_visible()
    before = drawn.bounding_box()
    assert before is not None and before["width"] > TEXT_WIDTH
    page.emulate_media(media="print")
    expect(drawn).to_have_attribute(
        "viewBox", f"0 0 {drawn.get_attribute('width')} {drawn.get_attribute('height')}"
    )
    page.emulate_media(media="screen")
    expect(page.locator(".st-key-chart_flow .main-svg[viewBox]")).to_have_count(0)
    assert drawn.bounding_box() == before
