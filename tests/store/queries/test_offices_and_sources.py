"""Queries of offices, events, programmes and sources: documented columns, and nothing but what the tables hold."""

from collections.abc import Callable

import duckdb
import pandas as pd
import pytest

from clairviz.base.fiscal_year import extent
from clairviz.store.queries import offices, provenance

QUERIES: list[tuple[Callable[..., pd.DataFrame], dict[str, str]]] = [
    (offices.offices, offices.OFFICE_COLUMNS),
    (offices.readings, offices.READING_COLUMNS),
    (offices.events, offices.EVENT_COLUMNS),
    (offices.programmes, offices.PROGRAMME_COLUMNS),
    (offices.span, offices.SPAN_COLUMNS),
    (provenance.uses_of_sources, provenance.USE_COLUMNS),
]
# The tables that name a source for each row, as `uses_of_sources` counts them.
USED = ("project", "fiscal_year", "published_total", "office", "milestone", "programme")

Cursor = duckdb.DuckDBPyConnection


def rows(cursor: Cursor, sql: str) -> list[tuple]:
    return cursor.execute(sql).fetchall()


@pytest.fixture
def emptied(cursor: Cursor) -> Cursor:
    """A database with the same tables and no rows."""
    empty = duckdb.connect()
    for table in (*USED, "source"):
        columns = ", ".join(f'"{name}" {kind}' for name, kind, *_ in rows(cursor, f"DESCRIBE {table}"))
        empty.execute(f"CREATE TABLE {table} ({columns})")
    return empty


@pytest.mark.parametrize(("query", "columns"), QUERIES, ids=lambda value: getattr(value, "__name__", ""))
def test_columns_and_types_are_those_documented(
    cursor: Cursor, emptied: Cursor, query: Callable[..., pd.DataFrame], columns: dict[str, str]
) -> None:
    for answer in (query(cursor), *([] if query is offices.span else [query(emptied)])):
        assert {name: str(kind) for name, kind in answer.dtypes.items()} == columns
        assert list(answer.columns) == list(columns)


def test_offices_are_the_table_the_earliest_first(cursor: Cursor) -> None:
    answer = offices.offices(cursor)
    wanted = rows(cursor, "SELECT office_code, opened, precision, opened_in_source, source_id FROM office")
    found = answer[["office_code", "opened", "precision", "opened_in_source", "source_id"]]
    assert sorted(found.itertuples(index=False, name=None)) == sorted(wanted)
    assert list(answer["office_code"]) == [
        "tokyo",
        "new-york",
        "london",
        "paris",
        "singapore",
        "seoul",
        "sydney",
        "beijing",
    ]
    assert list(answer["is_head"]) == [True] + [False] * 7


def test_an_office_of_no_known_opening_comes_last(cursor: Cursor, emptied: Cursor) -> None:
    for row in rows(cursor, "SELECT * FROM office"):
        emptied.execute(f"INSERT INTO office VALUES ({', '.join('?' * len(row))})", row)
    emptied.execute("UPDATE office SET opened = NULL, precision = NULL WHERE office_code = 'paris'")
    assert list(offices.offices(emptied)["office_code"])[-1] == "paris"


def test_events_and_other_readings_part_the_milestones(cursor: Cursor) -> None:
    events, readings = offices.events(cursor), offices.readings(cursor)
    everything = rows(cursor, "SELECT milestone_id, happened, precision, source_id FROM milestone")
    columns = ["milestone_id", "happened", "precision", "source_id"]
    together = [*events[columns].itertuples(index=False), *readings[columns].itertuples(index=False)]
    assert sorted(tuple(row) for row in together) == sorted(everything)
    assert list(events["happened"]) == sorted(events["happened"])
    known = {code for (code,) in rows(cursor, "SELECT office_code FROM office")}
    assert set(readings["office_code"]) == {"new-york", "london"} <= known


def test_no_date_is_finer_than_its_source(cursor: Cursor) -> None:
    for frame, date in (
        (offices.offices(cursor), "opened"),
        (offices.readings(cursor), "happened"),
        (offices.events(cursor), "happened"),
    ):
        for record in frame.to_dict("records"):
            extent(record[date], record["precision"])
    # What rests on the document alone is as fine as the words printed there.
    for record in offices.offices(cursor).to_dict("records"):
        if record["source_id"] == provenance.DOCUMENT:
            assert (record["precision"] == "month") == ("月" in record["opened_in_source"])


def test_programmes_are_those_of_the_document_with_its_division(cursor: Cursor) -> None:
    answer = offices.programmes(cursor)
    assert set(answer["source_id"]) == {provenance.DOCUMENT}
    with_division = set(answer["programme_code"][answer["division"].notna()])
    assert with_division == {
        "lgotp",
        "model-project",
        "citizens-plaza",
        "bulletin-board",
        "specialist-dispatch",
        "top-manager-seminar",
    }
    assert set(answer["division"].dropna()) == {"国際協力課 | International Cooperation Division"}
    assert set(answer["programme_code"]) - with_division == {
        "jet",
        "sister-cities",
        "overseas-research",
        "staff-training",
    }


@pytest.mark.parametrize(
    ("code", "ja", "en"),
    [
        ("jet", ("CIR", "ALT", "SEA", "JETプログラム"), ("CIR", "ALT", "SEA", "JET Programme")),
        ("sister-cities", ("姉妹", "あっせん"), ("Sister-city", "Mediates")),
        ("lgotp", ("LGOTP", "受け入れる"), ("LGOTP", "receive officials")),
        (
            "model-project",
            ("認定", "助成", "報告会", "評価", "広報"),
            ("recognises", "subsidises", "evaluated", "reporting session", "publicised"),
        ),
        ("citizens-plaza", ("市民国際プラザ", "JANIC"), ("Citizens' International Plaza", "JANIC")),
        ("bulletin-board", ("国際協力情報掲示板", "交換"), ("bulletin board", "exchange")),
        ("specialist-dispatch", ("専門家", "派遣"), ("Specialist Dispatch", "abroad")),
        ("top-manager-seminar", ("トップマネージャーセミナー",), ("Top Manager Seminar",)),
        ("overseas-research", ("海外事務所", "調査研究"), ("overseas offices", "Researches")),
        ("staff-training", ("人材の育成", "勤務経験"), ("Staff training", "work experience")),
    ],
)
def test_each_programme_says_in_both_languages_what_it_is(
    cursor: Cursor, code: str, ja: tuple[str, ...], en: tuple[str, ...]
) -> None:
    answer = offices.programmes(cursor).set_index("programme_code").loc[code]
    for lang, words in (("ja", ja), ("en", en)):
        text = f"{answer[f'name_{lang}']} {answer[f'description_{lang}']}"
        assert [word for word in words if word not in text] == []


def test_the_span_reaches_from_before_the_founding_to_the_last_event(cursor: Cursor) -> None:
    assert offices.span(cursor).to_dict("records") == [{"first_year": 1987, "last_year": 2005}]


def test_uses_count_every_row_that_names_a_source(cursor: Cursor) -> None:
    answer = provenance.uses_of_sources(cursor)
    totals = answer.groupby("kind")["row_count"].sum().to_dict()
    assert totals == {table: rows(cursor, f"SELECT count(*) FROM {table}")[0][0] for table in USED}
    assert set(answer["source_id"]) <= {code for (code,) in rows(cursor, "SELECT source_id FROM source")}
    document = answer[answer["source_id"] == provenance.DOCUMENT]
    assert list(document["kind"]) == list(USED)
    assert dict(zip(document["kind"], document["row_count"], strict=True))["project"] == 14
