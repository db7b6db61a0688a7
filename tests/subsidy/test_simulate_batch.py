"""`simulate --batch`: a file of planned projects on the command line."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from clairviz.__main__ import main

GOOD = "事業名,助成対象経費,自治体数,年度\n水道,800万円,2,平成17年度\n教育,100,1,\n共同,100,2,1999\n"
BAD = GOOD + "防災,-5,1,2005\n農業,1,1,2010\n"


def run(*options: str) -> int:
    return main(["simulate", *options])


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return tmp_path / "計画.csv"


def test_rows_totals_and_budget(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans.write_text(GOOD, encoding="cp932")
    assert run("--batch", str(plans), "--budget", "300万円") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2  水道  対象外となる条項なし  4,000,000円",
        "3  教育  対象外となる条項なし  50円",
        "4  共同  記載なし  計算していません",
        "合計：4,000,050円",
        "試算です。事業の認定と助成額は、協会が決定します。"
        "最新の要件ではないため、最新の募集要項をご確認ください。",
        "予算の残額：-1,000,050円",
        "計算していない行：1件",
    ]


def test_a_refused_row_ends_with_1_and_is_named(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans.write_text(BAD, encoding="utf-8")
    assert run("--batch", str(plans), "--lang", "en") == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1] == "Refused rows: 2"
    first, second = printed.err.splitlines()
    assert first.startswith("計画.csv, line 5, column 助成対象経費: “-5” is negative.")
    assert second.startswith("計画.csv, line 6, column 年度: No rule is on file for FY2010.")


def test_the_answers_as_files(plans: Path, tmp_path: Path) -> None:
    plans.write_text(BAD, encoding="utf-8")
    out = tmp_path / "out"
    assert run("--batch", str(plans), "--out", f"{out}.csv") == 1
    assert Path(f"{out}.csv").read_text(encoding="utf-8-sig").count("\n") == 4
    assert run("--batch", str(plans), "--out", f"{out}.xlsx", "--budget", "5000000") == 1
    book = load_workbook(BytesIO(Path(f"{out}.xlsx").read_bytes()))
    assert [sheet.title for sheet in book] == ["計画事業一覧", "読み取れない行"]
    assert book["計画事業一覧"]["C4"].value == 5_000_000


@pytest.mark.parametrize(
    ("options", "words", "status"),
    [
        (["--budget", "-5"], "-5", 1),
        (["--budget", "lots"], "lots", 2),
        (["--out", "nowhere/x.csv"], "nowhere/x.csv", 1),
    ],
)
def test_refusals(
    plans: Path, options: list[str], words: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    plans.write_text(GOOD, encoding="utf-8")
    assert run("--batch", str(plans), *options) == status
    assert words in capsys.readouterr().err


def test_the_place_for_the_answers_is_checked_before_the_work(
    plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plans.write_bytes(b"a,b\n1\n")
    assert run("--batch", str(plans), "--out", str(tmp_path / "nowhere" / "x.csv")) == 1
    said = capsys.readouterr().err
    assert "x.csv" in said
    assert "計画.csv" not in said
    assert run("--batch", str(plans), "--out", str(tmp_path / "x.csv")) == 1
    assert not (tmp_path / "x.csv").exists()


def test_a_file_that_is_missing_or_no_table(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--batch", str(plans)) == 1
    assert "計画.csv" in capsys.readouterr().err
    plans.write_bytes(b"a,b\n1\n")
    assert run("--batch", str(plans), "--lang", "en") == 1
    assert "計画.csv, line 2: The row has 1 cells" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options", [[], ["--cost", "1", "--batch", "x.csv"], ["--batch", "x", "--out", "x.pdf"]]
)
def test_wrong_usage_ends_with_2(options: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run(*options)
    assert end.value.code == 2
