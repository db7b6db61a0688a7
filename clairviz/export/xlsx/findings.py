"""The findings of an import as a workbook: a list, and the sheets as they were read with comments."""

import re
from collections import defaultdict
from collections.abc import Mapping
from math import ceil

from clairviz.base.i18n import Translator
from clairviz.export.xlsx import sheets
from clairviz.store.importing.findings import grouped
from clairviz.store.importing.model import Validated
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import SheetTable, cell_name

_ERROR = {**sheets.PLAIN, "bg_color": "#F9D6D2", "pattern": 1, "bold": True}
_WARNING = {**sheets.PLAIN, "bg_color": "#FFF1C2", "pattern": 1}
_MOST_ROWS = 20_000
_LONGEST_COMMENT = 2_000
# A comment's box is so many columns of text wide and lines high where nothing is said of it.
_COMMENT_COLUMNS, _COMMENT_LINES = 40, 4
_NARROWEST, _WIDEST, _ROWS_MEASURED = 8, 40, 500
_LINK = {**sheets.WORDS, "font_color": "#0B57A4", "underline": 1}


def findings_workbook(validated: Validated, *, _: Translator) -> bytes:
    """Every finding in a list, then each sheet that was read, its cells marked and commented."""
    book = sheets.Book(_("Findings of the import"))
    listed = book.create_sheet(_("Findings"))
    at: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in validated.problems:
        if problem.cell:
            at[problem.file, problem.sheet].append(problem)
    names = {_("Findings").lower()}
    titles: dict[tuple[str, str], str] = {}
    for file, tables in validated.tables.items():
        for table in tables:
            if not table.is_hidden and table.rows:
                title = titles[file, table.name] = _title(table.name or file, names)
                _put_table(book.create_sheet(title), table, at[file, table.name], _)
    _put_list(listed, validated, titles, _)
    return sheets.workbook_file(book)


def _title(name: str, taken: set[str]) -> str:
    """A name that a sheet may have: at most 31 characters, none of []:*?/\\, and not twice."""
    bare = re.sub(r"[\[\]:*?/\\]", "_", name).strip("'")[:28] or "1"
    title, number = bare, 2
    while title.lower() in taken:
        title, number = f"{bare}-{number}", number + 1
    taken.add(title.lower())
    return title


def _put_list(
    sheet: sheets.Sheet, validated: Validated, titles: Mapping[tuple[str, str], str], _: Translator
) -> None:
    """The list; its cells lead to the first of each group on the sheets of `titles`."""
    sheets.put_text(sheet, 1, 1, _("Findings of the import"), sheets.TITLE)
    groups = grouped(validated.problems)
    if not groups:
        sheets.put_text(sheet, 2, 1, _("No error and no warning was found."), sheets.NOTE)
    headings = (
        _("Severity"), _("File"), _("Sheet"), _("Cells"), _("Count"), _("Heading"), _("Value"),
        _("What is wrong"), _("What to do"), _("Rule for machine-readable tables"),
    )  # fmt: skip
    sheets.put_header(sheet, 4, headings)
    for row, group in enumerate(groups, start=5):
        problem = group.problem
        texts = (
            _("Error") if problem.severity == "error" else _("Warning"),
            problem.file,
            problem.sheet,
            ", ".join(group.places),
            "",
            problem.column,
            problem.value,
            problem.text(_),
            problem.mend(_),
            problem.rule_name(_),
        )
        for column, text in enumerate(texts, start=1):
            sheets.put_text(sheet, row, column, text)
        sheets.put_number(sheet, row, 5, group.count, form="#,##0")
        if problem.cell and (title := titles.get((problem.file, problem.sheet))):
            place = f"internal:{_quoted(title)}!{problem.cell}"
            look = sheet.style(row, 4, _LINK)
            sheet.raw.write_url(row - 1, 3, place, look, ", ".join(group.places))
    sheets.finish(sheet, (8, 16, 11, 13, 7, 16, 18, 46, 46, 34), freeze="A5", header_row=4)


def _put_table(sheet: sheets.Sheet, table: SheetTable, problems: list[Problem], _: Translator) -> None:
    marks: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        marks[problem.cell].append(problem)
    for number, row in enumerate(table.rows[:_MOST_ROWS], start=1):
        for column, text in enumerate(row, start=1):
            found = marks.pop(cell_name(number, column), [])
            if not text and not found:
                continue
            has_error = any(problem.severity == "error" for problem in found)
            look = _ERROR if has_error else _WARNING if found else sheets.PLAIN
            sheets.put_text(sheet, number, column, text, look)
            if found:
                said = "\n".join(f"{problem.text(_)} {problem.mend(_)}" for problem in found)
                said = said[:_LONGEST_COMMENT]
                sheet.raw.write_comment(number - 1, column - 1, said, {"x_scale": 2, "y_scale": _scale(said)})
    sheets.finish(sheet, _widths(table), freeze="A1", header_row=1)


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"


def _scale(said: str) -> float:
    """How many times its height the box of a comment needs for all that it says."""
    lines = sum(ceil(sheets.columns_of(line) / _COMMENT_COLUMNS) for line in said.split("\n"))
    return max(1.0, (lines + 1) / _COMMENT_LINES)


def _widths(table: SheetTable) -> list[float]:
    """Columns as wide as their text, within bounds."""
    widths = [_NARROWEST] * max((len(row) for row in table.rows), default=1)
    for row in table.rows[:_ROWS_MEASURED]:
        for index, text in enumerate(row):
            widths[index] = max(widths[index], min(sheets.columns_of(text) + 2, _WIDEST))
    return [float(width) for width in widths]
