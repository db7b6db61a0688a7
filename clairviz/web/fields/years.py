"""The fields page's view of all years on file, whatever year is selected."""

from dataclasses import dataclass

import pandas as pd

from clairviz.base.facets import YEAR
from clairviz.base.i18n import Translator
from clairviz.figures.clicks import mark
from clairviz.figures.field_years import field_years_bar
from clairviz.figures.map_tables import Table
from clairviz.store.queries.field_matrix import projects_by_year_and_field
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.provenance import sources_of_projects
from clairviz.web import answers, clicks
from clairviz.web.fields.content import largest_cell
from clairviz.web.view import View
from clairviz.words.phrases import years_label

NAME = "field_years"


@dataclass(frozen=True)
class Content:
    """What is computed from the data; nobody may change the table."""

    table: Table
    alt: str
    note: str
    sources: tuple[str, ...]


def draw(view: View) -> None:
    """The small multiples, once several years are on file."""
    _, years = view._, view.years
    if len(years) < 2:
        return
    every = view.selection.ignoring(YEAR)
    cells, fields = (projects_by_year_and_field, every), (projects_by_field, every)
    content = answers.cached(_content, cells, fields, (sources_of_projects, every), _=_, years=years)
    clicks.chart(
        NAME,
        answers.cached(field_years_bar, cells, fields, _=_, years=years, chosen=view.selection.years),
        title=_title(_),
        alt=content.alt,
        tables=[content.table],
        sources=content.sources,
        _=_,
        note=content.note,
    )


def _title(_: Translator) -> str:
    return _("Projects in each field by fiscal year")


def _content(
    cells: pd.DataFrame,
    fields: pd.DataFrame,
    used: pd.DataFrame,
    *,
    _: Translator,
    years: tuple[int, ...],
) -> Content:
    order = fields.sort_values("sort_order")
    names = dict(zip(order["field_code"], order[f"name_{_.lang}"], strict=True))
    found = {
        (int(record["fiscal_year"]), str(record["field_code"])): int(record["primary_count"])
        for record in cells.to_dict("records")
    }
    labels = {year: years_label((year,), years, _) for year in years}
    table = pd.DataFrame(
        {
            _("Fiscal year"): list(labels.values()),
            **{name: [found.get((year, code), 0) for year in years] for code, name in names.items()},
        }
    )
    long = pd.DataFrame(
        {
            "year": [labels[year] for year, _code in found],
            "field": [names[code] for _year, code in found],
            "count": list(found.values()),
        }
    )
    numbers = _("; ").join(
        f"{name} " + _(", ").join(f"{labels[year]} {found.get((year, code), 0)}" for year in years)
        for code, name in names.items()
    )
    notes = (
        largest_cell((NAME, long, ()), _),
        _("All fiscal years on file, by primary field; the same scale for every field."),
    )
    return Content(
        table=(NAME, table, [mark(year=str(year)) for year in years]),
        alt=_("{title}: {numbers}.", title=_title(_), numbers=numbers),
        note="  \n".join(note for note in notes if note),
        sources=tuple(used["source_id"]),
    )
