"""How much room text takes, estimated without the font: it may be missing where the deck is made.

A full-width character is one em wide; the others are taken a little wider than they are in the
fonts named by a deck, so that what fits here fits there.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clairviz.base.markup import BOLD, bold_parts

# Distance of two lines as a multiple of the size; written into the deck in points, since a
# line of 100 % is as tall as the font at hand wants.
LEADING = 1.25
# A full-width character, a word with the blank behind it, or a blank.
_PIECE = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d,.]*|\s|.", re.DOTALL)
# What may not begin a line, so that it pulls the character before it along.
_CLOSING = "、。，．・：；？！）］｝」』〉》％)]}»,.:;?!%…ー"
# Programs set a little space between Japanese and Latin characters, in ems.
_CHANGE = 0.2


def plain_text(text: str) -> str:
    """Text without marks of Markdown and without what XML does not take."""
    return clean(text).replace(BOLD, "")


def clean(text: str) -> str:
    """Text without control characters; a break of line stays one."""
    return "".join(
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs", "Cn")
    )


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line in the unit of `size`."""
    changes = sum(_is_wide(one) != _is_wide(other) for one, other in pairwise(text))
    # Bold widens Latin letters, not the full-width ones.
    latin = 1.14 if bold else 1.0
    ems = sum(_em(char) * (1.0 if _is_wide(char) else latin) for char in text)
    return (ems + _CHANGE * changes) * size


def lines_of(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """How many lines `text` fills in a box of `width`; each break of line begins one."""
    return sum(_lines(line, size, width, bold) for line in plain_text(text).split("\n"))


def height_of(
    texts: Iterable[str], size: float, width: float, *, gap: float = 0.0, bold: bool = False
) -> float:
    """The height of paragraphs under each other, `gap` ems apart."""
    counts = [lines_of(text, size, width, bold=bold) for text in texts]
    return sum(counts) * size * LEADING + max(0, len(counts) - 1) * gap * size


def fitting(
    texts: Sequence[str],
    sizes: Sequence[float],
    width: float,
    height: float,
    *,
    gap: float = 0.0,
    bold: bool = False,
) -> float:
    """The first of `sizes`, the largest first, at which `texts` fit the box; else the last."""
    for size in sizes:
        if height_of(texts, size, width, gap=gap, bold=bold) <= height and words_fit(
            texts, size, width, bold
        ):
            return size
    return sizes[-1]


def runs_of(text: str) -> list[tuple[str, bool]]:
    """The parts of a sentence with Markdown bold, and whether each is bold."""
    return bold_parts(clean(text))


def shortened(text: str, size: float, width: float) -> str:
    """`text` on one line of `width`, its end left out where it is longer."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def words_fit(texts: Sequence[str], size: float, width: float, bold: bool) -> bool:
    """Whether no word is longer than a line."""
    return all(
        width_of(piece.rstrip(), size, bold=bold) <= width
        for text in texts
        for piece in _pieces(plain_text(text))
    )


def _lines(line: str, size: float, width: float, bold: bool) -> int:
    width = max(width, size)  # no line is narrower than a character
    lines, used, before = 1, 0.0, ""
    for piece in _pieces(line):
        wide = width_of(piece, size, bold=bold)
        if before and _is_wide(before) != _is_wide(piece[0]):
            used += _CHANGE * size
        if used and used + width_of(piece.rstrip(), size, bold=bold) > width:
            lines, used = lines + 1, 0.0
        while wide > width and len(piece) > 1:  # a word longer than a line is broken
            lines, wide = lines + 1, wide - width
        used, before = used + wide, piece[-1]
    return lines


def _pieces(line: str) -> list[str]:
    """What may not be torn apart: words, and characters with the closing marks behind them."""
    pieces: list[str] = []
    for piece in (part for word in _PIECE.findall(line) for part in _split_wide(word)):
        if pieces and (piece in _CLOSING or piece == " "):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _split_wide(word: str) -> list[str]:
    """A word of full-width characters may break anywhere."""
    return list(word) if any(_is_wide(char) for char in word) else [word]


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def _em(char: str) -> float:
    if _is_wide(char):
        return 1.0
    if char.isspace():
        return 0.33
    if char.isdigit():
        return 0.6
    return 0.7 if char.isupper() else 0.55
