"""What is served follows data/ by itself: edits, failed writes, long builds, rows against their totals."""

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from clairviz.store import database
from clairviz.store.ingest.problem import DataRefused
from clairviz.web import answers
from tests.conftest import FY2005, in_use
from tests.web.conftest import text_of

PROJECTS = "source/projects/2005.csv"


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A process that has served nothing yet and looks at every call, on a copy of FY2005 not yet built."""
    for name, value in (("outcome", None), ("seen", None), ("checked_at", 0.0), ("renewal", None)):
        monkeypatch.setattr(answers._Current, name, value)
    monkeypatch.setattr(answers, "RECHECK_SECONDS", -1.0)
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 60.0)
    yield in_use(FY2005, tmp_path, monkeypatch)
    if answers._Current.renewal:
        answers._Current.renewal.join()


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_an_edit_of_equal_size_and_time_is_noticed(fresh: Path) -> None:
    first = answers.service()
    file = fresh / "reference/fields.csv"
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    changed = text.replace("Environment", "environmenT")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert answers.service().fingerprint != first.fingerprint


def test_a_failed_write_heals_by_itself(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    first = answers.service()
    (fresh / "reference/fields.csv").write_text(
        (fresh / "reference/fields.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    is_full = True
    check = database.check_writable

    def full(file: Path) -> None:
        if is_full:
            raise OSError(28, "No space left on device")
        check(file)

    monkeypatch.setattr(database, "check_writable", full)
    monkeypatch.setattr(answers, "RETRY_SECONDS", -1.0)
    served = answers.service()
    assert (served.version, served.fault) == (first.version, "database")
    is_full = False
    served = answers.service()
    assert served.version != first.version
    assert served.problems == ()
    assert "database refused" in events(caplog)
    assert "data accepted again" in events(caplog)


def test_a_refusal_is_remembered_until_the_data_change(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (fresh / PROJECTS).read_text(encoding="utf-8")
    (fresh / PROJECTS).write_text("nonsense\n", encoding="utf-8")
    asked = []
    ensure = database.ensure
    monkeypatch.setattr(database, "ensure", lambda: (asked.append(1), ensure())[1])
    for _ in range(3):
        with pytest.raises(DataRefused) as refused:
            answers.service()
        assert refused.value.fault == "data"
    assert len(asked) == 1
    (fresh / PROJECTS).write_text(good, encoding="utf-8")
    assert answers.service().problems == ()


def test_viewers_go_on_with_the_version_before_while_a_build_takes_long(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = answers.service()
    may_end = threading.Event()
    ensure = database.ensure

    def slow() -> database.Service:
        may_end.wait(30)
        return ensure()

    monkeypatch.setattr(database, "ensure", slow)
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 0.05)
    file = fresh / PROJECTS
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert answers.service() == first
    assert answers.service() == first
    may_end.set()
    assert answers._Current.renewal
    answers._Current.renewal.join()
    assert answers.service().fingerprint != first.fingerprint


def test_a_row_dropped_against_its_total_is_said(
    fresh: Path, caplog: pytest.LogCaptureFixture, run_page: object
) -> None:
    answers.service()
    file = fresh / PROJECTS
    file.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    served = answers.service()
    assert "published totals differ" in events(caplog)
    assert any(found.dimension == "project" and found.stored == 13 for found in answers.differences(served))
    assert callable(run_page)
    said = text_of(run_page("about", part="version"))
    assert "出典に印刷された次の合計と一致しません" in said
    assert "13" in said
