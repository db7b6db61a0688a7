"""The file in service: built when needed, never half-written, never served damaged."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from clairviz.base import paths
from clairviz.base.schema import TABLES
from clairviz.store import database
from clairviz.store import publish as publishing
from clairviz.store.ingest.dataset import load
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.publish import publish, versions


def break_data(folder: Path) -> None:
    (folder / "reference/fields.csv").write_text("nonsense\n", encoding="utf-8")


def touch_data(folder: Path) -> None:
    file = folder / "reference/fields.csv"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def count(service: database.Service) -> int:
    with database.connect(service.version) as connection:
        row = connection.execute("SELECT count(*) FROM project").fetchone()
    assert row
    return int(row[0])


def test_built_if_missing_and_kept_if_current(data_copy: Path) -> None:
    first = database.ensure()
    assert count(first) == 14
    assert database.ensure() == first
    assert duckdb.connect(str(paths.database_file()), read_only=True).execute(
        "SELECT value FROM build_info WHERE key = 'rows_project'"
    ).fetchone() == ("14",)


def test_rebuilt_when_data_change(data_copy: Path) -> None:
    first = database.ensure()
    touch_data(data_copy)
    second = database.ensure()
    assert second.version != first.version
    assert second.fingerprint != first.fingerprint


def test_a_reader_keeps_its_version_and_a_new_one_sees_the_new(data_copy: Path) -> None:
    first = database.connect(database.ensure().version)
    file = data_copy / "source/projects/2005.csv"
    file.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    second = database.connect(database.ensure().version)
    counts = [c.execute("SELECT count(*) FROM project").fetchone() for c in (first, second)]
    assert counts == [(14,), (13,)]


def damage(file: Path, how: str) -> None:
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    if how == "truncated":
        content = content[: len(content) // 2]
    elif how == "empty":
        content = bytearray()
    else:
        content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("how", ["truncated", "empty", "flipped"])
def test_a_damaged_file_is_rebuilt(data_copy: Path, how: str) -> None:
    first = database.ensure()
    damage(first.version, how)
    second = database.ensure()
    assert second.version != first.version
    assert count(second) == 14
    assert second.problems == ()


@pytest.mark.parametrize("how", ["truncated", "flipped"])
def test_a_damaged_file_and_broken_data_fall_back_to_the_version_before(data_copy: Path, how: str) -> None:
    first = database.ensure()
    touch_data(data_copy)
    second = database.ensure()
    damage(second.version, how)
    break_data(data_copy)
    served = database.ensure()
    assert served.version == first.version
    assert served.problems[0].file == "reference/fields.csv"


def test_broken_data_keep_the_last_good_version_in_service(data_copy: Path) -> None:
    first = database.ensure()
    break_data(data_copy)
    served = database.ensure()
    assert served.version == first.version
    assert served.problems


def test_broken_data_and_nothing_to_serve_is_refused_with_the_place(data_copy: Path) -> None:
    break_data(data_copy)
    with pytest.raises(DataRefused) as refused:
        database.ensure()
    assert refused.value.problems[0].file == "reference/fields.csv"


def test_a_plain_file_in_place_of_the_link_is_replaced(data_copy: Path) -> None:
    database.ensure()
    file = paths.database_file()
    file.unlink()
    file.write_bytes(b"not a database")
    assert count(database.ensure()) == 14


@pytest.mark.skipif(os.name == "nt", reason="Windows locks the file itself")
def test_a_file_locked_by_another_process(data_copy: Path) -> None:
    first = database.ensure()
    first.version.chmod(0o644)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print(1, flush=True); time.sleep(60)",
            str(first.version),
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout
        assert holder.stdout.readline().strip() == b"1"
        served = database.ensure()
        assert served.version != first.version
        assert count(served) == 14
    finally:
        holder.kill()
        holder.wait()


def test_an_unwritable_folder_gives_a_clear_problem(data_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocker = data_copy / "file"
    blocker.write_text("", encoding="utf-8")
    monkeypatch.setenv("CLAIRVIZ_DATABASE", str(blocker / "clairviz.duckdb"))
    with pytest.raises(DataRefused) as refused:
        database.ensure()
    assert "CLAIRVIZ_DATABASE" in refused.value.problems[0].remedy


def test_three_versions_are_kept(data_copy: Path) -> None:
    for _ in range(5):
        publish(load(data_copy), paths.database_file())
    assert len(versions(paths.database_file())) == 3
    assert [path.name for path in versions(paths.database_file())[0].parent.glob("draft*")] == []


@pytest.mark.skipif(os.name == "nt", reason="sends SIGKILL")
def test_a_killed_build_leaves_the_old_one_serving(data_copy: Path) -> None:
    first = database.ensure()
    for delay in (0.0, 0.05, 0.1, 0.2, 0.4):
        touch_data(data_copy)
        builder = subprocess.Popen([sys.executable, "-m", "clairviz", "build"], stdout=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            builder.wait(timeout=0.6 + delay)  # killed at a moment of its work, wherever that is
        builder.kill()
        builder.wait()
        current = database.version_file(paths.database_file())
        assert current
        served = database.inspect(current)
        assert served
        assert count(served) == 14
    assert first.fingerprint


def test_declared_rules_hold(cursor: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES:
        found = cursor.execute(
            "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
            "WHERE table_name = ? ORDER BY ordinal_position",
            [table.name],
        ).fetchall()
        assert found == [(c.name, c.type, "YES" if c.nullable else "NO") for c in table.columns]
    kinds = dict(
        cursor.execute("SELECT constraint_type, count(*) FROM duckdb_constraints() GROUP BY 1").fetchall()
    )
    assert kinds["PRIMARY KEY"] == len(TABLES)
    assert kinds["FOREIGN KEY"] == sum(
        bool(column.references) for table in TABLES for column in table.columns
    )
    assert kinds["CHECK"] > 20


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO project_region VALUES ('2005-062014', 'ZZZ')",
        "INSERT INTO project_field VALUES ('2005-062014', 'peace', 'maybe')",
        "INSERT INTO prefecture VALUES ('1', 'x', 'x')",
        "INSERT INTO field VALUES ('', 'x', 'x', 1)",
        "UPDATE project SET subsidy_yen = -1",
    ],
)
def test_the_file_refuses_what_breaks_its_rules(dataset: object, statement: str) -> None:
    from clairviz.store.ingest.dataset import Dataset
    from clairviz.store.reconcile import in_memory

    assert isinstance(dataset, Dataset)
    with pytest.raises(duckdb.ConstraintException):
        in_memory(dataset).execute(statement)


def test_a_stale_log_beside_a_version_is_not_served(data_copy: Path) -> None:
    first = database.ensure()
    writer = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]);"
        "c.execute('PRAGMA disable_checkpoint_on_shutdown');"
        "c.execute('DELETE FROM project_region'); os._exit(0)"
    )
    copy = data_copy / "copy.duckdb"
    copy.write_bytes(first.version.read_bytes())
    subprocess.run([sys.executable, "-c", writer, str(copy)], check=True)
    log = copy.with_name("copy.duckdb.wal")
    assert log.stat().st_size > 100
    log.rename(first.version.with_name(first.version.name + ".wal"))
    served = database.ensure()
    assert served.version == first.version
    with database.connect(served.version) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM project_region").fetchone() == (True,)
    assert not first.version.with_name(first.version.name + ".wal").exists()


@pytest.mark.skipif(os.name == "nt", reason="asks whether a process lives")
def test_what_killed_builds_left_is_removed_by_the_next(data_copy: Path) -> None:
    first = database.ensure()
    folder = first.version.parent
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead = folder / f"draft-{publishing._HOST}-{ended.pid}-00000000.duckdb"
    alive = folder / f"draft-{publishing._HOST}-{os.getpid()}-00000000.duckdb"
    elsewhere = folder / f"draft-another-{ended.pid}-00000000.duckdb"
    long_ago = folder / f"draft-another-{ended.pid}-00000001.duckdb.wal"
    pointer = paths.database_file().with_name(paths.database_file().name + ".0123abcd")
    for file in (dead, alive, elsewhere, long_ago, pointer):
        file.write_bytes(b"")
    for file in (long_ago, pointer):
        os.utime(file, (1, 1))
    touch_data(data_copy)
    database.ensure()
    assert {file.name for file in folder.glob("draft*")} == {alive.name, elsewhere.name}
    assert not pointer.exists()


def test_a_folder_that_cannot_be_written_is_blamed_and_not_the_data(
    data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.ensure()
    touch_data(data_copy)

    def refuse(file: Path) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(database, "check_writable", refuse)
    served = database.ensure()
    assert served.fault == "database"
    assert str(data_copy) not in served.problems[0].file


def test_broken_data_are_the_fault_of_the_data(data_copy: Path) -> None:
    database.ensure()
    break_data(data_copy)
    assert database.ensure().fault == "data"
