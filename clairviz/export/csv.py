"""CSV that Excel opens as it is."""

import pandas as pd

# A spreadsheet takes text that starts so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: pd.DataFrame) -> bytes:
    """The table as CSV: UTF-8 with mark, text that looks like a formula made harmless."""
    safe = pd.DataFrame(
        {
            column: values
            if pd.api.types.is_numeric_dtype(values)
            else [_harmless(value) for value in values]
            for column, values in table.items()
        }
    )
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
