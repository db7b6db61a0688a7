"""What goes in, comes out and is kept between the steps of an import. All of it is frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import Table


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in; `name` may still carry a folder of the sender's machine."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class NewSource:
    """A row for sources.csv. `source_id` is a short stable name."""

    source_id: str
    title: str
    publisher: str = ""
    locator: str = ""
    retrieved_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Options:
    """How to read files. Empty or None: as the files say.

    `corrections` maps (column, text of the cell) to the text that is meant; of a matrix the
    column is the name in the heading, and a heading itself has the column "".
    """

    sheet: str = ""
    fiscal_year: int | None = None
    is_partial: bool = False
    source: str = ""
    new_source: NewSource | None = None
    corrections: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a row stands: file, sheet (empty for CSV), row number from 1, and its body's cell."""

    file: str
    sheet: str
    row: int
    cell: str = ""


@dataclass(frozen=True)
class ProjectRow:
    """One project: canonical text by column of ``ingest.projects.COLUMNS``, where it was read, and its key.

    Two rows of one year with the same `key` are the same project.
    """

    cells: Mapping[str, str]
    key: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Validated:
    """Files read and checked: rows by fiscal year, findings, and the sheets as they were read."""

    uploads: tuple[Upload, ...]
    options: Options
    rows: Mapping[int, Sequence[ProjectRow]]
    problems: tuple[Problem, ...]
    tables: Mapping[str, Sequence[Table]] = field(default_factory=dict, repr=False)
    new_sources: tuple[NewSource, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether any finding is an error."""
        return any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True)
class CellChange:
    """One cell of a project that the import would change."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """What becomes of one project: added, changed, removed or same; `cells` where changed."""

    kind: str
    fiscal_year: int
    cells: Mapping[str, str]
    changes: tuple[CellChange, ...] = ()


@dataclass(frozen=True)
class YearCounts:
    """What the pages would say of a year."""

    projects: int
    bodies: int
    fields: Mapping[str, int]
    regions: Mapping[str, int]


@dataclass(frozen=True)
class Comparison:
    """A total of the file beside the published one; `published` is never None."""

    fiscal_year: int
    dimension: str
    code: str
    published: int
    found: int


@dataclass(frozen=True)
class Preview:
    """What a publish would change. `files` maps a path below the data folder to new contents;
    `before` holds the hashes of the files it was made against (empty text: no such file)."""

    validated: Validated
    folder: Path
    rows: tuple[RowChange, ...]
    counts: Mapping[int, YearCounts]
    comparisons: tuple[Comparison, ...]
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes] = field(repr=False)
    before: Mapping[str, str] = field(repr=False)
    years_on_file: tuple[int, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of the files."""
        return tuple(self.validated.rows)

    @property
    def is_refused(self) -> bool:
        """Whether any finding is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def is_unchanged(self) -> bool:
        """Whether publishing would write nothing new."""
        return not self.files

    def count(self, kind: str) -> int:
        """How many projects are added, changed, removed or same."""
        return sum(row.kind == kind for row in self.rows)


@dataclass(frozen=True)
class Published:
    """A publish that was kept: its number in the history, or None where nothing changed."""

    number: int | None
    years: tuple[int, ...]
