"""The figures of the map and fields pages: labels apart, bodies apart, years on one scale."""

from math import hypot

import duckdb
import pandas as pd

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.figures import theme
from clairviz.figures.body_map import spread
from clairviz.figures.field_years import FAINT, field_years_bar
from clairviz.figures.labels import placed_names
from clairviz.store.queries.field_matrix import projects_by_year_and_field
from clairviz.store.queries.fields import projects_by_field

JA = translator("ja")


def test_bodies_that_stand_alone_stay_and_others_part() -> None:
    moved = spread([(135.0, 35.0), (135.1, 35.0), (135.1, 35.0), (140.0, 38.0)], 0.8)
    assert moved[3] == (140.0, 38.0)
    crowd = moved[:3]
    assert all(hypot(a[0] - b[0], a[1] - b[1]) > 0.6 for a in crowd for b in crowd if a is not b)
    assert spread([], 1.0) == []


def test_names_without_room_wait_for_a_wider_map() -> None:
    def layout(width: float) -> tuple[list[tuple[float, float]], tuple[float, float]]:
        # Six marks in a row, nearer to each other than a name is long.
        return [(width * (index + 1) / 7, 20.0) for index in range(6)], (width, 40.0)

    names = ["カンボジア"] * 6
    _sides, fits = placed_names(layout, ["1"] * 6, names, tried=((120, 12), (900, 12)), radius=4)
    assert None not in fits
    assert 1 in fits
    assert theme.name_for_width("中国", 0) == "中国"
    assert theme.WIDE_ONLY in theme.name_for_width("中国", 1)
    assert theme.name_for_width("中国", None) == ""


def test_years_share_one_scale_from_zero(cursor: duckdb.DuckDBPyConnection) -> None:
    cells, fields = (
        projects_by_year_and_field(cursor, Selection()),
        projects_by_field(cursor, Selection()),
    )
    other = cells.assign(fiscal_year=2006, primary_count=1)
    figure = field_years_bar(
        pd.concat([cells, other], ignore_index=True), fields, _=JA, years=(2005, 2006), chosen=(2006,)
    )
    assert {bar.name: bar.y[0] for bar in figure.data}["環境"] == 5
    axes = [figure.layout[f"yaxis{index + 1 if index else ''}"] for index in range(len(figure.data))]
    assert {tuple(axis.range) for axis in axes} == {(0, 5 * 1.4)}
    assert all(list(bar.marker.opacity) == [FAINT, 1] for bar in figure.data)
    assert figure.data[2].customdata[1][0] == "year=2006&field=environment"
