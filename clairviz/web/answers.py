"""The data in service, and the one cached path from a question to its answer.

Answers and figures are kept by database version, function and arguments. What is kept is
shared between viewers: nobody may change it.
"""

import atexit
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import plotly.graph_objects as go

from clairviz.base import events, paths
from clairviz.base.i18n import DEFAULT_LANGUAGE, Translator, translator
from clairviz.store import database
from clairviz.store.database import Service
from clairviz.store.ingest.dataset import source_files
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.reconcile import Difference, against_published

P = ParamSpec("P")
T = TypeVar("T")
# How long a change of data/ or of the file may go unnoticed.
RECHECK_SECONDS = 2.0
# How long a viewer waits for a build before seeing the version before.
PATIENCE_SECONDS = 5.0
# When a failed write is tried again, since nothing tells that a folder has been mended.
RETRY_SECONDS = 10.0
# From this age on a file that changes has other times.
YOUNG_SECONDS = 5.0
MAX_ENTRIES = 2048

log = logging.getLogger(__name__)
_lock = threading.Lock()
_digests: dict[Path, tuple[object, str]] = {}


class _Current:
    """What is served or why nothing is, and what it was derived from; one a process."""

    outcome: Service | DataRefused | None = None
    seen: object = None
    checked_at: float = 0.0
    renewal: threading.Thread | None = None
    renewed_at: float = 0.0


def service() -> Service:
    """The version being served, a newer one once data/ or the file has changed.

    A build runs in a thread of its own; viewers wait for it a little, then go on with the version
    before. Raises DataRefused if there is nothing to serve.
    """
    with _lock:
        now = time.monotonic()
        if _Current.outcome is None or now - _Current.checked_at > RECHECK_SECONDS:
            _look(now)
        renewal, started = _Current.renewal, _Current.renewed_at
        can_wait = not isinstance(_Current.outcome, Service)
    if renewal:
        renewal.join(None if can_wait else max(0.0, started + PATIENCE_SECONDS - now))
    outcome = _Current.outcome
    if isinstance(outcome, Service):
        return outcome
    if outcome is None:
        raise RuntimeError("the database could not be built; the log says why")
    raise DataRefused(list(outcome.problems), outcome.fault)


def _look(now: float) -> None:
    """Begin to renew what is served, if something has changed or a failed write may have been mended."""
    _Current.checked_at = now
    if _Current.renewal:
        return
    sources, pointer = _signature()
    is_due = getattr(_Current.outcome, "fault", "") == "database" and (
        now - _Current.renewed_at > RETRY_SECONDS
    )
    if _Current.outcome is None or (sources, pointer) != _Current.seen or is_due:
        _Current.renewed_at = now
        _Current.renewal = threading.Thread(target=_renew, args=(sources,), name="renewal", daemon=True)
        _Current.renewal.start()


def _renew(sources: object) -> None:
    before = _Current.outcome
    try:
        outcome: Service | DataRefused | None = database.ensure()
    except DataRefused as refused:
        outcome = refused
    except Exception:
        log.exception("renewal failed")
        outcome = before
    with _lock:
        _Current.outcome, _Current.seen, _Current.renewal = outcome, (sources, _signature()[1]), None
    if outcome:
        _tell(outcome, before)


def _tell(outcome: Service | DataRefused, before: Service | DataRefused | None) -> None:
    """One line for what changed: refused, served again, another version, or against its totals."""
    problems = getattr(before, "problems", ())
    if outcome.problems and outcome.problems != problems:
        _ = translator(DEFAULT_LANGUAGE)
        first = outcome.problems[0]
        events.log_event(
            log,
            logging.ERROR if isinstance(outcome, DataRefused) else logging.WARNING,
            f"{outcome.fault} refused",
            problems=len(outcome.problems),
            first=f"{first.place(_)}: {first.text(_)}",
            serving=outcome.version.name if isinstance(outcome, Service) else None,
        )
    if isinstance(outcome, DataRefused):
        return
    if not outcome.problems and problems:
        events.log_event(log, logging.INFO, "data accepted again", version=outcome.version.name)
    if outcome == before:
        return
    events.log_event(
        log, logging.INFO, "version served", version=outcome.version.name, built_at=outcome.built_at
    )
    found = differences(outcome)
    if found:
        _ = translator(DEFAULT_LANGUAGE)
        events.log_event(
            log, logging.WARNING, "published totals differ", count=len(found), first=found[0].text(_)
        )


@lru_cache(maxsize=3)
def differences(served: Service) -> tuple[Difference, ...]:
    """Where the rows of a version do not add up to the totals that their sources print."""
    return tuple(against_published(_connection(served.version).cursor(), paths.reference_folder()))


def ask(query: Callable[..., T], *arguments: Any) -> T:
    """The answer of `query` (a cursor and `arguments` in, a frame out), kept for next time."""
    return _answer(service(), query, arguments)  # type: ignore[no-any-return]


def cached(
    builder: Callable[..., T], *frames: tuple[Any, ...], _: Translator | None = None, **options: Any
) -> T:
    """`builder` applied to the answers of `frames`, kept for next time.

    Each of `frames` is a query and its arguments; `options` must be hashable. The builder
    is given `_` only if it is given here. Everything that takes pandas goes through this:
    a page run is otherwise spent on it.
    """
    lang = _.lang if _ else ""
    return _drawn(service(), builder, frames, lang, tuple(sorted(options.items())))  # type: ignore[no-any-return]


def compose(builder: Callable[..., T], *arguments: Any, _: Translator, **options: Any) -> T:
    """`builder` given `ask` and `arguments`, kept for next time: for what asks many questions.

    `arguments` and `options` must be hashable.
    """
    return _composed(service(), builder, arguments, _.lang, tuple(sorted(options.items())))  # type: ignore[no-any-return]


def cursor() -> database.Connection:
    """A cursor of its own on the version being served, for an answer that must not be kept."""
    return _connection(service().version).cursor()


@lru_cache(maxsize=MAX_ENTRIES)
def _answer(served: Service, query: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return query(_connection(served.version).cursor(), *arguments)


def _light(value: Any) -> Any:
    """`value` with tuples for lists: Python's collector, run after every script, passes over
    tuples of plain values, and would walk every list of what is kept."""
    if isinstance(value, dict):
        return {key: _light(item) for key, item in value.items()}
    return tuple(map(_light, value)) if isinstance(value, list | tuple) else value


class FinishedFigure(go.Figure):  # type: ignore[misc]
    """A figure reduced to its description, since nobody changes it any more.

    Streamlit asks for the description on every run, and making it is most of a chart's
    cost; the thousands of objects behind it would be walked after every run.
    """

    def __init__(self, figure: go.Figure) -> None:
        # Not initialised as a figure: the description is all there is.
        object.__setattr__(self, "_described", _light(figure.to_dict()))

    def to_dict(self) -> dict[str, Any]:
        """The figure as plotly.js takes it; shared, not to be changed."""
        described: dict[str, Any] = self.__dict__["_described"]
        return described

    def with_marks(self, marks: Mapping[str, Sequence[dict[str, Any]]]) -> "FinishedFigure":
        """The figure with traces (`data`), `annotations` and `shapes` laid over it, unchecked.

        For a mark that follows a slider: making a figure anew would be most of a run.
        """
        figure = FinishedFigure.__new__(FinishedFigure)
        own = self.to_dict()
        layout = dict(own["layout"])
        for name in ("annotations", "shapes"):
            layout[name] = [*layout.get(name, ()), *marks.get(name, ())]
        described = {**own, "data": [*own["data"], *marks.get("data", ())], "layout": layout}
        object.__setattr__(figure, "_described", described)
        return figure


@lru_cache(maxsize=MAX_ENTRIES)
def _drawn(
    served: Service,
    builder: Callable[..., Any],
    frames: tuple[tuple[Any, ...], ...],
    lang: str,
    options: tuple[tuple[str, Any], ...],
) -> Any:
    answers = [_answer(served, query, tuple(arguments)) for query, *arguments in frames]
    values = {**dict(options), "_": translator(lang)} if lang else dict(options)
    answer = builder(*answers, **values)
    return FinishedFigure(answer) if isinstance(answer, go.Figure) else answer


@lru_cache(maxsize=256)
def _composed(
    served: Service,
    builder: Callable[..., Any],
    arguments: tuple[Any, ...],
    lang: str,
    options: tuple[tuple[str, Any], ...],
) -> Any:
    def answer(query: Callable[..., Any], *parameters: Any) -> Any:
        return _answer(served, query, parameters)

    return builder(answer, *arguments, _=translator(lang), **dict(options))


def answers_made() -> int:
    """How many answers, figures and reports were made since the start, kept or not."""
    return sum(cache.cache_info().misses for cache in (_answer, _drawn, _composed))


@atexit.register
def close() -> None:
    """Forget every answer and connection, for a clean end of the process."""
    differences.cache_clear()
    _composed.cache_clear()
    _drawn.cache_clear()
    _answer.cache_clear()
    _connection.cache_clear()


@lru_cache(maxsize=3)
def _connection(version: Path) -> database.Connection:
    return database.connect(version)


def _signature() -> tuple[object, object]:
    """Marks of data/ and of the published version that change whenever they do; cheap enough for
    every other second."""
    folder = paths.data_folder()
    sources = (folder, *(_mark(file) for file in source_files(folder)))
    file = paths.database_file()
    try:
        status = file.stat()
        pointer: object = (database.version_file(file), status.st_mtime_ns, status.st_size)
    except OSError:
        pointer = None
    return sources, pointer


def _mark(file: Path) -> object:
    """Times, size and contents of a file. The contents are read again while the file is young: two
    edits within one tick of the clock, of equal size, look alike otherwise."""
    try:
        status = file.stat()
        seen = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        age = time.time() - max(status.st_mtime, status.st_ctime)
        known = _digests.get(file)
        if known is None or known[0] != seen or age < YOUNG_SECONDS:
            known = _digests[file] = (seen, hashlib.sha256(file.read_bytes()).hexdigest())
    except OSError:
        return (file, None)
    return (file, *known)
