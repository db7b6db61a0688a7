"""How far an import is, and what is left of one that was killed: nothing for long."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clairviz.store.importing import staging
from clairviz.store.importing.model import ReadOptions, Upload
from clairviz.store.importing.staging import staged
from clairviz.store.importing.validation import WHOLE, validate
from clairviz.store.ingest import table, workbook_child
from clairviz.store.ingest.table import Limits, read_tables
from tests.conftest import PROJECT
from tests.store.importing.kit import REFERENCE, xlsx

ROWS = [["年度", "自治体名", "番号"], *([2022, "京都府", number] for number in range(1, 1_500))]


def test_how_far_it_is_is_told_while_the_workbook_is_read_and_while_rows_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table, "_LOOK_SECONDS", 0.01)
    steps: list[int] = []

    def note(done: int, whole: int) -> None:
        assert whole == WHOLE
        steps.append(done)

    upload = Upload("2022.xlsx", xlsx(ROWS))
    assert len(validate([upload], ReadOptions(), REFERENCE, progress=note).rows[2022]) == 1_499
    assert steps == sorted(steps)
    assert any(0 < done < WHOLE / 2 for done in steps)
    assert any(WHOLE / 2 < done < WHOLE for done in steps)
    assert steps[-1] == WHOLE


@pytest.mark.parametrize("is_large", [False, True])
def test_the_child_tells_each_percent_once(is_large: bool, capfd: pytest.CaptureFixture[str]) -> None:
    large = workbook_child._LARGE
    workbook_child._LARGE = 0 if is_large else large
    try:
        order = dict(kind=".xlsx", rows=10_000, columns=10, text=10**6, first=False)
        workbook_child.read_sheets(xlsx(ROWS), order)
    finally:
        workbook_child._LARGE = large
    said = [int(line) for line in capfd.readouterr().err.split()]
    assert said == sorted(set(said))
    assert len(said) > 3
    assert said[-1] <= 99


def test_who_stops_looking_stops_the_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(table, "_LOOK_SECONDS", 0.01)
    script, told = tmp_path / "slow.py", tmp_path / "pid"
    script.write_text(_slow(told))
    monkeypatch.setattr(workbook_child, "__file__", str(script))

    class Enough(Exception):
        pass

    def stop(_part: float) -> None:
        if told.exists() and told.read_text():
            raise Enough

    with pytest.raises(Enough):
        read_tables("a.xlsx", xlsx(ROWS[:3]), Limits(), stop)
    assert _is_gone(int(told.read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_the_child_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script, told = tmp_path / "slow.py", tmp_path / "pid"
    script.write_text(_slow(told))
    (tmp_path / "a.xlsx").write_bytes(xlsx(ROWS[:3]))
    parent = (
        "import sys; from pathlib import Path\n"
        "from clairviz.store.ingest import table, workbook_child\n"
        f"workbook_child.__file__ = {str(script)!r}\n"
        f"table.read_tables('a.xlsx', Path({str(tmp_path / 'a.xlsx')!r}).read_bytes(), table.Limits())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen([sys.executable, "-c", parent], env=environment) as process:
        assert _within(30, lambda: told.exists() and bool(told.read_text()))
        process.kill()
    assert _is_gone(int(told.read_text()))


def test_a_child_whose_parent_is_gone_already_does_not_begin() -> None:
    order = json.dumps({"parent": os.getpid() + 10**6})
    child = subprocess.run([sys.executable, "-P", workbook_child.__file__, order], input=b"", timeout=30)
    assert child.returncode == (workbook_child.TOO_HEAVY if sys.platform == "linux" else 1)


def test_what_a_killed_import_left_is_cleared_by_the_next(
    data_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    left, new = place / f"{staging._PREFIX}left", place / f"{staging._PREFIX}new"
    for folder in (left, new):
        (folder / "source").mkdir(parents=True)
    long_ago = time.time() - 3600
    os.utime(left, (long_ago, long_ago))
    with staged(data_copy, {}):
        (own,) = {*place.iterdir()} - {left, new}
        assert not left.exists()
        # One of another import that has only begun, and one at work however long, stay.
        assert new.exists()
        os.utime(own, (long_ago, long_ago))
        with staged(data_copy, {}):
            assert own.exists()
    assert [*place.iterdir()] == [new]


def _slow(told: Path) -> str:
    return (
        "import json, os, sys, time\n"
        f"sys.path.insert(0, {str(PROJECT)!r})\n"
        "from clairviz.store.ingest import workbook_child\n"
        "workbook_child._end_with_parent(json.loads(sys.argv[1])['parent'])\n"
        f"open({str(told)!r}, 'w').write(str(os.getpid()))\n"
        "print(1, file=sys.stderr, flush=True)\n"
        "time.sleep(60)\n"
    )


def _is_gone(process: int) -> bool:
    """Whether the process has ended within some seconds, collected by its parent or not."""

    def is_gone() -> bool:
        try:
            return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
        except OSError:
            return True

    return _within(10, is_gone)


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.02)
    return True
