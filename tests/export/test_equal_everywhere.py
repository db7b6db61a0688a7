"""The same selection holds the same rows on the page, in every file, below /api and in SQL."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest

from clairviz.base.i18n import translator
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.export.data.extract import Extract, Rows, extract
from clairviz.export.formats import DATA_FORMATS, FileOptions
from clairviz.store.ingest.dataset import load
from clairviz.store.publish import publish
from clairviz.store.queries.explore import page_of_projects
from clairviz.store.queries.extracts import Part
from clairviz.store.queries.reference import options
from clairviz.store.queries.run import conditions
from tests.conftest import FY2005, YEARS

JA, DAY = translator("ja"), date(2026, 11, 25)
PER_FOLDER = 20


@pytest.fixture(scope="module", params=[FY2005, YEARS], ids=["fy2005", "years"])
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    version = publish(load(request.param), tmp_path_factory.mktemp("equal") / "clairviz.duckdb")
    with duckdb.connect(str(version), read_only=True) as connection:
        yield connection


def selections(cursor: duckdb.DuckDBPyConnection) -> list[Selection]:
    """Twenty of every kind: each facet chosen, excluded, not stated, together, words, nothing found."""
    listed = options(cursor)
    codes = {key: list(rows["code"]) for key, rows in listed.groupby("facet")}
    year = int(codes["year"][0])
    found = [
        Selection(),
        Selection({"year": (year,)}),
        Selection({"year": (1990,)}),
        Selection({"region": (NOT_STATED,)}),
        Selection({"field": (NOT_STATED,)}),
        Selection({}, {"region": (NOT_STATED,)}),
        Selection({"q": ("市",)}),
        Selection({"q": ("県",)}, {"pref": (codes["pref"][0],)}),
    ]
    for key in ("pref", "gov", "field", "region"):
        found += [
            Selection({key: (codes[key][0],)}),
            Selection({}, {key: (codes[key][-1],)}),
            Selection({key: tuple(codes[key][:3]), "year": (year,)}),
        ]
    assert len(found) == PER_FOLDER
    return found


@pytest.mark.parametrize("share", [slice(2, None, 4), pytest.param(slice(None), marks=pytest.mark.full)])
def test_selections_hold_the_same_everywhere(
    opened: duckdb.DuckDBPyConnection, tmp_path: Path, share: slice
) -> None:
    def ask(query: Callable[..., pd.DataFrame], *values: Any) -> pd.DataFrame:
        return query(opened.cursor(), *values)

    sizes = []
    for selection in selections(opened.cursor())[share]:
        taken = extract(ask, selection, Rows.PROJECTS, _=JA, made_on=DAY)
        wanted = [text_of(row) for row in taken.rows]
        sizes.append(len(wanted))
        for form in DATA_FORMATS:
            content = form.write(taken, JA, FileOptions())[0]
            assert read(form.name, content, tmp_path) == wanted, (selection, form.name)
        assert of_parts(ask, selection, len(wanted) // 3 + 1) == wanted
        ids = [row[0] for row in wanted]
        assert on_page(ask, selection) == ids
        clause, values = conditions(selection)
        rows = opened.execute(f"SELECT project_id FROM mart_project WHERE {clause}", values).fetchall()
        assert sorted(row[0] for row in rows) == sorted(ids)
    assert min(sizes) == 0 < len(set(sizes)) - 3


def of_parts(ask: Callable[..., pd.DataFrame], selection: Selection, most: int) -> list[list[str]]:
    """Page by page, as the addresses for programs hand them out."""
    rows: list[list[str]] = []
    while True:
        part: Extract = extract(ask, selection, Rows.PROJECTS, _=JA, made_on=DAY, part=Part(len(rows), most))
        if not part.rows:
            return rows
        rows += [text_of(row) for row in part.rows]


def on_page(ask: Callable[..., pd.DataFrame], selection: Selection) -> list[str]:
    return [str(one) for one in ask(page_of_projects, selection, "source", 0)["project_id"]]


def text_of(row: Any) -> list[str]:
    return [as_text(value) for value in row]


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.date() if hasattr(value, "date") and not isinstance(value, date) else value)[
        :10_000
    ].replace(" 00:00:00", "")


def read(name: str, content: bytes, folder: Path) -> list[list[str]]:
    """The rows of a file as text."""
    if name == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]
    if name == "json":
        return [text_of(row.values()) for row in json.loads(content)["rows"]]
    if name == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        return [text_of(row) for row in list(rows)[1:] if any(cell is not None for cell in row)]
    assert name == "parquet"
    file = folder / "rows.parquet"
    file.write_bytes(content)
    with duckdb.connect() as connection:
        return [
            text_of(row)
            for row in connection.execute("SELECT * FROM read_parquet(?)", [str(file)]).fetchall()
        ]
