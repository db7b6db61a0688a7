"""The sheet of itemised costs, whose eligible lines make the cost of a scenario."""

from collections.abc import Sequence

from clairviz.base.i18n import Translator
from clairviz.export.xlsx import sheets
from clairviz.export.xlsx.formulas import formula_words
from clairviz.subsidy import CostItem, sum_items
from clairviz.subsidy.rule.application import MAX_YEN

_HEADER_ROW = 8
_SPARE_ROWS = 15


def cost_sheet(workbook: sheets.Book, items: Sequence[CostItem], _: Translator) -> str:
    """Adds the sheet; returns the formula for the eligible cost."""
    sheet = workbook.create_sheet(_("Itemised costs"))
    said = formula_words(_)
    first, last = _HEADER_ROW + 1, _HEADER_ROW + len(items) + _SPARE_ROWS
    amounts, eligible = f"$B${first}:$B${last}", f"$C${first}:$C${last}"
    sheets.put_text(sheet, 1, 1, _("Itemised costs"), sheets.TITLE)
    explanation = _("The eligible sum is the cost of the first scenario. Lines may be changed and added.")
    sheets.put_text(sheet, 2, 1, explanation, sheets.NOTE)
    totals = sum_items(items)
    by_answer = {
        answer: f"SUMIF({eligible},{sheets.literal(answer)},{amounts})" for answer in (said.yes, said.no)
    }
    sums = (
        (_("Eligible costs"), by_answer[said.yes], totals.eligible_yen),
        (_("Costs that are not eligible"), by_answer[said.no], totals.ineligible_yen),
        (_("All costs"), f"SUM({amounts})", totals.total_yen),
        # Lest a line with a forgotten answer vanish without a word.
        (_("Costs without an answer"), "$B$5-$B$3-$B$4", 0),
    )
    for row, (label, formula, total) in enumerate(sums, start=3):
        sheets.put_text(sheet, row, 1, label, sheets.RESULT_LABEL if row == 3 else sheets.LABEL)
        sheets.put_formula(sheet, row, 2, formula, total, sheets.RESULT if row == 3 else sheets.FIGURE)
    sheets.put_header(sheet, _HEADER_ROW, (_("Item"), _("Amount (yen)"), _("Eligible?")))
    for row in range(first, last + 1):
        item = items[row - first] if row - first < len(items) else None
        answer = "" if item is None else (said.yes if item.is_eligible else said.no)
        sheets.put_text(sheet, row, 1, item.item if item else "", sheets.INPUT_WORDS)
        sheets.put_number(sheet, row, 2, item.amount_yen if item else None, sheets.INPUT)
        sheets.put_text(sheet, row, 3, answer, sheets.INPUT)
    sheets.whole_numbers(sheet, f"B{first}:B{last}", 0, MAX_YEN, _)
    sheets.offer(sheet, f"C{first}:C{last}", (said.yes, said.no), _)
    sheets.finish(sheet, (48, 20, 14), freeze=f"A{first}", header_row=_HEADER_ROW)
    return sheets.cell_address(sheet, 3, 2)
