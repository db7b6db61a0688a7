"""Preview, publish, history and the way back; and the commands over them."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest

from clairviz.__main__ import main
from clairviz.base import paths
from clairviz.store import database
from clairviz.store.importing import history
from clairviz.store.importing.model import Preview, ReadOptions, Upload
from clairviz.store.importing.preview import preview
from clairviz.store.importing.publishing import publish_import, roll_back
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.validation import validate
from clairviz.store.ingest.dataset import fingerprint_of, load
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.ingest.reference import load_reference
from tests.conftest import PROJECT, in_use
from tests.store.importing.kit import xlsx

FY2022 = [
    ["自治体名", "事業名", "国・地域"],
    ["福島県", "環境教育", "アジア・太平洋"],
    ["熊本市", "水の技術", "ラオス"],
    ["読谷村", "陶器", "ラオス"],
    ["安来市", "どじょう", "モルディブ"],
    ["島根県", "防災", "中国寧夏回族自治区銀川市"],
    ["横浜市", "都市", "ベトナム"],
    ["大阪市", "廃棄物", "モロッコ"],
    ["札幌市", "雪", "ロシア"],
    ["京都府", "茶", "タイ"],
    ["（公財）兵庫県国際交流協会", "日本語", "ブラジル"],
]

FEW = [["自治体名", "番号", "分野", "国・地域"], *(["京都府", n, "教育", "中国"] for n in range(1, 8))]


@pytest.fixture
def all_of_japan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All reference tables, and fiscal 2005 alone."""
    copy = in_use(PROJECT / "data", tmp_path, monkeypatch)
    shutil.rmtree(copy / "history", ignore_errors=True)
    for file in (copy / "source" / "projects").glob("*.csv"):
        if file.stem != "2005":
            file.unlink()
    return copy


def content_of(folder: Path) -> dict[str, bytes]:
    """Everything of the data folder but the history's own lock."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "lock"
    }


def seen(folder: Path, content: bytes, name: str = "2022.xlsx", **options: Any) -> Preview:
    reference = ReferenceNames.of(load_reference(folder / "reference")[0])
    chosen = ReadOptions(**{"source": "clair-2005", **options})
    return preview(validate([Upload(name, content)], chosen, reference), reference, folder)


def put(folder: Path, content: bytes, name: str = "2022.xlsx", **options: Any) -> int | None:
    replace = options.pop("replace", False)
    found = seen(folder, content, name, **options)
    return publish_import(found, paths.database_file(), who="tester", replace=replace).number


def test_ten_projects_and_three_villages_in_one_go(
    all_of_japan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    years = [["年度", *FY2022[0]], *(["令和4年度", *row] for row in FY2022[1:])]
    years += [["平成11年度", name, None, None] for name in ("楢川村", "長野県山口村", "猿払村")]
    file = all_of_japan.parent / "一覧.xlsx"
    file.write_bytes(xlsx(years))
    assert main(["import", str(file), "--partial", "--json", "--note", "初回"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["version"], answer["projects"]) == ("published", 1, 13)
    assert answer["changes"] == {"added": 13, "changed": 0, "removed": 0, "same": 0}
    with duckdb.connect(str(paths.database_file().resolve()), read_only=True) as connection:
        assert connection.execute(
            "SELECT fiscal_year, count(*), count(local_government_code) FROM project GROUP BY 1 ORDER BY 1"
        ).fetchall() == [(1999, 3, 3), (2005, 14, 14), (2022, 10, 9)]
        assert connection.execute("SELECT coverage FROM fiscal_year WHERE fiscal_year = 2022").fetchall() == [
            ("partial",)
        ]
        assert connection.execute(
            "SELECT count(*) FROM project_field JOIN project USING (project_id) WHERE fiscal_year = 2022"
        ).fetchall() == [(0,)]
        assert connection.execute(
            "SELECT partner_ja FROM project WHERE partner_ja IS NOT NULL"
        ).fetchall() == [("中国寧夏回族自治区銀川市",)]
    assert main(["import", str(file), "--partial", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "unchanged"
    assert main(["history", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["number"], entry["note"], entry["years"]) == (1, "初回", [1999, 2022])
    assert len(entry["hash"]) == 64


def test_the_year_on_file_imports_as_it_is_written(data_copy: Path) -> None:
    file = data_copy / "source" / "projects" / "2005.csv"
    assert seen(data_copy, file.read_bytes(), "2005.csv", source="").is_unchanged


def test_a_refusal_leaves_everything_as_it_was(data_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content_of(data_copy)
    bad = data_copy.parent / "2022.csv"
    bad.write_text("自治体名\n幻市\n", encoding="utf-8")
    assert main(["import", str(bad), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "refused"
    assert answer["problems"][0]["cell"] == "A2"
    bad.write_text("自治体名\n山形市\n", encoding="utf-8")
    assert main(["import", str(bad), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "valid"
    assert main(["import", str(data_copy.parent / "none.csv"), "--json"]) == 1
    capsys.readouterr()
    changed = data_copy.parent / "2005.csv"
    changed.write_text("自治体名\n山形市\n", encoding="utf-8")
    assert main(["import", str(changed), "--lang", "en"]) == 1
    assert "--replace" in capsys.readouterr().err
    assert content_of(data_copy) == before


def test_changes_are_shown_cell_by_cell(data_copy: Path) -> None:
    text = (data_copy / "source" / "projects" / "2005.csv").read_text(encoding="utf-8")
    text = text.replace("富山県,,,,環境", "富山県,,,,教育").replace("2005,広島県,", "2005,岐阜県,2")
    found = seen(data_copy, text.encode(), "2005.csv", source="")
    assert {kind: found.count(kind) for kind in ("added", "changed", "removed", "same")} == {
        "added": 1,
        "changed": 1,
        "removed": 1,
        "same": 12,
    }
    (changed,) = (row for row in found.rows if row.kind == "changed")
    assert [(c.column, c.before, c.after) for c in changed.changes] == [("fields", "環境", "教育")]
    assert ("field", "education", 3, 4) in [
        (c.dimension, c.code, c.published, c.found) for c in found.comparisons
    ]
    assert any("published total" in problem.what for problem in found.problems)


def test_a_preview_goes_stale(data_copy: Path) -> None:
    found = seen(data_copy, xlsx(FEW))
    put(data_copy, xlsx(FEW[:5]))
    before = content_of(data_copy)
    with pytest.raises(DataRefused) as refused:
        publish_import(found, paths.database_file(), who="b")
    assert "changed since the preview" in refused.value.problems[0].what
    assert content_of(data_copy) == before


def test_rollback_is_a_new_number(data_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = fingerprint_of(data_copy)
    assert put(data_copy, xlsx(FEW)) == 1
    first = fingerprint_of(data_copy)
    assert put(data_copy, xlsx(FEW[:6]), replace=True) == 2
    assert main(["rollback", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 3
    assert fingerprint_of(data_copy) == first
    assert roll_back(data_copy, 0, paths.database_file(), who="tester").number == 4
    assert fingerprint_of(data_copy) == start
    assert roll_back(data_copy, 4, paths.database_file(), who="tester").number is None
    assert main(["rollback", "9"]) == 1
    assert [(e.number, e.action, e.of) for e in history.entries(data_copy)] == [
        (1, "import", None),
        (2, "import", None),
        (3, "rollback", 1),
        (4, "rollback", 0),
    ]


def test_two_at_once(data_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_WAIT_SECONDS", 0.1)
    found = seen(data_copy, xlsx(FEW))
    with history.locked(data_copy), pytest.raises(history.Busy), history.locked(data_copy, wait_seconds=0.2):
        pass
    assert publish_import(found, paths.database_file(), who="a").number == 1


@pytest.mark.parametrize("step", ["_write", "_sync"])
def test_stopped_at_every_step_it_is_old_or_new(
    step: str, data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write and each sync of a publish in turn is the last thing the process does."""
    real: Callable[..., None] = getattr(history, step)
    old = fingerprint_of(data_copy)
    content, reached = xlsx(FEW[:4]), 0
    pristine = content_of(data_copy)
    while True:
        left = reached

        def stop(*arguments: Any) -> None:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            real(*arguments)

        monkeypatch.setattr(history, step, stop)
        try:
            put(data_copy, content)
            finished = True
        except KeyboardInterrupt:
            finished = False
        monkeypatch.setattr(history, step, real)
        with history.locked(data_copy):
            history.recover(data_copy)
        numbers = [entry.number for entry in history.entries(data_copy)]
        assert numbers in ([], [1])
        assert (fingerprint_of(data_copy) == old) == (numbers == [])
        load(data_copy)
        if finished:
            break
        reached += 1
        for name in content_of(data_copy).keys() - pristine.keys():
            (data_copy / name).unlink()
        for name, former in pristine.items():
            (data_copy / name).write_bytes(former)
        for place in (data_copy / "history").glob("0*"):
            for folder, _folders, _files in os.walk(place, topdown=False):
                os.rmdir(folder)
    assert reached >= 3


KILLED = """
import sys
from clairviz.__main__ import main
sys.exit(main(["import", sys.argv[1]]))
"""


def test_killed_at_any_moment(data_copy: Path) -> None:
    file = data_copy.parent / "2022.xlsx"
    file.write_bytes(xlsx(FEW[:4]))
    old = fingerprint_of(data_copy)
    for moment in (0.9, 1.6):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(file)], stdout=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=moment)  # killed at a moment of its work, wherever that is
        child.send_signal(signal.SIGKILL)
        child.wait()
        service = database.ensure()
        numbers = [entry.number for entry in history.entries(data_copy)]
        assert (service.fingerprint == old) == (not numbers)
        assert not history.is_pending(data_copy)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_exported_imports_to_what_is_on_file(
    lang: str, data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, options in (("csv", []), ("xlsx", ["--sheet", "データ" if lang == "ja" else "Data"])):
        file = data_copy.parent / f"{lang}.{kind}"
        assert main(["export", "--format", kind, "--year", "2005", "--lang", lang, "--out", str(file)]) == 0
        capsys.readouterr()
        assert main(["import", str(file), *options, "--dry-run", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["changes"] == {"added": 0, "changed": 0, "removed": 0, "same": 14}


def test_a_joint_project_comes_back_from_its_export(
    data_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "年度,自治体名,事業名,共同実施団体\n2022,山形市,あ,神奈川県;京都府\n2022,北九州市,い,\n"
    first = data_copy.parent / "2022.csv"
    first.write_text(rows, encoding="utf-8")
    assert main(["import", str(first), "--source", "clair-2005", "--partial", "--json"]) == 0
    for kind, options in (("csv", []), ("xlsx", ["--sheet", "データ"])):
        file = data_copy.parent / f"joint.{kind}"
        assert main(["export", "--format", kind, "--year", "2022", "--out", str(file)]) == 0
        capsys.readouterr()
        assert main(["import", str(file), *options, "--dry-run", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["changes"] == {"added": 0, "changed": 0, "removed": 0, "same": 2}
