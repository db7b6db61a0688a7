"""What the pages about time share: the counts of a selection over all years, and its address."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from clairviz.base.address import Address
from clairviz.base.counts import Counts, counts
from clairviz.base.facets import FACETS, YEAR
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.store.queries import reference
from clairviz.store.queries.counts import pairings_by_code_and_year, projects_by_code_and_year
from clairviz.words.facts import Facts
from clairviz.words.phrases import names_of

Ask = Callable[..., Any]


def view_address(path: str) -> Address:
    """The address of the view that is being drawn, its parameters as they stand in the link."""
    pairs = tuple((key, value) for key in st.query_params for value in st.query_params.get_all(key))
    return Address(path, pairs)


def facts_of(ask: Ask, selection: Selection, *, _: Translator) -> Facts:
    """What sentences are made of."""
    filtered = frozenset(
        facet.key
        for facet in FACETS
        if facet is not YEAR and (selection.of(facet) or selection.without(facet))
    )
    names = names_of(ask(reference.options), _=_)
    return Facts(counts_with(ask, selection), tuple(selection.of(YEAR)), names, filtered)


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
