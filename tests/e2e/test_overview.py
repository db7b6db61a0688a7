"""The overview as its users use it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import axe, settled

OpenPage = Callable[..., Page]


def address(page: Page) -> str:
    return str(page.evaluate("location.search"))


def metric(page: Page, label: str) -> str:
    card = page.get_by_test_id("stMetric").filter(has_text=label)
    return card.get_by_test_id("stMetricValue").inner_text()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def test_an_executive_sees_the_year_without_scrolling(open_page: OpenPage) -> None:
    page = open_page()
    for label, value in (("認定事業", "14"), ("認定団体", "10"), ("相手地域", "7")):
        assert metric(page, label) == value
    for key in ("panel_partner_map", "panel_regions", "panel_fields"):
        plot = page.locator(f".st-key-{key} .main-svg").first
        expect(plot).to_be_visible()
        box = plot.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 900
    expect(page.locator(".choroplethlayer path").first).to_be_attached()
    assert page.evaluate("document.documentElement.lang") == "ja"
    assert page.title() == "概要"


def test_filter_link_language_and_back(open_page: OpenPage) -> None:
    page = open_page()
    choose(page, "分野", "環境（5）")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("5")
    expect(page.locator(".st-key-selection").get_by_text("環境に該当する5事業")).to_be_visible()
    assert "field=environment" in address(page)

    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Model Projects of FY2005")
    expect(page).to_have_title("Overview")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert metric(page, "Recognised projects") == "5"

    link = page.evaluate("location.pathname + location.search")
    other = open_page(link)
    expect(other.get_by_role("heading", level=1)).to_have_text("Model Projects of FY2005")
    assert metric(other, "Recognised projects") == "5"

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("平成17年度 モデル事業の概要")
    assert metric(settled(page), "認定事業") == "5"
    page.go_back()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("14")
    assert "field" not in address(page)


def test_a_bad_link_falls_back_with_a_notice_that_goes_away(open_page: OpenPage) -> None:
    page = open_page("/?field=magic&pref=26")
    expect(page.get_by_text("field=magic")).to_be_visible()
    assert metric(page, "認定事業") == "3"
    assert "magic" not in address(page)
    page.get_by_role("button", name="条件をリセット").click()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("14")
    expect(page.get_by_text("field=magic")).to_have_count(0)


def test_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("combobox", name="都道府県").focus()
    page.keyboard.type("京都府")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("3")
    page.keyboard.press("Escape")
    switch = (
        page.get_by_role("switch", name="表で見る").or_(page.get_by_role("checkbox", name="表で見る")).first
    )
    switch.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("region", name="表：相手地域, 事業")).to_be_visible()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_accessible(open_page: OpenPage, lang: str) -> None:
    page = open_page(lang=lang)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.lang") == lang


@pytest.mark.parametrize(("width", "height"), [(390, 844), (720, 450)], ids=["telephone", "zoom 200 %"])
def test_readable_when_narrow(open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(width=width, height=height)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for element in page.get_by_test_id("stMetricValue").all():
        inside, box = element.evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert inside <= box + 1
    expect(page.get_by_text("6事業が中国")).to_be_visible()


def test_csv_holds_every_project_of_the_selection(open_page: OpenPage) -> None:
    page = open_page("/?pref=26", accept_downloads=True)
    with page.expect_download() as started:
        page.get_by_role("button", name="CSVをダウンロード").last.click()
    lines = started.value.path().read_bytes().decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[2].startswith("2005-260002-2,2005,260002,2,")
    assert re.fullmatch(r"clairviz_26_\d{4}-\d\d-\d\d\.csv", started.value.suggested_filename)
