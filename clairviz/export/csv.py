"""CSV that Excel opens as it is."""

import pandas as pd

from clairviz.export.cells import harmless


def table_csv(table: pd.DataFrame) -> bytes:
    """The table as CSV: UTF-8 with mark, text that looks like a formula made harmless."""
    safe = pd.DataFrame(
        {
            column: values
            if pd.api.types.is_numeric_dtype(values)
            else [harmless(value) if isinstance(value, str) else value for value in values]
            for column, values in table.items()
        }
    )
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")
