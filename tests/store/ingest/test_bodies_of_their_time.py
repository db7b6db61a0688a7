"""Bodies of any year, joint projects and applicants, against the reference tables of data/."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from clairviz.base.i18n import translator
from clairviz.base.paths import PROJECT
from clairviz.base.selection import Selection
from clairviz.store import console
from clairviz.store.ingest.bodies import Bodies
from clairviz.store.ingest.dataset import load
from clairviz.store.ingest.listed import split
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.ingest.reference import check_digit, load_reference
from clairviz.store.publish import publish
from clairviz.store.queries import extracts, projects, reference, search
from clairviz.store.reconcile import in_memory

HEADER = (
    "fiscal_year,local_government,number,fields,regions,partner_bodies,applicant,partner,starts_on,ends_on,"
    "total_cost_yen,subsidy_yen,granted_yen,continues,source\n"
)


@pytest.fixture(scope="module")
def records() -> dict[str, list[dict[str, object]]]:
    found, problems = load_reference(PROJECT / "data" / "reference")
    assert not problems
    return found


@pytest.fixture(scope="module")
def bodies(records: dict[str, list[dict[str, object]]]) -> Bodies:
    return Bodies(records["local_government"], records["local_government_change"], records["prefecture"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "data" / "reference", tmp_path / "reference")
    (tmp_path / "source" / "projects").mkdir(parents=True)
    return tmp_path


def write(folder: Path, year: int, *rows: str) -> None:
    file = folder / "source" / "projects" / f"{year}.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def _file(folder: Path) -> Path:
    return publish(load(folder), folder / "clairviz.duckdb")


def connection_of(folder: Path) -> duckdb.DuckDBPyConnection:
    return in_memory(load(folder))


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(DataRefused) as refused:
        load(folder)
    return list(refused.value.problems)


def test_the_tables_hold_every_body_once(records: dict[str, list[dict[str, object]]], bodies: Bodies) -> None:
    codes = [str(row["local_government_code"]) for row in records["local_government"]]
    assert len(set(codes)) == len(codes) > 3_600
    assert all(map(check_digit, codes))
    placed = [row for row in records["local_government"] if row["latitude"] is not None]
    assert len(placed) == 1_788
    assert {str(row["from_code"]) for row in records["local_government_change"]} <= set(codes)
    # Whatever became of a body, it ends in bodies of today.
    today = {(row["local_government_code"], row["name_ja"]) for row in placed}
    for body in bodies:
        assert set(bodies.present(body)) <= today, body


def test_every_country_and_areas_within(records: dict[str, list[dict[str, object]]]) -> None:
    regions = {str(row["region_code"]): row for row in records["region"]}
    countries = [code for code, row in regions.items() if row["kind"] == "country"]
    assert len(countries) == 249
    assert [regions[code]["name_ja"] for code in countries[:7]] == [
        "中国",
        "韓国",
        "ロシア",
        "タイ",
        "カンボジア",
        "ブラジル",
        "アメリカ",
    ]
    assert {"LAO": "ラオス", "MAR": "モロッコ", "MDV": "モルディブ"}.items() <= {
        code: row["name_ja"] for code, row in regions.items()
    }.items()
    assert regions["russian-far-east"]["within"] == "RUS"
    assert regions["asia-pacific"]["kind"] == "area"


@pytest.mark.parametrize(
    ("text", "year", "codes"),
    [
        ("楢川村", 1999, ["204242"]),
        ("長野県楢川村", 1999, ["204242"]),
        ("長野県木曽郡楢川村", 1999, ["204242"]),
        ("楢川村", 2006, []),
        ("府中市", 2005, ["132063", "342084"]),
        ("東京都府中市", 2005, ["132063"]),
        ("篠山市", 2005, ["282219"]),
        ("丹波篠山市", 2005, []),
        ("丹波篠山市", 2022, ["282219"]),
        ("静岡市", 2002, ["222011"]),
        ("静岡市", 2022, ["221007"]),
        ("京都府", 1996, ["260002"]),
        ("北海道", 1996, ["010006"]),
        ("郡山市", 2022, ["072036"]),
        ("幻市", 2022, []),
    ],
)
def test_a_name_at_a_date(bodies: Bodies, text: str, year: int, codes: list[str]) -> None:
    assert sorted(body.code for body in bodies.named(text, year)) == codes


@pytest.mark.parametrize(
    ("text", "year", "today"),
    [
        ("楢川村", 1999, ["塩尻市"]),
        ("京北町", 1999, ["京都市"]),
        ("湯来町", 1999, ["広島市"]),
        ("由比町", 1999, ["静岡市"]),
        ("上九一色村", 1999, ["甲府市", "富士河口湖町"]),
        ("篠山市", 2005, ["丹波篠山市"]),
        ("神奈川県", 2005, ["神奈川県"]),
    ],
)
def test_what_became_of_it(bodies: Bodies, text: str, year: int, today: list[str]) -> None:
    [body] = bodies.named(text, year)
    assert sorted(name for _code, name in bodies.present(body)) == sorted(today)


def test_a_former_village_beside_the_city_of_today(folder: Path) -> None:
    write(folder, 1999, "1999,楢川村,,,アジア・太平洋,,,,,,,,,,clair-2005")
    connection = connection_of(folder)
    assert connection.execute("FROM project_body").fetchall() == [("1999-204242", "204242", "lead", "楢川村")]
    shown = projects.projects(connection, Selection())
    assert list(shown["name_ja"]) == ["楢川村（現 塩尻市）"]
    assert list(shown["name_en"]) == ["Narakawa Village (now Shiojiri City)"]
    offered = reference.options(connection)
    assert set(offered["name_ja"][offered["facet"] == "gov"]) == {"楢川村（現 塩尻市）", "塩尻市"}
    for code in ("204242", "202151"):
        assert len(projects.projects(connection, Selection(local_governments=(code,)))) == 1
    [place] = projects.projects_by_local_government(connection, Selection()).to_dict("records")
    assert round(place["latitude"], 1) == 36.1  # of today's city
    assert set(offered["code"][offered["facet"] == "region"]) == {"asia-pacific"}
    for words in ("楢川", "塩尻"):
        assert list(search.hits(connection, Selection(text=words))["name_ja"]) == ["楢川村（現 塩尻市）"]
    [row] = extracts.project_extract(connection, Selection()).to_dict("records")
    assert (row["local_government_ja"], row["local_government_en"]) == ("楢川村", "Narakawa Village")
    columns = console.run_statement(
        _file(folder), "SELECT printed_ja, present_ja FROM mart_project_body"
    ).rows
    assert columns == (("楢川村", "塩尻市"),)


def test_a_joint_project_and_one_of_an_association(folder: Path) -> None:
    write(
        folder,
        2022,
        '2022,読谷村,,環境,LAO,安来市;東京都府中市,,,2022-05-01,2023-02-28,"8,000,000",,"3,000,000",1999-204242,clair-2005',
        "2022,,,,,,横浜市国際交流協会,寧夏回族自治区銀川市,,,,,,,clair-2005",
        "2022,安来市,,,,,島根国際センター,,,,,,,,clair-2005",
    )
    connection = connection_of(folder)
    rows = projects.projects(connection, Selection())
    assert len(rows) == 3
    joint = connection.execute("SELECT * FROM project WHERE is_joint").df().iloc[0]
    assert (joint["total_cost_yen"], joint["granted_yen"]) == (8_000_000, 3_000_000)
    assert joint["starts_on"].date() == date(2022, 5, 1)
    roles = connection.execute(
        "SELECT local_government_code, role FROM project_body WHERE project_id = '2022-473243' ORDER BY ALL"
    ).fetchall()
    assert roles == [("132063", "partner"), ("322067", "partner"), ("473243", "lead")]
    alone = connection.execute("FROM project WHERE local_government_code IS NULL").df().iloc[0]
    assert alone["project_id"].startswith("2022-x")
    assert (alone["applicant_ja"], alone["partner_ja"]) == ("横浜市国際交流協会", "寧夏回族自治区銀川市")
    assert "横浜市国際交流協会" in set(rows["name_ja"])
    # Bodies are counted by their lead; a filter finds partners too.
    figures = projects.key_figures(connection, Selection()).iloc[0]
    assert int(figures["local_government_count"]) == 2
    assert len(projects.projects(connection, Selection(local_governments=("322067",)))) == 2
    assert len(projects.projects(connection, Selection(fields=("not-stated",)))) == 2


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("2022,府中市,,,,,,,,,,,,,clair-2005", "local_government", "東京都府中市 (132063)"),
        ("2022,楢川村,,,,,,,,,,,,,clair-2005", "local_government", "2005-04-01"),
        ("2022,幻・市,,,,,,,,,,,,,clair-2005", "local_government", "幻・市"),
        ("2022,安来市,,,,安来市,,,,,,,,,clair-2005", "partner_bodies", "安来市"),
        ("2022,安来市,,,,,,,2022-13-01,,,,,,clair-2005", "starts_on", "2022-13-01"),
        ("2022,安来市,,,,,,,2022-06-01,2022-05-01,,,,,clair-2005", "ends_on", "2022-06-01"),
        ("2022,安来市,,,,,,,,,5,,6,,clair-2005", "granted_yen", "5"),
        ("2022,安来市,,,,,,,,,,,,2022-322067,clair-2005", "continues", "2022-322067"),
    ],
)
def test_refused_with_reason(folder: Path, row: str, column: str, said: str) -> None:
    write(folder, 2022, row)
    [problem] = problems_of(folder)
    assert (problem.line, problem.column) == (2, column)
    assert said in problem.text(translator("en")) + str(problem.value)


def test_a_listed_name_with_a_point_stays_whole() -> None:
    names = {"アジア・太平洋": "", "産業・経済": "", "環境": ""}
    assert split("アジア・太平洋", names) == ["アジア・太平洋"]
    assert split("環境・産業・経済", names) == ["環境", "産業・経済"]
    assert split("月・火星", names) == ["月・火星"]
    assert split("環境・火星", names) == ["環境", "火星"]
