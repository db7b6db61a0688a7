"""One line an event, whoever tells it."""

import io
import json
import logging
import sys

import pytest

from clairviz.base import events
from clairviz.server import logs


@pytest.fixture
def lines() -> tuple[logging.Logger, io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLine())
    for one in (logs.Wanted(), logs.Flood()):
        handler.addFilter(one)
    log = logging.Logger("some.place")
    log.addHandler(handler)
    return log, stream


def read(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_fields(lines: tuple[logging.Logger, io.StringIO]) -> None:
    log, stream = lines
    events.log_event(log, logging.WARNING, "data refused", problems=2, first="a.csv、2行目\nx", serving=None)
    (line,) = read(stream)
    assert line.pop("time")
    assert line == {
        "level": "warning",
        "logger": "some.place",
        "event": "data refused",
        "problems": 2,
        "first": "a.csv、2行目\nx",
    }
    assert len(stream.getvalue().splitlines()) == 1


def test_an_error_is_one_line_with_its_trace(lines: tuple[logging.Logger, io.StringIO]) -> None:
    log, stream = lines
    try:
        raise KeyError("missing\nthing")
    except KeyError as error:
        log.error("page failed", exc_info=error, extra={"fields": {"id": "0123abcd"}})
        log.error("Uncaught app execution", exc_info=sys.exc_info())
    (line,) = read(stream)
    assert (line["id"], line["error_type"]) == ("0123abcd", "KeyError")
    assert "test_logs.py" in str(line["trace"])


def test_a_flood_is_a_few_lines_and_its_number(
    lines: tuple[logging.Logger, io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    log, stream = lines
    for _ in range(10_000):
        log.error("socket.accept() out of system resource")
    assert len(read(stream)) == logs.MOST_SAME
    later = logs.time.monotonic() + logs.SAME_SECONDS + 1
    monkeypatch.setattr(logs.time, "monotonic", lambda: later)
    log.error("socket.accept() out of system resource")
    assert read(stream)[-1]["left_out"] == 10_000 - logs.MOST_SAME


def test_each_failure_has_an_id_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    from clairviz.web import shell

    for _ in range(2):
        shell.script_failed(ValueError("the same"))
    ids = {record.fields["id"] for record in caplog.records if hasattr(record, "fields")}
    assert len(ids) == 2
