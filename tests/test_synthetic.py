"""Synthetic data are importable, of the size asked for, and cannot be taken for real."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.synthetic import write
from clairviz.base.paths import PROJECT
from clairviz.base.schema import SYNTHETIC
from clairviz.store.ingest.dataset import Dataset, load
from clairviz.store.reconcile import against_published, compared, in_memory


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Dataset]]:
    """The folder of 450 projects in 30 years, and what it loads as."""
    folder = tmp_path_factory.mktemp("synthetic") / "data"
    write(folder)
    yield folder, load(folder)


def test_years_gaps_and_parts(thirty: tuple[Path, Dataset]) -> None:
    records = thirty[1].records
    assert len(records["project"]) == 450
    years = {row["fiscal_year"]: row for row in records["fiscal_year"]}
    assert set(years) == set(range(1996, 2026)) - {2000, 2011}
    partial = {year for year, row in years.items() if row["coverage"] == "partial"}
    assert partial == {1999, 2012, 2022}
    counts = Counter(row["fiscal_year"] for row in records["project"])
    assert years[2012]["recognised_count"] == 17 > counts[2012]
    assert min(counts.values()) > 0


def test_every_row_is_marked(thirty: tuple[Path, Dataset]) -> None:
    records = thirty[1].records
    for table in ("project", "fiscal_year", "published_total"):
        assert {row["source_id"] for row in records[table]} == {SYNTHETIC}
    assert all("合成" in str(row["title_ja"]) for row in records["project"] if row["title_ja"])


def test_a_realistic_mix(thirty: tuple[Path, Dataset]) -> None:
    records = thirty[1].records
    projects = {row["project_id"]: row for row in records["project"]}
    kinds = {row["local_government_code"]: row["kind"] for row in records["local_government"]}
    leads = Counter(
        kinds[row["local_government_code"]] for row in projects.values() if row["local_government_code"]
    )
    assert 0.25 < leads["prefecture"] / 450 < 0.42
    assert leads["city"] > leads["prefecture"] > leads["town"] + leads["village"] > 0
    marked = {row["project_id"] for row in records["project_region"]}
    assert 0.08 < 1 - len(marked) / 450 < 0.22
    assert len({row["project_id"] for row in records["project_field"]}) < 450
    early, late = Counter(), Counter()  # type: Counter[object], Counter[object]
    for row in records["project_region"]:
        half = early if int(str(projects[row["project_id"]]["fiscal_year"])) <= 2010 else late
        half[row["region_code"]] += 1
    assert early["CHN"] > late["CHN"]
    assert late["VNM"] > early["VNM"]
    assert "asia-pacific" in {**early, **late}
    for column in ("applicant_ja", "partner_ja", "summary_ja", "granted_yen", "continues", "starts_on"):
        assert any(row[column] for row in projects.values()), column
    assert any(row["local_government_code"] is None for row in projects.values())
    assert any(row["role"] == "partner" for row in records["project_body"])


def test_bodies_of_their_time(thirty: tuple[Path, Dataset]) -> None:
    records = thirty[1].records
    year = {row["project_id"]: int(str(row["fiscal_year"])) for row in records["project"]}
    former = [
        (year[row["project_id"]], str(row["name_as_printed_ja"]))
        for row in records["project_body"]
        if row["name_as_printed_ja"]
    ]
    assert [name for when, name in former if name[-1] in "町村" and when < 2005]
    stated = {row["local_government_code"]: row for row in load(PROJECT / "data").records["local_government"]}
    assert all(row == stated[row["local_government_code"]] for row in records["local_government"]), (
        "no body is invented and none is moved"
    )


def test_amounts_keep_the_rules(thirty: tuple[Path, Dataset]) -> None:
    stated = [row for row in thirty[1].records["project"] if row["total_cost_yen"] is not None]
    assert 0.6 < len(stated) / 450 < 0.8
    for row in stated:
        cost, subsidy = int(str(row["total_cost_yen"])), int(str(row["subsidy_yen"]))
        assert 0 < subsidy <= cost
        assert subsidy <= (5_000_000 if row["is_joint"] else 3_000_000)


def test_published_totals_agree(thirty: tuple[Path, Dataset]) -> None:
    folder, dataset = thirty
    with in_memory(dataset) as connection:
        assert against_published(connection, folder / "reference") == []
        years = compared(connection, folder / "reference")
    with_totals = [year for year in years if year.dimensions]
    assert with_totals
    assert all(year.coverage == "complete" for year in with_totals)


def test_few_years(tmp_path: Path) -> None:
    write(tmp_path / "data", projects=101, years=4, seed=3)
    records = load(tmp_path / "data").records
    assert len(records["project"]) == 101
    assert [row["fiscal_year"] for row in records["fiscal_year"]] == [2022, 2023, 2024, 2025]


def test_the_same_seed_gives_the_same_data(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, projects=20, years=2, seed=7)
    assert [file.read_bytes() for file in sorted((tmp_path / "a").rglob("*.csv"))] == [
        file.read_bytes() for file in sorted((tmp_path / "b").rglob("*.csv"))
    ]


def test_never_into_the_real_data(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        write(PROJECT / "data" / "synthetic", projects=1, years=1)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="new folder"):
        write(tmp_path, projects=1, years=1)
