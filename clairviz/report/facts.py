"""What sentences on a selection are made of, from the queries that answer it."""

from collections.abc import Callable

import pandas as pd

from clairviz.base.counts import Counts, counts
from clairviz.base.facets import FACETS, YEAR
from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.report.model import Ask
from clairviz.store.queries import projects, reference
from clairviz.store.queries.counts import pairings_by_code_and_year, projects_by_code_and_year
from clairviz.store.queries.fields import projects_by_field
from clairviz.words.facts import MOST_UNMARKED, STATED, Facts
from clairviz.words.phrases import names_of, project_name


def facts_of(ask: Ask, selection: Selection, *, _: Translator) -> Facts:
    """What sentences are made of."""
    filtered = frozenset(
        facet.key
        for facet in FACETS
        if facet is not YEAR and (selection.of(facet) or selection.without(facet))
    )
    fields = ask(projects_by_field, selection)
    marks = zip(fields["field_code"], fields["primary_count"], fields["secondary_count"], strict=True)
    totals = ask(projects.key_figures, selection).iloc[0]
    return Facts(
        counts_with(ask, selection),
        tuple(selection.of(YEAR)),
        names_of(ask(reference.options), _=_),
        filtered,
        only_secondary=tuple(str(code) for code, primary, second in marks if second and not primary),
        silent=tuple(
            name for name in STATED if totals["project_count"] and not totals[f"{name}_stated_count"]
        ),
        unmarked=_unmarked(ask, selection, int(totals["not_stated_count"]), _),
    )


def _unmarked(ask: Ask, selection: Selection, count: int, _: Translator) -> tuple[str, ...]:
    """The projects without a partner region by name, where they are few."""
    if not 0 < count <= MOST_UNMARKED or selection.regions:
        return ()
    found = ask(projects.projects, selection.choosing({"region": (NOT_STATED,)}))
    return tuple(project_name(record, _) for record in found.to_dict("records"))


def counts_with(ask: Ask, selection: Selection) -> Counts:
    """The counts of `selection` over all years on file, through `ask`."""
    return _counts(ask, projects_by_code_and_year, selection)


def counts_in_basis(ask: Ask, selection: Selection) -> Counts:
    """As ``counts_with``, of projects or pairings as the selection's basis says."""
    is_pairs = selection.basis == "pairings"
    return _counts(ask, pairings_by_code_and_year if is_pairs else projects_by_code_and_year, selection)


def _counts(ask: Ask, query: Callable[..., pd.DataFrame], selection: Selection) -> Counts:
    rows = ask(query, selection.ignoring(YEAR))
    years = ask(reference.fiscal_years)
    stated = years.get("recognised_count", [None] * len(years))
    return counts(
        rows.itertuples(index=False, name=None),
        [
            (int(year), str(coverage), None if pd.isna(number) else int(number))
            for year, coverage, number in zip(years["fiscal_year"], years["coverage"], stated, strict=True)
        ],
    )
