"""The template filled in is imported; the findings come back beside the cells."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from clairviz.__main__ import main
from clairviz.base.i18n import translator
from clairviz.export.xlsx.findings import findings_workbook
from clairviz.export.xlsx.import_template import guide, import_template
from tests.store.importing.kit import check, rows_of, saved, xlsx

NAMES = {
    "local_government": ["山形市", "京都府"],
    "fields": ["教育"],
    "regions": ["中国"],
    "source": ["clair-2005"],
}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_filled_in_template_is_imported(kind: str, lang: str) -> None:
    _ = translator(lang)
    content = import_template(kind, NAMES, _=_)  # type: ignore[arg-type]
    row = {
        "fiscal_year": "令和4年度",
        "local_government": "山形市",
        "fields": "教育",
        "regions": "中国",
        "total_cost_yen": "6,000,000",
    }
    cells = [row.get(column.column, "") for column in guide(_)]
    if kind == "csv":
        content += ",".join(f'"{cell}"' for cell in cells).encode()
    else:
        book = load_workbook(io.BytesIO(content))
        book.worksheets[0].append([cell or None for cell in cells])
        content = saved(book)
    found = check(content, f"a.{kind}")
    assert not found.is_refused, found.problems
    assert rows_of(found) == [
        {"local_government": "山形市", "fields": "教育", "regions": "中国", "total_cost_yen": "6000000"}
    ]
    assert list(found.rows) == [2022]


def test_lists_and_prompts_keep_to_the_limits_of_excel() -> None:
    book = load_workbook(io.BytesIO(import_template("xlsx", NAMES, _=translator("ja"))))
    rules = book.worksheets[0].data_validations.dataValidation
    assert len(rules) == 4
    for rule in rules:
        assert "!" in rule.formula1
        assert len(rule.prompt) <= 255 and len(rule.error) <= 224
        assert len(rule.promptTitle) <= 32 and len(rule.errorTitle) <= 32


def test_the_command_writes_it(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv"):
        assert main(["template", "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 100
    assert main(["template", "--out", str(tmp_path / "a.pdf")]) == 2


def test_findings_stand_beside_the_cells() -> None:
    found = check(xlsx([["自治体名", "分野"], ["大坂市", "教育"], ["大坂市", "=A1"]]), "2005.xlsx")
    book = load_workbook(io.BytesIO(findings_workbook(found, _=translator("ja"))))
    listed, table = book.worksheets
    rows = [[listed.cell(row, column).value for column in (1, 4, 5)] for row in range(5, 8)]
    assert ["エラー", "A2, A3", 2] in rows
    (place,) = [cell for (cell,) in listed["D5:D7"] if cell.value == "A2, A3"]
    assert place.hyperlink.location == "'Sheet'!A2"
    assert "大阪市" in table["A2"].comment.text
    assert table["B2"].comment is None
    assert "データの表記" in "".join(str(cell.value) for cell in listed[4])
    clean = findings_workbook(check("自治体名\n山形市\n"), _=translator("en"))
    assert "No error" in load_workbook(io.BytesIO(clean)).worksheets[0]["A2"].value
