"""Projects found by words, those that hold the words as typed before the rest."""

import unicodedata

import duckdb
import pandas as pd

from clairviz.base.facets import LISTED
from clairviz.base.fold import words_of
from clairviz.base.selection import Selection
from clairviz.store.queries.projects import PROJECT_COLUMNS
from clairviz.store.queries.run import BOOLEAN, INTEGER, TEXT, selected

HIT_COLUMNS = {
    "project_id": TEXT,
    "fiscal_year": INTEGER,
    "name_ja": TEXT,
    "name_en": TEXT,
    "number": INTEGER,
    "is_exact": BOOLEAN,
    "written": TEXT,
}


LISTED_COLUMNS = {
    **PROJECT_COLUMNS,
    **{f"codes_{facet.key}": "object" for facet in LISTED},
    "words": TEXT,
}


def projects_with_words(cursor: duckdb.DuckDBPyConnection, selection: Selection, limit: int) -> pd.DataFrame:
    """Rows as ``projects`` gives them, with the codes that each counts under by facet, and its words.

    `words` are folded as ``base.fold.fold`` does, a line each.
    """
    codes = ", ".join(f"{facet.codes} AS codes_{facet.key}" for facet in LISTED)
    return selected(
        cursor,
        selection,
        f"""
        , page AS (SELECT *, {codes}, (SELECT count(*) FROM selected) AS total FROM selected
                   ORDER BY fiscal_year DESC, local_government_code, number, project_id LIMIT {int(limit)})
        SELECT page.*, words FROM page JOIN mart_project_text USING (project_id)
        ORDER BY page.fiscal_year DESC, local_government_code, number, project_id
        """,
        LISTED_COLUMNS,
    )


def hits(cursor: duckdb.DuckDBPyConnection, selection: Selection, limit: int | None = None) -> pd.DataFrame:
    """One row a selected project, up to `limit`: what is `written` of it, a line each, and whether it holds every
    word of the selection's text exactly as typed. Exact ones first, then as `projects` orders.

    ``base.fold.spans`` gives the places to mark in `written`.
    """
    words = [unicodedata.normalize("NFC", word) for word in words_of(selection.text)]
    # Words are quoted as SQL text, since a statement's parameters belong to its conditions.
    exact = " AND ".join(f"contains(written, '{word.replace(chr(39), chr(39) * 2)}')" for word in words)
    return selected(
        cursor,
        selection,
        f"""
        , found AS (
          SELECT selected.*, {exact or "true"} AS is_exact, written
          FROM selected JOIN mart_project_text USING (project_id)
          ORDER BY is_exact DESC, selected.fiscal_year DESC, local_government_code, number
          {"" if limit is None else f"LIMIT {int(limit)}"})
        SELECT * FROM found
        ORDER BY is_exact DESC, fiscal_year DESC, local_government_code, number
        """,
        HIT_COLUMNS,
    )
