"""Files in, canonical rows and findings out. Nothing is stored, and nothing raised."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from clairviz.base.i18n import message
from clairviz.store.importing.file_year import default_year, no_year
from clairviz.store.importing.filling import fill
from clairviz.store.importing.layout import lay_out, with_headings
from clairviz.store.importing.model import (
    PROJECTS,
    TABLES,
    UPLOADED,
    NewSource,
    ReadOptions,
    ReadRow,
    Upload,
    Validated,
)
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.rows import RowReader
from clairviz.store.importing.sheet_findings import (
    finding,
    findings_beside,
    leaves_nothing,
    no_header,
    unreadable,
)
from clairviz.store.importing.tables.sheet import read_reference_table
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.store.ingest.table import (
    Limits,
    SheetTable,
    bare_name,
    read_tables,
)

# What the parts of the work add up to, as `progress` is told.
WHOLE = 1_000


def validate(
    uploads: Sequence[Upload],
    options: ReadOptions,
    reference: ReferenceNames,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    limits: Limits | None = None,
) -> Validated:
    """Reads and checks files of one or more fiscal years; every finding is in the answer.

    `progress` is told how much of the work is done and how much there is, in parts of `WHOLE`:
    half of them are the reading of the files, half the checking of their rows.
    """
    limits = limits or Limits()
    problems: list[Problem] = []
    rows: dict[int, list[ReadRow]] = defaultdict(list)
    records: dict[str, list[ReadRow]] = defaultdict(list)
    sources: list[NewSource] = [options.new_source] if options.new_source else []
    problems += _option_problems(options, reference)
    tables = _tables_of(uploads, limits, progress, problems)
    total = sum(len(table.rows) for found in tables.values() for table in found)
    done = 0
    for upload in uploads:
        name = bare_name(upload.name)
        for table in _chosen(name, tables.get(name, ()), options, problems):

            def tick(base: int = done) -> None:
                nonlocal done
                done += 1
                if done % 500 == 0:
                    progress(WHOLE // 2 + WHOLE * done // (2 * max(total, done)), WHOLE)

            if options.holds != PROJECTS:
                key, found = read_reference_table(name, table, options, reference, problems, limits, tick)
                records[key] += found
                continue
            for row in _read_table(name, table, options, reference, problems, limits, tick):
                rows[int(row.cells["fiscal_year"])].append(row)
        held: Mapping[Any, list[ReadRow]] = records if options.holds != PROJECTS else rows
        sources += _unstated_source(upload, name, held, problems)
    problems += _repeated([*rows.values(), *records.values()], options)
    if not any(p.severity == "error" for p in problems) and not any([*rows.values(), *records.values()]):
        problems += [_nothing(bare_name(upload.name), options) for upload in uploads[:1]]
    progress(WHOLE, WHOLE)
    kept = {key: found for key, found in records.items() if found}
    return Validated(
        tuple(uploads), options, dict(sorted(rows.items())), tuple(problems), tables, tuple(sources), kept
    )


def _tables_of(
    uploads: Sequence[Upload], limits: Limits, progress: Callable[[int, int], None], problems: list[Problem]
) -> dict[str, Sequence[SheetTable]]:
    """The sheets of each file by its name; why one cannot be read is added to `problems`."""
    tables: dict[str, Sequence[SheetTable]] = {}
    whole = max(sum(len(upload.content) for upload in uploads), 1)
    before = 0
    for upload in uploads:
        name, size = bare_name(upload.name), len(upload.content)

        def read(part: float, before: int = before, size: int = size) -> None:
            progress(int((before + part * size) / whole * WHOLE / 2), WHOLE)

        try:
            tables[name] = read_tables(name, upload.content, limits, read)
        except DataRefused as refused:
            problems += refused.problems
        before += size
    return tables


def _option_problems(options: ReadOptions, reference: ReferenceNames) -> Iterator[Problem]:
    new = options.new_source.source_id if options.new_source else ""
    if options.source and options.source not in (*reference.sources, new):
        yield Problem(
            "--source",
            0,
            "",
            options.source,
            message("The source “{value}” is not on file."),
            message(
                "Name one of data/reference/sources.csv, or give title, publisher and date of a new one."
            ),
            suggestions=tuple(sorted(reference.sources)),
        )


def _nothing(name: str, options: ReadOptions) -> Problem:
    if options.holds != PROJECTS:
        return finding(
            name,
            message("There is no row in the file."),
            message("Write each row of the table below the header."),
        )
    return finding(
        name,
        message("There is no project in the file."),
        message("Write each project in a row below the header."),
    )


def _chosen(
    name: str, tables: Sequence[SheetTable], options: ReadOptions, problems: list[Problem]
) -> list[SheetTable]:
    """The sheets to read: the one asked for, or the only one that holds anything."""
    visible = [table for table in tables if not table.is_hidden]
    if options.sheet:
        return _asked_for(name, visible, options.sheet, problems)
    if hidden := [table.name for table in tables if table.is_hidden]:
        problems.append(
            finding(
                name,
                message("Hidden sheets are not read: {sheets}."),
                message("Show a sheet and choose it if it is meant."),
                severity="warning",
                sheets=", ".join(hidden),
            )
        )
    filled = [table for table in visible if any(table.rows) or table.flaws]
    if len(filled) > 1 and options.holds == TABLES:
        return filled
    if len(filled) > 1:
        return _only_likely(name, filled, problems)
    if tables and not filled:
        problems.append(
            finding(name, message("The file is empty."), message("Write the headings into the first row."))
        )
    return filled


def _asked_for(name: str, visible: list[SheetTable], sheet: str, problems: list[Problem]) -> list[SheetTable]:
    """The sheet of that name; a CSV file, whose one sheet has no name, is read whatever was asked for."""
    found = [table for table in visible if table.name == sheet]
    names = tuple(table.name for table in visible)
    if found or not any(names):
        return found or visible
    problems.append(
        finding(
            name,
            message("There is no visible sheet “{value}”."),
            message("Choose one of: {sheets}."),
            value=sheet,
            sheets=", ".join(names),
            suggestions=names,
        )
    )
    return []


def _only_likely(name: str, filled: list[SheetTable], problems: list[Problem]) -> list[SheetTable]:
    """Of several sheets the only one that looks like a table of projects; none where several do, or none."""
    likely = [table for table in filled if lay_out(table, lambda _n: "", lambda _n: "").header_row]
    if len(likely) == 1:
        left = [table.name for table in filled if table is not likely[0]]
        problems.append(
            finding(
                name,
                message("Sheets without a table of projects are left out: {sheets}."),
                message("Choose a sheet with --sheet if another one is meant."),
                severity="warning",
                sheets=", ".join(left),
            )
        )
        return likely
    names = tuple(table.name for table in likely or filled)
    problems.append(
        finding(
            name,
            message("The workbook has several sheets: {sheets}."),
            message("Choose one of them with --sheet."),
            sheets=", ".join(names),
            suggestions=names,
            rule="2-1",
        )
    )
    return []


def _read_table(
    name: str,
    table: SheetTable,
    options: ReadOptions,
    reference: ReferenceNames,
    problems: list[Problem],
    limits: Limits,
    tick: Callable[[], None],
) -> Iterator[ReadRow]:
    if found := unreadable(name, table, limits):
        problems += found
        return
    table = with_headings(table, options.corrections)
    layout = lay_out(table, reference.fields.code, reference.regions.code)
    if not layout.header_row:
        problems.append(no_header(name, table, layout))
        return
    beside = findings_beside(name, table, layout, limits)
    problems += beside
    if leaves_nothing(beside):
        return
    filled, found = fill(name, table, layout)
    problems += found
    year = default_year(name, table, layout, options, problems)
    if year is None and not layout.of("fiscal_year"):
        problems.append(no_year(name, table))
        return
    reader = RowReader(name, table, layout, options, reference, year, filled)
    yield from reader.rows(tick)
    problems += reader.problems


def _unstated_source(
    upload: Upload, name: str, rows: Mapping[Any, list[ReadRow]], problems: list[Problem]
) -> list[NewSource]:
    """Where rows state no source, the file itself is noted as theirs. Its column is `source` of projects
    and `source_id` of tables, of which some have none."""
    bare = [
        (held, index, column)
        for held, found in rows.items()
        for index, row in enumerate(found)
        for column in ("source", "source_id")
        if row.place.file == name and row.cells.get(column) == "" and held != "sources"
    ]
    if not bare:
        return []
    source = NewSource(
        f"{UPLOADED}{hashlib.sha256(upload.content).hexdigest()[:8]}",
        name,
        retrieved_on=date.today(),
        note="題名・発行者の記載なし。取り込んだファイルそのものを出典とする。 | Title and publisher not stated; the file itself is noted as the source.",
    )
    for held, index, column in bare:
        row = rows[held][index]
        rows[held][index] = ReadRow({**row.cells, column: source.source_id}, row.key, row.place)
    problems.append(
        finding(
            name,
            message("No source is stated; the file itself is noted as the source."),
            message("Name one with --source, or in a column 出典."),
            severity="warning",
        )
    )
    return [source]


def _repeated(rows: Sequence[list[ReadRow]], options: ReadOptions) -> Iterator[Problem]:
    for found in rows:
        seen: dict[tuple[str, ...], ReadRow] = {}
        for row in found:
            other = seen.setdefault(row.key, row)
            if other is not row and options.holds != PROJECTS:
                yield finding(
                    row.place.file,
                    message("The row has the key of line {other}: {value}"),
                    message("Keep one of the rows, or give one a key of its own."),
                    sheet=row.place.sheet,
                    line=row.place.row,
                    cell=row.place.cell,
                    value=", ".join(row.key),
                    other=other.place.row,
                )
            elif other is not row:
                yield finding(
                    row.place.file,
                    message("The project is the same as in line {other}."),
                    message("Give projects of one body in one year different numbers."),
                    sheet=row.place.sheet,
                    line=row.place.row,
                    column="number",
                    cell=row.place.cell,
                    value=row.cells["local_government"] or row.cells["applicant"],
                    other=other.place.row,
                )
