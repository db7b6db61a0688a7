"""Rows as a Parquet file, with notes in its metadata."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

_BATCH = 10_000


def to_parquet(columns: Mapping[str, str], rows: Sequence[Sequence[Any]], notes: Mapping[str, str]) -> bytes:
    """`rows` as Parquet; `columns` has the SQL type of each by name, `notes` go into the metadata."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        file = Path(folder) / "rows.parquet"
        described = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        connection.execute(f"CREATE TABLE rows ({described})")
        places = ", ".join("?" * len(columns))
        for start in range(0, len(rows), _BATCH):
            batch = [list(row) for row in rows[start : start + _BATCH]]
            values = ", ".join(f"({places})" for _row in batch)
            connection.execute(f"INSERT INTO rows VALUES {values}", [cell for row in batch for cell in row])
        metadata = ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in notes.items())
        connection.execute(
            f"COPY rows TO {_quoted(str(file))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
        )
        return file.read_bytes()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
