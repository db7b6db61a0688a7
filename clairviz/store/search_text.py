"""What is written of each project, folded once at build, and the condition that searches it.

DuckDB has no such folding (clairviz.base.fold), so it is done in Python: here for what is
stored, and for the words of a query when they are asked for.
"""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import duckdb

from clairviz.base import fiscal_year
from clairviz.base.fold import fold, spellings, words_of
from clairviz.base.schema import TABLE

# A space is in no folded word, so that no word is found across the end of one text and the
# beginning of the next.
_BETWEEN = "\n"
_CREATE = """
CREATE TABLE mart_project_text (
  project_id VARCHAR, fiscal_year INTEGER, written VARCHAR, words VARCHAR, years VARCHAR)"""


def write_project_text(connection: duckdb.DuckDBPyConnection) -> None:
    """Create mart_project_text: a row a project, as `written`, and folded (`words`, `years`).

    Takes the tables of the schema as filled, and mart_project_body and mart_body.
    """
    connection.execute(_CREATE)
    names = _names_by_key(connection)
    columns = _texts("project")
    rows = connection.execute(f"SELECT project_id, fiscal_year, {', '.join(columns)} FROM project").fetchall()
    marks = _marks_by_project(connection)
    years = {year: _BETWEEN.join(fold(text) for text in _spelt(year)) for year in {row[1] for row in rows}}
    lists: dict[str, list[Any]] = {"ids": [], "of": [], "written": [], "words": [], "years": []}
    for project, year, *texts in rows:
        own = [text for text in texts if text]
        named = [names[key] for key in marks[project] if key in names]
        lists["ids"].append(project)
        lists["of"].append(year)
        lists["written"].append(_BETWEEN.join([*own, *(written for written, _words in named)]))
        lists["words"].append(_BETWEEN.join([*map(fold, own), *(words for _written, words in named)]))
        lists["years"].append(years[year])
    if rows:
        connection.execute(
            "INSERT INTO mart_project_text SELECT unnest($ids), unnest($of), unnest($written), "
            "unnest($words), unnest($years)",
            lists,
        )


def condition(query: str, name: str, values: dict[str, Any]) -> str:
    """A condition on project_id: every word of `query` stands in what is written of the project.

    A word that is a fiscal year, however written, holds for the projects of that year too. The
    parameters it names begin with `name` and are put into `values`.
    """
    parts = []
    for number, word in enumerate(words_of(query)):
        year = _year(word)
        alternatives = []
        for choice, spelling in enumerate(spellings(word)):
            parameter = f"{name}_{number}_{choice}"
            values[parameter] = spelling
            alternatives.append(f"contains(words, ${parameter})")
            if year is None:
                alternatives.append(f"contains(years, ${parameter})")
        if year is not None:
            alternatives.append(f"fiscal_year = {year}")
        parts.append(f"({' OR '.join(alternatives)})")
    if not parts:
        return "true"
    return f"project_id IN (SELECT project_id FROM mart_project_text WHERE {' AND '.join(parts)})"


def _year(word: str) -> int | None:
    with suppress(ValueError):
        return fiscal_year.parse(word).year
    return None


def _spelt(year: int) -> tuple[str, ...]:
    known = fiscal_year.FiscalYear(year)
    return known.label_ja, known.label_en, f"{year}年度"


def _texts(table: str) -> list[str]:
    """The columns of `table` that hold words of a source: text, and no key of this or another table."""
    described = TABLE[table]
    return [
        column.name
        for column in described.columns
        if column.type == "VARCHAR"
        and not (column.references or column.choices or column.pattern)
        and column.name not in described.key
    ]


def _names_by_key(connection: duckdb.DuckDBPyConnection) -> Mapping[tuple[str, str], tuple[str, str]]:
    """All names of a body (its own and as printed), of a field or a region: as written and folded."""
    bodies = ", ".join(f"body.{name}" for name in _texts("local_government"))
    statements = {
        "government": f"SELECT local_government_code, prefecture.name_ja, prefecture.name_en, {bodies} "
        "FROM local_government AS body SEMI JOIN mart_body USING (local_government_code) "
        "JOIN prefecture USING (prefecture_code)",
        "printed": "SELECT DISTINCT name_ja, name_ja, name_en FROM mart_project_body",
        "field": "SELECT field_code, name_ja, name_en FROM field",
        "region": "SELECT region_code, name_ja, name_en FROM region",
    }
    found = {}
    for kind, statement in statements.items():
        for code, *texts in connection.execute(statement).fetchall():
            stated = [text for text in texts if text]
            found[kind, code] = (_BETWEEN.join(stated), _BETWEEN.join(map(fold, stated)))
    return found


def _marks_by_project(connection: duckdb.DuckDBPyConnection) -> Mapping[str, list[tuple[str, str]]]:
    marks: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    bodies = "SELECT project_id, local_government_code, present_codes, name_ja FROM mart_project_body"
    for project, code, present, name in connection.execute(f"{bodies} ORDER BY ALL").fetchall():
        for mark in [("government", one) for one in (code, *present)] + [("printed", name)]:
            if mark not in marks[project]:
                marks[project].append(mark)
    for kind in ("field", "region"):
        statement = f"SELECT project_id, {kind}_code FROM project_{kind} ORDER BY ALL"
        for project, code in connection.execute(statement).fetchall():
            marks[project].append((kind, code))
    return marks
