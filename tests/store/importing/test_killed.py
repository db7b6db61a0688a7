"""Publishes killed at random moments while others look: old or new, no viewer error, history whole."""

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from clairviz.store import database
from clairviz.store.importing import history
from tests.conftest import YEARS, in_use
from tests.store.importing.kit import xlsx

FEW = [["自治体名", "番号", "分野", "国・地域"], *(["京都府", n, "教育", "中国"] for n in range(1, 8))]
SIZES = (3, 5)
# Says when its work begins, so that the moment of a kill lies in the work and not in its imports.
PUBLISHER = """
import os, sys
from pathlib import Path
from clairviz.base import paths
from clairviz.store.importing.model import ReadOptions, Upload
from clairviz.store.importing.preview import preview
from clairviz.store.importing.publishing import publish_import
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.validation import validate
from clairviz.store.ingest.reference import load_reference
folder, file = paths.data_folder(), Path(sys.argv[1])
reference = ReferenceNames.of(load_reference(folder / "reference")[0])
upload = Upload(file.name, file.read_bytes())
seen = preview(validate([upload], ReadOptions(source="clair-2005"), reference), reference, folder)
print("ready", flush=True)
publish_import(seen, paths.database_file(), who="tester", replace=True)
"""
VIEWER = """
import sys, time
from clairviz.store import database
looks = 0
while True:
    service = database.ensure()
    assert service.fault == "", service
    with database.connect(service.version) as connection:
        cursor = connection.cursor()
        (count,), = cursor.execute("SELECT count(*) FROM project WHERE fiscal_year = 2022").fetchall()
        (marks,), = cursor.execute(
            "SELECT count(*) FROM project_field JOIN project USING (project_id) WHERE fiscal_year = 2022"
        ).fetchall()
    assert count == marks and count in (0, 3, 5), (count, marks)
    looks += 1
    print(looks, flush=True)
    time.sleep(0.05)
"""


def held(folder: Path) -> int:
    """Projects of fiscal 2022 in the files."""
    file = folder / "source" / "projects" / "2022.csv"
    return len(file.read_text(encoding="utf-8").splitlines()) - 1 if file.exists() else 0


@pytest.mark.full
def test_killed_at_fifty_moments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = in_use(YEARS, tmp_path, monkeypatch)
    (folder / "source" / "projects" / "2022.csv").unlink(missing_ok=True)
    database.ensure()
    files = {}
    for size in SIZES:
        files[size] = tmp_path / str(size) / "2022.xlsx"
        files[size].parent.mkdir()
        files[size].write_bytes(xlsx(FEW[: size + 1]))
    log = (tmp_path / "viewers.log").open("wb")
    viewers = [
        subprocess.Popen([sys.executable, "-c", VIEWER], stdout=subprocess.PIPE, stderr=log) for _ in range(2)
    ]
    chance, outcomes, duration = random.Random(11), {"old": 0, "new": 0}, 0.0
    try:
        for turn in range(51):
            before, numbers = held(folder), len(history.entries(folder))
            wanted = next(size for size in SIZES if size != before)
            child = subprocess.Popen(
                [sys.executable, "-c", PUBLISHER, str(files[wanted])], stdout=subprocess.PIPE, text=True
            )
            assert child.stdout and child.stdout.readline() == "ready\n"
            start = time.monotonic()
            with suppress(subprocess.TimeoutExpired):
                # Denser at the start: what is kept is kept early, and building takes the rest.
                child.wait(None if turn == 0 else duration * chance.random() ** 3)
            duration = duration or time.monotonic() - start
            child.kill()
            child.wait()
            with history.locked(folder):
                history.recover(folder)
            service = database.ensure()
            entries = history.entries(folder)
            assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
            assert len(entries) in (numbers, numbers + 1)
            is_new = len(entries) > numbers
            outcomes["new" if is_new else "old"] += turn > 0
            assert held(folder) == (wanted if is_new else before)
            with database.connect(service.version) as connection:
                found = connection.execute("SELECT count(*) FROM project WHERE fiscal_year = 2022").fetchone()
            assert found == (held(folder),)
            for entry in entries:
                place = folder / "history" / f"{entry.number:04}"
                assert json.loads((place / "entry.json").read_text(encoding="utf-8"))["who"] == "tester"
                (upload,) = (place / "uploads").iterdir()
                assert hashlib.sha256(upload.read_bytes()).hexdigest() == entry.files[0][1]
            assert all(viewer.poll() is None for viewer in viewers), (tmp_path / "viewers.log").read_text()
    finally:
        for viewer in viewers:
            viewer.kill()
        said = [viewer.communicate()[0].split() for viewer in viewers]
        log.close()
    assert (tmp_path / "viewers.log").read_text() == ""
    assert all(len(looks) > 50 for looks in said)
    assert sum(outcomes.values()) == 50, outcomes
    print(outcomes, [len(looks) for looks in said], os.linesep)
