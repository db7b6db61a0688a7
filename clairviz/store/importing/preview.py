"""What an import would change, and whether the whole data folder would still be sound. Nothing is stored."""

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from clairviz.base.i18n import message
from clairviz.store.importing import canonical
from clairviz.store.importing.cells import CellRefused
from clairviz.store.importing.model import (
    CellChange,
    Comparison,
    Preview,
    ProjectRow,
    RowChange,
    Validated,
    YearCounts,
)
from clairviz.store.importing.reference import Reference
from clairviz.store.ingest.dataset import Dataset, load
from clairviz.store.ingest.problem import DataRefused, Problem

_UNSTATED = "upload-"
Key = tuple[str, ...]


def preview(validated: Validated, reference: Reference, folder: Path) -> Preview:
    """The changes against the years on file below `folder`; see `Preview`."""
    rows: list[RowChange] = []
    files: dict[str, bytes] = {}
    lines: dict[str, dict[int, ProjectRow]] = {}
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
    names = {canonical.SOURCES, canonical.YEARS, *map(canonical.projects_file, validated.rows)}
    before = {name: digest(folder / name) for name in sorted(names)}
    problems = list(validated.problems)
    counts: dict[int, YearCounts] = {}
    comparisons: tuple[Comparison, ...] = ()
    if years:
        try:
            with staged(folder, files) as dataset:
                counts = {year: _counts(dataset, year) for year in years}
                comparisons = tuple(c for year in years for c in _compared(dataset, year, counts[year]))
        except DataRefused as refused:
            problems += [_at_cell(problem, lines) for problem in refused.problems]
    problems += [_difference(c, validated) for c in comparisons if c.published != c.found]
    return Preview(
        validated, folder, tuple(rows), counts, comparisons, tuple(problems), files, before, on_file
    )


@contextmanager
def staged(folder: Path, files: Mapping[str, bytes | None]) -> Iterator[Dataset]:
    """The data folder as it would be with `files` (None: removed). Raises DataRefused."""
    with tempfile.TemporaryDirectory(prefix="clairviz-import-") as place:
        stage = Path(place)
        for part in ("reference", "source"):
            shutil.copytree(folder / part, stage / part)
        for name, content in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                (stage / name).unlink(missing_ok=True)
            else:
                (stage / name).write_bytes(content)
        yield load(stage)


def digest(file: Path) -> str:
    """The SHA-256 of a file, or an empty text where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def _by_key(
    rows: Sequence[Mapping[str, str]], year: int, reference: Reference
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
    year: int, rows: Sequence[ProjectRow], former: Mapping[Key, Mapping[str, str]]
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
        if not differing and cells["source"].startswith(_UNSTATED):
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


def _counts(dataset: Dataset, year: int) -> YearCounts:
    projects = {str(p["project_id"]): p for p in dataset.records["project"] if p["fiscal_year"] == year}
    fields = Counter(
        str(mark["field_code"])
        for mark in dataset.records["project_field"]
        if mark["project_id"] in projects and mark["role"] == "primary"
    )
    regions = Counter(
        str(mark["region_code"])
        for mark in dataset.records["project_region"]
        if mark["project_id"] in projects
    )
    bodies = {p["local_government_code"] for p in projects.values() if p["local_government_code"]}
    return YearCounts(len(projects), len(bodies), dict(fields), dict(regions))


def _compared(dataset: Dataset, year: int, counts: YearCounts) -> Iterator[Comparison]:
    """The published totals of the year beside what the file comes to."""
    found_of = {"field": counts.fields, "region": counts.regions}
    whole = {"project": counts.projects, "local_government": counts.bodies}
    for total in dataset.records["published_total"]:
        dimension, code = str(total["dimension"]), str(total["code"])
        if total["fiscal_year"] != year or (dimension not in whole and dimension not in found_of):
            continue
        found = whole[dimension] if dimension in whole else found_of[dimension].get(code, 0)
        yield Comparison(year, dimension, code, int(str(total["total"])), found)


def _difference(comparison: Comparison, validated: Validated) -> Problem:
    row = validated.rows[comparison.fiscal_year][0]
    return Problem(
        row.place.file,
        0,
        "",
        str(comparison.found),
        message(
            "The published total of {dimension} {code} in {year} is {published}; the file comes to {value}."
        ),
        message("Compare the file with the published table; import it if the table is wrong."),
        {
            "dimension": comparison.dimension,
            "code": comparison.code,
            "year": comparison.fiscal_year,
            "published": comparison.published,
        },
        severity="warning",
    )


def _at_cell(problem: Problem, lines: Mapping[str, Mapping[int, ProjectRow]]) -> Problem:
    """A problem of the year's file, at the row of the upload that it comes from."""
    row = lines.get(problem.file, {}).get(problem.line)
    if row is None:
        return problem
    return Problem(
        row.place.file,
        row.place.row,
        problem.column,
        problem.value,
        problem.what,
        problem.remedy,
        problem.values,
        sheet=row.place.sheet,
        cell=row.place.cell,
    )
