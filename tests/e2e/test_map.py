"""Clicks on the map in a real browser: filter, address, cards, and what they cost to transfer."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import click_mark, has, settled, still

OpenPage = Callable[..., Page]
LIMIT = 25_000
ALL, ONE = 14, 1


def cards(page: Page, count: int) -> None:
    expect(page.locator("ul.cards > li")).to_have_count(count)


def points(page: Page, chart: str) -> list[Locator]:
    """The marks of a map in the order of its data."""
    found = page.locator(f".st-key-chart_{chart} path.point")
    expect(found.first).to_be_attached()
    return found.all()


def click_label(page: Page, text: str) -> None:
    """Click the point beside a label, where its country is marked.

    Label and points are looked up once the map is drawn and has come to rest: plotly.js draws
    after the page is there, and again after an answer.
    """
    settled(page)
    still(page, ".st-key-chart_partners text, .st-key-chart_partners path.point")
    label = page.locator(".st-key-chart_partners text", has_text=text).last
    expect(label).to_be_visible()
    box = label.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    nearest = min(
        page.locator(".st-key-chart_partners path.point").all(),
        key=lambda point: (
            min(abs(b["x"] - box["x"]), abs(b["x"] - box["x"] - box["width"])) + abs(b["y"] - middle)
            if (b := point.bounding_box())
            else 10**9
        ),
    )
    click_mark(page, nearest)


def show(page: Page) -> None:
    """From the overview to the map, as a reader goes there."""
    page.get_by_test_id("stSidebarNav").get_by_text("相手地域マップ").click()
    page.wait_for_selector(".st-key-chart_partners path.point")
    settled(page)


def test_a_country_filters_and_a_second_click_clears(open_page: OpenPage) -> None:
    page = open_page("/", height=1400)
    show(page)
    cards(page, ALL)
    click_label(page, "ブラジル")
    expect(page).to_have_url(has("region=BRA"))
    cards(page, ONE)
    click_label(page, "ブラジル")
    expect(page).not_to_have_url(re.compile(r"[?&]region="))
    cards(page, ALL)


def test_back_right_after_a_click_and_the_chip(open_page: OpenPage) -> None:
    page = open_page("/map?year=2005", height=1400)
    click_label(page, "ブラジル")
    cards(page, ONE)
    page.go_back()
    cards(page, ALL)
    expect(page).not_to_have_url(re.compile(r"[?&]region="))
    page.go_forward()
    cards(page, ONE)
    chip = page.locator(".st-key-region")
    expect(chip).to_contain_text("ブラジル")
    chip.get_by_role("combobox").focus()
    page.keyboard.press("Backspace")
    cards(page, ALL)
    expect(page).not_to_have_url(re.compile(r"[?&]region="))


def test_a_body_an_arc_and_the_unmarked_group_filter(open_page: OpenPage) -> None:
    page = open_page("/map?year=2005", height=1700)
    # The places of the ten bodies, then their numbers, the most projects first: 京都府.
    click_mark(page, points(page, "bodies")[10])
    expect(page).to_have_url(has("gov=260002"))
    cards(page, 3)
    click_mark(page, points(page, "bodies")[1])
    expect(page).not_to_have_url(re.compile(r"[?&]gov="))
    page.get_by_role("button", name="相手地域の記載なし 3").click()
    cards(page, 3)
    expect(page).to_have_url(has("region=not-stated"))
    page.get_by_role("button", name="相手地域の記載なし 3").click()
    cards(page, ALL)
    settled(page)
    still(page, ".st-key-chart_partners path.point")
    # Where arcs are clicked stands before the seven countries; the one farthest east is that of
    # 岐阜県 and ブラジル.
    hits = points(page, "partners")[:-7]
    click_mark(page, max(hits, key=lambda hit: (hit.bounding_box() or {"x": 0})["x"]))
    expect(page).to_have_url(has("gov=210005"))
    expect(page).to_have_url(has("region=BRA"))
    cards(page, ONE)


def test_the_keyboard_chooses_rows(open_page: OpenPage) -> None:
    page = open_page("/map?year=2005", height=1700)
    switch = page.locator(".st-key-table_partners input")
    switch.focus()
    page.keyboard.press("Space")
    grid = page.locator(".st-key-panel_partners [data-testid=stDataFrame] canvas").first
    expect(grid).to_be_visible()
    for wanted, count in (("region=CHN", 6), ("", ALL)):
        settled(page)
        still(page, ".st-key-panel_partners [data-testid=stDataFrame] canvas")
        grid = page.locator(".st-key-panel_partners [data-testid=stDataFrame] canvas").first
        grid.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Shift+Space")
        cards(page, count)
        if wanted:
            expect(page).to_have_url(has(wanted))
    expect(page).not_to_have_url(re.compile(r"[?&]region="))


def test_a_card_leads_to_its_source(open_page: OpenPage) -> None:
    page = open_page("/map?year=2005&region=BRA")
    card = page.locator("ul.cards > li")
    expect(card).to_have_count(ONE)
    expect(card).to_contain_text("○ 人材育成")
    expect(card).to_contain_text("平成17年4月1日～平成18年3月31日")
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("制度と出典")
    expect(page).to_have_url(has("source=clair-2005"))


def test_any_change_of_a_filter_is_small(open_page: OpenPage) -> None:
    page = open_page("/", height=1400)
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))))
    page.reload()
    show(page)

    def cost(change: Callable[[], None], count: int) -> int:
        """Bytes until `count` cards are shown and the script has ended."""
        sizes.clear()
        change()
        cards(page, count)
        settled(page)
        return sum(sizes)

    def choose(label: str, option: str) -> None:
        page.get_by_role("combobox", name=label).focus()
        page.keyboard.type(option)
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")

    costs = {
        "set": cost(lambda: click_label(page, "ブラジル"), ONE),
        "clear": cost(lambda: click_label(page, "ブラジル"), ALL),
        "field": cost(lambda: choose("分野", "環境"), 5),
        "prefecture": cost(lambda: choose("都道府県", "京都府"), ONE),
    }
    page.locator(".st-key-table_bodies label").first.click()
    expect(page.locator(".st-key-panel_bodies [data-testid=stDataFrame]").first).to_be_visible()
    settled(page)
    costs["reset"] = cost(page.get_by_role("button", name="条件をリセット").click, ALL)
    assert {name: size for name, size in costs.items() if not 0 < size < LIMIT} == {}


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_a_map_is_as_high_as_its_width_asks_for(open_page: OpenPage, width: int) -> None:
    page = open_page("/map?year=2005", width=width)
    for chart in ("partners", "bodies"):
        drawn = page.locator(f".st-key-chart_{chart} .main-svg").first
        expect(drawn).to_be_visible()
        box = drawn.bounding_box()
        assert box
        assert 0.45 < box["height"] / box["width"] < 0.75
