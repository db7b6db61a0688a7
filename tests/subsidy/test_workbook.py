"""The workbook goes on calculating, and comes to what `quote` comes to."""

import csv
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import formulas
import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator as Shift
from openpyxl.utils import get_column_letter

from clairviz.base.i18n import Translator, translator
from clairviz.export.csv import to_csv
from clairviz.export.xlsx.comparison import comparison_lines
from clairviz.export.xlsx.rules import MAX_DENOMINATOR
from clairviz.export.xlsx.simulation import (
    batch_table,
    batch_template,
    batch_workbook,
    refused_table,
    simulation_table,
    simulation_workbook,
)
from clairviz.subsidy import (
    Application,
    BodyKind,
    CostItem,
    InputRefused,
    Rule,
    hypothetical,
    quote_many,
    split_burden,
)
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN
from clairviz.subsidy.words import labels
from clairviz.subsidy.words.wording import deciding_point
from clairviz.subsidy.written.cells import HEADERS
from tests.rules import RULES, all_sources, quote

JA, EN = translator("ja"), translator("en")
AS_OF = date(2026, 11, 24)
EDGES = [
    *(0, 1, 2, 3, 10**12, MAX_YEN, MAX_YEN - 1),
    *range(2_999_999, 3_000_002),
    *range(5_999_998, 6_000_002),
    *range(9_999_998, 10_000_002),
]
INPUTS = [
    *("rule", "cost", "governments", "body", "with_local_government", "with_association"),
    *("funding_only", "survey_only", "preliminary_survey", "other_public_subsidy"),
]
CHECKED = [
    "verdict",
    "share",
    "cap",
    "subsidy",
    "own_burden",
    "binding",
    "lead_burden",
    "other_burden",
    "point",
]

Recalculated = Sequence[Mapping[str, object]]


@cache
def applications() -> list[Application]:
    """200 applications: every year, kind of body, partner and question; edges of every size."""
    chance = random.Random(2005)
    costs = EDGES + [chance.randrange(10 ** chance.randrange(1, 16)) for _more in range(200 - len(EDGES))]
    return [
        Application(
            eligible_cost_yen=cost_yen,
            governments=chance.choice([1, 1, 2, 3, 7, MAX_GOVERNMENTS]),
            fiscal_year=chance.choice(list(RULES)),
            body=chance.choice([*BodyKind, BodyKind.NGO, BodyKind.NGO]),
            with_local_government=chance.choice([None, True, False]),
            with_association=chance.choice([None, True, False]),
            funding_only=chance.random() < 0.12,
            survey_only=chance.random() < 0.15,
            preliminary_survey=chance.random() < 0.2,
            other_public_subsidy=chance.random() < 0.12,
        )
        for cost_yen in costs
    ]


def scenarios() -> list[tuple[str, Application]]:
    return [(f"案{number}", application) for number, application in enumerate(applications(), start=1)]


def rows_of(_: Translator) -> dict[str, int]:
    lines = [line for line in comparison_lines(_) if line.on_sheet]
    return {line.key: row for row, line in enumerate(lines, start=6) if line.key}


def expected(application: Application, rule: Rule | None, _: Translator) -> dict[str, object]:
    """What `quote` says, as the sheet shows it."""
    answer = quote(application, rule=rule)
    own_yen = answer.own_burden_yen
    burdens = () if own_yen is None else split_burden(own_yen, bodies=application.governments)
    dash, nothing = _("–"), _("not computed")
    return {
        "verdict": labels.verdict_label(answer, _),
        "share": dash if answer.share_yen is None else answer.share_yen,
        "cap": dash if answer.cap_yen is None else answer.cap_yen,
        "subsidy": nothing if answer.subsidy_yen is None else answer.subsidy_yen,
        "own_burden": nothing if own_yen is None else own_yen,
        "binding": labels.binding_label(answer.binding, _),
        "lead_burden": burdens[0] if burdens else nothing,
        "other_burden": burdens[1] if len(burdens) > 1 else dash,
        "point": deciding_point(answer, _) or dash,
    }


@cache
def workbook(lang: str = "ja") -> bytes:
    return simulation_workbook(scenarios(), RULES, all_sources(), _=translator(lang), as_of=AS_OF)


def as_number(value: object) -> object:
    """Text of digits as LibreOffice writes it, or a float that is whole, as an int."""
    if isinstance(value, str):
        return int(value) if value.lstrip("-").isdigit() else value
    return int(value) if float(value).is_integer() else value  # type: ignore[arg-type]


class Model:
    """One column of a workbook, recalculated by the `formulas` library."""

    def __init__(self, content: bytes, outputs: Sequence[str], _: Translator, folder: Path) -> None:
        file = folder / "book.xlsx"
        file.write_bytes(content)
        self.rows = rows_of(_)
        self.sheet = f"'[{file.name}]{_('Simulation').upper()}'!"
        model = formulas.ExcelModel().loads(str(file)).finish()
        self.outputs = list(outputs)
        self.run = model.compile(
            inputs=[self.cell(key) for key in INPUTS], outputs=[self.cell(key) for key in outputs]
        )

    def cell(self, key: str) -> str:
        return f"{self.sheet}C{self.rows[key]}"

    def __call__(self, inputs: Sequence[object]) -> dict[str, object]:
        answers = self.run(*inputs)
        return {key: as_number(answer.value[0, 0]) for key, answer in zip(self.outputs, answers, strict=True)}


def inputs_of(content: bytes, _: Translator) -> Iterator[list[object]]:
    """The inputs of every scenario, as the sheet holds them."""
    sheet, rows = load_workbook(BytesIO(content)).worksheets[0], rows_of(_)
    for column in range(3, sheet.max_column + 1):
        yield [sheet.cell(rows[key], column).value for key in INPUTS]


def by_formulas(folder: Path) -> Recalculated:
    """The library compiles a cell in 15 ms, so one column is compiled and given all the inputs;
    `test_every_column_has_the_same_formulas` makes that stand for the others."""
    model = Model(
        simulation_workbook(scenarios()[:1], RULES, all_sources(), _=JA, as_of=AS_OF), CHECKED, JA, folder
    )
    return [model(inputs) for inputs in inputs_of(workbook(), JA)]


def by_libreoffice(folder: Path) -> Recalculated:
    (folder / "book.xlsx").write_bytes(workbook())
    # All sheets, formatted as shown: no; so numbers come with every digit.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, folder / "book.xlsx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (file,) = folder.glob("book*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        grid = list(csv.reader(stream))
    rows = rows_of(JA)
    return [
        {key: as_number(grid[rows[key] - 1][column]) for key in CHECKED}
        for column in range(2, len(applications()) + 2)
    ]


RECALCULATIONS = [by_formulas, *([by_libreoffice] if shutil.which("soffice") else [])]


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


def test_the_table_compares_in_words() -> None:
    ngo = Application(eligible_cost_yen=100, body=BodyKind.NGO, governments=2, fiscal_year=1999)
    table = simulation_table([("案", Application(eligible_cost_yen=8_000_000)), ("案", ngo)], RULES, _=JA)
    assert list(table.columns) == ["区分", "項目", "案", "案 (2)"]
    lines = table.set_index(["区分", "項目"])
    assert list(lines.loc[("助成額", "助成限度額 (円)")]) == ["3,000,000", "計算していません"]
    assert list(lines.loc[("要件の内容", "共同事業の限度額 (円)")]) == ["5,000,000", "記載なし"]
    assert list(lines.loc[("要件の内容", "助成率")]) == ["2分の1", "2分の1"]
    assert "NGOの場合：地方自治体との連携" in table["項目"].tolist()
    assert "8,000,000" in to_csv(table).decode("utf-8-sig")
    single = simulation_table([("a", Application(eligible_cost_yen=1))], RULES, _=EN)
    assert not single["Item"].str.startswith("NGO:").any()


ROWS = [
    {"事業名": "水道", "経費": "800万円", "自治体数": "2"},
    {"事業名": "=1+1", "経費": "100", "団体区分": "NGO"},
    {"事業名": "", "経費": "-5", "年度": "2010"},
    {"事業名": "農業", "経費": "1", "年度": "2010"},
]


def test_a_batch_as_tables() -> None:
    batch = quote_many(ROWS, RULES)
    table = batch_table(batch, _=JA)
    assert table["助成限度額（円）"].tolist() == [4_000_000, pd.NA]
    assert table["対象の可否"].tolist() == ["対象外となる条項なし", "要回答"]
    assert table["行"].tolist() == [2, 3]
    refused = refused_table(batch, _=JA)
    assert refused[["行", "計画事業", "列", "入力された値"]].to_numpy().tolist() == [
        [4, "（名称なし）", "経費", "-5"],
        [5, "農業", "年度", "2010"],
    ]
    assert "令和4年度" in refused.iloc[1, -1]
    empty = quote_many([], RULES)
    assert batch_table(empty, _=EN).empty
    assert refused_table(empty, _=EN).empty
    rule = hypothetical(RULES[2005], rate=Fraction(1))
    assert batch_table(quote_many(ROWS, RULES, rule=rule), _=EN).iloc[0, 2] == "Hypothetical rule"


@pytest.mark.parametrize("budget_yen", [None, 0, 3_000_000])
def test_a_batch_as_a_workbook(budget_yen: int | None, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(batch_workbook(quote_many(ROWS, RULES), budget_yen=budget_yen, _=JA))
    book = load_workbook(file)
    assert [sheet.title for sheet in book] == ["計画事業一覧", "読み取れない行"]
    sheet = book["計画事業一覧"]
    assert (sheet["B11"].value, sheet["B11"].data_type) == ("=1+1", "s")
    assert (sheet["H10"].value, sheet["H11"].value) == (4_000_000, "計算していません")
    assert [sheet["C6"].value, sheet["C7"].value] == [1, 2]
    solution: Any = formulas.ExcelModel().loads(str(file)).finish().calculate()
    total, left = (solution[f"'[book.xlsx]計画事業一覧'!{cell}"].value[0, 0] for cell in ("C3", "C5"))
    assert total == 4_000_000
    shown = load_workbook(file, data_only=True)["計画事業一覧"]
    assert (shown["C3"].value, shown["C5"].value) == (total, left)
    assert left == ("予算額の入力なし" if budget_yen is None else budget_yen - 4_000_000)


def test_a_batch_without_rows_or_refusals() -> None:
    book = load_workbook(BytesIO(batch_workbook(quote_many([], RULES), budget_yen=None, _=EN)))
    assert [sheet.title for sheet in book] == ["Planned projects"]


@pytest.mark.parametrize("_", [JA, EN], ids=["ja", "en"])
def test_the_template_is_empty_and_explains_itself(_: Translator) -> None:
    book = load_workbook(BytesIO(batch_template("xlsx", years=tuple(RULES), _=_)))
    form, guide = book.worksheets
    headings = [cell.value for cell in form[1]]
    assert form.max_row == 1
    assert all(heading in names for heading, names in zip(headings, HEADERS.values(), strict=True))
    assert [row[0].value for row in guide.iter_rows(min_row=5)] == headings
    assert len(form.data_validations.dataValidation) == 9
    text = batch_template("csv", years=tuple(RULES), _=_).decode("utf-8-sig")
    assert text == ",".join(headings) + "\r\n"


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
