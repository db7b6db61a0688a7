"""Every edit of every input of the simulator is in the answer of the same run."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs
from urllib.parse import quote as url_text

from playwright.sync_api import Page, expect

from clairviz.base.i18n import translator
from tests.e2e.conftest import settled

OpenPage = Callable[..., Page]
ROW = 35  # height of a row of Streamlit's table, in CSS pixels
ITEMS = json.dumps([["旅費", "4000000", 1], ["食糧費", "500000", 0]], ensure_ascii=False)


def answers(page: Page, subsidy: str) -> None:
    """The panel, and on the sheet for paper the same, without any further input."""
    expect(page.locator(".st-key-sim_answer .sim-subsidy")).to_have_text(subsidy)
    expect(page.locator(".sim-print .sim-subsidy")).to_have_text(subsidy)
    shown = translator("ja").yen_words(int("".join(filter(str.isdigit, subsidy))))
    # The curve that goes and the one that comes stand side by side for a moment.
    curve = page.locator(".st-key-panel_subsidy_curve .js-plotly-plot")
    expect(curve.filter(has_text=f"この計画 最大{shown}")).to_have_count(1)
    expect(curve).to_have_count(1)
    settled(page)


class Table:
    """The cost table, drawn on a canvas: its cells are found by their place."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.grid = page.locator(".st-key-sim_inputs [data-testid=stDataFrame]")

    def cell(self, row: int, column: int) -> None:
        """Click the cell in `row` (from 1); columns are the mark, item, amount and eligibility."""
        box = self.grid.bounding_box()
        assert box
        across = box["x"] + (15, 80, 270, 370)[column]
        self.page.mouse.click(across, box["y"] + ROW * row + ROW / 2)

    def write(self, row: int, column: int, text: str) -> None:
        self.cell(row, column)
        self.page.keyboard.press("Enter")
        cell = self.page.locator("#portal").locator("input, textarea").first
        cell.fill(text)
        cell.press("Enter")

    def paste(self, row: int, column: int, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.cell(row, column)
        self.page.keyboard.press("Control+v")

    def paste_into_empty_row(self, row: int, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.cell(row, 1)
        cell = self.page.locator("#portal textarea").first
        expect(cell).to_be_focused()
        settled(self.page)
        self.page.keyboard.press("Control+v")
        expect(cell).to_have_value(text)
        self.page.locator("h1").first.click()

    def delete(self, row: int) -> None:
        self.cell(row, 0)
        self.page.keyboard.press("Delete")


def test_every_edit_of_the_cost_table_is_in_the_answer_of_the_same_run(open_page: OpenPage) -> None:
    page = open_page(f"/simulator?items={url_text(ITEMS)}", permissions=["clipboard-read", "clipboard-write"])
    table = Table(page)
    answers(page, "2,000,000円")
    table.write(1, 2, "5000000")
    answers(page, "2,500,000円")
    table.write(2, 3, "○")
    answers(page, "2,750,000円")
    table.paste(1, 1, "委託費\t1,000,000\t対象\n会場費\t200,000\t×")
    answers(page, "500,000円")
    # Into the empty row: the browser opens a cell, and the whole table lands in it.
    table.paste_into_empty_row(3, "通訳謝金\t30万円\t対象\n食糧費\t10万円\t対象外\n印刷費\t100,000\t非該当")
    answers(page, "650,000円")
    assert [row[0] for row in json.loads(link(page)["items"][0])] == [
        "委託費",
        "会場費",
        "通訳謝金",
        "食糧費",
        "印刷費",
    ]
    table.delete(1)
    answers(page, "150,000円")
    table.write(1, 3, "要相談")
    expect(page.locator(".st-key-sim_answer .sim-none")).to_be_visible()
    expect(page.locator(".st-key-sim_inputs .sim-problem")).to_contain_text("「要相談」")


def link(page: Page) -> dict[str, list[str]]:
    return parse_qs(settled(page).evaluate("location.search").removeprefix("?"))


def test_every_other_input_is_in_the_answer_of_the_same_run(open_page: OpenPage) -> None:
    page = open_page("/simulator")
    answers(page, "3,000,000円")
    cost = page.get_by_role("textbox", name="助成対象経費")
    cost.fill("９百万円")
    cost.press("Tab")
    answers(page, "3,000,000円")
    expect(page.locator(".st-key-sim_answer .sim-burden")).to_have_text("6,000,000円")
    slider = page.get_by_role("slider", name="助成対象経費")
    expect(slider).to_have_count(1)
    settled(page)
    slider.press("ArrowLeft")
    expect(page.locator(".st-key-sim_answer .sim-burden")).to_have_text("5,900,000円")
    page.locator("[data-testid=stNumberInputStepUp]").click()
    answers(page, "4,450,000円")
    for name, subsidy in (("資金供与だけ", "0円"), ("資金供与だけ", "4,450,000円")):
        page.get_by_role("button", name=name).click()
        answers(page, subsidy)
    page.get_by_text("要件を仮定する").click()
    for name, text, subsidy in (
        ("助成率", "2/3", "5,000,000円"),
        ("限度額（共同）", "550万円", "5,500,000円"),
    ):
        box = page.get_by_role("textbox", name=name)
        box.fill(text)
        box.press("Enter")
        answers(page, subsidy)
    page.get_by_text("要件を仮定する").click()
    answers(page, "4,450,000円")
    year = page.get_by_role("combobox", name="適用する年度の要件")
    year.fill("令和4")
    year.press("Enter")
    expect(page.locator(".sim-print h1")).to_contain_text("令和4年度")
    body = page.get_by_role("combobox", name="申請する団体")
    body.fill("NGO")
    body.press("Enter")
    expect(page.get_by_role("combobox", name="NGOの連携先")).to_be_visible()
    expect(page.locator(".st-key-sim_answer .sim-subsidy")).to_have_count(0)
    partner = settled(page).get_by_role("combobox", name="NGOの連携先")
    partner.focus()
    partner.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    partner.press("Enter")
    expect(page.locator(".sim-print")).to_contain_text("連携先：")
    answers(page, "5,000,000円")
