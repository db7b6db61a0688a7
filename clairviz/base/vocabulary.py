"""What the headings of a table may name, said by the room that wants the table, read by the store."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Vocabulary:
    """What the headings of a sheet may name.

    `column_of` gives the field that a heading means, or None. One of the `needed` fields has to
    be there, `wanted` is the heading to write for it. The fields in `amounts` follow the unit of
    their heading or of the sheet.
    """

    column_of: Callable[[str], str | None]
    needed: frozenset[str]
    wanted: str
    amounts: frozenset[str]
