"""Published totals, reference tables and subsidy rules, by the path that projects take."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from clairviz.__main__ import main
from clairviz.base import paths
from clairviz.base.i18n import translator
from clairviz.base.schema.subsidy import CLAUSES
from clairviz.store.importing.model import PROJECTS, TABLES, TOTALS, Preview, ReadOptions, Upload
from clairviz.store.importing.preview import preview
from clairviz.store.importing.publishing import publish_import
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.validation import validate
from clairviz.store.ingest.dataset import fingerprint_of
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.ingest.reference import load_reference
from tests.conftest import FY2005
from tests.store.importing.kit import saved, xlsx

TOTALS_2005: list[list[object]] = [
    ["モデル事業の内訳（平成17年度）", None, None, None],
    ["区分", "名称", "件数", "出典"],
    ["事業数", "計", "14件", "clair-2005"],
    ["団体数", "計", 10, "clair-2005"],
    ["分野", "教育", 3, "clair-2005"],
    ["分野", "環　境", "5", "clair-2005"],
    ["相手地域", "中華人民共和国", "６", "clair-2005"],
    ["団体の種類", "県", 6, "clair-2005"],
    ["※公表資料による", None, None, None],
]


def seen(folder: Path, *files: tuple[str, bytes], holds: str = TABLES, **options: Any) -> Preview:
    reference = ReferenceNames.of(load_reference(folder / "reference")[0])
    uploads = [Upload(name, content) for name, content in files]
    return preview(validate(uploads, ReadOptions(holds=holds, **options), reference), reference, folder)


def said(found: Preview) -> list[tuple[str, str, str, str]]:
    _ = translator("en")
    for problem in found.problems:
        for lang in ("ja", "en"):
            text = problem.text(translator(lang)) + problem.mend(translator(lang))
            assert "{" not in text + problem.rule_name(translator(lang))
    return [(p.severity, p.cell, p.value, p.text(_)) for p in found.problems]


@pytest.mark.parametrize("file", sorted((FY2005 / "reference").glob("*.csv")), ids=lambda file: file.stem)
def test_every_table_on_file_imports_as_it_is_written(file: Path, data_copy: Path) -> None:
    found = seen(data_copy, (file.name, file.read_bytes()))
    assert (found.is_refused, found.is_unchanged) == (False, True), said(found)
    assert found.rows and all(row.table == file.stem and row.kind == "same" for row in found.rows)


def test_totals_as_an_office_has_them(data_copy: Path) -> None:
    found = seen(data_copy, ("平成17年度の内訳.xlsx", xlsx(TOTALS_2005)), holds=TOTALS)
    assert not found.is_refused, said(found)
    assert {row.kind for row in found.rows} == {"same"}
    assert found.is_unchanged
    assert {c.dimension for c in found.comparisons} == {
        "project",
        "local_government",
        "field",
        "region",
        "kind",
    }
    assert all(c.published == c.found for c in found.comparisons)


def test_a_total_that_the_projects_do_not_come_to_is_told_at_its_cell(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[*row] for row in TOTALS_2005]
    rows[4][2] = 4
    file = data_copy.parent / "平成17年度.xlsx"
    file.write_bytes(xlsx(rows))
    found = seen(data_copy, (file.name, file.read_bytes()), holds=TOTALS)
    assert ("warning", "C5", "3") in [finding[:3] for finding in said(found)]
    # A row on file is overwritten only when that is meant.
    assert main(["import", str(file), "--totals", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["changes"]["changed"], answer["rows"]) == ("refused", 1, 6)
    assert main(["import", str(file), "--totals", "--replace", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
    assert main(["check"]) == 1  # the total is on file now, and nothing agrees with it
    capsys.readouterr()
    start = fingerprint_of(data_copy)
    assert main(["rollback", "0", "--json"]) == 0
    assert fingerprint_of(data_copy) != start
    capsys.readouterr()
    assert main(["check"]) == 0


def test_totals_of_a_year_without_projects_wait_for_them(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "年度,区分,名称,件数\n令和4年度,事業,計,10\n令和4年度,分野,教育,2\n"
    file = data_copy.parent / "totals.csv"
    file.write_text(text, encoding="utf-8")
    assert main(["import", str(file), "--totals", "--source-title", "報告書", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"]["added"] == 2
    years = data_copy.parent / "2022.csv"
    years.write_text("自治体名,分野\n京都府,教育\n", encoding="utf-8")
    assert main(["import", str(years), "--dry-run", "--lang", "en"]) == 0
    assert "Published totals of fiscal 2022: 2 compared, 2 differ." in capsys.readouterr().out


BAD = {
    "unknown dimension": ("年度,区分,名称,件数\n2005,魔法,計,1", "B2", "is not one of"),
    "unknown field": ("年度,区分,名称,件数\n2005,分野,教肓,1", "C2", "nearest are 教育"),
    "unknown region": ("年度,区分,名称,件数\n2005,相手地域,月,1", "C2", "not listed in regions.csv"),
    "no number": ("年度,区分,名称,件数\n2005,事業,計,多数", "D2", "not a whole number"),
    "half a project": ("年度,区分,名称,件数\n2005,事業,計,1.5", "D2", "not a whole number"),
    "no year of its era": ("年度,区分,名称,件数\n令和99年度,事業,計,1", "A2", "era"),
    "unknown source": ("年度,区分,名称,件数,出典\n2005,事業,計,1,誰か", "E2", "not on file"),
    "the same twice": ("年度,区分,名称,件数\n2005,事業,計,1\n平成17年度,事業,全体,2", "C3", "key of line 2"),
    "no total": ("年度,区分,名称,件数\n2005,事業,計,", "D2", "empty"),
    "no year": ("区分,名称,件数\n事業,計,1", "", "fiscal year is not stated"),
    "no header": ("分野,数\n教育,1", "", "headings of published totals"),
    "empty": ("", "", "empty"),
    "header alone": ("年度,区分,名称,件数\n", "", "no row"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_totals(name: str, data_copy: Path) -> None:
    content, cell, what = BAD[name]
    found = seen(data_copy, ("一覧.csv", content.encode()), holds=TOTALS)
    errors = [finding for finding in said(found) if finding[0] == "error"]
    assert [(e[1], what in e[3]) for e in errors] == [(cell, True)], errors
    before = {f: f.read_bytes() for f in data_copy.rglob("*") if f.is_file()}
    with pytest.raises(DataRefused):
        publish_import(found, paths.database_file(), who="tester", replace=True)
    assert before == {f: f.read_bytes() for f in data_copy.rglob("*") if f.is_file()}


def rule_book(rate: object = "２分の１", joint: object = 500, *, without: str = "") -> bytes:
    """A rule of fiscal 2010 as a workbook of two sheets."""
    book = Workbook()
    book.active.title = "要件"
    for row in (
        ["年度", "助成率", "限度額（単独）（万円）", "限度額（共同）（万円）", "注記", "注記（英語）"],
        ["平成22年度", rate, 300, joint, "試験用", "for a test"],
    ):
        book.active.append(row)
    clauses = book.create_sheet("条項")
    clauses.append(["年度", "条項", "効力", "文言", "本文", "本文（英語）", "掲載箇所", "掲載箇所（英語）"])
    for clause in CLAUSES:
        if clause == without:
            continue
        if clause in ("rate", "cap_single", "cap_joint"):
            clauses.append([2010, clause, "定める", "要約", "本文", "text", "1頁", "page 1"])
        elif clause == "local_government":
            clauses.append([2010, clause, "認める", "要約", "本文", "text", "1頁", "page 1"])
        else:
            clauses.append([2010, clause, "記載なし", None, None, None, "1頁", "page 1"])
    return saved(book)


def test_a_subsidy_rule_with_its_clauses_comes_in_from_one_workbook(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data_copy.parent / "要件.xlsx"
    file.write_bytes(rule_book())
    assert main(["import", str(file), "--tables", "--source", "clair-2005", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["changes"]["added"] == 1 + len(CLAUSES)
    (rule,) = (
        record
        for record in load_reference(data_copy / "reference")[0]["subsidy_rule"]
        if record["fiscal_year"] == 2010
    )
    assert (rule["rate"], rule["cap_single_yen"], rule["cap_joint_yen"]) == ("1/2", 3_000_000, 5_000_000)
    assert main(["simulate", "--cost", "8000000", "--fiscal-year", "2010", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["subsidy_yen"] == 3_000_000


def test_a_rule_that_is_not_whole_is_refused_at_its_cell(data_copy: Path) -> None:
    found = seen(data_copy, ("要件.xlsx", rule_book("半分")), source="clair-2005")
    assert ("error", "B2", "半分") in [finding[:3] for finding in said(found)]
    found = seen(data_copy, ("要件.xlsx", rule_book(joint=200)), source="clair-2005")
    assert [(e[0], e[1]) for e in said(found) if e[0] == "error"] == [("error", "D2")]
    found = seen(data_copy, ("要件.xlsx", rule_book(without="ngo")), source="clair-2005")
    assert [(e[1], "ngo" in e[3]) for e in said(found) if e[0] == "error"] == [("A2", True)]


def test_a_new_field_comes_in_and_what_the_file_does_not_name_stays(data_copy: Path) -> None:
    before = load_reference(data_copy / "reference")[0]["field"]
    rows = [["分野コード", "名称", "英語名", "表示順"], ["tourism", "観光", "Tourism", 90]]
    found = seen(data_copy, ("分野.xlsx", xlsx(rows)))
    assert not found.is_refused, said(found)
    publish_import(found, paths.database_file(), who="tester")
    after = load_reference(data_copy / "reference")[0]["field"]
    assert after[:-1] == before
    assert after[-1]["name_ja"] == "観光"


def test_merged_cells_of_a_table_are_refused(data_copy: Path) -> None:
    found = seen(data_copy, ("平成17年度.xlsx", xlsx(TOTALS_2005, merge=["A5:A6"])), holds=TOTALS)
    assert ("error", "A5") in [finding[:2] for finding in said(found)]


def test_totals_are_no_projects(data_copy: Path) -> None:
    found = seen(data_copy, ("平成17年度.xlsx", xlsx(TOTALS_2005)), holds=PROJECTS)
    assert found.is_refused
