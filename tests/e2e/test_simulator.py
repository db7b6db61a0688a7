"""The simulator in a browser: typed and slid, in the link, on one screen of a projector, on paper."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs
from urllib.parse import quote as url_text

import pytest
from playwright.sync_api import Page, expect

from clairviz.base.i18n import languages
from clairviz.subsidy import Application
from tests.e2e.conftest import axe, settled
from tests.rules import quote

OpenPage = Callable[..., Page]
A4_WIDTH = 703  # 210 mm less margins of 12 mm, in CSS pixels


def shown(page: Page) -> tuple[int, int]:
    """Subsidy and own burden as the page has them in large type."""
    subsidy, burden = (
        page.locator(f".st-key-sim_answer .sim-{kind}").inner_text() for kind in ("subsidy", "burden")
    )
    return tuple(int("".join(filter(str.isdigit, text))) for text in (subsidy, burden))  # type: ignore[return-value]


def expected(cost: int, **inputs: int) -> tuple[int | None, int | None]:
    answer = quote(Application(eligible_cost_yen=cost, **inputs))  # type: ignore[arg-type]
    return answer.subsidy_yen, answer.own_burden_yen


def link(page: Page) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.search").removeprefix("?"))


def test_type_slide_and_reload_give_the_quote(open_page: OpenPage) -> None:
    page = open_page("/simulator")
    assert shown(page) == expected(8_000_000)
    cost = page.get_by_role("textbox", name="助成対象経費")
    cost.fill("５００万円")
    cost.press("Enter")
    expect(page.locator(".st-key-sim_answer .sim-subsidy")).to_have_text("2,500,000円")
    expect(cost).to_have_value("5,000,000")
    assert shown(settled(page)) == expected(5_000_000)

    slider = page.get_by_role("slider", name="助成対象経費")
    slider.focus()
    slider.press("ArrowRight")
    expect(cost).to_have_value("5,100,000")
    expect(page.locator(".st-key-sim_answer .sim-subsidy")).to_have_text("2,550,000円")
    assert link(settled(page))["cost"] == ["5100000"]

    page.get_by_role("button", name="Increment").or_(
        page.locator("[data-testid=stNumberInputStepUp]")
    ).first.click()
    expect(page.locator(".sim-other h3")).to_have_text("単独事業とした場合")
    assert link(settled(page))["govs"] == ["2"]
    assert shown(page) == expected(5_100_000, governments=2)

    address = page.evaluate("location.pathname + location.search")
    other = open_page(address)
    assert shown(other) == expected(5_100_000, governments=2)
    page.reload()
    assert shown(settled(page)) == expected(5_100_000, governments=2)


def test_a_refused_cost_leaves_no_number_and_the_slider_mends_it(open_page: OpenPage) -> None:
    page = open_page("/simulator", lang="en")
    cost = page.get_by_role("textbox", name="Eligible cost")
    cost.fill("1e400")
    cost.press("Enter")
    expect(page.locator(".st-key-sim_answer .sim-none")).to_have_text("Nothing is computed")
    expect(page.locator(".sim-subsidy:visible")).to_have_count(0)
    expect(page.locator(".st-key-sim_inputs .sim-problem")).to_contain_text("“1e400”")
    slider = page.get_by_role("slider", name="Eligible cost")
    slider.focus()
    slider.press("ArrowRight")
    expect(page.locator(".st-key-sim_answer .sim-subsidy")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "lang"),
    [
        pytest.param(query, lang, marks=[pytest.mark.full] * (lang != passing))
        for query, passing in (("", "ja"), ("?govs=3", "en"), ("?rule=2022&body=ngo&partner=association", ""))
        for lang in languages()
    ],
)
def test_inputs_answer_and_curve_are_on_one_screen_of_a_projector(
    open_page: OpenPage, query: str, lang: str
) -> None:
    page = open_page(f"/simulator{query}", width=1024, height=768, lang=lang)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    for part in (".st-key-sim_answer", ".st-key-sim_inputs", ".st-key-panel_subsidy_curve .main-svg"):
        expect(page.locator(part).first).to_be_visible(timeout=20_000)
        box = page.locator(part).first.bounding_box()
        assert box
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= 768, part
        assert box["x"] + box["width"] <= 1024, part
    size = page.locator(".st-key-sim_answer .sim-subsidy").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 48


@pytest.mark.parametrize("lang", ["ja", pytest.param("en", marks=pytest.mark.full)])
def test_accessible_in_its_other_states(open_page: OpenPage, lang: str) -> None:
    plan = url_text(json.dumps({"name": "A", "cost": "8000000"}))
    for query in (
        f"?govs=3&whatif=1&rate=2/3&against=2022&burden=1&applies=other&shares=2&scenario={plan}",
        "?cost=abc&rule=2010",
        "?items=%5B%5B%22a%22%2C%221000%22%2C1%5D%5D&body=ngo",
    ):
        assert axe(open_page(f"/simulator{query}", lang=lang)) == []


@pytest.mark.parametrize("lang", ["ja", pytest.param("en", marks=pytest.mark.full)])
def test_the_sheet_on_paper_is_not_cut(open_page: OpenPage, lang: str) -> None:
    page = open_page("/simulator?govs=2", lang=lang)
    page.set_viewport_size({"width": A4_WIDTH, "height": 1000})
    page.emulate_media(media="print")
    expect(page.locator(".st-key-sim_stage")).to_be_hidden()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    sheet = page.locator(".sim-print")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("4,000,000")
    drawing = sheet.locator(".sim-drawing")
    assert drawing.evaluate("e => e.complete && e.naturalWidth > 0")
    for part in (drawing, sheet.locator("table").nth(1), sheet.locator("table").last):
        box = part.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= A4_WIDTH


def test_a_plan_is_saved_into_the_link_and_loaded_again(open_page: OpenPage) -> None:
    page = open_page("/simulator?cost=5000000")
    page.get_by_role("button", name="現在の入力を案として保存").click()
    expect(page.locator(".sim-compare")).to_contain_text("2,500,000円")
    address = page.evaluate("location.pathname + location.search")
    assert "scenario" in address
    other = open_page(address.replace("cost=5000000", "cost=9000000", 1))
    expect(other.locator(".sim-compare")).to_contain_text("2,500,000円")
    other.get_by_role("button", name="入力に戻す").click()
    expect(other.locator(".st-key-sim_answer .sim-subsidy")).to_have_text("2,500,000円")
