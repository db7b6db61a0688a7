"""The lists a reader chooses from, and what the numbers rest on."""

import duckdb
import pandas as pd

from clairviz.base.facets import LISTED, NOT_STATED, folded
from clairviz.base.i18n import languages, translator
from clairviz.store.queries.run import DATE, INTEGER, TEXT, frame

Cursor = duckdb.DuckDBPyConnection

OPTION_NAME_COLUMNS = {"facet": TEXT, "code": TEXT, "name_ja": TEXT, "name_en": TEXT}


def options(cursor: Cursor) -> pd.DataFrame:
    """Every filter option with its names, facet by facet; NOT_STATED is not among them.

    Years have the latest first; the others the order of their official list or the source.
    """
    parts = (
        f"SELECT {place} AS place, '{facet.key}' AS facet, * FROM ({facet.options})"
        for place, facet in enumerate(LISTED)
    )
    return frame(
        cursor,
        f"SELECT facet, code, name_ja, name_en FROM ({' UNION ALL BY NAME '.join(parts)}) "
        "ORDER BY place, sort_order, code",
        {},
        OPTION_NAME_COLUMNS,
    )


def codes_by_name(options: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Code by folded name, for each facet of ``options``: names in every language, and codes.

    A code goes before another's name where both are written alike.
    """
    translators = [translator(lang) for lang in languages()]
    found: dict[str, dict[str, str]] = {}
    for facet in LISTED:
        records = options[options["facet"] == facet.key].to_dict("records")
        known = {
            folded(str(record[column])): str(record["code"])
            for column in ("name_en", "name_ja", "code")
            for record in records
        }
        if facet.not_stated:
            known |= {folded(_(facet.not_stated)): NOT_STATED for _ in translators}
            known[NOT_STATED] = NOT_STATED
        found[facet.key] = known
    return found


YEAR_COLUMNS = {
    "fiscal_year": INTEGER,
    "label_ja": TEXT,
    "label_en": TEXT,
    "starts_on": DATE,
    "ends_on": DATE,
    "coverage": TEXT,
    "recognised_count": INTEGER,
    "source_id": TEXT,
    "project_count": INTEGER,
}


def fiscal_years(cursor: Cursor) -> pd.DataFrame:
    """One row a fiscal year on file, the earliest first, with its number of projects."""
    return frame(
        cursor,
        """
        SELECT fiscal_year.*, (SELECT count(*) FROM project
                               WHERE project.fiscal_year = fiscal_year.fiscal_year) AS project_count
        FROM fiscal_year ORDER BY fiscal_year
        """,
        {},
        YEAR_COLUMNS,
    )


PREFECTURE_COLUMNS = {"prefecture_code": TEXT, "name_ja": TEXT, "name_en": TEXT}


def prefectures(cursor: Cursor) -> pd.DataFrame:
    """The 47 prefectures by their code, with or without projects."""
    return frame(cursor, "SELECT * FROM prefecture ORDER BY prefecture_code", {}, PREFECTURE_COLUMNS)


SOURCE_COLUMNS = {
    "source_id": TEXT,
    "title": TEXT,
    "publisher": TEXT,
    "locator": TEXT,
    "retrieved_on": DATE,
    "note": TEXT,
}


def sources(cursor: Cursor) -> pd.DataFrame:
    """One row a source, by its short name."""
    return frame(cursor, "SELECT * FROM source ORDER BY source_id", {}, SOURCE_COLUMNS)
