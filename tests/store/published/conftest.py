"""Here the real data are tested: the fixtures of the same names, on data/."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from clairviz.store.ingest.dataset import load
from clairviz.store.reconcile import in_memory
from tests.conftest import PROJECT, in_use

DATA = PROJECT / "data"


@pytest.fixture(scope="session")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """The real data as a database."""
    with in_memory(load(DATA)) as opened:
        yield opened


@pytest.fixture
def data_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of data/ that a test may break."""
    return in_use(DATA, tmp_path, monkeypatch)
