"""What an import of reference tables would change. Rows on file that a file does not name stay."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from clairviz.store.importing import canonical
from clairviz.store.importing.model import (
    UPLOADED,
    CellChange,
    Comparison,
    Key,
    Preview,
    ReadRow,
    RowChange,
    Validated,
)
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.staging import (
    at_cell,
    counts_of,
    difference,
    digest,
    field_and_region_names,
    published_beside,
    staged,
)
from clairviz.store.importing.tables.headings import IMPORTED, TOTALS
from clairviz.store.ingest.dataset import Dataset
from clairviz.store.ingest.problem import DataRefused, InLanguage


def preview_tables(validated: Validated, reference: ReferenceNames, folder: Path) -> Preview:
    """The changes against the reference tables on file below `folder`; see `Preview`."""
    changes: list[RowChange] = []
    files: dict[str, bytes] = {}
    lines: dict[str, dict[int, ReadRow]] = {}
    for table, found in {} if validated.is_refused else validated.records.items():
        name = canonical.table_file(table)
        header, former = canonical.read_table(folder / name, [c.name for c in IMPORTED[table].columns])
        header += [column for column in found[0].cells if column not in header]
        rows, now = _changes(table, found, former)
        changes += now
        if any(change.kind != "same" for change in now):
            files[name], starts = canonical.write_table(header, rows)
            by_key = {row.key: row for row in found}
            keys = [_key(table, row) for row in rows]
            lines[name] = {s: by_key[k] for s, k in zip(starts, keys, strict=True) if k in by_key}
    # A file that only repeats what is on file brings no source of its own.
    used = {change.cells.get("source_id", "") for change in changes if change.kind != "same"}
    new = [s for s in validated.new_sources if s.source_id in used - set(reference.sources)]
    if new and canonical.SOURCES not in files:
        files[canonical.SOURCES] = canonical.add_sources(folder / canonical.SOURCES, new)
    names = {canonical.SOURCES, *map(canonical.table_file, validated.records)}
    before = {name: digest(folder / name) for name in sorted(names)}
    problems = list(validated.problems)
    comparisons: list[Comparison] = []
    called: dict[str, InLanguage] = {}
    if files or (TOTALS in validated.records and not validated.is_refused):
        try:
            with staged(folder, files) as dataset:
                called = field_and_region_names(dataset)
                comparisons = _compared(dataset, validated.records.get(TOTALS, ()))
        except DataRefused as refused:
            problems += [at_cell(problem, lines) for problem in refused.problems]
    at = {row.key: row for row in validated.records.get(TOTALS, ())}
    for c in comparisons:
        row = at.get((str(c.fiscal_year), c.dimension, c.code))
        if c.published != c.found and row:
            problems.append(difference(c, row.place.file, called, row))
    return Preview(
        validated, folder, tuple(changes), {}, tuple(comparisons), tuple(problems), files, before, ()
    )


def _key(table: str, cells: Mapping[str, str]) -> Key:
    return tuple(cells.get(column, "") for column in IMPORTED[table].key)


def _changes(
    table: str, rows: Sequence[ReadRow], former: Sequence[Mapping[str, str]]
) -> tuple[list[Mapping[str, str]], list[RowChange]]:
    """The rows to write, those on file in their places, and what becomes of each row of the file."""
    written: dict[Key, Mapping[str, str]] = {_key(table, row): row for row in former}
    changes = []
    for row in rows:
        old, cells = written.get(row.key), dict(row.cells)
        year = int(cells.get("fiscal_year") or 0)
        if old is None:
            changes.append(RowChange("added", year, cells, table=table))
            written[row.key] = cells
            continue
        if "source_id" in cells and cells["source_id"].startswith(UPLOADED):
            rest = (c for c in cells if c != "source_id")
            if all(cells[c] == old.get(c, "") for c in rest):
                cells["source_id"] = old.get("source_id", "")
        differing = tuple(
            CellChange(c, old.get(c, ""), cells[c]) for c in cells if cells[c] != old.get(c, "")
        )
        kind = "changed" if differing else "same"
        changes.append(RowChange(kind, year, {**old, **cells}, differing, table))
        written[row.key] = {**old, **cells}
    return list(written.values()), changes


def _compared(dataset: Dataset, totals: Sequence[ReadRow]) -> list[Comparison]:
    """The totals of the file beside the projects on file; a year without projects has nothing beside."""
    held = {int(str(project["fiscal_year"])) for project in dataset.records["project"]}
    years = sorted({int(row.cells["fiscal_year"]) for row in totals} & held)
    given = {row.key for row in totals}
    return [
        c
        for year in years
        for c in published_beside(dataset, year, counts_of(dataset, year))
        if (str(year), c.dimension, c.code) in given
    ]
