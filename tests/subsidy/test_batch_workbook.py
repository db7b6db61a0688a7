"""Plans from a file as a table and a workbook, and the template to write them in."""

from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import formulas
import pandas as pd
import pytest
from openpyxl import load_workbook

from clairviz.base.i18n import Translator, translator
from clairviz.export.csv import table_csv
from clairviz.export.xlsx.simulation import (
    batch_table,
    batch_template,
    batch_workbook,
    refused_table,
    simulation_table,
)
from clairviz.subsidy import (
    Application,
    BodyKind,
    hypothetical,
    quote_many,
)
from clairviz.subsidy.written.cells import HEADERS
from tests.rules import RULES

JA, EN = translator("ja"), translator("en")
AS_OF = date(2026, 11, 24)


def test_the_table_compares_in_words() -> None:
    ngo = Application(eligible_cost_yen=100, body=BodyKind.NGO, governments=2, fiscal_year=1999)
    table = simulation_table([("案", Application(eligible_cost_yen=8_000_000)), ("案", ngo)], RULES, _=JA)
    assert list(table.columns) == ["区分", "項目", "案", "案 (2)"]
    lines = table.set_index(["区分", "項目"])
    assert list(lines.loc[("助成額", "助成限度額 (円)")]) == ["3,000,000", "計算していません"]
    assert list(lines.loc[("要件の内容", "共同事業の限度額 (円)")]) == ["5,000,000", "記載なし"]
    assert list(lines.loc[("要件の内容", "助成率")]) == ["2分の1", "2分の1"]
    assert "NGOの場合：地方自治体との連携" in table["項目"].tolist()
    assert "8,000,000" in table_csv(table).decode("utf-8-sig")
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
    assert len(form.data_validations.dataValidation) == 10
    text = batch_template("csv", years=tuple(RULES), _=_).decode("utf-8-sig")
    assert text == ",".join(headings) + "\r\n"
