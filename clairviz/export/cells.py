"""Text in a cell that no program takes for anything else."""

import re

# A spreadsheet takes text that starts so for a formula; Excel takes the full-width signs too.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# What XML does not hold, and so no spreadsheet either: control characters, lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def printable(text: str) -> str:
    """`text` without characters that a file of XML cannot hold."""
    return _UNPRINTABLE.sub("", text)
