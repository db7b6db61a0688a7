"""Bad files: every problem named with its place, and nothing built."""

from pathlib import Path

import pytest

from clairviz.base.i18n import translator
from clairviz.store.ingest.dataset import fingerprint_of, load
from clairviz.store.ingest.listed import split
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.ingest.reference import check_digit

HEADER = (
    "fiscal_year,local_government,number,title_ja,title_en,fields,secondary_fields,regions,"
    "is_joint,total_cost_yen,subsidy_yen,source\n"
)


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(DataRefused) as refused:
        load(folder)
    return list(refused.value.problems)


def write_projects(folder: Path, *rows: str, year: str = "2005") -> None:
    (folder / "source" / "projects" / f"{year}.csv").write_text(
        HEADER + "\n".join(rows) + "\n", encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("2006,山形市,,,,教育,,,,,,clair-2005", "fiscal_year", "2006"),
        ("平成,山形市,,,,教育,,,,,,clair-2005", "fiscal_year", "平成"),
        ("2005,幻市,,,,教育,,,,,,clair-2005", "local_government", "幻市"),
        ("2005,山形市,x,,,教育,,,,,,clair-2005", "number", "x"),
        ("2005,山形市,0,,,教育,,,,,,clair-2005", "number", "0"),
        ("2005,山形市,,,,魔法,,,,,,clair-2005", "fields", "魔法"),
        ("2005,山形市,,,,教育,,月・火星,,,,clair-2005", "regions", "月・火星"),
        ("2005,山形市,,,,教育,,,,1000,1001,clair-2005", "subsidy_yen", "1001"),
        ("2005,,,,,教育,,,,,,clair-2005", "local_government", ""),
        ("2005,062015,,,,教育,,,,,,clair-2005", "local_government", "062015"),
        ("2005,山形市,,,,教育;教育,,,,,,clair-2005", "fields", "教育;教育"),
        ("2005,山形市,,,,教育,教育,,,,,clair-2005", "secondary_fields", "教育"),
        ("2005,山形市,,,,教育,,月,,,,clair-2005", "regions", "月"),
        ("2005,山形市,,,,教育,,,maybe,,,clair-2005", "is_joint", "maybe"),
        ("2005,山形市,,,,教育,,,,-1,,clair-2005", "total_cost_yen", "-1"),
        ("2005,山形市,,,,教育,,,,,9999999999999999999,clair-2005", "subsidy_yen", "9999999999999999999"),
        ("2005,山形市,,,,教育,,,,,,nobody", "source", "nobody"),
    ],
)
def test_a_bad_cell_is_named(data_copy: Path, row: str, column: str, value: str) -> None:
    write_projects(data_copy, row)
    found = [problem for problem in problems_of(data_copy) if problem.column == column]
    assert [(problem.file, problem.line, problem.value) for problem in found] == [
        ("source/projects/2005.csv", 2, value)
    ]
    for lang in ("ja", "en"):
        _ = translator(lang)
        assert "2005.csv" in found[0].place(_)
        assert "{" not in found[0].text(_) + found[0].mend(_)


def test_every_problem_is_reported_at_once(data_copy: Path) -> None:
    write_projects(data_copy, "2005,幻市,,,,教育,,,,,,clair-2005", "2005,山形市,,,,魔法,,月,,,,clair-2005")
    assert [(problem.line, problem.column) for problem in problems_of(data_copy)] == [
        (2, "local_government"),
        (3, "fields"),
        (3, "regions"),
    ]


def test_a_row_of_the_wrong_width_and_an_open_quote(data_copy: Path) -> None:
    write_projects(data_copy, "2005,山形市,,,,教育,,,,,,clair-2005,extra")
    assert [(p.line, p.values["found"]) for p in problems_of(data_copy)] == [(2, 13)]
    write_projects(data_copy, '2005,"山形市,,,,教育')
    assert problems_of(data_copy)[0].line == 2


def test_the_same_project_twice(data_copy: Path) -> None:
    row = "2005,山形市,,,,教育,,,,,,clair-2005"
    write_projects(data_copy, row, row)
    assert [(problem.line, problem.column) for problem in problems_of(data_copy)] == [(3, "number")]


@pytest.mark.parametrize("header", ["a,b", HEADER.replace("source", "sources"), HEADER.strip() + ",source"])
def test_a_wrong_header(data_copy: Path, header: str) -> None:
    (data_copy / "source/projects/2005.csv").write_text(header + "\n", encoding="utf-8")
    assert problems_of(data_copy)[0].line == 1


def test_missing_and_unreadable_files(data_copy: Path) -> None:
    (data_copy / "reference/fields.csv").unlink()
    (data_copy / "reference/regions.csv").write_bytes(b"\xff\xfe\x00\x81")
    files = {problem.file for problem in problems_of(data_copy)}
    assert {"reference/fields.csv", "reference/regions.csv"} <= files


def test_no_project_file_and_a_badly_named_one(data_copy: Path) -> None:
    file = data_copy / "source/projects/2005.csv"
    file.rename(file.with_name("17.csv"))
    assert problems_of(data_copy)[0].file == "source/projects/17.csv"
    file.with_name("17.csv").unlink()
    assert problems_of(data_copy)[0].file == "source/projects"


@pytest.mark.parametrize(
    ("file", "old", "new", "column"),
    [
        ("local_governments.csv", "062014", "062015", "local_government_code"),
        ("local_governments.csv", "38.25556", "98.25556", "latitude"),
        ("local_governments.csv", ",city,06", ",hamlet,06", "kind"),
        ("local_governments.csv", ",city,06", ",city,48", "prefecture_code"),
        ("prefectures.csv", "01,北海道", "1,北海道", "prefecture_code"),
        ("fields.csv", "林業,", ",", "name_ja"),
        ("fields.csv", "forestry", "education", "field_code"),
        ("offices.csv", "1988-07,month", "1988,month", "opened"),
        ("published_totals.csv", "all,14", "all,many", "total"),
        ("published_totals.csv", "project,all", "planet,all", "dimension"),
        ("published_totals.csv", "all,14", "all,99999999999", "total"),
        ("hand_counts.csv", "forestry,1,", "forestry,one,", "total"),
        ("local_governments.csv", ",city,06", ",city,07", "prefecture_code"),
        ("sources.csv", "2026-11-24", "24/11/2026", "retrieved_on"),
        ("fiscal_years.csv", "complete", "most", "coverage"),
    ],
)
def test_a_bad_cell_of_a_reference_file(data_copy: Path, file: str, old: str, new: str, column: str) -> None:
    target = data_copy / "reference" / file
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert (f"reference/{file}", column) in {
        (problem.file, problem.column) for problem in problems_of(data_copy)
    }


def test_cp932_and_utf8_with_mark_are_read(data_copy: Path) -> None:
    file = data_copy / "source/projects/2005.csv"
    text = file.read_text(encoding="utf-8")
    before = load(data_copy).records
    for encoding in ("cp932", "utf-8-sig"):
        file.write_bytes(text.encode(encoding))
        assert load(data_copy).records == before


def test_separators_respect_listed_names() -> None:
    names = {"産業・経済": "i", "教育": "e", "環境": "v"}
    assert split("産業・経済", names) == ["産業・経済"]
    assert split("教育・環境", names) == ["教育", "環境"]
    assert split("教育；環境".replace("；", ";"), names) == ["教育", "環境"]
    assert split("教育、産業・経済", names) == ["教育", "産業・経済"]
    assert split(" ", names) == []


def test_check_digits() -> None:
    assert all(check_digit(code) for code in ("062014", "140007", "271004", "401005", "131016"))
    assert not check_digit("062015")
    assert not check_digit("06201")


def test_a_year_without_stated_coverage_is_partial(data_copy: Path) -> None:
    write_projects(data_copy, "2006,山形市,,,,教育,,,,,,clair-2005", year="2006")
    years = {record["fiscal_year"]: record["coverage"] for record in load(data_copy).records["fiscal_year"]}
    assert years == {2005: "complete", 2006: "partial"}


def test_the_fingerprint_follows_the_data(data_copy: Path) -> None:
    before = fingerprint_of(data_copy)
    file = data_copy / "reference/milestones.csv"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert fingerprint_of(data_copy) != before
