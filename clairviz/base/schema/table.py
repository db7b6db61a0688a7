"""A table and its columns: names, types, rules, meanings, and the statement that makes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column and its rules, which serve the database and the reader of files alike.

    `references` is ``table(column)``. A value is one of `choices`, matches the whole of
    `pattern`, lies within `bounds`, or is at least `least`, where these are given. A file from
    before the column was added may lack it: it reads as `absent`, or as null where nullable.
    """

    name: str
    type: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    references: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    bounds: tuple[int, int] | None = None
    least: int | None = None
    absent: str = ""

    @property
    def check(self) -> str:
        """The rule as a SQL condition; empty where there is none."""
        if self.choices:
            return f"{self.name} IN ({', '.join(repr(value) for value in self.choices)})"
        if self.pattern:
            return f"regexp_full_match({self.name}, '{self.pattern}')"
        if self.bounds:
            return f"{self.name} BETWEEN {self.bounds[0]} AND {self.bounds[1]}"
        if self.least is not None:
            return f"{self.name} >= {self.least}"
        return f"{self.name} <> ''" if self.type == "VARCHAR" else ""


@dataclass(frozen=True)
class Table:
    """A table with its primary key; `file` is its reference file, if it is read from one.

    A data folder from before the table was added may lack the file of one that `may_be_absent`.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    file: str = ""
    may_be_absent: bool = False

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def source(nullable: bool = False) -> Column:
    """The column that says where a row comes from."""
    return Column(
        "source_id", "VARCHAR", "where the row comes from", nullable=nullable, references="source(source_id)"
    )


def fiscal_year() -> Column:
    """The column that says to which fiscal year a row belongs."""
    return Column(
        "fiscal_year",
        "INTEGER",
        "fiscal year, by its starting year",
        "year",
        references="fiscal_year(fiscal_year)",
    )


def create_statement(table: Table) -> str:
    """CREATE TABLE with keys, foreign keys, NOT NULL and CHECK."""
    lines = []
    for column in table.columns:
        parts = [column.name, column.type]
        if not column.nullable:
            parts.append("NOT NULL")
        if column.check:
            parts.append(f"CHECK ({column.check})")
        if column.references:
            parts.append(f"REFERENCES {column.references}")
        lines.append(" ".join(parts))
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + "\n)"
