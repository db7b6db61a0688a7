"""Does what is stored agree with what the sources print, and with data/?"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from clairviz.base.i18n import Translator, message
from clairviz.base.schema import ALL, TABLES
from clairviz.store.ingest.dataset import Dataset
from clairviz.store.ingest.reference import load_hand_counts
from clairviz.store.publish import write_tables

# Stored counts by dimension and code, of one fiscal year, in the terms of published_total.
_STORED = {
    "recognised": f"SELECT '{ALL}', count(*) FROM project WHERE fiscal_year = $year",
    "project": f"SELECT '{ALL}', count(*) FROM project WHERE fiscal_year = $year",
    "local_government": f"SELECT '{ALL}', count(DISTINCT local_government_code) FROM project "
    "WHERE fiscal_year = $year",
    "kind": "SELECT right(name_ja, 1), count(*) FROM local_government WHERE local_government_code IN "
    "(SELECT local_government_code FROM project WHERE fiscal_year = $year) GROUP BY 1",
    "field": "SELECT field_code, count(*) FROM project_field JOIN project USING (project_id) "
    "WHERE fiscal_year = $year AND role = 'primary' GROUP BY 1",
    "region": "SELECT region_code, count(*) FROM project_region JOIN project USING (project_id) "
    "WHERE fiscal_year = $year GROUP BY 1",
    # Counted by hand on the printed table, since its total row leaves (○) out.
    "secondary_field": "SELECT field_code, count(*) FROM project_field JOIN project USING (project_id) "
    "WHERE fiscal_year = $year AND role = 'secondary' GROUP BY 1",
    "fields_of_project": "SELECT project_id, count(*) FROM project_field JOIN project USING (project_id) "
    "WHERE fiscal_year = $year GROUP BY 1",
    "regions_of_project": "SELECT project_id, count(*) FROM project_region JOIN project USING (project_id) "
    "WHERE fiscal_year = $year GROUP BY 1",
}


@dataclass(frozen=True)
class Difference:
    """A count that does not fit. `expected` or `stored` is None where there is no such count."""

    where: str
    fiscal_year: int | None
    dimension: str
    code: str
    expected: int | None
    stored: int | None

    def text(self, _: Translator) -> str:
        """One line: what was expected, what is stored and where."""
        absent = _("none")
        return _(
            message("{where}: {dimension} {code}: expected {expected}, stored {stored}"),
            where=self.where,
            dimension=self.dimension,
            code=self.code,
            expected=absent if self.expected is None else self.expected,
            stored=absent if self.stored is None else self.stored,
        )


@dataclass(frozen=True)
class Compared:
    """A fiscal year on file and the dimensions in which a source or a hand count is compared with.

    `dimensions` is empty where there is nothing to compare. `recognised_count` is null where no
    source states it.
    """

    fiscal_year: int
    coverage: str
    project_count: int
    recognised_count: int | None
    dimensions: tuple[str, ...]

    def text(self, _: Translator) -> str:
        """One line: what the year was compared with, and whether it is whole."""
        if self.dimensions:
            said = _("compared: {dimensions}", dimensions=", ".join(self.dimensions))
        else:
            said = _("nothing to compare with")
        label = _.fiscal_year(self.fiscal_year)
        count = f"{self.project_count:,}"
        if self.coverage == "complete":
            return _("{year} (complete, {count} on file): {said}", year=label, count=count, said=said)
        if self.recognised_count is None:
            return _("{year} (partial, {count} on file): {said}", year=label, count=count, said=said)
        return _(
            "{year} (partial, {count} of {recognised} recognised on file): {said}",
            year=label,
            count=count,
            recognised=f"{self.recognised_count:,}",
            said=said,
        )


def in_memory(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """The data set as a database of its own, on no disk."""
    connection = duckdb.connect(":memory:")
    write_tables(dataset, connection)
    return connection


def against_published(connection: duckdb.DuckDBPyConnection, reference: Path) -> list[Difference]:
    """Stored counts against the totals the sources print and the marks counted by hand.

    A dimension that a source totals is totalled completely: a stored code it does not
    list is a difference too.
    """
    expected = _expected(connection, reference)
    differences = []
    for year, dimension in sorted({key[:2] for key in expected}):
        stored = dict(connection.execute(_STORED[dimension], {"year": year}).fetchall())
        listed = {code: total for (y, d, code), total in expected.items() if (y, d) == (year, dimension)}
        for code in sorted({*listed, *stored}):
            if listed.get(code, 0) != stored.get(code, 0) or (code not in listed):
                differences.append(
                    Difference(
                        f"source/projects/{year}.csv",
                        year,
                        dimension,
                        code,
                        listed.get(code),
                        stored.get(code, 0),
                    )
                )
    return differences


def compared(connection: duckdb.DuckDBPyConnection, reference: Path) -> list[Compared]:
    """What ``against_published`` compares, a row a fiscal year on file, the earliest first."""
    dimensions: dict[int, set[str]] = {}
    for year, dimension, _code in _expected(connection, reference):
        dimensions.setdefault(year, set()).add(dimension)
    rows = connection.execute(
        "SELECT fiscal_year, coverage, count(project_id), recognised_count "
        "FROM fiscal_year LEFT JOIN project USING (fiscal_year) GROUP BY ALL ORDER BY fiscal_year"
    ).fetchall()
    return [
        Compared(year, coverage, count, recognised, tuple(sorted(dimensions.get(year, ()))))
        for year, coverage, count, recognised in rows
    ]


def _expected(connection: duckdb.DuckDBPyConnection, reference: Path) -> dict[tuple[int, str, str], int]:
    """Every stated count by fiscal year, dimension and code."""
    # A partial year holds fewer projects than were recognised, which is no difference.
    stated = connection.execute(
        "SELECT fiscal_year, dimension, code, total FROM published_total UNION ALL "
        f"SELECT fiscal_year, 'recognised', '{ALL}', recognised_count FROM fiscal_year "
        "WHERE coverage = 'complete' AND recognised_count IS NOT NULL"
    ).fetchall()
    expected = {(year, dimension, code): total for year, dimension, code, total in stated}
    expected.update(load_hand_counts(reference)[0])
    return expected


def against_file(data: duckdb.DuckDBPyConnection, file: duckdb.DuckDBPyConnection) -> list[Difference]:
    """Rows of data/ that the file lacks, and the reverse, by table."""
    differences = []
    for table in TABLES:
        if table.name == "build_info":
            continue
        statement = f"SELECT * FROM {table.name}"
        ours, theirs = (set(connection.execute(statement).fetchall()) for connection in (data, file))
        for rows, expected, stored in ((ours - theirs, 1, 0), (theirs - ours, 0, 1)):
            differences += [
                Difference(
                    "clairviz.duckdb",
                    None,
                    table.name,
                    "-".join(str(part) for part in row[: len(table.key)]),
                    expected,
                    stored,
                )
                for row in sorted(rows, key=repr)
            ]
    return differences
