"""Projects counted by facet, code and fiscal year, as rows for the data formats."""

from datetime import date

import pandas as pd

from clairviz.base.facets import FACETS, NOT_STATED, YEAR
from clairviz.base.i18n import Translator, languages, translator
from clairviz.base.selection import Selection
from clairviz.export.data.columns import described
from clairviz.export.data.extract import Extract, RowSpan, notes, rows_of
from clairviz.report.model import Ask
from clairviz.store.queries import reference
from clairviz.store.queries.counts import projects_by_code_and_year

COLUMNS = ("facet", "code", "name_ja", "name_en", "fiscal_year", "project_count")
# What projects are counted by: all of them, then the keys of facets.
COUNTED_BY = ("all", "pref", "gov", "field", "region")


def count_rows(
    ask: Ask,
    selection: Selection,
    *,
    _: Translator,
    made_on: date,
    facets: tuple[str, ...] = (),
    first: int = 0,
    most: int | None = None,
) -> tuple[Extract, int]:
    """The numbers that the figures show of `selection`, and how many rows there are in all.

    One row a facet, code and fiscal year of the selection with projects; only `facets` where
    given. `first` and `most` take a part of the rows.
    """
    found = ask(projects_by_code_and_year, selection.ignoring(YEAR))
    if selection.of(YEAR) or selection.without(YEAR):
        years = [year for year in found["fiscal_year"].unique() if _is_selected(int(year), selection)]
        found = found[found["fiscal_year"].isin(years)]
    if facets:
        found = found[found["facet"].isin(facets)]
    total = len(found)
    part = found.iloc[first : None if most is None else first + most]
    named = _named(part, ask(reference.options))
    meaning = _("one facet, code and fiscal year; counts of fields and regions do not add up to projects")
    extract = Extract(
        title=_("Projects counted"),
        columns=tuple(described(name, _) for name in COLUMNS),
        rows=rows_of(named),
        notes=notes(ask, selection, meaning, RowSpan(first, len(part), total), _, made_on),
        made_on=made_on,
    )
    return extract, total


def _is_selected(year: int, selection: Selection) -> bool:
    chosen = selection.of(YEAR)
    return (not chosen or year in chosen) and year not in selection.without(YEAR)


def _named(counted: pd.DataFrame, options: pd.DataFrame) -> pd.DataFrame:
    """The counts with the names of their codes in every language."""
    names = {
        (facet, code): (name_ja, name_en)
        for facet, code, name_ja, name_en in options[["facet", "code", "name_ja", "name_en"]].itertuples(
            index=False
        )
    }
    for facet in FACETS:
        if facet.not_stated:
            by_lang = {lang: translator(lang)(facet.not_stated) for lang in languages()}
            names[facet.key, NOT_STATED] = (by_lang["ja"], by_lang["en"])
    pairs = [
        names.get((facet, code), (None, None))
        for facet, code in zip(counted["facet"], counted["code"], strict=True)
    ]
    named = counted.assign(
        name_ja=pd.Series([pair[0] for pair in pairs], index=counted.index, dtype=object),
        name_en=pd.Series([pair[1] for pair in pairs], index=counted.index, dtype=object),
    )
    return named[list(COLUMNS)]
