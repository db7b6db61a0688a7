"""The canonical form of a year's file, and of the rows an import adds to the reference tables."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from clairviz.store.importing.model import NewSource
from clairviz.store.ingest.projects import COLUMNS

SOURCES = "reference/sources.csv"
YEARS = "reference/fiscal_years.csv"


def projects_file(year: int) -> str:
    """The path of a year's file below the data folder."""
    return f"source/projects/{year}.csv"


def table_file(name: str) -> str:
    """The path of a reference table below the data folder, by its name."""
    return f"reference/{name}.csv"


def read_table(file: Path, columns: Sequence[str]) -> tuple[list[str], list[dict[str, str]]]:
    """Header and rows of a reference table on file; `columns` where there is none."""
    if not file.exists():
        return list(columns), []
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        rows = [{key: (text or "").strip() for key, text in row.items() if key} for row in reader]
        return list(reader.fieldnames or columns), rows


def write_table(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> tuple[bytes, list[int]]:
    """A reference table, and the line in which each row starts."""
    return _write(header, rows)


def write_projects(rows: Sequence[Mapping[str, str]]) -> tuple[bytes, list[int]]:
    """A year's file, and the line in which each row starts."""
    return _write(COLUMNS, rows)


def _write(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> tuple[bytes, list[int]]:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    lines, line = [], 2
    for row in rows:
        lines.append(line)
        cells = [row.get(column, "") for column in header]
        writer.writerow(cells)
        line += 1 + sum(cell.count("\n") for cell in cells)
    return stream.getvalue().encode(), lines


def read_projects(file: Path) -> list[dict[str, str]]:
    """The rows of a year on file, as they stand; none where there is no such file."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [{key: (text or "").strip() for key, text in row.items() if key} for row in rows]


def add_sources(file: Path, sources: Sequence[NewSource]) -> bytes:
    """sources.csv with rows added; those on file stay as they are."""
    content = file.read_text(encoding="utf-8-sig")
    header = next(csv.reader(io.StringIO(content, newline="")))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for source in sources:
        known = {
            "source_id": source.source_id,
            "title": source.title,
            "publisher": source.publisher,
            "locator": source.locator,
            "retrieved_on": source.retrieved_on.isoformat() if source.retrieved_on else "",
            "note": source.note,
        }
        writer.writerow([known.get(column, "") for column in header])
    return (content.rstrip("\n") + "\n" + stream.getvalue()).encode()


def with_coverage(file: Path, coverage: Mapping[int, tuple[str, str]]) -> bytes:
    """fiscal_years.csv with the coverage and source of some years; their other cells stay."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        header = list(reader.fieldnames or ("fiscal_year", "coverage", "source_id"))
        rows = {row["fiscal_year"]: row for row in reader}
    for year, (kind, source) in coverage.items():
        row = rows.setdefault(
            str(year), dict.fromkeys(header, "") | {"fiscal_year": str(year), "source_id": source}
        )
        row["coverage"] = kind
    stream_out = io.StringIO()
    writer = csv.DictWriter(stream_out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[year] for year in sorted(rows))
    return stream_out.getvalue().encode()
