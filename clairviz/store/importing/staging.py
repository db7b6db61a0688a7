"""The data folder as it would be, and what is to be said of it. Nothing is stored."""

import hashlib
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from clairviz.base.i18n import message
from clairviz.base.schema import ALL
from clairviz.store.importing.cells import year_named
from clairviz.store.importing.locks import try_lock, unlock
from clairviz.store.importing.model import Comparison, ReadRow, YearCounts
from clairviz.store.ingest.dataset import Dataset, load
from clairviz.store.ingest.problem import InLanguage, Problem

_PREFIX, _LOCK, _NEW_SECONDS = "clairviz-import-", ".lock", 60.0
_COUNTED = {
    "project": InLanguage("事業", "projects"),
    "local_government": InLanguage("代表団体", "lead bodies"),
    "kind": InLanguage("代表団体の種類", "the kind of lead bodies"),
    "field": InLanguage("対象分野（○）", "the field (○)"),
    "region": InLanguage("相手地域", "the region"),
}


@contextmanager
def staged(folder: Path, files: Mapping[str, bytes | None]) -> Iterator[Dataset]:
    """The data folder as it would be with `files` (None: removed). Raises DataRefused.

    Takes away what imports that were killed left behind.
    """
    _clear_leftovers()
    with _place_of_its_own() as stage:
        for part in ("reference", "source"):
            shutil.copytree(folder / part, stage / part)
        for name, content in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                (stage / name).unlink(missing_ok=True)
            else:
                (stage / name).write_bytes(content)
        yield load(stage)


@contextmanager
def _place_of_its_own() -> Iterator[Path]:
    """A temporary folder, locked as long as the process lives."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as place, (Path(place) / _LOCK).open("ab") as lock:
        try_lock(lock)
        yield Path(place)
        unlock(lock)


def _clear_leftovers() -> None:
    for place in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        # Another process may be about to lock a new one; of another user we may not open it.
        with suppress(OSError):
            if time.time() - place.stat().st_mtime < _NEW_SECONDS:
                continue
            with (place / _LOCK).open("ab") as lock:
                is_left = try_lock(lock)
            if is_left:
                shutil.rmtree(place, ignore_errors=True)


def digest(file: Path) -> str:
    """The SHA-256 of a file, or an empty text where there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def counts_of(dataset: Dataset, year: int) -> YearCounts:
    """What the pages would say of a fiscal year of a data set."""
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
    leads = {p["local_government_code"] for p in projects.values()} - {None}
    taking_part = {
        body["local_government_code"]
        for body in dataset.records["project_body"]
        if body["project_id"] in projects
    }
    applicants = {p["applicant_ja"] for p in projects.values()} - {None}
    return YearCounts(
        len(projects), len(leads), len(leads | taking_part), len(applicants), dict(fields), dict(regions)
    )


def published_beside(dataset: Dataset, year: int, counts: YearCounts) -> Iterator[Comparison]:
    """The published totals of the year beside what the projects come to."""
    names = {str(g["local_government_code"]): str(g["name_ja"]) for g in dataset.records["local_government"]}
    leads = {p["local_government_code"] for p in dataset.records["project"] if p["fiscal_year"] == year}
    kinds = Counter(names[str(code)][-1] for code in leads if code)
    found_of = {"field": counts.fields, "region": counts.regions, "kind": kinds}
    whole = {"project": counts.projects, "local_government": counts.lead_bodies}
    for total in dataset.records["published_total"]:
        dimension, code = str(total["dimension"]), str(total["code"])
        if total["fiscal_year"] != year or (dimension not in whole and dimension not in found_of):
            continue
        found = whole[dimension] if dimension in whole else found_of[dimension].get(code, 0)
        yield Comparison(year, dimension, code, int(str(total["total"])), found)


def field_and_region_names(dataset: Dataset) -> dict[str, InLanguage]:
    """Names of fields and regions by code."""
    return {
        str(record[f"{table}_code"]): InLanguage(str(record["name_ja"]), str(record["name_en"]))
        for table in ("field", "region")
        for record in dataset.records[table]
    }


def told(comparison: Comparison, names: Mapping[str, InLanguage]) -> InLanguage:
    """What was counted, in words."""
    of = _COUNTED[comparison.dimension]
    if comparison.code == ALL:
        return of
    name = names.get(comparison.code, InLanguage(comparison.code, comparison.code))
    return InLanguage(f"{of.ja}「{name.ja}」", f"{of.en} “{name.en}”")


def difference(
    comparison: Comparison, file: str, names: Mapping[str, InLanguage], at: ReadRow | None = None
) -> Problem:
    """A warning that a published total is not what the projects come to, at the row `at` of the total."""
    column = at.place.columns.get("total", "") if at else ""
    return Problem(
        file,
        at.place.row if at else 0,
        "total" if at else "",
        str(comparison.found),
        message("The published total of {told} in {year} is {published}; the projects come to {value}."),
        message("Compare the file with the published table; import it if the table is wrong."),
        {
            "told": told(comparison, names),
            "year": year_named(comparison.fiscal_year),
            "published": comparison.published,
        },
        severity="warning",
        sheet=at.place.sheet if at else "",
        cell=f"{column}{at.place.row}" if at and column else "",
    )


def at_cell(problem: Problem, lines: Mapping[str, Mapping[int, ReadRow]]) -> Problem:
    """A problem of a data file, at the row of the upload that it comes from."""
    row = lines.get(problem.file, {}).get(problem.line)
    if row is None:
        return problem
    letter = row.place.columns.get(problem.column, "")
    return Problem(
        row.place.file,
        row.place.row,
        problem.column,
        problem.value,
        problem.what,
        problem.remedy,
        problem.values,
        sheet=row.place.sheet,
        cell=f"{letter}{row.place.row}" if letter else row.place.cell,
    )
