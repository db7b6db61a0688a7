"""Selected projects with everything stored of them, for a file to take away."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import pandas as pd

from clairviz.base.schema import TABLE
from clairviz.base.selection import Selection
from clairviz.store.queries.run import BOOLEAN, DATE, INTEGER, TEXT, selected

_TYPES = {"VARCHAR": TEXT, "INTEGER": INTEGER, "BIGINT": INTEGER, "BOOLEAN": BOOLEAN, "DATE": DATE}
_MARKED = """
        LEFT JOIN project_field AS marked ON marked.project_id = selected.project_id
        LEFT JOIN project_region AS placed ON placed.project_id = selected.project_id"""
# The columns of the table project, in its order, in the types of a frame.
PROJECT_COLUMNS: Mapping[str, str] = {column.name: _TYPES[column.type] for column in TABLE["project"].columns}
_BODY = dict.fromkeys(("local_government_ja", "local_government_en", "prefecture_code"), TEXT)
_LISTS = dict.fromkeys(
    (
        *("fields", "fields_ja", "fields_en"),
        *("secondary_fields", "secondary_fields_ja", "secondary_fields_en"),
        *("regions", "regions_ja", "regions_en"),
        *("partner_bodies", "partner_bodies_ja"),
    ),
    TEXT,
)
_MARKS = dict.fromkeys(
    ("field_code", "field_ja", "field_en", "role", "region_code", "region_ja", "region_en"), TEXT
)
EXTRACT_COLUMNS = {**PROJECT_COLUMNS, **_BODY, **_LISTS}
MARK_COLUMNS = {**PROJECT_COLUMNS, **_BODY, **_MARKS}
# Between codes in one cell; no code and no name holds it.
BETWEEN = "; "
_OWN = ", ".join(f"selected.{name}" for name in PROJECT_COLUMNS)
_HEAD = f"""
    SELECT {_OWN}, lead.printed_ja AS local_government_ja, government.name_en AS local_government_en,
           selected.prefecture_code"""
_FROM = """
    FROM selected
    LEFT JOIN local_government AS government
      ON government.local_government_code = selected.local_government_code
    LEFT JOIN mart_project_body AS lead ON lead.project_id = selected.project_id AND lead.role = 'lead'"""
_ORDER = (
    "ORDER BY selected.fiscal_year DESC, selected.local_government_code, selected.number, selected.project_id"
)


@dataclass(frozen=True)
class Part:
    """Rows `first` (from 0) to `first` + `most`; without `most` all that follow."""

    first: int = 0
    most: int | None = None

    @property
    def clause(self) -> str:
        """The part as SQL, after an ORDER BY."""
        limit = "" if self.most is None else f"LIMIT {int(self.most)} "
        return f"{limit}OFFSET {int(self.first)}" if self != WHOLE else ""


WHOLE = Part()


def project_extract(
    cursor: duckdb.DuckDBPyConnection, selection: Selection, part: Part = WHOLE
) -> pd.DataFrame:
    """One row a project, the newest year first; codes and names of marks are joined by BETWEEN.

    The body has the name it was recognised under. A null, as everywhere, means that the source does not say.
    """
    lists = ", ".join(
        f"(SELECT string_agg({column}, '{BETWEEN}' ORDER BY sort_order) FROM {table} "
        f"WHERE list_contains(selected.{held}, {table}_code)) AS {name}{suffix}"
        for name, held, table in (
            ("fields", "primary_fields", "field"),
            ("secondary_fields", "secondary_fields", "field"),
            ("regions", "regions", "region"),
        )
        for suffix, column in (("", f"{table}_code"), ("_ja", "name_ja"), ("_en", "name_en"))
    )
    # In the order in which the source names them.
    partners = ", ".join(
        f"(SELECT string_agg({column}, '{BETWEEN}' ORDER BY body.rowid) FROM project_body AS body "
        "JOIN local_government AS partner USING (local_government_code) "
        f"WHERE body.project_id = selected.project_id AND role = 'partner') AS {name}"
        for name, column in (
            ("partner_bodies", "partner.local_government_code"),
            ("partner_bodies_ja", "coalesce(name_as_printed_ja, partner.name_ja)"),
        )
    )
    return selected(
        cursor, selection, f"{_HEAD}, {lists}, {partners} {_FROM} {_ORDER} {part.clause}", EXTRACT_COLUMNS
    )


def mark_extract(cursor: duckdb.DuckDBPyConnection, selection: Selection, part: Part = WHOLE) -> pd.DataFrame:
    """One row a project, field and region, the columns of the project repeated in each.

    A project without a mark still has a row, with null in its place.
    """
    return selected(
        cursor,
        selection,
        f"""
        {_HEAD}, marked.field_code, field.name_ja AS field_ja, field.name_en AS field_en, marked.role,
        placed.region_code, region.name_ja AS region_ja, region.name_en AS region_en
        {_FROM}
        {_MARKED}
        LEFT JOIN field ON field.field_code = marked.field_code
        LEFT JOIN region ON region.region_code = placed.region_code
        {_ORDER}, marked.role, field.sort_order, region.sort_order {part.clause}
        """,
        MARK_COLUMNS,
    )


def mark_total(cursor: duckdb.DuckDBPyConnection, selection: Selection) -> pd.DataFrame:
    """The number of rows of ``mark_extract``, as `total` of one row."""
    return selected(
        cursor, selection, f"SELECT count(*) AS total FROM selected {_MARKED}", {"total": INTEGER}
    )
