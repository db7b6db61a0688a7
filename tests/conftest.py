"""Shared fixtures: the tests' own data, a database built from them, copies to break, paths to isolate."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest

from clairviz.base import paths
from clairviz.store.ingest.dataset import Dataset, load
from clairviz.store.publish import publish

PROJECT = Path(__file__).resolve().parent.parent
# See tests/data/README.md. Only tests/store/published and tests/test_docs.py read data/.
FY2005 = PROJECT / "tests" / "data" / "fy2005"
YEARS = PROJECT / "tests" / "data" / "years"

# Before anything is collected, since modules of tests ask for rules and records too.
os.environ["CLAIRVIZ_DATA"] = str(FY2005)


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All tests use a database of their own; the one in data/ is left alone."""
    file = tmp_path_factory.mktemp("database") / "clairviz.duckdb"
    os.environ["CLAIRVIZ_DATABASE"] = str(file)
    yield file
    os.environ.pop("CLAIRVIZ_DATABASE", None)


@pytest.fixture(scope="session", autouse=True)
def no_components_looked_for() -> Iterator[None]:
    """Streamlit reads the metadata of all installed packages anew for each AppTest, in search of
    components that are none here: nine tenths of the time of a run."""
    with patch("streamlit.components.v2.manifest_scanner.scan_component_manifests", return_value=[]):
        yield


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """FY2005 as the tests hold it."""
    return load(FY2005)


@pytest.fixture(scope="session")
def connection(
    dataset: Dataset, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a database built from `dataset`."""
    version = publish(dataset, tmp_path_factory.mktemp("published") / "clairviz.duckdb")
    with duckdb.connect(str(version), read_only=True) as opened:
        yield opened


@pytest.fixture
def cursor(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor of its own, as every query takes."""
    return connection.cursor()


def in_use(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder `data` that a test may break, in use for the length of the test."""
    copy = tmp_path / "data"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns("*.duckdb*", "geo"))
    monkeypatch.setenv("CLAIRVIZ_DATA", str(copy))
    monkeypatch.setenv("CLAIRVIZ_DATABASE", str(tmp_path / "clairviz.duckdb"))
    assert paths.data_folder() == copy
    return copy


@pytest.fixture
def data_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """FY2005 in a copy that a test may break."""
    return in_use(FY2005, tmp_path, monkeypatch)


@pytest.fixture
def years_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six synthetic years, one missing between them and one partial, in a copy that a test may break."""
    return in_use(YEARS, tmp_path, monkeypatch)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Let go of Hypothesis' hook into the collector, through which the interpreter at its end
    still finds DuckDB's functions: its binding (nanobind) then lists them all as leaked."""
    gc.callbacks.clear()
