"""Shared fixtures: a database built from data/, copies of data/ to break, paths to isolate."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from clairviz.base import paths
from clairviz.store.ingest.dataset import Dataset, load
from clairviz.store.publish import publish

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All tests use a database of their own; the one in data/ is left alone."""
    file = tmp_path_factory.mktemp("database") / "clairviz.duckdb"
    os.environ["CLAIRVIZ_DATABASE"] = str(file)
    yield file
    os.environ.pop("CLAIRVIZ_DATABASE", None)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The data of the project."""
    return load(PROJECT / "data")


@pytest.fixture(scope="session")
def connection(
    dataset: Dataset, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a database built from the data of the project."""
    version = publish(dataset, tmp_path_factory.mktemp("published") / "clairviz.duckdb")
    with duckdb.connect(str(version), read_only=True) as opened:
        yield opened


@pytest.fixture
def cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor of its own, as every query takes."""
    return connection.cursor()


@pytest.fixture
def data_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of data/ that a test may break, in use for the length of the test."""
    copy = tmp_path / "data"
    shutil.copytree(PROJECT / "data", copy, ignore=shutil.ignore_patterns("*.duckdb*", "geo"))
    monkeypatch.setenv("CLAIRVIZ_DATA", str(copy))
    monkeypatch.setenv("CLAIRVIZ_DATABASE", str(tmp_path / "clairviz.duckdb"))
    assert paths.data_folder() == copy
    return copy
