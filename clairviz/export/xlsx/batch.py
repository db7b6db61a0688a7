"""A file of planned projects: the answers as tables and as a workbook, and an empty file to fill in."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.export.xlsx import sheets
from clairviz.export.xlsx.batch_guide import GuideLine, batch_columns
from clairviz.export.xlsx.notes import hypothetical_warning
from clairviz.subsidy import Batch
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN
from clairviz.subsidy.words import labels
from clairviz.subsidy.words.wording import estimate, explain, problem_text
from clairviz.subsidy.written.cells import PLANS

_HEADER_ROW = 9
_ROWS_TO_FILL = 1_000


def batch_table(batch: Batch, *, _: Translator) -> pd.DataFrame:
    """One row a quoted project. Amounts are whole numbers; missing where nothing is computed,
    which the column on eligibility then explains."""
    rows = batch.quoted
    plans = [row.quote.application for row in rows]

    def amounts(values: list[int | None]) -> pd.Series:
        return pd.Series(values, dtype="Int64")

    return pd.DataFrame(
        {
            _("Row"): [row.row_number for row in rows],
            _("Planned project"): [row.name or _("(no name)") for row in rows],
            _("Rule applied"): [
                _("Hypothetical rule") if row.quote.is_hypothetical else _.fiscal_year(row.quote.rule)
                for row in rows
            ],
            _("Kind of body"): [labels.body_label(plan.body, _) for plan in plans],
            _("Bodies that carry it out"): [plan.governments for plan in plans],
            _("Eligible cost (yen)"): amounts([plan.eligible_cost_yen for plan in plans]),
            _("Eligibility"): [labels.verdict_label(row.quote, _) for row in rows],
            _("Subsidy, at most (yen)"): amounts([row.quote.subsidy_yen for row in rows]),
            _("Own burden, at least (yen)"): amounts([row.quote.own_burden_yen for row in rows]),
            _("What sets the amount"): [labels.binding_label(row.quote.binding, _) for row in rows],
            _("In a sentence"): [explain(row.quote, _) for row in rows],
            _("Status"): [estimate(row.quote, _) for row in rows],
        }
    )


def refused_table(batch: Batch, *, _: Translator) -> pd.DataFrame:
    """One row a refused cell: where it stands, what stands there, what is wrong and the remedy."""
    cells = [(row, problem) for row in batch.refused for problem in row.problems]
    return pd.DataFrame(
        {
            _("Row"): [row.row_number for row, _problem in cells],
            _("Planned project"): [row.name or _("(no name)") for row, _problem in cells],
            _("Column"): [problem.column for _row, problem in cells],
            _("Value"): [problem.value or _("(empty)") for _row, problem in cells],
            _("What is wrong, and what to do"): [
                problem_text(problem.problem, problem.value, _, nearest=problem.nearest)
                for _row, problem in cells
            ],
        }
    )


def batch_workbook(batch: Batch, *, budget_yen: int | None, _: Translator) -> bytes:
    """The answers as an xlsx file; the totals are formulas, the budget may be changed there."""
    workbook = sheets.Book(_("Planned projects"))
    answers = workbook.create_sheet(_("Planned projects"))
    _answer_sheet(answers, batch, budget_yen, _)
    if batch.refused:
        refused = workbook.create_sheet(_("Refused rows"))
        sheets.put_text(refused, 1, 1, _("Refused rows: not in any total"), sheets.TITLE)
        _put_table(refused, 3, refused_table(batch, _=_))
        sheets.finish(refused, (8, 30, 20, 24, 80), freeze="A4", header_row=3)
    return sheets.workbook_file(workbook)


def _answer_sheet(sheet: sheets.Sheet, batch: Batch, budget_yen: int | None, _: Translator) -> None:
    table = batch_table(batch, _=_)
    subsidy = list(table.columns).index(_("Subsidy, at most (yen)")) + 1
    last = max(_HEADER_ROW + len(table), _HEADER_ROW + 1)
    column = sheets.column_letters(subsidy)
    total = f"SUM({column}{_HEADER_ROW + 1}:{column}{last})"
    sheets.put_text(sheet, 1, 1, _("Planned projects: what each would receive"), sheets.TITLE)
    sheets.put_text(sheet, 2, 1, labels.rounding_note(_), sheets.NOTE)
    counts = (
        (_("Rows without an amount, for want of a rule or an answer"), batch.open_count),
        (_("Refused rows, not in the total"), len(batch.refused)),
    )
    sheets.put_text(sheet, 3, 2, _("Total of the subsidies, at most (yen)"), sheets.RESULT_LABEL)
    sheets.put_formula(sheet, 3, 3, total, batch.subsidy_total_yen, sheets.RESULT)
    sheets.put_text(sheet, 4, 2, _("Budget (yen)"), sheets.LABEL)
    sheets.put_number(sheet, 4, 3, budget_yen, sheets.INPUT)
    sheets.whole_numbers(sheet, "C4", 0, MAX_YEN, _)
    sheets.put_text(sheet, 5, 2, _("Left of the budget (yen; negative: it does not suffice)"), sheets.LABEL)
    no_budget = _("no budget given")
    left = no_budget if budget_yen is None else batch.budget_left_yen(budget_yen)
    sheets.put_formula(sheet, 5, 3, f'IF(C4="",{sheets.literal(no_budget)},C4-C3)', left)
    for row, (label, count) in enumerate(counts, start=6):
        sheets.put_text(sheet, row, 2, label, sheets.LABEL)
        sheets.put_number(sheet, row, 3, count)
    if any(row.quote.is_hypothetical for row in batch.quoted):
        sheets.put_text(sheet, _HEADER_ROW - 1, 1, hypothetical_warning(_), sheets.WARNING)
    absent = dict.fromkeys((_("Subsidy, at most (yen)"), _("Own burden, at least (yen)")), _("not computed"))
    _put_table(sheet, _HEADER_ROW, table, absent)
    sheets.filters(sheet, _HEADER_ROW, last, len(table.columns))
    sheets.finish(
        sheet,
        (7, 34, 18, 16, 10, 18, 14, 18, 18, 14, 60, 40),
        freeze=f"C{_HEADER_ROW + 1}",
        header_row=_HEADER_ROW,
    )


def _put_table(
    sheet: sheets.Sheet, row: int, table: pd.DataFrame, absent: Mapping[str, str] | None = None
) -> None:
    sheets.put_header(sheet, row, list(table.columns))
    for offset, record in enumerate(table.itertuples(index=False), start=1):
        for column, (name, value) in enumerate(zip(table.columns, record, strict=True), start=1):
            if isinstance(value, str):
                sheets.put_text(sheet, row + offset, column, value)
            elif pd.isna(value):
                sheets.put_text(sheet, row + offset, column, (absent or {})[name], sheets.FIGURE)
            else:
                sheets.put_number(sheet, row + offset, column, int(value))


def batch_template(kind: Literal["xlsx", "csv"], *, years: Sequence[int], _: Translator) -> bytes:
    """A file of planned projects to fill in, empty but for its headings.

    The xlsx file has drop-down lists, `years` among them, and a second sheet that explains the columns.
    """
    columns = batch_columns(_)
    if kind == "csv":
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerow([column.header for column in columns])
        return stream.getvalue().encode("utf-8-sig")
    workbook = sheets.Book(_("Planned projects"))
    _form_sheet(workbook.create_sheet(_("Planned projects")), columns, years, _)
    _guide_sheet(workbook.create_sheet(_("How to fill it in")), columns, _)
    return sheets.workbook_file(workbook)


def _form_sheet(
    sheet: sheets.Sheet, columns: tuple[GuideLine, ...], years: Sequence[int], _: Translator
) -> None:
    sheets.put_header(sheet, 1, [column.header for column in columns])
    for index, column in enumerate(columns, start=1):
        letter = sheets.column_letters(index)
        cells = f"{letter}2:{letter}{_ROWS_TO_FILL + 1}"
        if column.choices:
            sheets.offer(sheet, cells, column.choices, _)
        elif column.field in PLANS.amounts:
            sheets.whole_numbers(sheet, cells, 0, MAX_YEN, _)
        elif column.field == "governments":
            sheets.whole_numbers(sheet, cells, 1, MAX_GOVERNMENTS, _)
        elif column.field == "fiscal_year":
            sheets.offer(sheet, cells, [_.fiscal_year(year) for year in years], _)
    sheets.finish(sheet, [column.width for column in columns], freeze="B2", header_row=1)
    for index, column in enumerate(columns, start=1):
        if column.field in PLANS.amounts:
            sheets.column_form(sheet, index, column.width, sheets.AMOUNT)


def _guide_sheet(sheet: sheets.Sheet, columns: tuple[GuideLine, ...], _: Translator) -> None:
    sheets.put_text(sheet, 1, 1, _("How to fill it in"), sheets.TITLE)
    sheets.put_text(
        sheet,
        2,
        1,
        _("One planned project a row on the first sheet. Keep the headings; columns may change places."),
        sheets.NOTE,
    )
    sheets.put_header(sheet, 4, (_("Column"), _("Required"), _("What to write"), _("Example")))
    for row, column in enumerate(columns, start=5):
        must = _("required") if column.is_required else _("may be empty")
        for index, text in enumerate((column.header, must, column.meaning, column.example), start=1):
            sheets.put_text(sheet, row, index, text)
    sheets.finish(sheet, (22, 14, 80, 30), freeze="A5", header_row=4)
