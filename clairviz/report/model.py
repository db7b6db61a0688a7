"""Scenes and reports as plain values, for any medium."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.selection import Selection
from clairviz.subsidy import Rule

T = TypeVar("T")


class Ask(Protocol):
    """Answers a query: the query and its arguments in, its frame (or its records) out."""

    def __call__(self, query: Callable[..., T], *arguments: Any) -> T:
        """The answer."""


@dataclass(frozen=True)
class Scene:
    """One scene, for any medium.

    `lines` are sentences (or label and value, see `facts`) that may hold Markdown bold;
    `facts` are (label, value) pairs, the value as it is written; `counts` name and number, the
    largest first. `figure` is at desk size, `table` its numbers, `alt` says them. `caveat` is
    what to know about the figure. `frames` are the query answers behind it, by name, for a
    medium that draws for itself. `source` is the source line without markup. `rule` is what the
    simulator computes with.
    """

    code: str
    title: str
    kind: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    figure: go.Figure | None = None
    table: pd.DataFrame | None = None
    alt: str = ""
    caveat: str = ""
    notes: str = ""
    sources: tuple[str, ...] = ()
    source: str = ""
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    rule: Rule | None = None


@dataclass(frozen=True)
class Report:
    """A selection told in scenes. `kicker` stands above each title, `selected` says what is shown.

    `day` is the date that `as_of` says in words, None where it is not known; `rule` the subsidy
    rule of the selected year, None where there is not one and only one.
    """

    lang: str
    selection: Selection
    heading: str
    kicker: str
    selected: str
    as_of: str
    scenes: tuple[Scene, ...]
    day: date | None = None
    rule: Rule | None = None
