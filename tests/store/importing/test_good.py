"""Good but ugly files: each one thing that offices do, and the records that must come of it."""

from datetime import date

import pytest
from openpyxl import Workbook

from tests.store.importing.kit import check, csv, rows_of, saved, xlsx

YAMAGATA = {"local_government": "山形市"}


def with_(**more: str) -> dict[str, str]:
    return {**YAMAGATA, **more}


# Header, one row, and what is stated of the project beside the body 山形市.
ONE_ROW = {
    "only the body": ("自治体名", "山形市", {}),
    "English headings": ("local_government,title_en,fields", "山形市,Water,Education", {"title_en": "Water", "fields": "教育"}),
    "a synonym of the body": ("実施団体", "山形市", {}),
    "another synonym of the body": ("都道府県市", "山形市", {}),
    "headings in full width": ("自治体名,ｔｉｔｌｅ＿ｅｎ", "山形市,Water", {"title_en": "Water"}),
    "headings with blanks": ("自 治 体 名,事　業　名", "山形市,水道", {"title_ja": "水道"}),
    "any order": ("国・地域,分野,団体名", "中国,環境,山形市", {"fields": "環境", "regions": "中国"}),
    "body by code": ("自治体名", "062014", {}),
    "body by code without zero": ("自治体コード", "62014", {}),
    "prefecture before the name": ("自治体名", "山形県山形市", {}),
    "blank in the name": ("自治体名", "山形　市", {}),
    "amount with separators": ("自治体名,総経費", '山形市,"8,000,000"', {"total_cost_yen": "8000000"}),
    "amount with sign": ("自治体名,総経費", "山形市,￥８００万円", {"total_cost_yen": "8000000"}),
    "amount in thousands by heading": ("自治体名,総事業費（千円）", "山形市,8000", {"total_cost_yen": "8000000"}),
    "amount in ten thousands by heading": ("自治体名,助成額(万円)", "山形市,300", {"subsidy_yen": "3000000"}),
    "amount with a fraction of a thousand": ("自治体名,経費（千円）", "山形市,1234.5", {"total_cost_yen": "1234500"}),
    "the cell's unit goes before": ("自治体名,経費（千円）", "山形市,3百万円", {"total_cost_yen": "3000000"}),
    "unit in a title row": ("（単位：千円）\n自治体名,助成額", "山形市,3000", {"subsidy_yen": "3000000"}),
    "fields parted by a middle dot": ("自治体名,分野", "山形市,教育・環境", {"fields": "教育;環境"}),
    "a field that contains a dot": ("自治体名,分野", "山形市,産業・経済・教育", {"fields": "産業・経済;教育"}),
    "a region that contains a dot": ("自治体名,相手国", "山形市,トリニダード・トバゴ・中国", {"regions": "トリニダード・トバゴ;中国"}),
    "an area that is no country": ("自治体名,相手地域", "山形市,アジア・太平洋", {"regions": "アジア・太平洋"}),
    "regions by other names": ("自治体名,相手国", "山形市,大韓民国、米国", {"regions": "韓国;アメリカ"}),
    "regions by code": ("自治体名,相手国", "山形市,CHN;kor", {"regions": "中国;韓国"}),
    "a city behind its country": (
        "自治体名,相手国",
        "山形市,中国寧夏回族自治区銀川市",
        {"regions": "中国", "partner": "中国寧夏回族自治区銀川市"},
    ),
    "a country that begins like another": ("自治体名,相手国", "山形市,インドネシア", {"regions": "インドネシア"}),
    "not stated, in words": ("自治体名,分野,相手国", "山形市,記載なし,－", {}),
    "number in a circle": ("自治体名,番号", "山形市,②", {"number": "2"}),
    "number in brackets": ("自治体名,番号", "山形市,（３）", {"number": "3"}),
    "number behind the name": ("自治体名", "山形市(2)", {"number": "2"}),
    "circled number behind the name": ("自治体名", "山形市①", {"number": "1"}),
    "joint by mark": ("自治体名,共同", "山形市,〇", {"is_joint": "true"}),
    "joint by word": ("自治体名,単独・共同", "山形市,単独", {"is_joint": "false"}),
    "partner bodies": (
        "自治体名,共同実施団体",
        "山形市,京都府、北九州市",
        {"is_joint": "true", "partner_bodies": "京都府;北九州市"},
    ),
    "several bodies in one cell": (
        "自治体名",
        "山形市・京都府",
        {"is_joint": "true", "partner_bodies": "京都府"},
    ),
    "days in the era": ("自治体名,開始日,終了日", "山形市,平成17年4月1日,H18.3.31", {"starts_on": "2005-04-01", "ends_on": "2006-03-31"}),
    "days with slashes": ("自治体名,開始日", "山形市,2005/4/1", {"starts_on": "2005-04-01"}),
    "line breaks in a title": ("自治体名,事業名", '山形市,"水道\n技術"', {"title_ja": "水道技術"}),
    "lines of a summary stay": ("自治体名,概要", '山形市,"一\n二"', {"summary": "一\n二"}),
    "the year in a title row": ("平成17年度 認定事業\n自治体名", "山形市", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_ROW)
def test_one_ugly_thing(name: str) -> None:
    header, row, expected = ONE_ROW[name]
    width = len(header.splitlines()[-1].split(","))
    lines = [line + "," * (width - 1 - line.count(",")) for line in header.splitlines()]
    found = check("\n".join([*lines, row]))
    assert not found.is_refused, found.problems
    assert list(found.rows) == [2005]
    assert rows_of(found) == [with_(**expected)]


YEARS = [
    "2005",
    "2005年度",
    "FY2005",
    "fy2005",
    "２００５年度",
    "平成17年度",
    "平成１７年度",
    "平成17年",
    "H17",
    "h17",
    "H.17",
    "Ｈ１７年度",
    "平17",
    "㍻17年度",
    "平成十七年度",
    "2005(平成17)年度",
    "平成17年度(2005年度)",
    "平成17（2005）年度",
    "Heisei17",
    "2005年",
    "西暦2005年度",
]


@pytest.mark.parametrize("text", YEARS)
def test_every_usual_spelling_of_a_year(text: str) -> None:
    found = check(f"自治体名,年度\n山形市,{text}\n", name="a.csv")
    assert list(found.rows) == [2005], found.problems


def test_two_names_of_one_year() -> None:
    found = check("自治体名,年度,番号\n山形市,平成31年度,1\n山形市,令和元年度,2\n", name="a.csv")
    assert list(found.rows) == [2019]
    assert not found.is_refused


@pytest.mark.parametrize(
    "name",
    ["2005.csv", "平成17年度.csv", "H17モデル事業.csv", "一覧_FY2005_20251101.csv", r"C:\a\2005年度一覧.csv"],
)
def test_the_year_may_come_from_the_file_name(name: str) -> None:
    assert list(check("自治体名\n山形市\n", name=name).rows) == [2005]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (csv("自治体名,事業名\r\n山形市,①髙﨑\r\n", "cp932"), "2005.csv"),
        (csv("自治体名,事業名\n山形市,①髙﨑\n", "utf-8-sig"), "2005.csv"),
        (csv("自治体名\t事業名\r\n山形市\t①髙﨑\r\n", "utf-16"), "2005.csv"),
        (csv("自治体名\t事業名\r\n山形市\t①髙﨑\r\n", "utf-16"), "2005.txt"),
        (xlsx([["自治体名", "事業名"], ["山形市", "①髙﨑"]]), "2005.xlsx"),
        (xlsx([["自治体名", "事業名"], ["山形市", "①髙﨑"]]), "2005.xlsm"),
    ],
)
def test_files_of_every_kind(content: bytes, name: str) -> None:
    assert rows_of(check(content, name)) == [with_(title_ja="①髙﨑")]


@pytest.mark.parametrize(
    ("printed", "year", "name"),
    [
        ("楢川村", 1999, "楢川村"),
        ("山口村", 1999, "山口村"),
        ("大江町", 1999, "大江町"),
        ("浦和市", 2000, "浦和市"),
        ("さいたま市", 2002, "さいたま市"),
        ("篠山市", 2005, "篠山市"),
        ("丹波篠山市", 2022, "丹波篠山市"),
        ("塩釜市", 2005, "塩竈市"),
        ("檮原町", 2005, "梼原町"),
        ("龍ヶ崎市", 2005, "龍ケ崎市"),
        ("竜ケ崎市", 2005, "龍ケ崎市"),
        ("虻田郡ニセコ町", 2005, "ニセコ町"),
        ("北海道虻田郡ニセコ町", 2005, "ニセコ町"),
        ("中頭郡読谷村", 2022, "読谷村"),
        ("東京都府中市", 2005, "132063"),
        ("府中市（広島県）", 2005, "342084"),
        ("（広島）府中市", 2005, "342084"),
        ("静岡市", 2004, "静岡市"),
        ("静岡市", 2005, "静岡市"),
    ],
)
def test_bodies_as_they_are_printed(printed: str, year: int, name: str) -> None:
    found = check(f"自治体名\n{printed}\n", name=f"{year}.csv")
    assert rows_of(found) == [{"local_government": name}]
    differs = {p.value for p in found.problems}
    # What is matched by other than identity is listed for the reader's eye.
    assert differs == (set() if printed == name else {printed})


def test_the_matrix_of_the_source_document() -> None:
    rows = [
        ["モデル事業の内訳（平成17年度）"],
        ["自治体名", "対象分野", None, None, "相手地域", None, None],
        [None, "林業", "教育", "環境", "中国", "韓国", "タイ"],
        ["山形市", None, "○"],
        ["京都府(1)", "(○)", None, "◯", "●", "✓"],
        [],
        ["京都府(2)", None, "1", None, None, None, "〇"],
        ["３ 事業", None, 2, 1, 1, 1, 1],
        ["※ ○は主な分野"],
    ]
    for merge in ([], ["A2:A3", "B2:D2", "E2:G2"]):
        found = check(xlsx(rows, merge=merge), "a.xlsx")
        assert not found.is_refused, found.problems
        assert rows_of(found) == [
            with_(fields="教育"),
            {"local_government": "京都府", "number": "1", "fields": "環境", "secondary_fields": "林業", "regions": "中国;韓国"},
            {"local_government": "京都府", "number": "2", "fields": "教育", "regions": "タイ"},
        ]  # fmt: skip
        assert {p.cell for p in found.problems if "total" in p.what} == {"A8"}
        assert {p.cell for p in found.problems if "note" in p.what} == {"A9"}


def test_merged_bodies_are_filled_and_listed() -> None:
    rows = [["自治体名", "番号", "分野"], ["京都府", 1, "教育"], [None, 2, None], ["山形市", 1, "環境"]]
    found = check(xlsx(rows, merge=["A2:A3", "C2:C3"]), "2005.xlsx")
    assert not found.is_refused
    assert [(r["local_government"], r["number"], r["fields"]) for r in rows_of(found)] == [
        ("京都府", "1", "教育"),
        ("京都府", "2", "教育"),
        ("山形市", "1", "環境"),
    ]
    assert [(p.cell, p.values["range"], p.rule) for p in found.problems] == [
        ("A2", "A2:A3", "1-4"),
        ("C2", "C2:C3", "1-4"),
    ]


def test_rows_that_are_no_projects_are_named_and_left() -> None:
    lines = [
        "自治体名,事業名,助成額",
        "【東日本】,,",
        "山形市,水道,3000000",
        "小計,,3000000",
        "自治体名,事業名,助成額",
    ]
    lines += ["京都府,教育,1000000", "合　計,,4000000", "注）一部は見込み,,", "備考：なし,,"]
    found = check("\n".join(lines))
    assert [row["local_government"] for row in rows_of(found)] == ["山形市", "京都府"]
    assert [p.line for p in found.problems] == [2, 4, 5, 7, 8, 9]
    assert {p.severity for p in found.problems} == {"warning"}


def test_as_above() -> None:
    found = check("自治体名,番号\n山形市,1\n〃,2\n同上,3\n")
    assert [row["number"] for row in rows_of(found)] == ["1", "2", "3"]
    assert {row["local_government"] for row in rows_of(found)} == {"山形市"}
    assert [p.cell for p in found.problems] == ["A3", "A4"]


def test_dates_and_numbers_of_a_spreadsheet() -> None:
    rows = [["自治体名", "年度", "開始日", "総経費"], ["山形市", 2005.0, date(2005, 4, 1), 8e6]]
    assert rows_of(check(xlsx(rows), "a.xlsx")) == [with_(starts_on="2005-04-01", total_cost_yen="8000000")]


def test_one_sheet_of_several_is_chosen_by_name_or_by_its_header() -> None:
    book = Workbook()
    book.active.title = "表紙"
    book.active.append(["モデル事業一覧"])
    book.create_sheet("一覧").append(["自治体名"])
    book["一覧"].append(["山形市"])
    found = check(saved(book), "2005.xlsx")
    assert rows_of(found) == [YAMAGATA]
    assert "表紙" in str(found.problems[0].values["sheets"])
    book["表紙"].append(["自治体名"])
    assert check(saved(book), "2005.xlsx").is_refused
    assert rows_of(check(saved(book), "2005.xlsx", sheet="一覧")) == [YAMAGATA]


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    rows = [["自治体名", "番号"], ["山形市", 1], ["京都府", 2]]
    found = check(xlsx(rows, hide_rows=[3], hide_columns="B"), "2005.xlsx")
    assert len(rows_of(found)) == 2
    assert {p.cell for p in found.problems} == {"A3", "B1"}


def test_an_association_is_taken_as_the_applicant() -> None:
    found = check("団体名,事業名\n(公財)京都府国際センター,教材\n")
    assert rows_of(found) == [{"applicant": "(公財)京都府国際センター", "title_ja": "教材"}]
    found = check("自治体名,申請者\n京都府,NPO法人あい\n,NPO法人うえ\n")
    assert rows_of(found) == [
        {"local_government": "京都府", "applicant": "NPO法人あい"},
        {"applicant": "NPO法人うえ"},
    ]


def test_a_correction_applies_to_all_equal_cells() -> None:
    text = "自治体名,番号\n大坂市,1\n大坂市,2\n"
    assert check(text).is_refused
    found = check(text, corrections={("local_government", "大坂市"): "大阪市"})
    assert [row["local_government"] for row in rows_of(found)] == ["大阪市", "大阪市"]


def test_without_a_source_the_file_is_noted_as_one() -> None:
    found = check("自治体名\n山形市\n", source="")
    (source,) = found.new_sources
    assert [row.cells["source"] for row in found.rows[2005]] == [source.source_id]
    assert source.title == "2005.csv"
    assert not found.is_refused
