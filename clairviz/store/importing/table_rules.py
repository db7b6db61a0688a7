"""Which of the Ministry's rules for machine-readable tables a finding is one of."""

import re
from collections.abc import Iterator, Mapping

from clairviz.base.i18n import message
from clairviz.store.importing.cells import CellRefused
from clairviz.store.importing.layout import Layout, SheetColumn

# A project of less than this in all is likelier to be given in thousands.
_SMALL_YEN = 100_000


def rule_of(text: str) -> str:
    """The rule that a name with blanks in it, or with characters of one machine, is against."""
    if re.search(r"\s", text) and not text.isascii():
        return "1-5"
    return "1-10" if re.search(r"[\u2460-\u24ff\u3200-\u33ff\u2e80-\u2fdf]", text) else ""


def unstated_units(
    layout: Layout, read: Mapping[tuple[object, ...], object]
) -> Iterator[tuple[SheetColumn, CellRefused]]:
    """Columns of amounts so small that they may be thousands of yen, where nothing states the unit.

    `read` has what each (canonical column, text, kind) was read as.
    """
    for column in layout.columns:
        name = column.column
        if not name.endswith("_yen") or column.unit or layout.unit or column.heading == name:
            continue
        amounts = [
            int(text)
            for key, text in read.items()
            if key[0] == name and isinstance(text, str) and str(key[1]).isascii()
        ]
        if amounts and 0 < max(amounts) < _SMALL_YEN:
            what = message("No unit is stated for “{value}”; the amounts are read as yen.")
            remedy = message("Write （円） or （千円） into the heading if they are thousands.")
            yield column, CellRefused(what, remedy, rule="1-9")
