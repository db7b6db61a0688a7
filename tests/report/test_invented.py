"""Invented data and partial years are said first, in every medium."""

from collections.abc import Iterator
from io import BytesIO

import duckdb
import pytest
from pptx import Presentation

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.export.data.extract import Rows, extract
from clairviz.export.pptx.deck import deck
from clairviz.report import Story
from clairviz.report.facts import facts_of
from clairviz.store.ingest.dataset import load
from clairviz.store.reconcile import in_memory
from clairviz.words.cautions import cautions
from tests.conftest import YEARS
from tests.telling import MADE_ON, page, report

INVENTED = "合成データ（試験用。事実ではありません）"
PARTIAL = Selection(years=(2012,))


@pytest.fixture(scope="module")
def years() -> Iterator[duckdb.DuckDBPyConnection]:
    with in_memory(load(YEARS)) as connection:
        yield connection


def test_it_is_said_before_anything_else(years: duckdb.DuckDBPyConnection) -> None:
    told = report(years, selection=PARTIAL, story=Story())
    assert told.selected.startswith(INVENTED)
    assert told.selected in told.scenes[0].lines
    english = report(years, "en", selection=PARTIAL, story=Story())
    assert english.selected.startswith("Synthetic data")


def test_a_partial_year_is_said_in_every_medium(years: duckdb.DuckDBPyConnection) -> None:
    told = report(years, selection=PARTIAL, story=Story())
    sentence = told.selected.removeprefix(INVENTED)
    assert "収録分9事業" in sentence
    assert "一部のみ収録" in sentence
    assert told.selected in page(years, selection=PARTIAL, story=Story())
    slides = Presentation(BytesIO(deck(told, _=translator("ja")))).slides
    cover = "\n".join(shape.text_frame.text for shape in slides[0].shapes if shape.has_text_frame)
    assert sentence in cover.replace("\v", "")

    def ask(query, *arguments):  # type: ignore[no-untyped-def]
        return query(years, *arguments)

    rows = extract(ask, PARTIAL, Rows.PROJECTS, made_on=MADE_ON, _=translator("ja"))
    assert told.selected in repr(rows)


def test_nothing_is_said_of_whole_years_of_real_data(cursor: duckdb.DuckDBPyConnection) -> None:
    told = report(cursor, story=Story())
    assert INVENTED not in told.selected
    assert told.selected not in told.scenes[0].lines


def test_how_many_were_recognised_is_said_where_a_source_says(years: duckdb.DuckDBPyConnection) -> None:
    def ask(query, *arguments):  # type: ignore[no-untyped-def]
        return query(years, *arguments)

    facts = facts_of(ask, PARTIAL, _=translator("ja"))
    assert facts.counts.recognised == {2012: 17}
    assert any("17事業" in text for text in cautions(facts, _=translator("ja")))


def test_areas_without_a_place_are_named_under_the_map(years: duckdb.DuckDBPyConnection) -> None:
    years.execute("UPDATE region SET latitude = NULL, longitude = NULL WHERE region_code = 'VNM'")
    shown = next(
        scene for scene in report(years, story=Story(), selection=Selection()).scenes if scene.code == "map"
    )
    assert "ベトナム（" in shown.caveat
    assert "地図には示していません" in shown.caveat
