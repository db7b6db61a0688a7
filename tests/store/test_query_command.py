"""``query``: an answer on the screen or as a file, and the three exit statuses."""

import json
from pathlib import Path

import duckdb
import openpyxl
import pytest

from clairviz.__main__ import main

STATEMENT = (
    "SELECT local_government_code, fiscal_year, subsidy_yen, 1.5 AS x, DATE '2005-04-01' AS day, '=1+1' AS f "
    "FROM project ORDER BY project_id LIMIT 2"
)


def test_a_table_on_the_screen(data_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT name_ja, 1 AS n FROM field ORDER BY sort_order LIMIT 2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["name_ja", "n"]
    assert lines[2].split() == ["林業", "1"]
    assert len({len(line) for line in lines[:2]}) == 1


def test_every_format_holds_the_same(data_copy: Path, tmp_path: Path) -> None:
    for ending in ("csv", "json", "parquet", "xlsx"):
        assert main(["query", STATEMENT, "--out", str(tmp_path / f"rows.{ending}")]) == 0
    rows = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["rows"]
    assert [list(row.values())[1:] for row in rows] == [[2005, None, 1.5, "2005-04-01", "=1+1"]] * 2
    stored = duckdb.sql(f"SELECT * FROM '{tmp_path / 'rows.parquet'}'").fetchall()
    assert [row[:4] for row in stored] == [tuple(list(row.values())[:4]) for row in rows]
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=3)]
    assert [row[:4] for row in cells] == [list(row.values())[:4] for row in rows]
    assert all(row[5] == "=1+1" and sheet.cell(2, 6).data_type == "s" for row in cells)
    text = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig")
    assert ",1.5,2005-04-01,'=1+1" in text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_refusals_are_status_1_and_write_nothing(
    data_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    out = tmp_path / "rows.csv"
    for statement in ("DROP TABLE project", "SELECT * FROM '/etc/passwd'", "SELECT x FROM project", "x"):
        assert main(["query", statement, "--out", str(out), "--lang", lang]) == 1
        assert capsys.readouterr().err.strip()
    assert not out.exists()
    assert main(["query", "SELECT 1", "--out", str(tmp_path / "none" / "x.csv"), "--lang", lang]) == 1


def test_wrong_usage_is_status_2(data_copy: Path) -> None:
    for words in (
        ["query"],
        ["query", "SELECT 1", "--format", "doc"],
        ["query", "SELECT 1", "--format", "xlsx"],
    ):
        with pytest.raises(SystemExit) as caught:
            main(words)
        assert caught.value.code == 2
