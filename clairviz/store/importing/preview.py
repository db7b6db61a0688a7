"""What an import would change, and whether the whole data folder would still be sound. Nothing is stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from clairviz.store.importing import canonical
from clairviz.store.importing.cells import CellRefused
from clairviz.store.importing.model import (
    PROJECTS,
    UPLOADED,
    CellChange,
    Comparison,
    Key,
    Preview,
    ReadRow,
    RowChange,
    Validated,
    YearCounts,
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
from clairviz.store.importing.tables.preview import preview_tables
from clairviz.store.ingest.problem import DataRefused, InLanguage


def preview(validated: Validated, reference: ReferenceNames, folder: Path) -> Preview:
    """The changes against the years on file below `folder`; see `Preview`."""
    if validated.options.holds != PROJECTS:
        return preview_tables(validated, reference, folder)
    rows: list[RowChange] = []
    files: dict[str, bytes] = {}
    lines: dict[str, dict[int, ReadRow]] = {}
    on_file = tuple(y for y in validated.rows if (folder / canonical.projects_file(y)).exists())
    years = {} if validated.is_refused else validated.rows
    used: set[str] = set()
    for year, found in years.items():
        name = canonical.projects_file(year)
        former = _by_key(canonical.read_projects(folder / name), year, reference)
        changes, cells = _changes(year, found, former)
        rows += changes
        used |= {cell["source"] for cell in cells}
        if any(change.kind != "same" for change in changes):
            files[name], starts = canonical.write_projects(cells)
            lines[name] = dict(zip(starts, found, strict=True))
    new = [source for source in validated.new_sources if source.source_id in used - set(reference.sources)]
    if new:
        files[canonical.SOURCES] = canonical.add_sources(folder / canonical.SOURCES, new)
    if years:
        _coverage(validated, folder, files, rows)
    touched = {canonical.SOURCES, canonical.YEARS, *map(canonical.projects_file, validated.rows)}
    before = {name: digest(folder / name) for name in sorted(touched)}
    problems = list(validated.problems)
    counts: dict[int, YearCounts] = {}
    comparisons: tuple[Comparison, ...] = ()
    names: dict[str, InLanguage] = {}
    if years:
        try:
            with staged(folder, files) as dataset:
                names = field_and_region_names(dataset)
                counts = {year: counts_of(dataset, year) for year in years}
                comparisons = tuple(
                    c for year in years for c in published_beside(dataset, year, counts[year])
                )
        except DataRefused as refused:
            problems += [at_cell(problem, lines) for problem in refused.problems]
    problems += [
        difference(c, validated.rows[c.fiscal_year][0].place.file, names)
        for c in comparisons
        if c.published != c.found
    ]
    return Preview(
        validated, folder, tuple(rows), counts, comparisons, tuple(problems), files, before, on_file
    )


def _by_key(
    rows: Sequence[Mapping[str, str]], year: int, reference: ReferenceNames
) -> dict[Key, Mapping[str, str]]:
    found: dict[Key, Mapping[str, str]] = {}
    for row in rows:
        text = row.get("local_government", "")
        try:
            code = reference.bodies.find(text, year).body.code if text else ""
        except CellRefused:
            code = text
        who = code or row.get("applicant", "")
        what = row.get("number", "") or ("" if code else row.get("title_ja", "") or row.get("title_en", ""))
        found[str(year), who, what] = row
    return found


def _changes(
    year: int, rows: Sequence[ReadRow], former: Mapping[Key, Mapping[str, str]]
) -> tuple[list[RowChange], list[Mapping[str, str]]]:
    """What becomes of each project, and the canonical cells to write."""
    changes: list[RowChange] = []
    written: list[Mapping[str, str]] = []
    left = dict(former)
    for row in rows:
        old = left.pop(row.key, None)
        cells = dict(row.cells)
        if old is None:
            changes.append(RowChange("added", year, cells))
            written.append(cells)
            continue
        differing = [c for c in cells if cells[c] != old.get(c, "") and c != "source"]
        # A row that says what is on file keeps the source it has, unless the file states one.
        if not differing and cells["source"].startswith(UPLOADED):
            cells["source"] = old.get("source", "") or cells["source"]
        if cells["source"] != old.get("source", ""):
            differing.append("source")
        found = tuple(CellChange(c, old.get(c, ""), cells[c]) for c in differing)
        changes.append(RowChange("changed" if found else "same", year, cells, found))
        written.append(cells)
    changes += [RowChange("removed", year, cells) for cells in left.values()]
    return changes, written


def _coverage(validated: Validated, folder: Path, files: dict[str, bytes], rows: Sequence[RowChange]) -> None:
    """Adds fiscal_years.csv to `files` where the coverage of a year changes."""
    kind = "partial" if validated.options.is_partial else "complete"
    sources = {
        year: Counter(
            row.cells["source"] for row in rows if row.fiscal_year == year and row.kind != "removed"
        )
        for year in validated.rows
    }
    wanted = {year: (kind, found.most_common(1)[0][0]) for year, found in sources.items() if found}
    file = folder / canonical.YEARS
    content = canonical.with_coverage(file, wanted)
    if content != file.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"):
        files[canonical.YEARS] = content
