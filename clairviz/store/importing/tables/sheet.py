"""A sheet of a reference table: which table it is, and its rows with what is to be said of them."""

from collections.abc import Callable

from clairviz.base.i18n import message
from clairviz.store.importing.file_year import default_year, no_year
from clairviz.store.importing.layout import with_headings
from clairviz.store.importing.model import TOTALS as HOLDS_TOTALS
from clairviz.store.importing.model import ReadOptions, ReadRow
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.sheet_findings import finding, findings_beside, leaves_nothing, unreadable
from clairviz.store.importing.tables.headings import IMPORTED, TOTALS
from clairviz.store.importing.tables.reader import TableReader, lay_out_table
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import Limits, SheetTable


def read_reference_table(
    name: str,
    table: SheetTable,
    options: ReadOptions,
    reference: ReferenceNames,
    problems: list[Problem],
    limits: Limits,
    tick: Callable[[], None],
) -> tuple[str, list[ReadRow]]:
    """The table of ``IMPORTED`` that the sheet holds and its rows; findings are added to `problems`."""
    if found := unreadable(name, table, limits):
        problems += found
        return "", []
    table = with_headings(table, options.corrections)
    key, layout = lay_out_table(table, name, only=only(options))
    if not key:
        problems.append(_no_header(name, table, options))
        return "", []
    beside = findings_beside(name, table, layout, limits)
    problems += beside
    problems += _merged(name, table, layout.header_row)
    if leaves_nothing(beside):
        return "", []
    year = None
    if "fiscal_year" in IMPORTED[key].key and not layout.of("fiscal_year"):
        year = default_year(name, table, layout, options, problems)
        if year is None:
            problems.append(no_year(name, table))
            return "", []
    reader = TableReader(name, table, layout, key, options, reference, year)
    rows = list(reader.rows(tick))
    problems += reader.problems
    return key, rows


def only(options: ReadOptions) -> str:
    """The table that the files must hold, or an empty text."""
    return TOTALS if options.holds == HOLDS_TOTALS else ""


def _no_header(name: str, table: SheetTable, options: ReadOptions) -> Problem:
    if options.holds == HOLDS_TOTALS:
        return finding(
            name,
            message("No row has the headings of published totals."),
            message("Write the headings 年度, 区分, 名称, 件数 and 出典 above the table."),
            sheet=table.name,
            rule="1-6",
        )
    return finding(
        name,
        message("No row has the headings of a reference table."),
        message("Write the headings as docs/data-dictionary.md names the columns of: {tables}."),
        sheet=table.name,
        rule="1-6",
        tables=", ".join(sorted(IMPORTED)),
    )


def _merged(name: str, table: SheetTable, header_row: int) -> list[Problem]:
    """Every merged range below the header: of a reference table each cell stands for itself."""
    return [
        finding(
            name,
            message("The cells {range} are merged, and it is not certain what belongs to which row."),
            message("Undo the merging and write each row's own value."),
            sheet=table.name,
            line=merged.first_row,
            cell=str(merged).partition(":")[0],
            rule="1-4",
            range=str(merged),
        )
        for merged in table.merged
        if merged.last_row > header_row
    ]
