"""The result of an analyst's query as rows for the data formats."""

from datetime import date

from clairviz import __version__
from clairviz.base.i18n import Translator
from clairviz.base.schema import TABLES
from clairviz.export.data.columns import Described
from clairviz.export.data.extract import Extract, Value
from clairviz.store.console import MOST_ROWS, QueryResult

_WHOLE = "TINYINT SMALLINT INTEGER BIGINT UTINYINT USMALLINT UINTEGER UBIGINT HUGEINT UHUGEINT"
_MEANINGS = {column.name: column for table in reversed(TABLES) for column in table.columns}
_MOST_BIGINT = 2**63


def query_rows(result: QueryResult, statement: str, stamp: str, *, _: Translator, made_on: date) -> Extract:
    """`result` with its columns explained where they are columns of the data contract."""
    kinds = [_kind(result, at) for at in range(len(result.columns))]
    names = _distinct([name for name, _type in result.columns])
    columns = []
    for name, kind in zip(names, kinds, strict=True):
        known = _MEANINGS.get(name)
        columns.append(
            Described(
                name, name, known.meaning if known else "", kind, _("yen") if name.endswith("_yen") else ""
            )
        )
    rows = tuple(
        tuple(_value(value, kind) for value, kind in zip(row, kinds, strict=True)) for row in result.rows
    )
    notes = [
        ("title", _("Content"), _("Result of a query")),
        ("query", _("Query"), statement),
        ("row_count", _("Rows"), str(len(rows))),
        ("data_version", _("Version of the data"), stamp),
        ("made_on", _("Made on"), made_on.isoformat()),
        ("made_with", _("Made with"), f"clairviz {__version__}"),
    ]
    if result.is_cut:
        notes.append(("is_cut", _("Not all rows"), cut_text(_)))
    return Extract(_("Result of a query"), tuple(columns), rows, tuple(notes), made_on)


def cut_text(_: Translator) -> str:
    """Says that a result has more rows than are shown."""
    return _("The query has more than {count} rows; the first are shown.", count=f"{MOST_ROWS:,}")


def _kind(result: QueryResult, at: int) -> str:
    kind = result.columns[at][1]
    if kind in _WHOLE.split():
        fits = all(row[at] is None or abs(row[at]) < _MOST_BIGINT for row in result.rows)
        return "BIGINT" if fits else "VARCHAR"
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return "DOUBLE" if not any(isinstance(row[at], str) for row in result.rows) else "VARCHAR"
    return kind if kind in ("BOOLEAN", "DATE") else "VARCHAR"


def _value(value: Value, kind: str) -> Value:
    if value is None or kind != "VARCHAR":
        return float(value) if kind == "DOUBLE" and isinstance(value, int) else value
    return str(value)


def _distinct(names: list[str]) -> list[str]:
    """`names` with a number after one that has been before; case does not tell columns apart."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        new, number = name, 1
        while new.casefold() in taken:
            number += 1
            new = f"{name}_{number}"
        taken.add(new.casefold())
        found.append(new)
    return found
