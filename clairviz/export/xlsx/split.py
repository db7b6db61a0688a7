"""The sheet of an unequal split: what each body of a joint project bears."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from clairviz.base.i18n import Translator
from clairviz.export.xlsx import sheets
from clairviz.export.xlsx.formulas import floor_of_share, formula_words
from clairviz.export.xlsx.rules import MAX_DENOMINATOR
from clairviz.subsidy import split_burden

_FIRST = 5


def split_sheet(
    workbook: sheets.Book, own: str, own_yen: int | None, shares: Sequence[Fraction], _: Translator
) -> str:
    """Adds the sheet for the own burden at the address `own`; returns the address of the first part.

    The shares may be changed there. Shares too fine for a spreadsheet to compute with exactly
    stand beside amounts that do not follow.
    """
    sheet = workbook.create_sheet(_("Split of the own burden"))
    said = formula_words(_)
    whole = _whole(shares)
    is_exact = sum(whole) <= MAX_DENOMINATOR
    parts = None if own_yen is None else split_burden(own_yen, shares=shares)
    last = _FIRST + len(whole) - 1
    sheets.put_text(sheet, 1, 1, _("Split of the own burden"), sheets.TITLE)
    note = _("Rounded down to the yen; the first body, which leads, takes the remainder.")
    sheets.put_text(sheet, 2, 1, note, sheets.NOTE)
    if not is_exact:
        fixed = _("These shares are too fine for formulas: the amounts do not follow a change.")
        sheets.put_text(sheet, 3, 1, fixed, sheets.WARNING)
    sheets.put_header(sheet, _FIRST - 1, (_("Body"), _("Share"), _("Own burden, at least (yen)")))
    total = f"SUM($B${_FIRST}:$B${last})"
    for number, share in enumerate(whole, start=1):
        row = _FIRST + number - 1
        name = _("Body {number}", number=number) + (_(" (leads)") if number == 1 else "")
        sheets.put_text(sheet, row, 1, name, sheets.LABEL)
        sheets.put_number(sheet, row, 2, share, sheets.INPUT)
        part = floor_of_share(f"$B${row}", own, total)
        if number == 1:
            part = f"{own}-SUM($C${_FIRST + 1}:$C${last})"
        if not is_exact:
            sheets.put_number(sheet, row, 3, parts[number - 1] if parts else None)
            continue
        formula = f"IF(ISNUMBER({own}),{part},{sheets.literal(said.not_computed)})"
        sheets.put_formula(sheet, row, 3, formula, parts[number - 1] if parts else said.not_computed)
    sheets.whole_numbers(sheet, f"B{_FIRST}:B{last}", 0, MAX_DENOMINATOR, _)
    sheets.finish(sheet, (40, 16, 22), freeze=f"A{_FIRST}", header_row=_FIRST - 1)
    return sheets.cell_address(sheet, _FIRST, 3)


def _whole(shares: Sequence[Fraction]) -> list[int]:
    """The same proportions in the smallest whole numbers."""
    scale = lcm(*(share.denominator for share in shares))
    numbers = [int(share * scale) for share in shares]
    common = gcd(*numbers)
    return [number // common for number in numbers]
