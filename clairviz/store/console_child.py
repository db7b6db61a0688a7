"""Runs one checked SELECT, in a process of its own that may not grow, write or last.

Run as a script by `console.run_statement`: a request in JSON on stdin, an answer in JSON on stdout. It
imports nothing of the project. The order of the settings matters: the last locks the others.
"""

import json
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_MOST_ADDRESSES = 2 * 2**30
_MOST_ANSWER = 16 * 2**20
_SETTINGS = (
    "SET temp_directory=''",
    "SET max_temp_directory_size='0B'",
    "SET memory_limit='{memory_mb}MB'",
    "SET threads=1",
    "SET GLOBAL max_execution_time={milliseconds}",
    "SET autoinstall_known_extensions=false",
    "SET autoload_known_extensions=false",
    "SET allow_community_extensions=false",
    "SET allow_persistent_secrets=false",
    "SET python_enable_replacements=false",
    "SET max_expression_depth=200",
    "SET pivot_limit=1000",
    "SET enable_external_access=false",
    "SET lock_configuration=true",
)


def main() -> None:
    """Answers the request on stdin."""
    request = json.loads(sys.stdin.buffer.read())
    import duckdb

    _limit(request["seconds"])
    try:
        answer = _answer(duckdb.connect(request["file"], read_only=True), request)
    except duckdb.Error as error:
        answer = {"error": str(error).replace(request["file"], "…").splitlines()[0][:500]}
    except MemoryError:
        sys.exit(3)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _limit(seconds: int) -> None:
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, _MOST_ADDRESSES),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # a system may know a limit and not allow it
                resource.setrlimit(kind, (most, most))


def _answer(connection: Any, request: dict[str, Any]) -> dict[str, Any]:
    milliseconds = max(1, request["seconds"] * 1000 - 1500)
    for setting in _SETTINGS:
        connection.execute(setting.format(memory_mb=request["memory_mb"], milliseconds=milliseconds))
    result = connection.execute(request["statement"])
    columns = [(str(column[0]), str(column[1])) for column in result.description]
    rows: list[list[Any]] = []
    size = 0
    while len(rows) <= request["rows"] and size <= _MOST_ANSWER:
        row = result.fetchone()
        if row is None:
            return {"columns": columns, "rows": rows, "is_cut": False}
        rows.append([_plain(value) for value in row])
        size += sum(len(value) if isinstance(value, str) else 8 for value in rows[-1])
    return {"columns": columns, "rows": rows[: request["rows"]], "is_cut": True}


def _plain(value: Any) -> Any:
    """What JSON holds; lists and structures as their own JSON text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, Decimal):
        return float(value) if value.as_tuple().exponent else int(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value) if isinstance(value, timedelta) or not isinstance(value, bytes) else value.hex()


if __name__ == "__main__":
    main()
