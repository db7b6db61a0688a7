"""What goes in, comes out and is kept between the steps of an import. All of it is frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import SheetTable

PROJECTS, TOTALS, TABLES = "projects", "totals", "tables"
# How the source_id begins of a file that itself is noted as the source.
UPLOADED = "upload-"
# What tells one row of a table from another, as texts.
Key = tuple[str, ...]


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
class ReadOptions:
    """How to read files. Empty or None: as the files say.

    `holds` is what they hold: PROJECTS, TOTALS (published totals) or TABLES (reference tables and
    subsidy rules, each known by its headings).

    `corrections` maps (column, text of the cell) to the text that is meant; of a matrix the
    column is the name in the heading, and a heading itself has the column "".
    """

    sheet: str = ""
    holds: str = PROJECTS
    fiscal_year: int | None = None
    is_partial: bool = False
    source: str = ""
    new_source: NewSource | None = None
    corrections: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class RowPlace:
    """Where a row stands: file, sheet (empty for CSV), row number from 1, the cell that names it,
    and the letter of each canonical column."""

    file: str
    sheet: str
    row: int
    cell: str = ""
    columns: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class ReadRow:
    """One row as read: canonical text by column, where it was read, and its key.

    A project has the columns of ``ingest.projects.COLUMNS``; two of one year with the same `key`
    are the same. A row of a reference table has those of its columns that the file gives.
    """

    cells: Mapping[str, str]
    key: tuple[str, ...]
    place: RowPlace


@dataclass(frozen=True)
class Validated:
    """Files read and checked: projects by fiscal year, rows of reference tables by table (the name of
    its file without ending), findings, and the sheets as they were read."""

    uploads: tuple[Upload, ...]
    options: ReadOptions
    rows: Mapping[int, Sequence[ReadRow]]
    problems: tuple[Problem, ...]
    tables: Mapping[str, Sequence[SheetTable]] = field(default_factory=dict, repr=False)
    new_sources: tuple[NewSource, ...] = ()
    records: Mapping[str, Sequence[ReadRow]] = field(default_factory=dict)

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
    """What becomes of one project: added, changed, removed or same; `cells` where changed.

    Of a row of a reference table `table` is its name, and `fiscal_year` 0 where it has none.
    """

    kind: str
    fiscal_year: int
    cells: Mapping[str, str]
    changes: tuple[CellChange, ...] = ()
    table: str = ""


@dataclass(frozen=True)
class YearCounts:
    """What the pages would say of a year. `lead_bodies` are local governments that lead a project,
    `participants` those that lead one or take part in one, `applicants` others that applied."""

    projects: int
    lead_bodies: int
    participants: int
    applicants: int
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
        of_tables = {row.fiscal_year for row in self.rows if row.table and row.fiscal_year}
        return tuple(self.validated.rows) or tuple(sorted(of_tables))

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
