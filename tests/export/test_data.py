"""Data files: the same rows in every form, typed, harmless, and explained."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd
import pytest
from openpyxl import load_workbook

from clairviz.base.i18n import translator
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.export.data.extract import Extract, Rows, extract
from clairviz.export.data.write import MISSING
from clairviz.export.formats import CP932, DATA_FORMATS, FORMATS, DataFormat, FileOptions
from clairviz.store.queries.projects import key_figures

DAY = date(2026, 11, 25)
JA = translator("ja")
SELECTIONS = {
    "everything": Selection(),
    "Kyoto": Selection(years=(2005,), prefectures=("26",)),
    "environment": Selection(fields=("environment",)),
    "not stated": Selection(regions=(NOT_STATED,)),
    "a word": Selection(text="京都"),
}
Take = Callable[..., Extract]


@pytest.fixture
def take(cursor: duckdb.DuckDBPyConnection) -> Take:
    def ask(query: Callable[..., pd.DataFrame], *arguments: Any) -> pd.DataFrame:
        return query(cursor, *arguments)

    def extract_it(selection: Selection = SELECTIONS["everything"], rows: Rows = Rows.PROJECTS) -> Extract:
        return extract(ask, selection, rows, _=JA, made_on=DAY)

    return extract_it


def written(name: str, rows: Extract, options: FileOptions | None = None) -> bytes:
    form = FORMATS[name]
    assert isinstance(form, DataFormat)
    return form.write(rows, JA, options or FileOptions())[0]


def read_csv(content: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(encoding), newline="")))


def read_xlsx(content: bytes) -> list[dict[str, Any]]:
    head, *rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def read_parquet(content: bytes, folder: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    file = folder / "rows.parquet"
    file.write_bytes(content)
    with duckdb.connect() as connection:
        answer = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [column[0] for column in answer.description]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
        pairs = connection.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(file)]).fetchall()
    return rows, {bytes(key).decode(): bytes(value).decode() for key, value in pairs}


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.date() if isinstance(value, datetime) else value)


@pytest.mark.parametrize("rows", Rows)
@pytest.mark.parametrize("name", SELECTIONS)
def test_every_form_holds_the_same(take: Take, tmp_path: Any, name: str, rows: Rows) -> None:
    taken = take(SELECTIONS[name], rows)
    names = [column.name for column in taken.columns]
    wanted = [[as_text(value) for value in row] for row in taken.rows]
    assert wanted
    forms = {
        "csv": read_csv(written("csv", taken)),
        "xlsx": read_xlsx(written("xlsx", taken)),
        "json": json.loads(written("json", taken))["rows"],
        "parquet": read_parquet(written("parquet", taken), tmp_path)[0],
    }
    assert set(forms) == {form.name for form in DATA_FORMATS}
    for form, found in forms.items():
        assert [[as_text(row[name]) for name in names] for row in found] == wanted, form


@pytest.mark.parametrize("name", SELECTIONS)
def test_rows_are_the_projects_of_the_selection(
    take: Take, cursor: duckdb.DuckDBPyConnection, name: str
) -> None:
    counts = key_figures(cursor, SELECTIONS[name]).iloc[0]
    projects, marks = (take(SELECTIONS[name], rows).rows for rows in Rows)
    assert len(projects) == counts["project_count"]
    assert {row[0] for row in marks} == {row[0] for row in projects}


def test_numbers_are_numbers_and_zeros_stay(take: Take, tmp_path: Any) -> None:
    taken = take(SELECTIONS["Kyoto"])
    first = read_xlsx(written("xlsx", taken))[0]
    typed = read_parquet(written("parquet", taken), tmp_path)[0][0]
    for row in (first, typed, json.loads(written("json", taken))["rows"][0]):
        assert row["fiscal_year"] == 2005
        assert row["local_government_code"] == "260002"
        assert row["project_id"] == "2005-260002-1"
    yamagata = next(row for row in read_csv(written("csv", take())) if row["local_government_ja"] == "山形市")
    assert yamagata["local_government_code"] == "062014"
    assert yamagata["prefecture_code"] == "06"
    assert yamagata["regions"] == ""


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]
)
def test_what_looks_like_a_formula_is_text(take: Take, text: str, tmp_path: Any) -> None:
    taken = take()
    at = [column.name for column in taken.columns].index("title_ja")
    row = (*taken.rows[0][:at], text, *taken.rows[0][at + 1 :])
    changed = replace(taken, rows=(row,))
    assert read_csv(written("csv", changed))[0]["title_ja"] == f"'{text}"
    sheet = load_workbook(io.BytesIO(written("xlsx", changed))).worksheets[0]
    cell = sheet.cell(2, at + 1)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert read_parquet(written("parquet", changed), tmp_path)[0][0]["title_ja"] == text
    assert json.loads(written("json", changed))["rows"][0]["title_ja"] == text


def test_the_workbook_explains_itself(take: Take) -> None:
    taken = take(SELECTIONS["Kyoto"])
    book = load_workbook(io.BytesIO(written("xlsx", taken, FileOptions(has_words=True))))
    data, columns, notes = book.worksheets
    assert [sheet.title for sheet in book] == ["データ", "列の説明", "注記"]
    assert data.freeze_panes == "B2"
    assert data.auto_filter.ref.startswith("A1:")
    assert data["A1"].value == "事業ID"
    assert [row[0].value for row in columns.iter_rows(min_row=2)] == [one.name for one in taken.columns]
    said = {row[0].value: row[1].value for row in notes.iter_rows(min_row=2)}
    assert "京都府" in said["選択条件"]
    assert said["作成日"] == "2026-11-25"
    assert said["ライセンス"]
    assert "clair-2005" in said["出典"]


def test_parquet_and_json_carry_the_notes(take: Take, tmp_path: Any) -> None:
    taken = take()
    notes = {key: text for key, _label, text in taken.notes}
    assert json.loads(written("json", taken))["notes"] == notes
    metadata = read_parquet(written("parquet", taken), tmp_path)[1]
    assert notes.items() <= metadata.items()
    assert "column.project_id" in metadata


def test_every_column_is_explained(take: Take) -> None:
    for rows in Rows:
        for column in take(rows=rows).columns:
            assert column.heading
        headings = [column.heading for column in take(rows=rows).columns]
        assert len(set(headings)) == len(headings)


def test_cp932_lists_what_it_cannot_write(take: Take) -> None:
    taken = take(SELECTIONS["Kyoto"])
    at = [column.name for column in taken.columns].index("title_ja")
    row = (*taken.rows[0][:at], "水〜道−事業 é 𠮷", *taken.rows[0][at + 1 :])
    form = FORMATS["csv"]
    assert isinstance(form, DataFormat)
    content, lost = form.write(replace(taken, rows=(row,)), JA, FileOptions(encoding=CP932))
    assert read_csv(content, "cp932")[0]["title_ja"] == f"水～道－事業 {MISSING} {MISSING}"
    (one,) = lost
    assert (one.row, one.column, one.characters) == ("2005-260002-1", "title_ja", "é𠮷")
    assert "é𠮷" in one.text(JA)
