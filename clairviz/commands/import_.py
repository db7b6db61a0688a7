"""``import``: years in, from the files that offices have."""

import argparse
import getpass
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from clairviz.base import paths
from clairviz.base.fiscal_year import parse
from clairviz.base.i18n import Translator, message, translator
from clairviz.commands.output import check_place, not_written, output
from clairviz.commands.usage import Parser
from clairviz.export.xlsx.findings import findings_workbook
from clairviz.store import database
from clairviz.store.importing import findings
from clairviz.store.importing.model import (
    PROJECTS,
    TABLES,
    TOTALS,
    NewSource,
    Preview,
    Published,
    ReadOptions,
    RowChange,
    Upload,
    Validated,
)
from clairviz.store.importing.preview import preview
from clairviz.store.importing.publishing import on_file, publish_import
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.validation import validate
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.ingest.reference import load_reference

_KINDS = ("added", "changed", "removed", "same")
_BAR = 30


def configure(parser: Parser) -> None:
    """Files, how to read them, and what to do with them."""
    _ = parser.translator
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("CSV, xlsx, xlsm, xls or ods"))
    parser.add_argument("--dry-run", action="store_true", help=_("show what would change, and store nothing"))
    parser.add_argument("--replace", action="store_true", help=_("overwrite years that are on file"))
    parser.add_argument(
        "--sheet", default="", metavar="NAME", help=_("the sheet to read, if there are several")
    )
    parser.add_argument(
        "--fiscal-year", metavar="Y", type=_year, help=_("the year, where the file does not say: 2022 or R4")
    )
    parser.add_argument(
        "--partial", action="store_true", help=_("the files do not hold every project of the year")
    )
    parser.add_argument("--source", default="", metavar="ID", help=_("the source, as sources.csv names it"))
    parser.add_argument("--source-title", default="", metavar="TEXT", help=_("title of a new source"))
    parser.add_argument("--source-publisher", default="", metavar="TEXT", help=_("publisher of a new source"))
    parser.add_argument(
        "--source-date", metavar="DATE", type=date.fromisoformat, help=_("day a new source was taken over")
    )
    holds = parser.add_mutually_exclusive_group()
    holds.add_argument(
        "--totals", action="store_true", help=_("the files hold published totals to compare with")
    )
    holds.add_argument(
        "--tables",
        action="store_true",
        help=_("the files hold reference tables or subsidy rules, known by their headings"),
    )
    parser.add_argument("--note", default="", metavar="TEXT", help=_("a note for the history"))
    parser.add_argument(
        "--report", type=Path, metavar="F", help=_("write the findings beside the cells, as xlsx")
    )
    parser.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """0 if published, unchanged or valid, 1 if refused."""
    _ = translator(arguments.lang)
    folder = paths.data_folder()
    if arguments.report:
        try:
            check_place(arguments.report)
        except OSError as error:
            print(not_written(arguments.report, error, _), file=sys.stderr)
            return 1
    records, problems = load_reference(folder / "reference")
    uploads = _uploads(arguments.files, problems)
    if problems:
        return _answer("refused", None, problems, arguments, _)
    reference = ReferenceNames.of(records)
    validated = validate(uploads, _options(arguments), reference, progress=_progress(_))
    if arguments.report:
        with output(arguments.report) as stream:
            stream.write(findings_workbook(validated, _=_))
    seen = preview(validated, reference, folder)
    problems = list(seen.problems)
    if seen.is_refused:
        return _answer("refused", seen, problems, arguments, _)
    if arguments.dry_run:
        return _answer("valid", seen, problems, arguments, _)
    if not arguments.replace and (refusals := on_file(seen)):
        return _answer("refused", seen, [*problems, *refusals], arguments, _)
    try:
        published = publish_import(
            seen,
            paths.database_file(),
            who=getpass.getuser(),
            note=arguments.note,
            replace=arguments.replace,
        )
    except DataRefused as refused:
        return _answer("refused", seen, [*problems, *refused.problems], arguments, _)
    except (OSError, database.Error) as error:
        print(_("{file} cannot be written: {error}", file=folder, error=error), file=sys.stderr)
        return 1
    status = "unchanged" if published.number is None else "published"
    return _answer(status, seen, problems, arguments, _, published=published)


def _year(text: str) -> int:
    return parse(text).year


def _options(arguments: argparse.Namespace) -> ReadOptions:
    new = None
    if arguments.source_title:
        digest = hashlib.sha256(arguments.source_title.encode()).hexdigest()[:8]
        new = NewSource(
            arguments.source or f"source-{digest}",
            arguments.source_title,
            arguments.source_publisher,
            retrieved_on=arguments.source_date or date.today(),
        )
    return ReadOptions(
        sheet=arguments.sheet,
        holds=TOTALS if arguments.totals else TABLES if arguments.tables else PROJECTS,
        fiscal_year=arguments.fiscal_year,
        is_partial=arguments.partial,
        source=new.source_id if new else arguments.source,
        new_source=new,
    )


def _uploads(files: list[Path], problems: list[Problem]) -> list[Upload]:
    uploads = []
    for file in files:
        try:
            uploads.append(Upload(file.name, file.read_bytes()))
        except OSError:
            what = message("The file cannot be read.")
            remedy = message("Check that the file is not locked and that you may read it.")
            problems.append(Problem(str(file), 0, "", "", what, remedy))
    return uploads


def _progress(_: Translator) -> Any:
    """A bar on the terminal; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return lambda _done, _total: None

    def show(done: int, total: int) -> None:
        full = _BAR * done // max(total, 1)
        said = _("reading and checking")
        print(f"\r[{'#' * full}{'.' * (_BAR - full)}] {100 * done // total}% {said}", end="", file=sys.stderr)
        if done >= total:
            print(file=sys.stderr)

    return show


def _answer(
    status: str,
    seen: Preview | None,
    problems: list[Problem],
    arguments: argparse.Namespace,
    _: Translator,
    *,
    published: Published | None = None,
) -> int:
    changes = {kind: seen.count(kind) if seen else 0 for kind in _KINDS}
    validated = seen.validated if seen else None
    projects = sum(map(len, validated.rows.values())) if validated else 0
    rows = sum(map(len, validated.records.values())) if validated else 0
    if arguments.json:
        record = {
            "status": status,
            "version": published.number if published else None,
            "projects": projects,
            "rows": rows,
            "years": list(seen.years) if seen else [],
            "problems": [findings.as_record(problem, _) for problem in problems],
            "changes": changes,
        }
        print(json.dumps(record, ensure_ascii=False))
        return int(status == "refused")
    out = sys.stderr if status == "refused" else sys.stdout
    print("\n".join(findings.report_lines(problems, _)), file=out)
    if validated and status != "refused" and seen:
        print("\n".join(_what_changes(seen, validated, _)))
    words = {
        "refused": _("Refused: nothing was stored."),
        "valid": _("Valid: nothing was stored, as asked."),
        "unchanged": _("Unchanged: what is on file says the same already."),
        "published": _("Published as number {number}.", number=published.number if published else ""),
    }
    print(words[status], file=out)
    return int(status == "refused")


def _what_changes(seen: Preview, validated: Validated, _: Translator) -> list[str]:
    """The preview: what changes, and what the pages would say."""
    said = []
    for year, counts in seen.counts.items():
        said.append(
            _(
                "Fiscal {year}: {projects} projects, {leads} lead bodies ({participants} with those that take "
                "part), {applicants} applicants that are no local government, {fields} fields, {regions} regions.",
                year=year,
                projects=counts.projects,
                leads=counts.lead_bodies,
                participants=counts.participants,
                applicants=counts.applicants,
                fields=len(counts.fields),
                regions=len(counts.regions),
            )
        )
    compared = {year: [c for c in seen.comparisons if c.fiscal_year == year] for year in seen.years}
    for year, found in compared.items():
        if found:
            differing = sum(c.published != c.found for c in found)
            text = _("Published totals of fiscal {year}: {count} compared, {differing} differ.",
                     year=year, count=len(found), differing=differing)  # fmt: skip
            said.append(text)
        elif year in seen.counts:
            said.append(_("No published total of fiscal {year} is on file to compare with.", year=year))
    for row in seen.rows:
        title = _title(row)
        if row.kind == "added":
            said.append(f"+ {title}")
        elif row.kind == "removed":
            said.append(f"- {title}")
        elif row.kind == "changed":
            cells = "; ".join(f"{c.column}: {c.before or '∅'} → {c.after or '∅'}" for c in row.changes)
            said.append(f"~ {title}: {cells}")
    counts_said = {kind: seen.count(kind) for kind in _KINDS}
    said.append(_("Added {added}, changed {changed}, removed {removed}, same {same}.", **counts_said))
    return said


def _title(row: RowChange) -> str:
    """What names a project, or a row of a reference table."""
    if row.table:
        return " ".join((row.table, *(text for text in list(row.cells.values())[:4] if text)))
    name = row.cells.get("local_government") or row.cells.get("applicant", "")
    parts = (str(row.fiscal_year), name, row.cells.get("number", ""), row.cells.get("title_ja", ""))
    return " ".join(part for part in parts if part)
