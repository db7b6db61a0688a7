"""The matrix: every field has its column and every cell its width, whatever is selected."""

import duckdb
import pytest

from clairviz.base.i18n import languages, translator
from clairviz.base.selection import Selection
from clairviz.figures.field_matrix import field_matrix
from clairviz.figures.steps import step_of
from clairviz.store.queries.field_matrix import projects_by_field_and_region
from clairviz.store.queries.fields import projects_by_field


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    "selection",
    [Selection(), Selection(fields=("environment",)), Selection(regions=("BRA",))],
    ids=["all", "one field", "one project"],
)
def test_cells_stand_in_a_whole_grid(
    cursor: duckdb.DuckDBPyConnection, selection: Selection, lang: str
) -> None:
    cells, fields = (query(cursor, selection) for query in (projects_by_field_and_region, projects_by_field))
    shade = field_matrix(cells, fields, _=translator(lang), facet="region").data[0]
    assert list(shade.x) == list(range(len(fields)))
    rows = list(dict.fromkeys(cells["code"]))
    assert [len(row) for row in shade.z] == [len(fields)] * len(rows)
    order = list(fields.sort_values("sort_order")["field_code"])
    expected = {
        (rows.index(record["code"]), order.index(record["field_code"])): step_of(record["primary_count"])
        for record in cells.to_dict("records")
        if record["primary_count"]
    }
    shaded = {(y, x): step for y, row in enumerate(shade.z) for x, step in enumerate(row) if step is not None}
    assert shaded == expected
