"""What is stored against what the source prints; every mark counts."""

import csv
from pathlib import Path

import duckdb
import pytest

from clairviz.__main__ import main
from clairviz.base import paths
from clairviz.store.ingest.dataset import load
from clairviz.store.ingest.projects import load_projects
from clairviz.store.reconcile import against_published, in_memory

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data"
FILE = DATA / "source/projects/2005.csv"
MARKS = {
    "project_field": ("project_id", "field_code", "role"),
    "project_region": ("project_id", "region_code"),
}
FIELDS = ["林業", "教育", "環境", "人材育成", "医療保険", "平和貢献", "産業・経済"]
REGIONS = ["中国", "韓国", "ロシア", "タイ", "カンボジア", "ブラジル", "アメリカ"]
# The printed table, column by column; ○ primary, △ for (○).
PRINTED = [
    "",
    "山形市 .○..... .......",
    "神奈川県 ....○.. ○○.....",
    "富山県 ..○.... ○......",
    "石川県 ..○.... ○○○....",
    "岐阜県 ...○... .....○.",
    "京都府(1) .○..... ......○",
    "京都府(2) △.○.... ○......",
    "京都府(3) ......○ ○......",
    "大阪市 .○..... ...○...",
    "兵庫県 ..○.... ○......",
    "広島県 .....○. ....○..",
    "北九州市(1) ......○ .......",
    "北九州市(2) ...○... .......",
    "北九州市(3) ..○.... ...○...",
    "",
][1:-1]


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_file_is_the_printed_table() -> None:
    printed = []
    for line in PRINTED:
        name, fields, regions = line.split()
        printed.append(
            (
                name,
                [FIELDS[i] for i, mark in enumerate(fields) if mark == "○"],
                [FIELDS[i] for i, mark in enumerate(fields) if mark == "△"],
                [REGIONS[i] for i, mark in enumerate(regions) if mark == "○"],
            )
        )
    stored = [
        (
            row["local_government"] + (f"({row['number']})" if row["number"] else ""),
            *(
                row[column].split(";") if row[column] else []
                for column in ("fields", "secondary_fields", "regions")
            ),
        )
        for row in rows()
    ]
    assert stored == printed


def flips() -> list[tuple[int, str, str]]:
    """Every single mark of the table taken away, added, or changed in kind."""
    found = []
    for index, row in enumerate(rows()):
        for column, names in (("fields", FIELDS), ("secondary_fields", FIELDS), ("regions", REGIONS)):
            marked = row[column].split(";") if row[column] else []
            for name in names:
                changed = [mark for mark in marked if mark != name] if name in marked else [*marked, name]
                found.append((index, column, ";".join(changed)))
            found += [
                (index, column, ";".join([name if mark == old else mark for mark in marked]))
                for old in marked
                for name in names
                if name not in marked
            ]
    return found


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.full)])
def test_any_single_flip_is_caught(tmp_path: Path, step: int) -> None:
    """Every flipped table is read as any file is, and its marks counted in a database that stays.

    Every ninth in passing: rows, columns and kinds of flip take turns in the list.
    """
    original = rows()
    dataset = load(DATA)
    database = in_memory(dataset)
    assert against_published(database, DATA / "reference") == []
    for table in MARKS:
        # Without keys, so that marks can be exchanged; a temporary table goes before the stored one.
        database.execute(f"CREATE TEMP TABLE {table} AS FROM main.{table}")
    assert len(flips()) > 300
    caught = 0
    for index, column, value in flips()[::step]:
        changed = [dict(row) for row in original]
        changed[index][column] = value
        write(tmp_path / FILE.name, changed)
        records, problems = load_projects(tmp_path, dataset.records)
        if problems:
            continue
        for table, columns in MARKS.items():
            database.execute(f"DELETE FROM temp.{table}")
            marks = [tuple(record[name] for name in columns) for record in records[table]]
            database.execute(f"INSERT INTO temp.{table} VALUES {', '.join(map(repr, marks))}")
        assert against_published(database, DATA / "reference"), (index, column, value)
        caught += 1
    assert caught > 300 // step


def write(file: Path, changed: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, changed[0].keys())
        writer.writeheader()
        writer.writerows(changed)


def test_check_passes_and_names_the_total_after_a_flip(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--lang", "en"]) == 0
    assert main(["check", "--lang", "en"]) == 0
    assert "agrees" in capsys.readouterr().out
    file = data_copy / "source/projects/2005.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("教育", "環境", 1), encoding="utf-8")
    assert main(["check", "--lang", "en"]) == 1
    text = capsys.readouterr().out
    assert "field education: expected 3, stored 2" in text
    assert "field environment: expected 5, stored 6" in text
    assert "build" in text
    assert main(["check", "--json"]) == 1
    assert main(["build"]) == 0
    assert main(["check", "--lang", "ja"]) == 1


def test_check_and_build_refuse_broken_data(data_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data_copy / "reference/fields.csv").write_text("nonsense\n", encoding="utf-8")
    assert main(["check"]) == 1
    assert main(["build"]) == 1
    assert "fields.csv" in capsys.readouterr().err
    assert not paths.database_file().exists()


def test_the_facts_of_fy2005(cursor: duckdb.DuckDBPyConnection) -> None:
    def one(statement: str) -> object:
        return cursor.execute(statement).fetchone()

    assert one("SELECT count(*), count(DISTINCT local_government_code) FROM project") == (14, 10)
    assert one(
        "SELECT count(*), count(DISTINCT project_id), count(DISTINCT region_code) FROM project_region"
    ) == (14, 11, 7)
    assert one("SELECT count(*) FROM prefecture") == (47,)
    assert one("SELECT starts_on::VARCHAR, ends_on::VARCHAR, coverage FROM fiscal_year") == (
        "2005-04-01",
        "2006-03-31",
        "complete",
    )
    assert one("SELECT name_ja FROM field WHERE field_code = 'medical-insurance'") == ("医療保険",)
    assert one("SELECT project_id FROM project WHERE number = 2 AND local_government_code = '260002'") == (
        "2005-260002-2",
    )
    unmarked = cursor.execute(
        "SELECT project_id FROM project ANTI JOIN project_region USING (project_id) ORDER BY 1"
    ).fetchall()
    assert [row[0] for row in unmarked] == ["2005-062014", "2005-401005-1", "2005-401005-2"]
    assert one(
        "SELECT count(*) FROM project WHERE title_ja IS NULL AND subsidy_yen IS NULL AND is_joint IS NULL"
    ) == (14,)
    assert one("SELECT count(*) FROM office WHERE country_code <> 'JPN'") == (7,)
    assert one("SELECT happened, precision FROM milestone WHERE milestone_id = 'model-project-start'") == (
        "1996",
        "fiscal_year",
    )
