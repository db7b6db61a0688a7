"""The whole data folder as records, or all reasons why not."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from clairviz.base import paths
from clairviz.base.fiscal_year import FiscalYear
from clairviz.base.schema import SCHEMA_VERSION, TABLE
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.ingest.projects import load_projects
from clairviz.store.ingest.reference import Records, load_coverage, load_hand_counts, load_reference

# A year whose coverage nobody stated is not claimed to be complete.
UNSTATED_COVERAGE = "partial"


@dataclass(frozen=True)
class Dataset:
    """Records by table name, ready to be stored, and the fingerprint of what they came from."""

    records: Records
    fingerprint: str


def load(folder: Path) -> Dataset:
    """Read and validate a data folder. Raises DataRefused with every problem found."""
    fingerprint = fingerprint_of(folder)
    reference, problems = load_reference(folder / "reference")
    sources = {record["source_id"] for record in reference["source"]}
    coverage, found = load_coverage(folder / "reference", sources)
    problems += found
    problems += load_hand_counts(folder / "reference")[1]
    projects, found = load_projects(folder / "source" / "projects", reference)
    problems += found
    if problems:
        raise DataRefused(_sorted(problems))

    first_source = {record["fiscal_year"]: record["source_id"] for record in reversed(projects["project"])}
    stated = {record["fiscal_year"]: record["source_id"] for record in reference["published_total"]}
    years = []
    for year in sorted(int(str(year)) for year in {*first_source, *stated, *coverage}):
        value = FiscalYear(year)
        known = coverage.get(year, {})
        years.append(
            {
                "fiscal_year": value.year,
                "label_ja": value.label_ja,
                "label_en": value.label_en,
                "starts_on": value.starts_on,
                "ends_on": value.ends_on,
                "coverage": known.get("coverage", UNSTATED_COVERAGE),
                "recognised_count": known.get("recognised_count"),
                "source_id": known.get("source_id") or first_source.get(year) or stated[year],
            }
        )
    return Dataset({**reference, "fiscal_year": years, **projects}, fingerprint)


def source_files(folder: Path) -> list[Path]:
    """The files a database is made from, in a fixed order."""
    known = [folder / "reference" / table.file for table in TABLE.values() if table.file]
    known.append(folder / "reference" / "fiscal_years.csv")
    return sorted(known) + sorted((folder / "source" / "projects").glob("*.csv"))


def fingerprint_of(folder: Path) -> str:
    """A hash of everything that decides the contents of the database: data, schema, views."""
    digest = hashlib.sha256(str(SCHEMA_VERSION).encode())
    for base, files in (
        (folder, source_files(folder)),
        (
            paths.PACKAGE,
            [*sorted((paths.PACKAGE / "base" / "schema").glob("*.py")), *sorted(paths.SQL.rglob("*.sql"))],
        ),
    ):
        for file in files:
            digest.update(file.relative_to(base).as_posix().encode() + b"\0")
            try:
                digest.update(hashlib.sha256(file.read_bytes()).digest())
            except OSError:
                digest.update(b"unreadable")
    return digest.hexdigest()


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.line))
