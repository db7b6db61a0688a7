"""Scenes and reports as plain values, for any medium."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

import pandas as pd
import plotly.graph_objects as go

from clairviz.base.selection import Selection
from clairviz.subsidy import Rule
from clairviz.words.phrases import Names

T = TypeVar("T")


class Ask(Protocol):
    """Answers a query: the query and its arguments in, its frame (or its records) out."""

    def __call__(self, query: Callable[..., T], *arguments: Any) -> T:
        """The answer."""


@dataclass(frozen=True)
class Cover:
    """The first scene: the title large, the lines under it."""


@dataclass(frozen=True)
class Numbers:
    """The facts as large numbers, over the lines."""


@dataclass(frozen=True)
class FactTable:
    """The facts as a table of labels and values."""


@dataclass(frozen=True)
class PartnerMap:
    """Partner regions and the pairs behind their arcs, as their queries answer.

    `counts` are name and number, the largest first.
    """

    regions: pd.DataFrame
    pairs: pd.DataFrame
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Bar:
    """One bar; `pattern` is a second cue beside its `colour` (as plotly names it), `note` text behind the number.

    `code` is what it counts, as a facet knows it.
    """

    label: str
    count: int
    colour: str
    pattern: str = ""
    note: str = ""
    code: str = ""


@dataclass(frozen=True)
class Bars:
    """Counts as bars from zero, the largest first; `series` says what is counted."""

    series: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class MatrixRow:
    """A row of a matrix: its name and code, and text and count of each cell.

    `seconds` are the counts that the text has in brackets, by cell.
    """

    name: str
    cells: tuple[tuple[str, int], ...]
    code: str = ""
    seconds: tuple[int, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """A table whose cells are shaded by their counts; `columns` begin with the heading of the names.

    `codes` are those of the other columns.
    """

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Offices, other readings, events and fiscal years, and the years of the axis, as their queries answer."""

    offices: pd.DataFrame
    readings: pd.DataFrame
    events: pd.DataFrame
    years: pd.DataFrame
    span: pd.DataFrame


@dataclass(frozen=True)
class Simulator:
    """A calculator of the subsidy; without a `rule` the lines say why there is none."""

    rule: Rule | None


@dataclass(frozen=True)
class SourceList:
    """The sources as ``reference.sources`` answers, those used only."""

    sources: pd.DataFrame


# The forms a scene can take: closed, so that each medium can be checked to draw every one.
Content = Cover | Numbers | FactTable | PartnerMap | Bars | Matrix | Timeline | Simulator | SourceList


@dataclass(frozen=True)
class Scene:
    """One scene, for any medium, which draws it by the form of its `content`.

    `lines` are sentences that may hold Markdown bold; `facts` are (label, value) pairs, the value
    as it is written. `figure` is at desk size, `table` its numbers, `alt` says them. `caveat` is
    what to know about the figure. `source` is the source line without markup. `kind` is the name
    of its kind, for styles. A hidden scene is kept for questions: steps on stage pass over it.
    """

    code: str
    title: str
    content: Content
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    figure: go.Figure | None = None
    table: pd.DataFrame | None = None
    alt: str = ""
    caveat: str = ""
    notes: str = ""
    sources: tuple[str, ...] = ()
    source: str = ""
    kind: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class ProjectList:
    """The projects told of, as ``projects_with_words`` answers, up to a number; `total` is that of all.

    `names` are those of the codes that the projects are marked with.
    """

    projects: pd.DataFrame
    total: int
    names: Names


@dataclass(frozen=True)
class Report:
    """A selection told in scenes. `kicker` stands above each title, `selected` says what is shown.

    `day` is the date that `as_of` says in words, None where it is not known. `listed` are the
    projects themselves, where they were asked for.
    """

    lang: str
    selection: Selection
    heading: str
    kicker: str
    selected: str
    as_of: str
    scenes: tuple[Scene, ...]
    day: date | None = None
    listed: ProjectList | None = None
