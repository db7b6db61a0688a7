"""Offices, what happened when, and what the organisation offers."""

import duckdb
import pandas as pd

from clairviz.store.queries.run import INTEGER, TEXT, frame

Cursor = duckdb.DuckDBPyConnection

# A milestone of this name is another source's date for the opening of an office.
READING = "reading-"

OFFICE_COLUMNS = {
    "office_code": TEXT,
    "city_ja": TEXT,
    "city_en": TEXT,
    "country_code": TEXT,
    "opened": TEXT,
    "precision": TEXT,
    "opened_in_source": TEXT,
    "closed": TEXT,
    "latitude": "float64",
    "longitude": "float64",
    "note": TEXT,
    "source_id": TEXT,
    "is_head": "bool",
}


def offices(cursor: Cursor) -> pd.DataFrame:
    """One row an office, the earliest opening first; `is_head` marks the one in Japan.

    `opened` is as fine as `precision` says. Within a year, those known to the month come after
    those known to the year only, in the order of the file otherwise.
    """
    return frame(
        cursor,
        """
        SELECT *, country_code = 'JPN' AS is_head FROM office
        ORDER BY opened NULLS LAST, is_head DESC, rowid
        """,
        {},
        OFFICE_COLUMNS,
    )


READING_COLUMNS = {
    "milestone_id": TEXT,
    "office_code": TEXT,
    "happened": TEXT,
    "precision": TEXT,
    "title_ja": TEXT,
    "title_en": TEXT,
    "source_id": TEXT,
}


def readings(cursor: Cursor) -> pd.DataFrame:
    """One row a date that another source gives for the opening of an office."""
    return frame(
        cursor,
        """
        SELECT milestone_id, substr(milestone_id, length($reading) + 1) AS office_code, happened,
               precision, title_ja, title_en, source_id
        FROM milestone WHERE starts_with(milestone_id, $reading) ORDER BY happened, milestone_id
        """,
        {"reading": READING},
        READING_COLUMNS,
    )


EVENT_COLUMNS = {
    "milestone_id": TEXT,
    "happened": TEXT,
    "precision": TEXT,
    "title_ja": TEXT,
    "title_en": TEXT,
    "source_id": TEXT,
}


def events(cursor: Cursor) -> pd.DataFrame:
    """One row a dated event, the earliest first, without other readings of openings."""
    return frame(
        cursor,
        """
        SELECT * FROM milestone WHERE NOT starts_with(milestone_id, $reading)
        ORDER BY happened, milestone_id
        """,
        {"reading": READING},
        EVENT_COLUMNS,
    )


PROGRAMME_COLUMNS = {
    "programme_code": TEXT,
    "name_ja": TEXT,
    "name_en": TEXT,
    "division": TEXT,
    "description_ja": TEXT,
    "description_en": TEXT,
    "source_id": TEXT,
}


def programmes(cursor: Cursor) -> pd.DataFrame:
    """One row a programme, in the order of the file; a null `division` is not stated."""
    return frame(cursor, "SELECT * FROM programme ORDER BY rowid", {}, PROGRAMME_COLUMNS)


SPAN_COLUMNS = {"first_year": INTEGER, "last_year": INTEGER}


def span(cursor: Cursor) -> pd.DataFrame:
    """One row: the year before the first event and the year of the last, fiscal years included."""
    return frame(
        cursor,
        """
        SELECT min(year) - 1 AS first_year, max(year) AS last_year FROM (
          SELECT CAST(left(opened, 4) AS INTEGER) AS year FROM office WHERE opened IS NOT NULL
          UNION ALL SELECT CAST(left(closed, 4) AS INTEGER) FROM office WHERE closed IS NOT NULL
          UNION ALL SELECT CAST(left(happened, 4) AS INTEGER) FROM milestone
          UNION ALL SELECT fiscal_year FROM fiscal_year)
        """,
        {},
        SPAN_COLUMNS,
    )
