"""The subsidy rules on file."""

import duckdb

Record = dict[str, object]


def subsidy_rules(cursor: duckdb.DuckDBPyConnection) -> tuple[Record, ...]:
    """One record a rule, the oldest first: the columns of subsidy_rule, and `clauses`.

    `clauses` are records of the columns of subsidy_clause. Amounts are int (yen), the rate is
    text (an exact fraction), None is what the source does not state. Plain records rather than
    a frame: a rule is computed with, and a command need not wait for pandas.
    """
    clauses: dict[object, list[Record]] = {}
    for record in _records(cursor, "SELECT * FROM subsidy_clause ORDER BY fiscal_year, rowid"):
        clauses.setdefault(record["fiscal_year"], []).append(record)
    rules = _records(cursor, "SELECT * FROM subsidy_rule ORDER BY fiscal_year")
    return tuple({**rule, "clauses": tuple(clauses.get(rule["fiscal_year"], ()))} for rule in rules)


def _records(cursor: duckdb.DuckDBPyConnection, statement: str) -> list[Record]:
    result = cursor.execute(statement)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
