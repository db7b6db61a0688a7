"""The handout opened from disk in a browser without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from clairviz.base.i18n import languages, translator
from clairviz.base.selection import Selection
from clairviz.store.queries.search import hits
from clairviz.subsidy import Application, Binding, hypothetical, parse_yen
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN
from clairviz.words.phrases import project_name
from tests import telling
from tests.e2e.conftest import AXE, AXE_TAGS
from tests.rules import RULES, quote

OpenFile = Callable[..., Page]
# A4 at 96 dots an inch, less the margins that the style sheet sets.
A4, MARGINS = 794, 114
COSTS = (1, 2, 3, 99, 1_999_999, 5_999_998, 5_999_999, 6_000_000, 6_000_001, 6_000_002, 9_999_999)
COSTS += (10_000_000, 10_000_001, 123_456_789, 9_007_199_254_740, MAX_YEN - 1, MAX_YEN)
# Found in the file as in the database: width, kana, years, old forms, marks between, nothing.
WORDS = ("ｷｮｳﾄ", "京都", "京都 環境", "h17", "Ｈ１７", "平成", "平成１８年度", "FY2005", "京都\u3000中国")
WORDS += ("ﾀｲ", "たい", "kyoto", "KYÔTO", "福岡縣", "國際", "北九州市 教育", "(", ".*", "\\", "[")
JA = translator("ja")
REFUSED = ("", "abc", "-1", "1.5", "8,00", "1e6", "0x10", str(MAX_YEN + 1), "8.000", "5万5万")


@pytest.fixture
def open_file(browser: Browser, cursor: duckdb.DuckDBPyConnection, tmp_path: Path) -> Iterator[OpenFile]:
    """``open_file(lang, width=…)``: the handout from disk, drawn; fails on any request or error."""
    faults: list[str] = []
    contexts = []

    def open_(lang: str = "ja", width: int = 1440, javascript: bool = True, **told: object) -> Page:
        file = tmp_path / f"handout-{lang}.html"
        file.write_text(telling.page(cursor, lang, **told), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript
        )
        contexts.append(context)
        context.set_offline(True)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "request",
            lambda request: None if request.url == file.as_uri() else faults.append(request.url),
        )
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(file.as_uri())
        if javascript:
            page.wait_for_selector("html[data-drawn]")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("lang", languages())
def test_drawn_accessible_and_silent_without_a_network(open_file: OpenFile, lang: str) -> None:
    page = open_file(lang)
    figures = page.locator("figure")
    assert figures.count() == 4
    for number in range(figures.count()):
        assert figures.nth(number).locator(".cv-page > *").first.bounding_box()["height"] > 100
    assert page.locator(".cv-dot").count() == 7
    assert page.locator(".cv-land").evaluate("e => e.complete && e.naturalWidth") > 0
    page.locator(".cv-dot").first.hover()
    expect(page.locator("#cv-tip")).to_be_visible()
    page.locator("details.numbers summary").first.click()
    expect(page.locator("details.numbers table").first).to_be_visible()
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", AXE_TAGS)
    assert [
        f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]
    ] == []


@pytest.mark.parametrize("width", [390, 720, 1024])
def test_fits_a_narrow_screen_and_a_changed_one(open_file: OpenFile, width: int) -> None:
    page = open_file("en", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def shown(page: Page) -> list[str]:
    """Body and number of every project that the list shows, in its order."""
    return page.locator(".listed tbody tr:not([hidden]) td:nth-child(2)").all_inner_texts()


def test_the_list_filters_searches_sorts_and_follows_marks(
    open_file: OpenFile, cursor: duckdb.DuckDBPyConnection
) -> None:
    page = open_file()
    status = page.locator(".status")
    expect(status).to_have_text("14件中14件を表示しています。")
    page.locator(".chart-matrix a", has_text="4").first.click()
    expect(status).to_have_text("14件中4件を表示しています。")
    assert "region=CHN" in page.url and "field=environment" in page.url
    expect(page.locator("input[name=region][value=CHN]")).to_be_checked()
    # The other facets count what they would add to the choice.
    prefectures = page.locator("[data-facet=pref] label:not(.empty)")
    assert prefectures.count() < page.locator("[data-facet=pref] label").count()
    page.go_back()
    page.get_by_role("button", name="条件をすべて解除").click()
    assert len(shown(page)) == 14
    for words in WORDS:
        page.locator("input[name=q]").fill(words)
        found = hits(cursor, Selection(years=(2005,), text=words))
        assert sorted(shown(page)) == sorted(project_name(one, JA) for one in found.to_dict("records")), words
    page.locator("input[name=q]").fill("")
    page.get_by_role("button", name="事業", exact=True).click()
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    upward = shown(page)
    page.get_by_role("button", name="事業", exact=True).click()
    assert shown(page) == upward[::-1]


def test_an_address_behind_the_file_opens_the_list_filtered(open_file: OpenFile) -> None:
    page = open_file()
    page.goto(page.url.partition("#")[0] + "#projects?field=education&q=%E5%B8%82")
    expect(page.locator("input[name=q]")).to_have_value("市")
    expect(page.locator("input[name=field][value=education]")).to_be_checked()


def test_all_text_and_tables_without_javascript(open_file: OpenFile) -> None:
    page = open_file(javascript=False)
    expect(page.locator(".no-script")).to_be_visible()
    for table in page.locator("main table").all():
        expect(table).to_be_visible()
    for form in page.locator("form").all():
        expect(form).to_be_hidden()


def answer(page: Page, cost: str, governments: str) -> tuple[str, ...]:
    page.locator("input[name=cost]").fill(cost)
    page.locator("input[name=governments]").fill(governments)
    return tuple(page.locator(f"[data-answer={name}]").inner_text() for name in ("subsidy", "own", "limit"))


def test_the_calculator_agrees_with_the_rules(open_file: OpenFile) -> None:
    page = open_file("en")
    limits = {Binding.RATE: "the subsidy rate", Binding.CAP: "the limit"}
    for governments in (1, 2, MAX_GOVERNMENTS):
        for cost in COSTS:
            told = quote(Application(eligible_cost_yen=cost, governments=governments))
            wanted = (f"¥{told.subsidy_yen:,}", f"¥{told.own_burden_yen:,}", limits[told.binding])
            assert answer(page, str(cost), str(governments)) == wanted
    for written in ("8,000,000", "800万円", "１億2,000万", "¥3,000,001", "12 000 000", "1億5"):
        told = quote(Application(eligible_cost_yen=parse_yen(written)))
        assert answer(page, written, "1")[:2] == (f"¥{told.subsidy_yen:,}", f"¥{told.own_burden_yen:,}")
    problem = page.get_by_role("alert")
    for written in REFUSED:
        assert answer(page, written, "1") == ("", "", "")
        expect(problem).to_contain_text("whole yen")
    for governments in ("0", "", str(MAX_GOVERNMENTS + 1), "1.5"):
        assert answer(page, "1", governments) == ("", "", "")
        expect(problem).to_contain_text("from 1 to 5,000")
    assert answer(page, "0", "1") == ("", "", "")
    expect(problem).to_contain_text("enter the cost")
    assert answer(page, "1", "1") == ("¥0", "¥1", limits[Binding.RATE])


def test_the_calculator_does_not_guess_a_limit(open_file: OpenFile) -> None:
    silent = next(rule for rule in RULES.values() if rule.cap_joint_yen is None)
    page = open_file("en")
    page.evaluate("document.querySelector('.calculator').dataset.joint = ''")
    assert silent.cap_yen(2) is None
    assert set(answer(page, "8000000", "2")) == {"the rule does not say"}


def test_another_rate_drops_fractions_as_the_rules_do(open_file: OpenFile) -> None:
    page = open_file("en")
    rule = hypothetical(RULES[2005], rate=RULES[2005].rate * 2 / 3)
    page.evaluate(
        "Object.assign(document.querySelector('.calculator').dataset, {numerator: '1', denominator: '3'})"
    )
    for cost in (1, 2, 3, 4, 8_999_999, 9_000_000):
        told = quote(Application(eligible_cost_yen=cost), rule=rule)
        assert answer(page, str(cost), "1")[0] == f"¥{told.subsidy_yen:,}"


@pytest.mark.parametrize("lang", languages())
def test_printed_on_a4_nothing_is_cut(open_file: OpenFile, lang: str) -> None:
    page = open_file(lang)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4 - MARGINS, "height": 1000})
    for drawn in page.locator("figure .cv-page > *, table").all():
        box = drawn.bounding_box()
        assert box is None or box["x"] + box["width"] <= A4 - MARGINS + 1
    for table in page.locator("main table").all():
        expect(table).to_be_visible()
    for hidden in ("form", "summary", ".listed button"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
    expect(page.locator("details.numbers table").first).to_be_hidden()
