"""The overview as its users use it."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import settled, still

OpenPage = Callable[..., Page]


def address(page: Page) -> str:
    return str(page.evaluate("location.search"))


def figure(page: Page, label: str) -> str:
    card = page.locator(".cv-figures > div").filter(has_text=label)
    return card.locator("dd b").inner_text()


def first_figure(page: Page) -> Locator:
    return page.locator(".cv-figures dd b").first


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("button", name="絞り込み").click()
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).click()
    settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def test_an_executive_sees_the_year_without_scrolling(open_page: OpenPage) -> None:
    page = open_page()
    for label, value in (("認定事業", "14"), ("代表団体", "10"), ("相手地域", "7")):
        assert figure(page, label) == value
    for part in (".cv-map", ".cv-tiles", ".cv-findings"):
        box = page.locator(part).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 900, part
    assert page.locator(".cv-land").evaluate("image => image.complete && image.naturalWidth > 0")
    assert page.evaluate("document.documentElement.lang") == "ja"
    assert page.title() == "概要"


def test_every_mark_is_a_link_followed_without_loading_anew(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("window.kept = true")
    page.locator(".cv-dot").filter(has_text="中国").click()
    expect(first_figure(page)).to_have_text("6")
    assert "region=CHN" in address(page)
    expect(page.locator(".cv-dot.cv-chosen")).to_contain_text("中国")
    expect(page.locator(".cv-arcs")).to_have_count(1)
    # A second choice of the same mark takes it back; the keyboard does the same as the mouse.
    page.locator(".cv-dot.cv-chosen").focus()
    page.keyboard.press("Enter")
    expect(first_figure(page)).to_have_text("14")
    assert "region" not in address(page)
    expect(page.locator("#cv-dot-region-CHN")).to_be_focused()
    page.locator("#cv-field-environment").hover()
    expect(page.locator(".cv-pointed").first).to_be_attached()
    page.locator("#cv-field-environment").click()
    expect(first_figure(page)).to_have_text("5")
    page.go_back()
    expect(first_figure(page)).to_have_text("14")
    # Never a new page: the session is the one it began with.
    assert page.evaluate("window.kept") is True


def test_filter_link_language_and_back(open_page: OpenPage) -> None:
    page = open_page()
    choose(page, "分野", "環境（5）")
    expect(first_figure(page)).to_have_text("5")
    expect(page.locator(".cv-summary").get_by_text("環境に該当する5事業")).to_be_visible()
    assert "field=environment" in address(page)

    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Model Projects of FY2005")
    expect(page).to_have_title("Overview")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert figure(page, "Recognised projects") == "5"

    link = page.evaluate("location.pathname + location.search")
    other = open_page(link)
    expect(other.get_by_role("heading", level=1)).to_have_text("Model Projects of FY2005")
    assert figure(other, "Recognised projects") == "5"

    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("平成17年度 モデル事業の概要")
    assert figure(settled(page), "認定事業") == "5"
    page.go_back()
    expect(first_figure(page)).to_have_text("14")
    assert "field" not in address(page)


def test_a_bad_link_falls_back_with_a_notice_that_goes_away(open_page: OpenPage) -> None:
    page = open_page("/?field=magic&pref=26")
    expect(page.get_by_text("field=magic")).to_be_visible()
    assert figure(page, "認定事業") == "3"
    assert "magic" not in address(page)
    page.get_by_role("link", name="条件をリセット").click()
    expect(first_figure(page)).to_have_text("14")
    expect(page.get_by_text("field=magic")).to_have_count(0)


def test_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="絞り込み").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox", name="都道府県", exact=True).focus()
    page.keyboard.type("京都府")
    page.keyboard.press("Enter")
    expect(first_figure(page)).to_have_text("3")
    page.keyboard.press("Escape")
    page.locator("#cv-pref-26").focus()
    expect(page.locator("#cv-tip")).to_have_text("京都府：3事業")
    page.keyboard.press("Escape")
    expect(page.locator("#cv-tip")).to_have_count(0)


def test_readable_on_a_telephone_and_at_twice_the_size(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    for width, height in ((390, 844), (720, 450)):
        page.set_viewport_size({"width": width, "height": height})
        still(page, ".cv-figures")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for element in page.locator(".cv-figures dd b").all():
            inside, box = element.evaluate("e => [e.scrollWidth, e.clientWidth]")
            assert inside <= box + 1
        expect(page.get_by_text("中国との協力が6事業")).to_be_visible()


def test_csv_holds_every_project_of_the_selection(open_page: OpenPage) -> None:
    page = open_page("/?pref=26", accept_downloads=True)
    with page.expect_download() as started:
        page.get_by_role("button", name="CSVをダウンロード").last.click()
    lines = started.value.path().read_bytes().decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[2].startswith("2005-260002-2,2005,260002,2,")
    assert re.fullmatch(r"clairviz_26_\d{4}-\d\d-\d\d\.csv", started.value.suggested_filename)
