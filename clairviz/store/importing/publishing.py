"""Putting a previewed import in service, and going back to an earlier state."""

from pathlib import Path

from clairviz.base.i18n import message
from clairviz.store.importing import history
from clairviz.store.importing.canonical import projects_file, table_file
from clairviz.store.importing.model import Preview, Published
from clairviz.store.importing.staging import digest, staged
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.publish import publish as build


def publish_import(
    seen: Preview, database: Path, *, who: str, note: str = "", replace: bool = False
) -> Published:
    """Writes what `seen` shows, keeps it in the history, builds the database and switches to it.

    A preview that changes nothing writes nothing. Raises DataRefused: errors in the files, a year
    on file without `replace`, data changed since the preview, another publish under way.
    """
    if seen.is_refused:
        raise DataRefused([p for p in seen.problems if p.severity == "error"])
    if seen.is_unchanged:
        return Published(None, seen.years)
    if problems := [] if replace else on_file(seen):
        raise DataRefused(problems)
    uploads = seen.validated.uploads
    with _alone(seen.folder):
        changed = [name for name, former in seen.before.items() if digest(seen.folder / name) != former]
        if changed:
            raise DataRefused([_stale(name) for name in changed])
        with staged(seen.folder, seen.files) as dataset:
            counts = {kind: seen.count(kind) for kind in ("added", "changed", "removed", "same")}
            entry = history.commit(
                seen.folder, seen.files, uploads, who=who, note=note, years=seen.years, changes=counts
            )
            build(dataset, database)
    return Published(entry.number, seen.years)


def roll_back(folder: Path, number: int, database: Path, *, who: str, note: str = "") -> Published:
    """Brings back the state after publish `number` (0: before all) as a new publish.

    Raises DataRefused where there is no such publish or the state cannot be built any more.
    """
    with _alone(folder):
        known = history.entries(folder)
        if not 0 <= number <= (known[-1].number if known else -1):
            raise DataRefused(
                [
                    Problem(
                        "history",
                        0,
                        "",
                        str(number),
                        message("There is no publish number {value}."),
                        message("`python -m clairviz history` lists them."),
                    )
                ]
            )
        files = {
            name: content
            for name, content in history.state_at(folder, number).items()
            if content != ((folder / name).read_bytes() if (folder / name).exists() else None)
        }
        if not files:
            return Published(None, ())
        years = sorted(int(Path(name).stem) for name in files if name.startswith("source/projects/"))
        with staged(folder, files) as dataset:
            entry = history.commit(
                folder, files, (), who=who, note=note, years=years, action="rollback", of=number
            )
            build(dataset, database)
    return Published(entry.number, tuple(years))


def on_file(seen: Preview) -> list[Problem]:
    """A problem for each year, or reference table, on file that a publish would overwrite."""
    tables = {row.table: row for row in seen.rows if row.table and row.kind == "changed"}
    if tables:
        return [
            Problem(
                table_file(name),
                0,
                "",
                name,
                message("Rows of {value} are on file already, and the file would change them."),
                message("Look at the changes, and import with --replace if they are meant."),
            )
            for name in tables
        ]
    changed = {row.fiscal_year for row in seen.rows if row.kind != "same"}
    return [
        Problem(
            projects_file(year),
            0,
            "",
            str(year),
            message("Fiscal {value} is on file already, and the file would change it."),
            message("Look at the changes, and import with --replace if they are meant."),
        )
        for year in seen.years_on_file
        if year in changed
    ]


class _alone:
    """The lock of the history as a refusal in words, with what was interrupted finished first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = history.locked(folder)

    def __enter__(self) -> None:
        try:
            self._lock.__enter__()
        except history.Busy:
            what = message("Another publish is under way.")
            remedy = message("Wait until it has ended, look at the changes again, and repeat.")
            raise DataRefused([Problem("history", 0, "", "", what, remedy)]) from None
        history.recover(self._folder)

    def __exit__(self, *error: object) -> None:
        self._lock.__exit__(*error)  # type: ignore[arg-type]


def _stale(name: str) -> Problem:
    return Problem(
        name,
        0,
        "",
        "",
        message("The data on file changed since the preview."),
        message("Look at the changes again, and publish then."),
    )
