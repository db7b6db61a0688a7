"""Bad and odd files, one reason each: the finding that must be made, at the cell where it is due."""

import hashlib
import io
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from clairviz.base.i18n import translator
from clairviz.store.importing.model import Validated
from clairviz.store.importing.preview import preview
from clairviz.store.importing.publishing import publish_import
from clairviz.store.ingest.problem import DataRefused
from tests.conftest import FY2005
from tests.store.importing.kit import REFERENCE, check, saved, xlsx

# Rows of a CSV file for 2005, the cell of the one error, and a part of what is said of it.
ERRORS = {
    "unknown body": ("自治体名\n幻市", "A2", "no local government"),
    "misspelt body": ("自治体名\n大坂市", "A2", "nearest are 大阪市"),
    "body without its kind": ("自治体名\n山形", "A2", "nearest are 山形"),
    "ambiguous body": ("自治体名\n府中市", "A2", "several bodies"),
    "unknown code": ("自治体名\n999999", "A2", "no local government"),
    "code with a wrong check digit": ("自治体名\n062015", "A2", "no local government"),
    "body of another time, gone": ("自治体名\n浦和市", "A2", "by the table of changes it was さいたま市"),
    "body of another time, not yet": ("自治体名\n丹波篠山市", "A2", "by the table of changes it was 篠山市"),
    "former village": ("自治体名\n楢川村", "A2", "塩尻市"),
    "city in another prefecture": ("自治体名\n京都府山形市", "A2", "no local government"),
    "ambiguous in the wrong prefecture": ("自治体名\n府中市（山形県）", "A2", "no local government"),
    "several bodies, one unknown": ("自治体名\n山形市、幻市", "A2", "no local government"),
    "number beside another": ("自治体名,番号\n京都府(1),2", "A2", "contradict"),
    "no body": ("自治体名,事業名\n,水道", "A2", "not named"),
    "no body in a middle row": ("自治体名,事業名\n山形市,a\n,b\n京都府,c", "A3", "not named"),
    "as above, with nothing above": ("自治体名,事業名\n〃,水道", "A2", "no local government"),
    "unknown field": ("自治体名,分野\n山形市,魔法", "B2", "not listed in fields.csv"),
    "misspelt field": ("自治体名,分野\n山形市,教肓", "B2", "nearest are 教育"),
    "one unknown of several fields": ("自治体名,分野\n山形市,教育;魔法", "B2", "“魔法”"),
    "unknown name with a dot is one": ("自治体名,分野\n山形市,魔法・呪文", "B2", "“魔法・呪文”"),
    "field twice": ("自治体名,分野\n山形市,教育;教育", "B2", "twice"),
    "field twice in two spellings": ("自治体名,分野\n山形市,教育;Education", "B2", "twice"),
    "field main and secondary": ("自治体名,分野,副分野\n山形市,教育,教育", "C2", "twice"),
    "unknown secondary field": ("自治体名,副分野\n山形市,魔法", "B2", "not listed"),
    "unknown region": ("自治体名,相手国\n山形市,月", "B2", "not listed in regions.csv"),
    "misspelt region": ("自治体名,相手国\n山形市,イソドネシア", "B2", "nearest are インドネシア"),
    "city without its country": ("自治体名,相手国\n山形市,銀川市", "B2", "not listed"),
    "country before what is no place": ("自治体名,相手国\n山形市,中国人留学生", "B2", "not listed"),
    "no year of its kind": ("自治体名,年度\n山形市,平成", "B2", "not a fiscal year"),
    "year beyond its era": ("自治体名,年度\n山形市,令和99年度", "B2", "era"),
    "year of an era that had ended": ("自治体名,年度\n山形市,平成40年度", "B2", "era"),
    "year nought of an era": ("自治体名,年度\n山形市,平成0年度", "B2", "era"),
    "two years in one cell": ("自治体名,年度\n山形市,2005(平成18)年度", "B2", "two different years"),
    "two digits of a year": ("自治体名,年度\n山形市,05", "B2", "not a fiscal year"),
    "year before the programme": ("自治体名,年度\n山形市,1995", "B2", "outside"),
    "year far ahead": ("自治体名,年度\n山形市,2099", "B2", "outside"),
    "a day as year": ("自治体名,年度\n山形市,2005/4/1", "B2", "not a fiscal year"),
    "number in words": ("自治体名,番号\n山形市,第一", "B2", "not a whole number"),
    "number nought": ("自治体名,番号\n山形市,0", "B2", "not a whole number"),
    "negative number": ("自治体名,番号\n山形市,-1", "B2", "not a whole number"),
    "fraction as number": ("自治体名,番号\n山形市,1.5", "B2", "not a whole number"),
    "two numbers": ("自治体名,番号\n山形市,1・2", "B2", "not a whole number"),
    "number too long": ("自治体名,番号\n山形市,1234567890", "B2", "not a whole number"),
    "neither yes nor no": ("自治体名,共同\n山形市,たぶん", "B2", "neither yes nor no"),
    "joint by a number": ("自治体名,共同\n山形市,3", "B2", "neither yes nor no"),
    "not joint, with partners": ("自治体名,共同,共同実施団体\n山形市,×,京都府", "C2", "not joint"),
    "unknown partner body": ("自治体名,共同実施団体\n山形市,幻市", "B2", "no local government"),
    "one unknown of several partner bodies": ("自治体名,共同実施団体\n山形市,京都府;幻市", "B2", "no local government"),
    "ambiguous partner body": ("自治体名,共同実施団体\n山形市,府中市", "B2", "several bodies"),
    "amount in words": ("自治体名,総経費\n山形市,多額", "B2", "not an amount"),
    "negative amount": ("自治体名,総経費\n山形市,-5", "B2", "negative"),
    "negative amount with a triangle": ("自治体名,総経費\n山形市,△5000", "B2", "negative"),
    "negative amount with a black triangle": ("自治体名,助成額\n山形市,▲5000", "B2", "negative"),
    "negative amount in brackets": ("自治体名,助成額\n山形市,(5000)", "B2", "negative"),
    "half a yen": ("自治体名,総経費\n山形市,1.5", "B2", "whole number of yen"),
    "a fraction of a thousand that is no yen": ("自治体名,経費（千円）\n山形市,1.23456", "B2", "whole number of yen"),
    "eight dot nought": ("自治体名,総経費\n山形市,8.000", "B2", "not an amount"),
    "separators out of place": ('自治体名,総経費\n山形市,"80,00,000"', "B2", "not an amount"),
    "two amounts": ("自治体名,総経費\n山形市,100～200", "B2", "not an amount"),
    "dollars": ("自治体名,総経費\n山形市,$100", "B2", "not an amount"),
    "about an amount": ("自治体名,総経費\n山形市,約100万円", "B2", "not an amount"),
    "an amount beyond all": ("自治体名,総経費\n山形市,999999999999999", "B2", "too large"),
    "subsidy above the cost": ("自治体名,総経費,助成額\n山形市,100,200", "C2", "more than the total cost"),
    "no such day": ("自治体名,開始日\n山形市,2005-02-30", "B2", "no such day"),
    "no such day in the era": ("自治体名,開始日\n山形市,平成17年2月30日", "B2", "no such day"),
    "day before its era": ("自治体名,開始日\n山形市,平成1年1月1日", "B2", "no such day"),
    "day beyond its era": ("自治体名,開始日\n山形市,平成32年4月1日", "B2", "no such day"),
    "month only": ("自治体名,開始日\n山形市,2005年4月", "B2", "not a day"),
    "day in words": ("自治体名,終了日\n山形市,年度末", "B2", "not a day"),
    "American day": ("自治体名,開始日\n山形市,4/1/2005", "B2", "not a day"),
    "end before the start": ("自治体名,開始日,終了日\n山形市,2005-05-01,2005-04-01", "C2", "before the start"),
    "unknown source": ("自治体名,出典\n山形市,nobody", "B2", "not on file"),
    "same project twice": ("自治体名,番号\n山形市,1\n山形市,1", "A3", "same as in line 2"),
    "same body twice without number": ("自治体名\n山形市\n山形市", "A3", "same as in line 2"),
    "same body twice by name and code": ("自治体名\n山形市\n062014", "A3", "same as in line 2"),
    "misspelt heading of the body": ("自冶体名,事業名\n山形市,a", "A1", "is it 自治体名?"),
    "misspelt heading of a field": ("自治体名,対象分也\n山形市,教育", "B1", "is it 対象分野?"),
    "misspelt English heading": ("local_goverment,title_ja\n山形市,a", "A1", "is it local_government?"),
    "misspelt heading of an amount": ("自治体名,助成学\n山形市,5", "B1", "is it 助成額?"),
    "heading twice": ("自治体名,分野,分野\n山形市,教育,環境", "C1", "another heading names already"),
    "heading twice by a synonym": ("自治体名,相手国,国・地域\n山形市,中国,韓国", "C1", "another heading names already"),
    "mark that is none": ("自治体名,教育\n山形市,大", "B2", "no mark"),
    "triangle as a mark": ("自治体名,教育\n山形市,△", "B2", "no mark"),
    "secondary region": ("自治体名,中国\n山形市,（○）", "B2", "secondary"),
    "unknown field in the matrix": (
        "自治体名,対象分野,\n,教育,魔法\n山形市,,○", "C3", "“魔法”"
    ),
    "unknown region in the matrix": (
        "自治体名,相手地域,\n,中国,月\n山形市,,○", "C3", "“月”"
    ),
}  # fmt: skip
# Whole files: no cell, but a row where there is one.
WHOLE = {
    "empty file": ("", 0, "empty"),
    "nothing but the header": ("自治体名\n", 0, "no project"),
    "nothing but totals": ("自治体名,助成額\n合計,5\n", 0, "no project"),
    "no header at all": ("1,2\n3,4\n", 0, "No row has headings"),
    "a header without bodies": ("事業名,分野\n水道,教育\n", 1, "no column for the body"),
    "row too long": ("自治体名,番号\n山形市,1,余り\n", 2, "3 cells where the header has 2"),
    "row too short": ("自治体名,番号\n山形市\n", 2, "1 cells where the header has 2"),
    "open quotation mark": ('自治体名,番号\n"山形市,1\n', 2, "quotation marks"),
    "zero bytes": ("自治体名\n山\0形市\n", 0, "encoding"),
}


@pytest.fixture(scope="module", autouse=True)
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that no bad file may change, and a database beside it that none may make."""
    folder = tmp_path_factory.mktemp("bad") / "data"
    shutil.copytree(FY2005, folder)
    FOLDER[:] = [folder]
    return folder


FOLDER: list[Path] = []


def content_of(folder: Path) -> dict[str, str]:
    files = [file for file in folder.parent.rglob("*") if file.is_file()]
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def errors(found: Validated) -> list[tuple[int, str, str]]:
    """The errors found; they refuse, are told in both languages, and leave every byte as it was."""
    _ = translator("en")
    for problem in found.problems:
        for lang in ("ja", "en"):
            said = problem.place(translator(lang)) + problem.text(translator(lang))
            assert "{" not in said + problem.mend(translator(lang)) + problem.rule_name(translator(lang))
    if found.is_refused:
        before = content_of(FOLDER[0])
        seen = preview(found, REFERENCE, FOLDER[0])
        with pytest.raises(DataRefused):
            publish_import(seen, FOLDER[0].parent / "clairviz.duckdb", who="tester", replace=True)
        assert content_of(FOLDER[0]) == before
    return [(p.line, p.cell, p.text(_)) for p in found.problems if p.severity == "error"]


@pytest.mark.parametrize("name", ERRORS)
def test_one_bad_cell(name: str) -> None:
    content, cell, what = ERRORS[name]
    (found,) = errors(check(content + "\n"))
    assert found[1] == cell
    assert what in found[2]


@pytest.mark.parametrize("name", WHOLE)
def test_one_bad_file(name: str) -> None:
    content, line, what = WHOLE[name]
    (found,) = errors(check(content))
    assert found[0] == line
    assert what in found[2]


def test_no_year_anywhere() -> None:
    assert "fiscal year is not stated" in errors(check("自治体名\n山形市\n", name="一覧.csv"))[0][2]


def test_another_year_than_asked_for() -> None:
    (found,) = errors(check("自治体名,年度\n山形市,2006\n", fiscal_year=2005))
    assert found[1] == "B2" and "not the year asked for" in found[2]


def test_unknown_source_as_option() -> None:
    assert "not on file" in errors(check("自治体名\n山形市\n", source="nobody"))[0][2]


def test_unknown_sheet() -> None:
    content = xlsx([["自治体名"], ["山形市"]])
    assert "no visible sheet" in errors(check(content, "2005.xlsx", sheet="表"))[0][2]


def test_hidden_sheet_asked_for() -> None:
    book = Workbook()
    book.active.append(["自治体名"])
    book.create_sheet("隠").sheet_state = "hidden"
    assert "no visible sheet" in errors(check(saved(book), "2005.xlsx", sheet="隠"))[0][2]


def test_empty_workbook() -> None:
    assert "empty" in errors(check(xlsx([]), "2005.xlsx"))[0][2]


HEADER = ["自治体名", "番号", "事業名", "分野", "助成額"]
TWO = [HEADER, ["京都府", 1, "a", "教育", 5], ["京都府", 2, "b", "教育", 5], ["山形市", 1, "c", "教育", 5]]


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        ("E2:E3", "E2"),  # one amount for two projects
        ("C2:C3", "C2"),  # one title
        ("B2:B3", "B2"),  # one number
        ("D3:D4", "D3"),  # one field for projects of two bodies
        ("C2:D2", "C2"),  # two columns
        ("A4:B4", "A4"),
    ],
)
def test_merged_cells_that_could_mean_two_things(place: str, cell: str) -> None:
    found = errors(check(xlsx(TWO, merge=[place]), "2005.xlsx"))
    assert found[0][1] == cell
    assert place in found[0][2]


@pytest.mark.parametrize(
    ("row", "cell", "what"),
    [
        (["山形市", "=1+0", None, None, None], "B2", "formula"),
        (["山形市", 1, None, None, "=A1*2"], "E2", "formula"),
        (["山形市", 1, None, "#REF!", None], "D2", "#REF!"),
        (["山形市", date(2005, 1, 2), None, None, None], "B2", "not a whole number"),
        (["山形市", 1, None, None, 5.5], "E2", "whole number of yen"),
        (["山形市", 1, None, None, date(2005, 1, 2)], "E2", "not an amount"),
        (["山形市", 1, None, None, True], "E2", "not an amount"),
    ],
)
def test_cells_of_a_spreadsheet(row: list[object], cell: str, what: str) -> None:
    found = errors(check(xlsx([HEADER, row]), "2005.xlsx"))
    assert found[0][1] == cell
    assert what in found[0][2]


def test_a_year_that_is_a_date() -> None:
    found = check(xlsx([["自治体名", "年度"], ["山形市", date(2006, 2, 1)]]), "a.xlsx")
    assert [(p.cell, p.suggestions) for p in found.problems] == [("B2", ("2005",))]


def test_a_formula_that_is_not_wanted_does_not_refuse() -> None:
    rows = [
        [*HEADER, "備考"],
        ["山形市", 1, None, None, 5, "=1+1"],
        ["合計", None, None, None, "=SUM(E2:E2)"],
    ]
    assert errors(check(xlsx(rows), "2005.xlsx")) == []


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 150 * 2**20)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("2005.pdf", b"%PDF", "Only CSV files and workbooks"),
        ("2005", b"", "Only CSV files and workbooks"),
        ("2005.xlsb", b"PK", "of this kind"),
        ("2005.xlsx", b"", "as a workbook"),
        ("2005.xls", b"PK\x03\x04", "as a workbook"),
        ("2005.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "as a workbook"),
        ("2005.xlsx", b"\xd0\xcf\x11\xe0", "password"),
        ("2005.ods", b"PK\x03\x04", "as a workbook"),
        ("2005.csv", xlsx([["自治体名"]]), "is a workbook"),
        ("2005.csv", b"\xff\xfe\x00", "encoding"),
        ("2005.csv", b"\x81\xff\xff", "encoding"),
        ("2005.xlsx", bomb(), "memory or time"),
    ],
    ids=range(12),
)
def test_files_that_cannot_be_read(name: str, content: bytes, what: str) -> None:
    assert what in errors(check(content, name))[0][2]


def test_one_misspelt_heading_is_one_finding_however_long_the_table() -> None:
    rows = "".join(f"山形市,{number}\n" for number in range(1, 50))
    found = check(f"自治体名,番号号\n{rows}")
    assert len([p for p in found.problems if "heading" in p.what]) == 1


def test_nearest_names_say_how_sure() -> None:
    (problem,) = (p for p in check("自治体名\n大坂市\n").problems if p.severity == "error")
    assert problem.suggestions[0] == "大阪市"
    assert "大阪市 (95%)" in str(problem.values["nearest"])


RULES_FOUND = [
    ("2005.pdf", b"%PDF", "1-1"),
    ("2005.csv", "自治体名\n山形市、京都府".encode(), "1-2"),
    ("2005.csv", "自治体名,助成額\n山形市,約100万円".encode(), "1-3"),
    ("2005.xlsx", xlsx(TWO, merge=["E2:E3"]), "1-4"),
    ("2005.csv", "自治体名\n山　形　市".encode(), "1-5"),
    ("2005.csv", "自治体名,事業名\n,水道".encode(), "1-6"),
    ("2005.xlsx", xlsx([HEADER, ["山形市", 1, None, None, "=A1*2"]]), "1-7"),
    ("2005.csv", "自治体名,助成額\n山形市,3000".encode(), "1-9"),
    ("2005.csv", "自治体名,分野\n山形市,⽔".encode(), ""),
    ("2005.csv", "自治体名,相手国\n山形市,⺟国".encode(), ""),
    ("2005.csv", "自治体名,年度\n山形市,令和99年度".encode(), "1-11"),
    ("2005.csv", "自治体名\n府中市".encode(), "1-12"),
    ("2005.csv", "自治体名,助成額\n山形市,***".encode(), "1-13"),
    ("2005.csv", "自治体名,番号\n山形市,1\n自治体名,番号\n京都府,2".encode(), "2-2"),
]


@pytest.mark.parametrize(("name", "content", "rule"), RULES_FOUND, ids=range(len(RULES_FOUND)))
def test_rules_for_machine_readable_tables_are_named(name: str, content: bytes, rule: str) -> None:
    problems = check(content, name).problems
    for lang in ("ja", "en"):
        names = [problem.rule_name(translator(lang)) for problem in problems]
        assert rule in [found.partition(" ")[0] for found in names]


def test_pictures_shapes_and_comments_are_told() -> None:
    book = Workbook()
    for row in (HEADER, ["京都府", 1, "a", "教育", 500_000]):
        book.active.append(row)
    assert "1-8" not in [p.rule for p in check(saved(book), "2005.xlsx").problems]
    book.active["B2"].comment = Comment("確認中", "担当")
    assert [(p.rule, p.severity) for p in check(saved(book), "2005.xlsx").problems] == [("1-8", "warning")]
