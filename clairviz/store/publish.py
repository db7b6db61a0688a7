"""Storing a data set as a DuckDB file and putting it in service, atomically.

Readers in this and other processes keep what they opened. Each version has a name never
used before, since DuckDB hands out the instance it already holds for a known path; the
address everyone knows is a link that is switched in one step. A kill at any moment leaves
the former version in service.
"""

import contextlib
import hashlib
import os
import re
import secrets
import socket
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from clairviz.base import paths
from clairviz.base.schema import SCHEMA_VERSION, TABLES, create_statements
from clairviz.store import search_text
from clairviz.store.ingest.dataset import Dataset

KEPT_VERSIONS = 3
# The smallest DuckDB allows: a dozen small tables take 1 MB instead of 11.
BLOCK_SIZE = "16384"
VERSION_NAME = re.compile(r"v(\d+)-([0-9a-f]{16})\.duckdb")
# What a killed build leaves behind: an unfinished file, named after its host and process, or a pointer.
_HOST = re.sub(r"[^0-9A-Za-z]", "", socket.gethostname()) or "host"
_DRAFT_NAME = re.compile(r"draft-(\w+)-(\d+)-[0-9a-f]{8}\.duckdb(\.wal)?")
# A build on another host that wrote nothing for so long is not running.
_ABANDONED_SECONDS = 3600


def write_tables(dataset: Dataset, connection: duckdb.DuckDBPyConnection) -> None:
    """Create tables, rows and views in an empty database."""
    for statement in create_statements():
        connection.execute(statement)
    counts = {}
    for table in TABLES:
        if table.name == "build_info":
            continue
        records = dataset.records.get(table.name, [])
        counts[table.name] = len(records)
        if records:
            _insert(connection, table.name, [column.name for column in table.columns], records)
    info = {
        "schema_version": SCHEMA_VERSION,
        "fingerprint": dataset.fingerprint,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **{f"rows_{name}": count for name, count in counts.items()},
    }
    connection.executemany(
        "INSERT INTO build_info VALUES (?, ?)", [[key, str(value)] for key, value in info.items()]
    )
    for view in sorted((paths.SQL / "marts").glob("*.sql")):
        connection.execute(view.read_text(encoding="utf-8"))
    search_text.write_project_text(connection)


def publish(dataset: Dataset, database: Path) -> Path:
    """Build a new version beside `database`, verify it, switch to it; returns its path.

    Raises OSError if the folder cannot be written; nothing is switched then.
    """
    folder = versions_folder(database)
    folder.mkdir(parents=True, exist_ok=True)
    _tidy_drafts(database)
    draft = folder / f"draft-{_HOST}-{os.getpid()}-{secrets.token_hex(4)}.duckdb"
    try:
        with duckdb.connect(str(draft), config={"default_block_size": BLOCK_SIZE}) as connection:
            write_tables(dataset, connection)
            connection.execute("CHECKPOINT")
        if log_of(draft).exists():
            raise OSError(f"{draft.name} was not closed cleanly")
        with duckdb.connect(str(draft), read_only=True) as connection:
            scan(connection)
        _sync(draft)
        draft.chmod(0o444)
        version = _rename_to_new_version(draft, database)
    finally:
        for leftover in (draft, log_of(draft)):
            leftover.unlink(missing_ok=True)
    _sync(folder)
    _switch(database, version)
    _tidy(database, version)
    return version


def scan(connection: duckdb.DuckDBPyConnection) -> None:
    """Read every column of every table; raises duckdb.Error where the file is damaged.

    Opening a damaged file often succeeds; only reading the damaged block fails.
    Raises ValueError if a table has another number of rows than the build recorded.
    """
    recorded = dict(connection.execute("SELECT key, value FROM build_info").fetchall())
    for table in TABLES:
        columns = ", ".join(f"bit_xor(hash({column.name}))" for column in table.columns)
        found = connection.execute(f"SELECT count(*), {columns} FROM {table.name}").fetchone()
        expected = recorded.get(f"rows_{table.name}")
        if table.name != "build_info" and (found is None or str(found[0]) != expected):
            raise ValueError(f"{table.name} holds {found and found[0]} rows, recorded are {expected}")


def check_writable(database: Path) -> None:
    """Raise OSError if the folder of the versions cannot be made or written to, before the work of a build."""
    folder = versions_folder(database)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"\0")


def log_of(file: Path) -> Path:
    """Where DuckDB keeps the write-ahead log of a database file."""
    return file.with_name(file.name + ".wal")


def versions_folder(database: Path) -> Path:
    """Where the versions behind `database` are kept."""
    return database.with_name(database.name + ".versions")


def versions(database: Path) -> list[Path]:
    """Published versions, the newest first; empty where there are none or none can be read."""
    found = []
    with contextlib.suppress(OSError):
        for file in versions_folder(database).iterdir():
            name = VERSION_NAME.fullmatch(file.name)
            if name:
                found.append((int(name[1]), file))
    return [file for _, file in sorted(found, reverse=True)]


def digest_of(file: Path) -> str:
    """The part of the SHA-256 of a file that its version name carries."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: list[str],
    records: Iterable[dict[str, object]],
) -> None:
    # One list a column, unnested side by side: far faster than a statement a row, and the
    # values are still parameters.
    rows = list(records)
    lists = ", ".join(f"unnest(${name})" for name in columns)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {lists}",
        {name: [row[name] for row in rows] for name in columns},
    )


def _rename_to_new_version(draft: Path, database: Path) -> Path:
    digest = digest_of(draft)
    while True:
        newest = next((VERSION_NAME.fullmatch(file.name) for file in versions(database)), None)
        number = int(newest[1]) + 1 if newest else 1
        version = draft.with_name(f"v{number}-{digest}.duckdb")
        try:
            # A link refuses a name that exists, where a rename would replace it.
            os.link(draft, version)
        except FileExistsError:
            continue
        return version


def _switch(database: Path, version: Path) -> None:
    pointer = database.with_name(f"{database.name}.{secrets.token_hex(4)}")
    try:
        try:
            pointer.symlink_to(version.relative_to(database.parent))
        except OSError:
            # Windows without the right to make symbolic links: a hard link serves as well.
            os.link(version, pointer)
        os.replace(pointer, database)
    finally:
        pointer.unlink(missing_ok=True)
    _sync(database.parent)


def _tidy(database: Path, current: Path) -> None:
    for file in versions(database)[KEPT_VERSIONS:]:
        if file != current:
            # Another process may still read it (Windows); the next build tries again.
            with contextlib.suppress(OSError):
                file.unlink()


def _tidy_drafts(database: Path) -> None:
    """Remove what killed builds left: drafts, and pointers that were not yet switched."""
    pointer = re.compile(re.escape(database.name) + r"\.[0-9a-f]{8}")
    for folder, pattern in ((versions_folder(database), _DRAFT_NAME), (database.parent, pointer)):
        for file in folder.iterdir():
            name = pattern.fullmatch(file.name)
            # Another process may tidy at the same time.
            with contextlib.suppress(OSError):
                if name and _is_abandoned(file, name):
                    file.unlink()


def _is_abandoned(file: Path, name: re.Match[str]) -> bool:
    if name.lastindex and name[1] == _HOST and os.name == "posix":
        try:
            os.kill(int(name[2]), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
    return time.time() - file.lstat().st_mtime > _ABANDONED_SECONDS


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
