"""Fields by partner region."""

from clairviz.base.i18n import message
from clairviz.figures.field_matrix import field_matrix
from clairviz.report.model import Matrix, MatrixRow, Scene
from clairviz.report.teller import Teller
from clairviz.store.queries.field_matrix import projects_by_field_and_region
from clairviz.store.queries.fields import projects_by_field
from clairviz.words import tables
from clairviz.words.headlines import combination_headline

NAME = message("Fields by partner region")


def scene(teller: Teller, code: str) -> Scene:
    """Primary marks by field and region, secondary ones in brackets."""
    _, fields = teller._, teller.ask(projects_by_field, teller.selection)
    cells = teller.ask(projects_by_field_and_region, teller.selection)
    grid = tables.matrix_table(cells, fields, _=_)
    numbers = _("; ").join(
        f"{name}: " + _(", ").join(f"{field} {value}" for field, value in row.items() if value)
        for name, row in grid.set_index(grid.columns[0]).iterrows()
    )
    counts = {
        (record["code"], record["field_code"]): (
            int(record["primary_count"]),
            int(record["secondary_count"]),
        )
        for record in cells.to_dict("records")
    }
    none = (0, 0)
    order = list(fields.sort_values("sort_order")["field_code"])
    rows = tuple(
        MatrixRow(
            str(name),
            tuple(
                (str(text), counts.get((region, field), none)[0])
                for field, text in zip(order, texts, strict=True)
            ),
            str(region),
            tuple(counts.get((region, field), none)[1] for field in order),
        )
        for region, (name, *texts) in zip(
            cells.drop_duplicates("code")["code"], grid.itertuples(index=False, name=None), strict=True
        )
    )
    return Scene(
        code,
        combination_headline(teller.facts(), cells, fields, _=_) or teller.nothing(),
        Matrix(tuple(str(name) for name in grid.columns), rows, tuple(order)),
        figure=field_matrix(cells, fields, _=_, facet="region"),
        table=grid,
        alt=_("{title}: {numbers}.", title=_("Partner region by field"), numbers=numbers),
        caveat=_("Projects by primary field; secondary marks in brackets."),
        sources=teller.sources,
    )
