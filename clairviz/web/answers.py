"""The data in service, and the one cached path from a question to its answer.

Answers and figures are kept by database version, function and arguments. What is kept is
shared between viewers: nobody may change it.
"""

import atexit
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import plotly.graph_objects as go

from clairviz.base import paths
from clairviz.base.i18n import Translator, translator
from clairviz.store import database
from clairviz.store.database import Service
from clairviz.store.ingest.dataset import source_files

P = ParamSpec("P")
T = TypeVar("T")
# How long a change of data/ or of the file may go unnoticed.
RECHECK_SECONDS = 2.0
MAX_ENTRIES = 2048

_lock = threading.Lock()


class _Current:
    """The service in use and what it was derived from; one a process."""

    service: Service | None = None
    seen: object = None
    checked_at: float = 0.0


def service() -> Service:
    """The version being served, a newer one once data/ or the file has changed.

    Raises DataRefused if there is nothing to serve.
    """
    with _lock:
        now = time.monotonic()
        if _Current.service is None or now - _Current.checked_at > RECHECK_SECONDS:
            seen = _signature()
            if _Current.service is None or seen != _Current.seen:
                _Current.service = None
                _Current.service = database.ensure()
                seen = _signature()
            _Current.seen, _Current.checked_at = seen, now
        return _Current.service


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
    _composed.cache_clear()
    _drawn.cache_clear()
    _answer.cache_clear()
    _connection.cache_clear()


@lru_cache(maxsize=3)
def _connection(version: Path) -> database.Connection:
    return database.connect(version)


def _signature() -> object:
    """Changes whenever data/ or the published version does; cheap enough for every run."""
    folder = paths.data_folder()
    marks: list[object] = [folder, database.resolve(paths.database_file())]
    for file in [*source_files(folder), paths.database_file()]:
        try:
            status = file.stat()
            marks.append((file, status.st_mtime_ns, status.st_size))
        except OSError:
            marks.append((file, None))
    return marks
