"""Cells that list several names."""

import re
from collections.abc import Container


def split(cell: str, names: Container[str]) -> list[str]:
    """The parts of a cell that lists several names.

    ; and 、 always separate. ・ does only between listed names, since 産業・経済 is one field:
    a part of which nothing is listed stays whole.
    """
    found: list[str] = []
    for part in (text.strip() for text in re.split(r"[;；、]", cell)):
        if part:
            found += _split_by_point(part, names)
    return found


def _split_by_point(part: str, names: Container[str]) -> list[str]:
    pieces = [piece.strip() for piece in part.split("・")]
    found: list[str] = []
    start = 0
    while start < len(pieces):
        # The longest run of pieces that is a listed name.
        end = next(
            (end for end in range(len(pieces), start, -1) if "・".join(pieces[start:end]) in names), start + 1
        )
        found.append("・".join(pieces[start:end]))
        start = end
    return [piece for piece in found if piece] if any(piece in names for piece in found) else [part]
