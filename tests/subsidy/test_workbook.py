"""The workbook goes on calculating, and comes to what `quote` comes to."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import formulas
import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator as Shift
from openpyxl.utils import get_column_letter

from clairviz.base.i18n import Translator, translator
from clairviz.export.xlsx.rules import MAX_DENOMINATOR
from clairviz.export.xlsx.simulation import (
    batch_template,
    simulation_table,
    simulation_workbook,
)
from clairviz.subsidy import (
    Application,
    CostItem,
    InputRefused,
    hypothetical,
    split_burden,
)
from clairviz.subsidy.rule.application import MAX_YEN
from clairviz.subsidy.words import labels
from tests.rules import RULES, all_sources, quote
from tests.subsidy.workbooks import (
    AS_OF,
    CHECKED,
    EDGES,
    INPUTS,
    RECALCULATIONS,
    Model,
    Recalculated,
    applications,
    as_number,
    expected,
    inputs_of,
    rows_of,
    scenarios,
    workbook,
)

JA, EN = translator("ja"), translator("en")


@pytest.mark.parametrize("recalculate", RECALCULATIONS)
def test_two_hundred_applications_come_to_what_quote_says(
    recalculate: Callable[[Path], Recalculated], tmp_path: Path
) -> None:
    answers = recalculate(tmp_path)
    assert len(answers) == 200
    for application, answer in zip(applications(), answers, strict=True):
        assert answer == expected(application, None, JA), application


def test_the_applications_cover_every_answer() -> None:
    verdicts = {labels.verdict_label(quote(application), EN) for application in applications()}
    assert verdicts == {"Not excluded by any clause", "Not eligible", "not stated", "please answer"}
    bindings = {quote(application).binding for application in applications()}
    assert len(bindings) == 3


@pytest.mark.parametrize("_", [JA, EN], ids=["ja", "en"])
def test_the_file_already_holds_what_its_formulas_come_to(_: Translator) -> None:
    """A program that only shows, as Excel does with a file from the mail, shows the results."""
    sheet, rows = load_workbook(BytesIO(workbook(_.lang)), data_only=True).worksheets[0], rows_of(_)
    for column, application in enumerate(applications(), start=3):
        shown = {key: sheet.cell(row, column).value for key, row in rows.items()}
        assert None not in shown.values()
        wanted = expected(application, None, _)
        assert {key: shown[key] for key in wanted} == wanted


def test_every_column_has_the_same_formulas() -> None:
    sheet, rows = load_workbook(BytesIO(workbook())).worksheets[0], rows_of(JA)
    for key in set(rows) - set(INPUTS):
        first = sheet.cell(rows[key], 3)
        assert first.data_type == "f", key
        for column in range(4, sheet.max_column + 1):
            place = f"{get_column_letter(column)}{rows[key]}"
            assert sheet[place].value == Shift(first.value, first.coordinate).translate_formula(place)


@pytest.mark.parametrize(
    ("rate", "cap_yen"),
    [
        (Fraction(2, 3), MAX_YEN),
        (Fraction(699, 700), MAX_YEN),
        (Fraction(1_234_567, MAX_DENOMINATOR), 10**12),
    ],
)
def test_a_hypothetical_rule_is_exact_and_marked(rate: Fraction, cap_yen: int, tmp_path: Path) -> None:
    rule = hypothetical(RULES[1999], rate=rate, cap_single_yen=cap_yen)
    base = Application(eligible_cost_yen=0)
    content = simulation_workbook([("案", base)], RULES, all_sources(), rule=rule, _=EN, as_of=AS_OF)
    model = Model(content, [*CHECKED, "sentence"], EN, tmp_path)
    (inputs,) = inputs_of(content, EN)
    for cost_yen in (*EDGES, 999_999_999_999_299, 1_428_571_428_571_427 % MAX_YEN, 10**14 + 699):
        application = replace(base, eligible_cost_yen=cost_yen)
        inputs[1] = cost_yen
        answer = model(inputs)
        assert str(answer.pop("sentence")).startswith("Under a hypothetical rule, not one on file: ")
        assert answer == expected(application, rule, EN)
    book = load_workbook(BytesIO(content))
    assert "hypothetical rule" in book["Simulation"]["A4"].value
    assert book["Rules"]["G4"].value == "Hypothetical (from FY1999)"
    assert book["Rules"]["G5"].value == rate.numerator
    assert book["Rules"]["G8"].value == "not stated"


def test_a_rate_that_a_spreadsheet_cannot_hold_exactly_is_refused() -> None:
    rule = hypothetical(RULES[2005], rate=Fraction(1, MAX_DENOMINATOR + 1))
    with pytest.raises(InputRefused):
        simulation_workbook(scenarios()[:1], RULES, all_sources(), rule=rule, _=JA, as_of=AS_OF)


@pytest.mark.parametrize("_", [JA, EN], ids=["ja", "en"])
def test_the_sentence_and_the_input_check(_: Translator, tmp_path: Path) -> None:
    content = simulation_workbook(
        [("a", Application(eligible_cost_yen=8_000_000))], RULES, all_sources(), _=_, as_of=AS_OF
    )
    model = Model(content, ["sentence", "check", "subsidy", "verdict"], _, tmp_path)
    (inputs,) = inputs_of(content, _)

    stored = load_workbook(BytesIO(content), data_only=True).worksheets[0]
    assert model(inputs)["sentence"] == stored.cell(model.rows["sentence"], 3).value

    def said(**changes: object) -> dict[str, object]:
        return model([changes.get(key, value) for key, value in zip(INPUTS, inputs, strict=True)])

    if _ is JA:
        sentences = {
            8_000_000: "経費の2分の1は4,000,000円ですが、1事業の限度額3,000,000円に達しているため、助成額は最大3,000,000円です。"
            "経費を増やしても助成額は増えません。",
            6_000_000: "経費の2分の1は3,000,000円で1事業の限度額3,000,000円に達しており、助成額は最大3,000,000円です。"
            "経費を増やしても助成額は増えません。",
            4_000_000: "経費の2分の1は2,000,000円で、助成額は最大2,000,000円です。1事業の限度額3,000,000円まで、あと1,000,000円あります。",
        }
    else:
        sentences = {
            cost_yen: simulation_table([("a", Application(eligible_cost_yen=cost_yen))], RULES, _=_)[
                "a"
            ].iloc[-2]
            for cost_yen in (4_000_000, 6_000_000, 8_000_000)
        }
    for cost_yen, sentence in sentences.items():
        assert said(cost=cost_yen)["sentence"] == sentence
    for bad in (
        {"cost": -1},
        {"cost": 0.5},
        {"cost": 10**15},
        {"cost": "many"},
        {"governments": 0},
        {"body": "?"},
        {"rule": "FY1900"},
        {"funding_only": "?"},
        {"with_association": ""},
    ):
        answer = said(**bad)
        assert answer["check"] == answer["sentence"] != "OK"
        assert (answer["subsidy"], answer["verdict"]) == (_("not computed"), _("check the inputs"))


def test_items_feed_the_first_scenario_and_text_stays_text(tmp_path: Path) -> None:
    items = [CostItem("=1+1", 5_000_000), CostItem("@旅費", 1_000_000), CostItem("備品\x07", 300, False)]
    content = simulation_workbook(
        [("=2+2", Application(eligible_cost_yen=6_000_000)), ("-", Application(eligible_cost_yen=5))],
        RULES,
        all_sources(),
        items=items,
        _=JA,
        as_of=AS_OF,
    )
    book = load_workbook(BytesIO(content))
    assert [sheet.title for sheet in book] == ["試算", "経費内訳", "要件", "条項と出典", "注記"]
    main, costs = book["試算"], book["経費内訳"]
    for cell, text in (
        (main["C5"], "=2+2"),
        (main["D5"], "-"),
        (costs["A9"], "=1+1"),
        (costs["A11"], "備品"),
    ):
        assert (cell.value, cell.data_type) == (text, "s")
    file = tmp_path / "book.xlsx"
    file.write_bytes(content)
    solution = formulas.ExcelModel().loads(str(file)).finish().calculate()
    stored = load_workbook(file, data_only=True)
    assert [stored["経費内訳"][f"B{row}"].value for row in range(3, 7)] == [6_000_000, 300, 6_000_300, 0]
    assert stored["試算"]["C8"].value == 6_000_000

    def value(sheet: str, cell: str) -> object:
        return as_number(solution[f"'[book.xlsx]{sheet}'!{cell}"].value[0, 0])

    rows = rows_of(JA)
    assert [value("経費内訳", f"B{row}") for row in range(3, 7)] == [6_000_000, 300, 6_000_300, 0]
    assert [value("試算", f"{column}{rows['cost']}") for column in "CD"] == [6_000_000, 5]
    assert [value("試算", f"{column}{rows['subsidy']}") for column in "CD"] == [3_000_000, 2]


def test_every_sheet_prints_on_a4_and_keeps_its_headings_in_sight() -> None:
    book = load_workbook(
        BytesIO(simulation_workbook(scenarios()[:9], RULES, all_sources(), _=JA, as_of=AS_OF))
    )
    for sheet in book:
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet["A1"].font.name == "Yu Gothic"
    main = book["試算"]
    assert main.page_setup.fitToWidth == 3
    assert {validation.type for validation in main.data_validations.dataValidation} == {"list", "whole"}
    assert main["C8"].number_format == "#,##0"
    assert main["A3"].value == "令和8年11月24日（2026-11-24）現在"
    notes = {row[0].value: row[1].value for row in book["注記"].iter_rows(min_row=3)}
    assert "本ツールの仮定" in notes["端数処理"]
    texts = [cell.value for cell in book["条項と出典"]["D"]]
    assert "1事業につき300万円を限度とする。" in texts


@pytest.mark.parametrize("_", [JA, EN], ids=["ja", "en"])
def test_lists_fit_into_a_validation(_: Translator) -> None:
    for content in (
        simulation_workbook(scenarios()[:1], RULES, all_sources(), _=_, as_of=AS_OF),
        batch_template("xlsx", years=tuple(RULES), _=_),
    ):
        for sheet in load_workbook(BytesIO(content)):
            for validation in sheet.data_validations.dataValidation:
                assert len(validation.formula1) <= 255
                assert len(validation.error) <= 225
                assert len(validation.errorTitle) <= 31
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f" or len(cell.value) <= 8_192


@pytest.mark.parametrize("shares", [(2, 1, 1), (Fraction("33.3"), Fraction("66.7"), 0), (0, 7, 3)])
def test_an_unequal_split_is_a_sheet_that_goes_on_calculating(
    shares: tuple[Fraction | int, ...], tmp_path: Path
) -> None:
    application = Application(eligible_cost_yen=9_999_999, governments=3)
    stated = tuple(map(Fraction, shares))
    content = simulation_workbook(
        [("a", application)], RULES, all_sources(), shares=stated, _=JA, as_of=AS_OF
    )
    own_yen = quote(application).own_burden_yen
    assert own_yen is not None
    parts = list(split_burden(own_yen, shares=stated))
    file = tmp_path / "book.xlsx"
    file.write_bytes(content)
    stored = load_workbook(file, data_only=True)
    sheet, main, rows = stored["自己負担額の内訳"], stored["試算"], rows_of(JA)
    assert [sheet[f"C{row}"].value for row in (5, 6, 7)] == parts
    assert main.cell(rows["lead_burden"], 3).value == parts[0]
    solution = formulas.ExcelModel().loads(str(file)).finish().calculate()
    computed = [solution[f"'[book.xlsx]自己負担額の内訳'!C{row}"].value[0, 0] for row in (5, 6, 7)]
    assert [int(part) for part in computed] == parts
    table = simulation_table([("a", application), ("b", application)], RULES, shares=stated, _=JA)
    burdens = table[table["項目"].str.contains("負担")].iloc[-2:]
    assert burdens["a"].tolist()[0] == f"{parts[0]:,}"
    assert burdens["b"].tolist()[0] != burdens["a"].tolist()[0]
