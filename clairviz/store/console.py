"""SQL for analysts: one SELECT over the tables of the data contract, in a process of its own.

What may be asked is decided from DuckDB's own parse of the statement, here and before anything
runs: one statement of type SELECT, made of known kinds of nodes, of functions on a list, over
tables of the contract and the marts. The process then opens the file read-only with nothing
outside it in reach, and may neither grow, nor write, nor last (console_child).
"""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from clairviz.base.i18n import Translator, message
from clairviz.base.schema import TABLES
from clairviz.store.console_functions import FUNCTIONS, TABLE_FUNCTIONS, TYPES

MOST_SECONDS = 5
MOST_ROWS = 10_000
MOST_MEMORY_MB = 512
LONGEST_STATEMENT = 4_000
# So that other viewers keep a processor: more at once wait their turn, and not for long.
MOST_AT_ONCE = 1
_PATIENCE_SECONDS = 10
SWITCH = "CLAIRVIZ_SQL"

MARTS: Mapping[str, str] = {
    "mart_project": message("a project with its prefecture and the lists of its fields and regions"),
    "mart_project_body": message("a body of a project, as lead or partner, as printed and as it is today"),
    "mart_body": message("a local government that occurs, of that time or of today, with its place"),
    "mart_project_text": message("what is written of a project, as it stands and folded for search"),
}
READABLE = frozenset({*(table.name for table in TABLES), *MARTS})

_TOO_LONG = message("The query took longer than {seconds} seconds and was stopped.")
_CHILD = Path(__file__).with_name("console_child.py")
_turns = threading.BoundedSemaphore(MOST_AT_ONCE)
_SELECTS = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
_SOURCES = frozenset(
    {"BASE_TABLE", "EMPTY", "SUBQUERY", "JOIN", "EXPRESSION_LIST", "TABLE_FUNCTION", "CTE", "PIVOT"}
)
_EXPRESSIONS = (
    "BETWEEN CASE CAST COLLATE COLUMN_REF COMPARISON CONJUNCTION CONSTANT DEFAULT FUNCTION LAMBDA "
    "LAMBDA_REF OPERATOR POSITIONAL_REFERENCE STAR SUBQUERY TYPE WINDOW"
)
# Words that are functions without brackets; what they tell is of the machine, not of the data.
_TELLING = frozenset({"current_user", "session_user", "user", "current_role", "current_catalog"})


@dataclass(frozen=True)
class QueryResult:
    """Rows of a query: `columns` are names and SQL types; `is_cut` if there were more rows."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    is_cut: bool


class StatementRefused(Exception):
    """Why a statement was not run, or failed: a source string and the values of its places."""

    def __init__(self, what: str, /, **values: object) -> None:
        super().__init__(what)
        self.what, self.values = what, values

    def text(self, _: Translator) -> str:
        """The reason in the reader's language."""
        return _(self.what, **self.values)


class ConsoleBusy(StatementRefused):
    """Others are asking; the same statement may be answered in a moment."""


def is_console_on() -> bool:
    """Whether the installation offers SQL; ``CLAIRVIZ_SQL=off`` switches it off."""
    return os.environ.get(SWITCH, "").strip().lower() not in ("off", "0", "no", "false")


def run_statement(version: Path, statement: str) -> QueryResult:
    """The rows of `statement` on the database file `version`.

    Raises StatementRefused where it may not run, fails, takes longer than MOST_SECONDS or more memory
    than it may, or where others have been waiting too long already.
    """
    if not is_console_on():
        raise StatementRefused(message("SQL is switched off on this installation."))
    check_statement(statement)
    if not _turns.acquire(timeout=_PATIENCE_SECONDS):
        raise ConsoleBusy(message("Other queries are running. Try again in a moment."))
    try:
        answer = _ask_child(version, statement)
    finally:
        _turns.release()
    if "error" in answer:
        raise _failure(answer["error"])
    columns = tuple((name, kind) for name, kind in answer["columns"])
    days = {at for at, (_name, kind) in enumerate(columns) if kind == "DATE"}
    rows = (
        tuple(date.fromisoformat(value) if at in days and value else value for at, value in enumerate(row))
        for row in answer["rows"]
    )
    return QueryResult(columns, tuple(rows), bool(answer["is_cut"]))


def _failure(error: str) -> StatementRefused:
    """What the engine says of a failed query, in plain words where it is known."""
    if error.startswith("INTERRUPT"):
        return StatementRefused(_TOO_LONG, seconds=MOST_SECONDS)
    if error.startswith("Out of Memory"):
        return StatementRefused(
            message("The query needs more than {memory} MB of memory and was stopped."), memory=MOST_MEMORY_MB
        )
    column = re.search(r'Referenced column "([^"]+)"', error)
    if column:
        return StatementRefused(message("There is no column {name} here."), name=column[1])
    return StatementRefused(message("The database says: {error}"), error=error)


def check_statement(statement: str) -> None:
    """Raises StatementRefused unless `statement` is one SELECT of what is allowed. Runs nothing of it."""
    if len(statement) > LONGEST_STATEMENT:
        raise StatementRefused(
            message("The statement is longer than {most} characters."), most=LONGEST_STATEMENT
        )
    if not statement.strip():
        raise StatementRefused(message("There is no statement."))
    with duckdb.connect() as parser:
        try:
            statements = parser.extract_statements(statement)
        except duckdb.Error as error:
            raise StatementRefused(message("This is not SQL: {error}"), error=_first_line(error)) from None
        if len(statements) != 1:
            raise StatementRefused(
                message("One statement at a time; these are {count}."), count=len(statements)
            )
        if statements[0].type != duckdb.StatementType.SELECT:
            raise StatementRefused(message("Only SELECT is possible here."))
        try:
            row = parser.execute("SELECT json_serialize_sql(?)", [statement]).fetchone()
        except duckdb.Error:
            row = None
    tree = json.loads(row[0]) if row else {"error": True}
    if tree.get("error"):
        raise StatementRefused(message("Only SELECT is possible here."))
    try:
        _check_tree(tree)
    except RecursionError:
        raise StatementRefused(message("The statement is nested too deeply.")) from None


def _check_tree(tree: Any) -> None:
    named = {
        entry["key"].casefold()
        for node in _nodes(tree)
        for entry in (node.get("cte_map") or {}).get("map", ())
    }
    for node in _nodes(tree):
        kind = node.get("type")
        if "cte_map" in node or str(kind).endswith("_NODE"):
            _allow(kind in _SELECTS, str(kind).removesuffix("_NODE").removesuffix("_QUERY"))
        elif "from_table" not in node and "sample" in node:
            _check_source(node, named)
        if "class" in node:
            _allow(node["class"] in _EXPRESSIONS.split(), node["class"])
        if "function_name" in node:
            function = node["function_name"].casefold()
            known = FUNCTIONS | (TABLE_FUNCTIONS if node.get("is_source") else frozenset())
            if function not in known or node.get("schema") or node.get("catalog"):
                raise StatementRefused(message("The function {name} is not available here."), name=function)
        if node.get("class") == "TYPE":
            name = str(node.get("type_name", ""))
            _allow(name.casefold() in TYPES, name)
        if node.get("class") == "COLUMN_REF":
            for name in node["column_names"][:1]:
                _allow(name.casefold() not in _TELLING, name)


def _check_source(node: dict[str, Any], named: set[str]) -> None:
    kind = node["type"]
    _allow(kind in _SOURCES, "DESCRIBE" if kind == "SHOW_REF" else kind)
    if kind == "TABLE_FUNCTION":
        node["function"]["is_source"] = True
    if kind == "BASE_TABLE":
        table = node["table_name"].casefold()
        path = [part.casefold() for part in node["qualified_name"]["path"]]
        if not (path == [table] and table in named) and not (
            path in ([table], ["main", table]) and table in READABLE
        ):
            raise StatementRefused(message("There is no table {name} here."), name=node["table_name"])


def _allow(is_allowed: bool, what: object) -> None:
    if not is_allowed:
        raise StatementRefused(message("{what} is not available here."), what=what)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a parsed statement, the outer before the inner."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _ask_child(version: Path, statement: str) -> dict[str, Any]:
    # Nothing of our environment goes along, and the file's folder is not the working folder.
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    limits = {"seconds": MOST_SECONDS, "rows": MOST_ROWS, "memory_mb": MOST_MEMORY_MB}
    request = json.dumps({"file": str(version), "statement": statement, **limits})
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_CHILD)],
            input=request.encode(),
            capture_output=True,
            timeout=MOST_SECONDS,
            env=kept,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StatementRefused(_TOO_LONG, seconds=MOST_SECONDS) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise StatementRefused(message("The query needs more memory or time than it may take.")) from None
    return answer


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
