"""The pages on partners and fields in a real browser: by mouse and key, back, hover, labels apart, accessible."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import YEARS
from tests.e2e.conftest import Server, axe, settled

OpenPage = Callable[..., Page]
# Boxes of all names on a map that another name or the edge cuts, by more than a hair.
COLLISIONS = """() => [...document.querySelectorAll('.cv-map')].flatMap(map => {
  const edge = map.getBoundingClientRect();
  const shown = [...map.querySelectorAll('.cv-label, .cv-home')].filter(e => e.offsetWidth);
  const boxes = shown.map(e => [e.textContent, e.getBoundingClientRect()]);
  const faults = [];
  boxes.forEach(([name, a], i) => {
    if (a.left < edge.left - 2 || a.right > edge.right + 2 || a.top < edge.top - 2 || a.bottom > edge.bottom + 2)
      faults.push(name + ' is cut');
    for (const [other, b] of boxes.slice(i + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 3 && tall > 3) faults.push(name + ' on ' + other);
    }
  });
  return faults;
})"""


@pytest.fixture(scope="module")
def years_server(start_server: Callable[..., Server]) -> str:
    return start_server(CLAIRVIZ_DATA=str(YEARS)).url


def address(page: Page) -> str:
    return str(page.evaluate("location.search"))


def test_a_circle_a_bar_and_a_key_choose_and_take_back(open_page: OpenPage) -> None:
    page = open_page("/map")
    said = page.locator(".cv-head .cv-said")
    page.locator("#cv-dot-region-CHN").click()
    expect(said).to_contain_text("6事業")
    assert "region=CHN" in address(page)
    expect(page.locator(".cv-arcs").first).to_be_attached()
    page.locator("#cv-region-CHN").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("14事業")
    assert "region=CHN" not in address(page)
    page.go_back()
    expect(said).to_contain_text("6事業")
    page.get_by_role("link", name="取り消す：中国").click()
    expect(said).to_contain_text("14事業")
    page.locator("#cv-region-KOR").hover()
    expect(page.locator("#cv-dot-region-KOR.cv-pointed")).to_be_attached()
    page.locator("#cv-dot-gov-260002").focus()
    expect(page.locator("#cv-tip")).to_contain_text("京都府：3事業")
    page.get_by_role("link", name="相手地域との延べ件数").click()
    expect(said).to_contain_text("延べ14件")
    assert axe(settled(page)) == []


def test_a_span_of_years_by_drag_and_by_key(open_page: OpenPage, years_server: str) -> None:
    page = open_page("/fields", at=years_server)
    boxes = [page.locator(f"#cv-year-{year}").bounding_box() for year in (2009, 2012)]
    (x0, y0), (x1, y1) = ((b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes if b)
    page.mouse.move(x0, y0)
    page.mouse.down()
    page.mouse.move(x1, y1, steps=6)
    page.mouse.up()
    expect(page.locator(".cv-column.cv-chosen")).to_have_count(3)
    assert "year=2009-2012" in address(page)
    page.get_by_role("link", name="全年度").click()
    expect(page.locator(".cv-column.cv-chosen")).to_have_count(0)
    page.locator("#cv-year-2012").click()
    expect(page.locator(".cv-column.cv-chosen")).to_have_count(1)
    page.locator("#cv-year-2014").focus()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".cv-column.cv-chosen")).to_have_count(3)
    assert "year=2012-2014" in address(page)
    cell = page.locator(".cv-matrix td > a").first
    cell.hover()
    expect(page.locator("#cv-tip")).to_contain_text(" × ")
    cell.click()
    settled(page)
    assert "field=" in address(page)
    page.get_by_role("link", name="割合", exact=True).click()
    expect(page.locator(".cv-bars b").first).to_contain_text("%")
    assert axe(settled(page)) == []


def test_filters_open_and_show_how_many_are_set(open_page: OpenPage) -> None:
    page = open_page("/map?region=CHN&xpref=26")
    button = page.locator(".st-key-filters").get_by_role("button", name="絞り込み")
    assert button.locator("p").evaluate("e => getComputedStyle(e, '::after').content") == '" 2"'
    expect(page.get_by_role("combobox", name="分野", exact=True)).to_have_count(0)
    button.click()
    expect(page.get_by_role("combobox", name="分野", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("width", "lang"),
    [
        pytest.param(width, lang, marks=[pytest.mark.full] * (lang == other))
        for width, other in ((1440, "en"), (1024, "ja"), (390, "en"))
        for lang in ("ja", "en")
    ],
)
def test_names_on_maps_stand_apart(open_page: OpenPage, years_server: str, width: int, lang: str) -> None:
    for at in ("", years_server):
        for path in ("/map", "/map?region=THA", "/"):
            page = open_page(path, width=width, lang=lang, at=at)
            expect(page.locator(".cv-map").first).to_be_visible()
            assert page.evaluate(f"({COLLISIONS})()") == [], (path, at)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "path",
    ["/", pytest.param("/map", marks=pytest.mark.full), pytest.param("/fields", marks=pytest.mark.full)],
)
def test_the_first_number_comes_early_on_a_telephone(open_page: OpenPage, path: str) -> None:
    page = open_page(path, width=390, height=844)
    box = page.locator(".cv-findings strong, .cv-said strong").first.bounding_box()
    assert box
    assert box["y"] < 500
