"""Data management: what the page says in each state, and that it stores nothing before it may."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest

from clairviz.base.i18n import translator
from clairviz.store.importing import history
from clairviz.store.importing.model import ReadOptions, Upload
from clairviz.web import answers, permission
from clairviz.web.data import changes, publishing, reading, report, results, sheets, upload
from tests.conftest import PROJECT
from tests.store.importing.kit import saved, xlsx
from tests.web.conftest import built_in_use, text_of

Run = Callable[..., AppTest]
Rows = list[list[object]]
# Ten of fiscal 2022 as an article names them, and three villages of fiscal 1999; what is beside
# the names was made up for the test.
JOURNEY: Rows = [
    ["年度", "自治体名", "事業名", "国・地域", "相手都市"],
    ["令和4年度", "福島県", "環境教育（試験用）", "アジア・太平洋", ""],
    ["令和4年度", "熊本市", "水の技術（試験用）", "ラオス", ""],
    ["令和4年度", "読谷村", "陶器（試験用）", "ラオス", ""],
    ["令和4年度", "安来市", "鋼（試験用）", "モルディブ", ""],
    ["令和4年度", "島根県", "防災（試験用）", "中国寧夏回族自治区銀川市", ""],
    ["令和4年度", "横浜市", "都市計画（試験用）", "ベトナム", "ダナン市"],
    ["令和4年度", "大阪市", "廃棄物（試験用）", "モロッコ", ""],
    ["令和4年度", "札幌市", "除雪（試験用）", "ロシア", ""],
    ["令和4年度", "京都府", "茶（試験用）", "タイ", ""],
    ["令和4年度", "（公財）兵庫県国際交流協会", "日本語（試験用）", "ブラジル", ""],
    ["平成11年度", "楢川村", "漆器（試験用）", "中国", ""],
    ["平成11年度", "新潟県山古志村", "錦鯉（試験用）", "ベトナム", ""],
    ["平成11年度", "都祁村", "茶畑（試験用）", "タイ", ""],
]
ONE: Rows = [["自治体名", "事業名", "国・地域"], ["京都府", "茶", "タイ"]]


@pytest.fixture
def page(run_page: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``page(file, …, lang="ja")``: the page over a copy of data/, after each (name, content) was read."""
    built_in_use(PROJECT / "data", tmp_path, monkeypatch)
    monkeypatch.setattr(answers, "RECHECK_SECONDS", -1.0)
    monkeypatch.setattr(reading, "SHORT_SECONDS", 60.0)

    def run(*files: tuple[str, bytes], lang: str = "ja") -> AppTest:
        test = run_page("data", lang=lang)
        if files:
            test.file_uploader[0].set_value([(name, content, "") for name, content in files])
            test.run()
        assert not test.exception
        return test

    return run


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who may publish."""
    monkeypatch.setenv(permission.SETTING, "local")
    monkeypatch.setattr(permission, "is_local", lambda *_: True)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.csv")}


def said(test: AppTest) -> str:
    parts = [text_of(test)]
    parts += [one.value for one in [*test.error, *test.success, *test.code, *test.text]]
    return "\n".join(parts)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_with_nothing_uploaded_it_says_what_is_on_file(page: Run, lang: str) -> None:
    test = page(lang=lang)
    text = said(test)
    _ = translator(lang)
    assert [_("Fiscal years on file")] == [h for h in text.splitlines() if h == _("Fiscal years on file")][:1]
    for word in ["平成17年度", "すべて", "一致："] if lang == "ja" else ["FY2005", "complete", "agree: "]:
        assert word in text
    assert _("Nothing was published yet.") in text
    assert len(test.get("download_button")) == 4
    assert not [button for button in test.button if button.key == "data_publish"]


def test_the_template_of_each_language_has_the_names_on_file() -> None:
    for lang, heading in (("ja", "自治体名"), ("en", "local_government")):
        book = load_workbook(io.BytesIO(upload.template("xlsx", lang)))
        assert heading in [cell.value for cell in book.worksheets[0][1]]
        assert heading in upload.template("csv", lang).decode("utf-8-sig")


def test_errors_stand_beside_the_cells_and_a_click_corrects_all_equal_ones(page: Run) -> None:
    rows: Rows = [
        ["年度", "自治体名", "番号", "国・地域"],
        [2022, "大坂市", 1, "タイ"],
        [2022, "大坂市", 2, "タイ"],
        [2022, "京都府", "", "タイ"],
    ]
    content = xlsx(rows)
    test = page(("2022.xlsx", content))
    text = said(test)
    assert "このままでは取り込めません。" in text
    assert "B2, B3" in text
    html = "".join(str(element.proto.body) for element in test.get("html"))
    assert html.count("cv-found-error") == 2
    assert "エラーがあるため取り込めません。" in text
    choice = next(button for button in test.button if button.label == "大阪市")
    choice.click().run()
    assert not test.exception
    text = said(test)
    assert "エラーも確認事項もありません。" in text or "エラーはありません。" in text
    assert "修正済み：自治体名「大坂市」→「大阪市」" in text
    assert "+ 追加 3" in text
    # The file itself is not touched, and the command then takes what was read.
    assert test.file_uploader[0].value[0].getvalue() == content
    assert "2022_read.csv" in said(test)
    next(button for button in test.button if button.label == "取り消し").click().run()
    assert "このままでは取り込めません。" in said(test)


def test_a_misspelt_heading_is_corrected_by_a_click(page: Run) -> None:
    test = page(("2022.xlsx", xlsx([["自冶体名", "事業名", "国・地域"], ["京都府", "茶", "タイ"]])))
    assert "このままでは取り込めません。" in said(test)
    next(button for button in test.button if button.label == "自治体名").click().run()
    assert not test.exception
    text = said(test)
    assert "このままでは取り込めません。" not in text
    assert "+ 追加 1" in text


def test_several_sheets_are_asked_for(page: Run) -> None:
    book = Workbook()
    book.active.title = "前半"
    other = book.create_sheet("後半")
    for sheet, name in ((book.active, "京都府"), (other, "大阪市")):
        for row in (["自治体名", "国・地域"], [name, "タイ"]):
            sheet.append(row)
    test = page(("2022.xlsx", saved(book)))
    next(button for button in test.button if button.label == "後半").click().run()
    assert not test.exception
    assert "大阪市" in said(test)
    assert "+ 追加 1" in said(test)
    assert next(box for box in test.selectbox if box.key == upload.SHEET).value == "後半"


def test_warnings_alone_do_not_refuse(page: Run) -> None:
    test = page(("2022.xlsx", xlsx([*ONE, ["合計", "", ""]])))
    text = said(test)
    assert "エラーはありません。" in text
    assert "合計として除いた行：3" in text
    assert "+ 追加 1" in text


def test_a_clean_file_says_so_and_shows_what_would_change_and_the_command(page: Run) -> None:
    test = page(("2022.xlsx", xlsx(ONE)))
    test.selectbox(key="_data_source").set_value("clair-2005").run()
    test.text_input(key="_data_note").set_value("ten of them").run()
    text = said(test)
    assert "エラーも確認事項もありません。" in text
    assert "python -m clairviz import 2022.xlsx --source clair-2005 --note 'ten of them'" in text
    assert "この年度には照合できる公表値がありません。" in text
    assert not [button for button in test.button if button.key == "data_publish"]


def test_report_and_preview_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built_in_use(PROJECT / "data", tmp_path, monkeypatch)
    _ = translator("en")

    def read(rows: Rows) -> reading.Read:
        found = reading.read_uploads([Upload("2022.xlsx", xlsx(rows))], ReadOptions(), lambda *_: None)
        assert isinstance(found, reading.Read)
        return found

    bad, good = read([*ONE, ["大坂市", "x", "タイ"]]), read(ONE)
    assert "The files cannot be brought in yet." in report.problem_report(bad.seen.problems, _)
    marked = sheets.shown(bad.sheets, bad.seen.problems, _)
    for words in ("Header: row 1", "Rows of projects: 2", "cv-found-error"):
        assert words in marked
    assert "No error was found." in report.problem_report(good.seen.problems, _)
    told = changes.planned_changes(good, {}, _)
    for words in ("+ new 1", "FY2022 (complete)", "now on file: 0", "No published total"):
        assert words in told


def test_the_year_on_file_again_is_unchanged(page: Run, tmp_path: Path) -> None:
    content = (tmp_path / "data/source/projects/2005.csv").read_bytes()
    test = page(("2005.csv", content))
    text = said(test)
    assert "変更なし：" in text.replace("\n", "")
    assert "公開する変更はありません。" in "".join(info.value for info in test.info)
    assert "すべて一致しました" in text


def test_a_changed_cell_is_shown_before_and_after(page: Run, tmp_path: Path) -> None:
    source = (tmp_path / "data/source/projects/2005.csv").read_text(encoding="utf-8-sig")
    assert "中国" in source
    test = page(("2005.csv", source.replace("中国", "韓国", 1).encode()))
    text = said(test)
    assert "~ 変更 1" in text
    assert "--replace" in text
    # The totals that the source prints do not fit any more.
    assert "項目が一致しません" in text


def test_a_partial_year_and_a_year_given_beside_the_file(page: Run) -> None:
    test = page(("listed.xlsx", xlsx(ONE)))
    assert "年度" in said(test)
    assert "このままでは取り込めません。" in said(test)
    test.text_input(key="_data_year").set_value("令和4年度").run()
    test.checkbox(key="_data_partial").check().run()
    text = said(test)
    assert "令和4年度（一部のみ収録）" in text
    assert "--fiscal-year 2022 --partial" in text
    test.text_input(key="_data_year").set_value("来年").run()
    assert "年度を読み取れません。" in said(test)


def test_a_new_source_is_asked_for_by_title(page: Run) -> None:
    test = page(("2022.xlsx", xlsx(ONE)))
    test.selectbox(key="_data_source").set_value("+").run()
    assert "新しい出典の名称を入力すると" in "".join(info.value for info in test.info)
    test.text_input(key="_data_source_title").set_value("記事 (試験)").run()
    assert not test.exception
    assert "--source-title '記事 (試験)'" in said(test)


@pytest.mark.usefixtures("local")
def test_totals_come_in_beside_the_projects_that_they_count(page: Run) -> None:
    rows: Rows = [
        ["区分", "名称", "件数", "出典"],
        ["分野", "教育", 4, "clair-2005"],
        ["事業", "計", 14, "clair-2005"],
    ]
    test = page(("平成17年度.xlsx", xlsx(rows)))
    assert "このままでは取り込めません。" in said(test)
    test.selectbox(key="_data_holds").set_value("totals").run()
    assert not test.exception
    text = said(test)
    assert "~ 変更 1" in text
    assert "1項目が一致しません" in text
    assert "published_totals" in text
    assert test.button(key="data_publish").disabled
    test.checkbox(key="_data_replace").check().run()
    test.button(key="data_publish").click().run()
    assert not test.exception
    assert "公開番号1として公開しました。" in said(test)
    assert "1項目が不一致" in said(test.run())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("2022.xlsx", b"PK\x03\x04 no workbook"),
        ("2022.xls", b"\x00" * 100),
        ("2022.csv", b"\xff\x00\xfe\x01"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    page: Run, tmp_path: Path, name: str, content: bytes
) -> None:
    before = files_of(tmp_path / "data")
    text = said(page((name, content)))
    assert "このままでは取り込めません。" in text
    assert name in text
    assert files_of(tmp_path / "data") == before


def test_what_is_typed_cannot_become_markup(page: Run) -> None:
    test = page(("2022.xlsx", xlsx([["自治体名", "事業名"], ["<img src=x onerror=alert(1)>市", "<b>x</b>"]])))
    html = "".join(str(element.proto.body) for element in test.get("html"))
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_looking_stores_nothing(page: Run, tmp_path: Path) -> None:
    before = files_of(tmp_path / "data")
    page(("2022.xlsx", xlsx(JOURNEY)))
    assert files_of(tmp_path / "data") == before
    assert history.entries(tmp_path / "data") == []


@pytest.mark.usefixtures("local")
def test_ten_projects_and_three_former_villages_come_in_and_go_back(page: Run, tmp_path: Path) -> None:
    before = files_of(tmp_path / "data")
    test = page(("年度別.xlsx", xlsx(JOURNEY)))
    assert "+ 追加 13" in said(test)
    test.checkbox(key="_data_partial").check().run()
    test.button(key="data_publish").click().run()
    assert not test.exception
    assert "公開番号1として公開しました。" in said(test)
    test.run()
    text = said(test)
    assert "平成11年度" in text
    assert "一部" in text
    assert "公開する変更はありません。" in "".join(info.value for info in test.info)
    rows = answers.cursor().execute("SELECT count(*) FROM project WHERE fiscal_year IN (1999, 2022)")
    assert rows.fetchone() == (13,)
    test.selectbox(key="_data_back").set_value(0).run()
    test.button(key="data_back").click().run()
    assert "公開番号2として公開しました。" in said(test)
    after = files_of(tmp_path / "data")
    assert {name: text for name, text in after.items() if not name.startswith("history")} == before


@pytest.mark.usefixtures("local")
def test_a_year_on_file_is_replaced_only_when_that_is_meant(page: Run, tmp_path: Path) -> None:
    source = (tmp_path / "data/source/projects/2005.csv").read_text(encoding="utf-8-sig")
    test = page(("2005.csv", source.replace("中国", "韓国", 1).encode()))
    assert test.button(key="data_publish").disabled
    test.checkbox(key="_data_replace").check().run()
    test.button(key="data_publish").click().run()
    assert "公開番号1として公開しました。" in said(test)


@pytest.mark.parametrize(
    ("address", "headers", "is_good"),
    [
        (None, {"Host": "localhost:8501"}, True),
        (None, {"Host": "127.0.0.1:8501"}, True),
        ("::1", {"host": "[::1]:8501"}, True),
        ("10.0.0.5", {"Host": "localhost:8501"}, False),
        (None, {"Host": "elsewhere.example"}, False),
        (None, {"Host": "localhost", "X-Forwarded-For": "10.0.0.5"}, False),
        (None, {"Host": "localhost", "Forwarded": "for=10.0.0.5"}, False),
        (None, {}, False),
        ("no address", {"Host": "localhost"}, False),
    ],
)
def test_only_a_browser_on_the_same_machine_is_local(address: Any, headers: Any, is_good: bool) -> None:
    assert permission.is_local(address, headers) == is_good


def test_nobody_may_publish_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permission, "is_local", lambda *_: True)
    for value in (None, "", "1", "all"):
        monkeypatch.delenv(permission.SETTING, raising=False)
        if value is not None:
            monkeypatch.setenv(permission.SETTING, value)
        assert not permission.may_publish()
    monkeypatch.setenv(permission.SETTING, "local")
    assert permission.may_publish()


def test_the_command_is_quoted_for_a_shell() -> None:
    text = publishing.command(
        ReadOptions(sheet="a b", is_partial=True), ["x; rm -rf y.xlsx"], "it's", is_replacing=True
    )
    assert text == (
        "python -m clairviz import 'x; rm -rf y.xlsx' --sheet 'a b' --note 'it'\"'\"'s' --partial --replace"
    )


def test_what_was_read_imports_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built_in_use(PROJECT / "data", tmp_path, monkeypatch)
    first = reading.read_uploads([Upload("y.xlsx", xlsx(JOURNEY))], ReadOptions(), lambda *_: None)
    assert isinstance(first, reading.Read)
    second = reading.read_uploads([Upload("y.csv", results.corrected(first))], ReadOptions(), lambda *_: None)
    assert isinstance(second, reading.Read)
    assert not second.seen.is_refused

    def stated(read: reading.Read) -> list[dict[str, str]]:
        rows = read.seen.validated.rows
        return [{k: v for k, v in row.cells.items() if k != "source"} for y in rows for row in rows[y]]

    assert stated(second) == stated(first)
