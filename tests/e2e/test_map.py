"""Clicks on the map in a real browser: filter, address, cards, and what they cost to transfer."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.conftest import settled

LIMIT = 25_000


def calm(page: Page) -> None:
    page.wait_for_timeout(700)
    settled(page)
    page.wait_for_timeout(500)


def click_label(page: Page, text: str) -> None:
    """Click the point left of a label, where its country is marked."""
    box = page.locator(".st-key-chart_partners text", has_text=text).last.bounding_box()
    assert box
    right = page.locator(".st-key-chart_partners path.point").all()
    nearest = min(
        (found for point in right if (found := point.bounding_box())),
        key=lambda b: (
            min(
                abs(b["x"] + b["width"] / 2 - box["x"]),
                abs(b["x"] + b["width"] / 2 - box["x"] - box["width"]),
            )
            + abs(b["y"] + b["height"] / 2 - box["y"] - box["height"] / 2)
        ),
    )
    page.mouse.move(nearest["x"] + nearest["width"] / 2, nearest["y"] + nearest["height"] / 2)
    page.wait_for_timeout(200)
    page.mouse.click(nearest["x"] + nearest["width"] / 2, nearest["y"] + nearest["height"] / 2)
    calm(page)


def test_a_country_filters_and_a_second_click_clears(open_page: Callable[..., Page]) -> None:
    page = open_page("/", height=1400)
    page.get_by_test_id("stSidebarNav").get_by_text("相手地域マップ").click()
    page.wait_for_selector(".st-key-chart_partners path.point")
    calm(page)
    assert page.locator("ul.cards li").count() == 14
    click_label(page, "ブラジル")
    assert "region=BRA" in page.evaluate("location.search")
    assert page.locator("ul.cards li").count() == 1
    click_label(page, "ブラジル")
    assert "region" not in page.evaluate("location.search")
    assert page.locator("ul.cards li").count() == 14


def test_setting_a_filter_is_small(open_page: Callable[..., Page]) -> None:
    page = open_page("/", height=1400)
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))))
    page.reload()
    page.get_by_test_id("stSidebarNav").get_by_text("相手地域マップ").click()
    page.wait_for_selector(".st-key-chart_partners path.point")
    calm(page)
    sizes.clear()
    click_label(page, "ブラジル")
    assert "region=BRA" in page.evaluate("location.search")
    assert 0 < sum(sizes) < LIMIT
