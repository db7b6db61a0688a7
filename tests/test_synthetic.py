"""Synthetic data are importable, of the size asked for, and cannot be taken for real."""

from pathlib import Path

import pytest

from benchmarks.synthetic import SOURCE, write
from clairviz.base.paths import PROJECT
from clairviz.store.ingest.dataset import load


def test_size_years_and_mark(tmp_path: Path) -> None:
    write(tmp_path / "data", projects=101, years=4, seed=3)
    records = load(tmp_path / "data").records
    assert len(records["project"]) == 101
    assert [record["fiscal_year"] for record in records["fiscal_year"]] == [2022, 2023, 2024, 2025]
    assert {record["source_id"] for record in records["project"]} == {SOURCE}
    assert records["published_total"] == []


def test_the_same_seed_gives_the_same_data(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, projects=20, years=2, seed=7)
    assert load(tmp_path / "a").records == load(tmp_path / "b").records


def test_never_into_the_real_data(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        write(PROJECT / "data" / "synthetic", projects=1, years=1)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="new folder"):
        write(tmp_path, projects=1, years=1)
