"""Writes docs/data-dictionary.md from clairviz/base/schema/."""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from clairviz.base.schema import SCHEMA_VERSION, TABLES, Column  # noqa: E402

FILE = PROJECT / "docs" / "data-dictionary.md"


def text() -> str:
    """The whole page."""
    lines = [
        "# Data dictionary",
        "",
        f"Schema version {SCHEMA_VERSION}. Generated from `clairviz/base/schema/` by `make docs`; do not edit.",
        "",
        "Outside tools open `data/clairviz.duckdb` read-only. A null means that the source does not say.",
    ]
    for table in TABLES:
        lines += ["", f"## {table.name}", "", f"{table.meaning} Key: {', '.join(table.key)}."]
        if table.file:
            lines.append(f"Read from `data/reference/{table.file}`.")
        lines += ["", "| column | type | null | meaning | unit | refers to |", "|---|---|---|---|---|---|"]
        lines += [_row(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _row(column: Column) -> str:
    cells = (
        column.name,
        column.type,
        "yes" if column.nullable else "",
        column.meaning,
        column.unit,
        column.references,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
