"""The log: one line an event, as JSON, to standard error.

Every line has ``time`` (with its offset), ``level``, ``logger`` and ``event``, then the fields of
the event; an error has its type, text and trace in the same line.
"""

import json
import logging
import sys
import threading
import time
import traceback
from datetime import datetime

import streamlit.logger

# The same event more often than this is left out; the next line says how often.
SAME_SECONDS = 60.0
MOST_SAME = 5
# Told by `shell.script_failed` under the id that the error page shows.
TOLD_ELSEWHERE = ("Uncaught app execution",)
# What these say below an error is of no use to an operator: steps of a start, runs without a viewer.
QUIET = {
    "uvicorn.error": logging.WARNING,
    "streamlit.runtime.scriptrunner_utils.script_run_context": logging.ERROR,
}
# Of an error's trace, the innermost calls.
MOST_CALLS = 12


class JsonLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, event, fields, error."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        for name, value in getattr(record, "fields", {}).items():
            if value is not None:
                line[name] = value if isinstance(value, int | float | bool) else str(value)
        if left_out := getattr(record, "left_out", 0):
            line["left_out"] = left_out
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            calls = traceback.extract_tb(error.__traceback__)[-MOST_CALLS:]
            line["error_type"] = type(error).__name__
            line["error"] = str(error)
            line["trace"] = " < ".join(
                f"{call.filename}:{call.lineno} {call.name}" for call in reversed(calls)
            )
        return json.dumps(line, ensure_ascii=False)


class Flood(logging.Filter):
    """Lets the same event through a few times a minute; an episode must not fill the disk."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        if record.levelno < logging.WARNING:
            return True
        key = (record.name, str(record.msg))
        now = time.monotonic()
        with self._lock:
            since, count = self._seen.get(key, (now, 0))
            if now - since > SAME_SECONDS:
                if count > MOST_SAME:
                    record.left_out = count - MOST_SAME
                since, count = now, 0
            self._seen[key] = (since, count + 1)
            if len(self._seen) > 1000:
                self._seen.clear()
        return count < MOST_SAME


class Wanted(logging.Filter):
    """Leaves out what the program tells itself and what nobody needs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        return record.msg not in TOLD_ELSEWHERE and record.levelno >= QUIET.get(record.name, 0)


def begin() -> None:
    """Send every log of this process, the libraries' too, to standard error in one form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine())
    handler.addFilter(Wanted())
    handler.addFilter(Flood())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    # Streamlit gives each of its loggers a handler of its own, later ones too.
    streamlit.logger.setup_formatter = _adopt
    for logger in streamlit.logger._loggers.values():
        _adopt(logger)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        _adopt(logging.getLogger(name))
    threading.excepthook = lambda failed: logging.getLogger("clairviz").error(
        "thread failed", exc_info=failed.exc_value
    )


def _adopt(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True
