"""SQL for analysts: what is answered, and that nothing hostile is."""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clairviz.base.i18n import translator
from clairviz.store import console

HOSTILE = Path(__file__).with_name("hostile.txt").read_text(encoding="utf-8").splitlines()
_ = translator("en")


@pytest.fixture(scope="module")
def version(dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:  # type: ignore[no-untyped-def]
    """A database, which after all the statements of the module is what it was."""
    from clairviz.store.publish import publish

    file = publish(dataset, tmp_path_factory.mktemp("console") / "clairviz.duckdb")
    content = hashlib.sha256(file.read_bytes()).hexdigest()
    yield file
    assert hashlib.sha256(file.read_bytes()).hexdigest() == content


def refusal(version: Path, statement: str) -> str:
    with pytest.raises(console.StatementRefused) as caught:
        console.run_statement(version, statement)
    assert caught.value.text(translator("ja")) and "{" not in caught.value.text(translator("ja"))
    return caught.value.text(_)


ANSWERED = [
    ("SELECT count(*) FROM project", [(14,)]),
    ("select COUNT(*) from main.Project", [(14,)]),
    ("FROM fiscal_year SELECT starts_on", [(date(2005, 4, 1),)]),
    ("WITH x AS (SELECT 1 AS a) SELECT a + 1 FROM x UNION ALL SELECT 3", [(2,), (3,)]),
    (
        "SELECT name_ja, count(*) AS n FROM project JOIN local_government USING (local_government_code) "
        "GROUP BY ALL HAVING n > 2 ORDER BY name_ja",
        [("京都府", 3), ("北九州市", 3)],
    ),
    ("SELECT 7 // 2, 7 / 2, 'a' || 'b', 'ab' LIKE 'a%', 2 IN (1, 2), 2 BETWEEN 1 AND 3", None),
    ("SELECT CAST('5' AS INTEGER), '5'::BIGINT, TRY_CAST('x' AS INT)", [(5, 5, None)]),
    ("SELECT extract(year FROM starts_on), starts_on + INTERVAL 1 DAY FROM fiscal_year", None),
    ("SELECT list_transform([1, 2], lambda x: x + 1), [x * 2 for x in [1, 2]]", [("[2, 3]", "[2, 4]")]),
    ("SELECT row_number() OVER (PARTITION BY fiscal_year ORDER BY project_id) FROM project LIMIT 1", [(1,)]),
    ("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(n, s)", [(1, "a"), (2, "b")]),
    ("SELECT count(*) FILTER (WHERE len(regions) = 0) FROM mart_project", [(3,)]),
    ("SELECT max(columns('.*_yen')) FROM project", None),
    ("SELECT count(*) FROM mart_project_body WHERE role = 'lead'", [(14,)]),
    ("SELECT count(*) FROM mart_body", [(10,)]),
    ("SELECT count(*) FROM mart_project_text WHERE contains(words, '環境')", None),
    ("SELECT fiscal_year, count(*) FROM project GROUP BY ROLLUP (fiscal_year)", None),
    ("SELECT 'read_csv' AS \"getenv\"", [("read_csv",)]),
]


@pytest.mark.parametrize(("statement", "rows"), ANSWERED, ids=[one for one, _rows in ANSWERED])
def test_a_select_is_answered(version: Path, statement: str, rows: list[tuple[object, ...]] | None) -> None:
    answer = console.run_statement(version, statement)
    assert rows is None or list(answer.rows) == rows
    assert answer.columns and not answer.is_cut


@pytest.mark.parametrize("statement", HOSTILE)
def test_hostile_statements_are_refused_in_time(version: Path, tmp_path: Path, statement: str) -> None:
    before = version.stat()
    beside = {file.name for file in version.parent.iterdir()}
    started = time.monotonic()
    text = refusal(version, statement)
    assert time.monotonic() - started < console.MOST_SECONDS + 3
    assert "root:" not in text and str(version) not in text and (os.environ.get("HOME") or "#") not in text
    after = version.stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)
    assert {file.name for file in version.parent.iterdir()} == beside
    assert not list(Path("/tmp").glob("stolen*"))


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 100


@pytest.mark.parametrize(
    "statement", [s for s in HOSTILE if s.startswith(("SELECT * FROM read", "SELECT getenv"))]
)
def test_the_process_alone_reads_nothing_outside(version: Path, statement: str) -> None:
    """What the check forbids, the process refuses too, or has nothing to tell."""
    answer = console._ask_child(version, statement)
    assert "error" in answer or answer["rows"] == [[None]] or "getenv" in str(answer)


def test_rows_are_cut_and_said_to_be(version: Path) -> None:
    answer = console.run_statement(version, "SELECT 1 FROM prefecture a, prefecture b, prefecture c")
    assert (len(answer.rows), answer.is_cut) == (console.MOST_ROWS, True)


def test_limits_are_told_in_plain_words(version: Path) -> None:
    assert "longer than 5 seconds" in refusal(
        version, HOSTILE[HOSTILE.index(next(s for s in HOSTILE if "RECURSIVE" in s))]
    )
    assert refusal(version, "SELECT x FROM project") == "There is no column x here."
    assert refusal(version, "SELECT 1 FROM projects") == "There is no table projects here."
    assert refusal(version, "SELECT " + "1," * 3000 + "1").startswith("The statement is longer")
    assert refusal(version, "SELECT " + "(" * 1500 + "1" + ")" * 1500)
    assert refusal(version, " ") == "There is no statement."


def test_it_can_be_switched_off(version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(console.SWITCH, "off")
    assert refusal(version, "SELECT 1") == "SQL is switched off on this installation."


def test_only_so_many_run_at_once(version: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_PATIENCE_SECONDS", 0.2)
    slow = next(statement for statement in HOSTILE if "RECURSIVE" in statement)
    running = [threading.Thread(target=refusal, args=(version, slow)) for _one in range(console.MOST_AT_ONCE)]
    for thread in running:
        thread.start()
    while console._turns._value:
        assert all(thread.is_alive() for thread in running)
    assert refusal(version, "SELECT 1") == "Other queries are running. Try again in a moment."
    for thread in running:
        thread.join()
    assert console.run_statement(version, "SELECT 1").rows == ((1,),)
