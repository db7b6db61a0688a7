"""The current reader's view: language, selection and the names of everything."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from clairviz.base.facets import FACETS, Facet
from clairviz.base.i18n import DEFAULT_LANGUAGE, Translator, translator
from clairviz.base.selection import Selection
from clairviz.store.queries import projects, reference
from clairviz.web import answers
from clairviz.words.phrases import Names, names_of, partial_among


@dataclass(frozen=True)
class View:
    """What a page needs to know about its reader."""

    selection: Selection
    _: Translator

    @property
    def names(self) -> Names:
        """Name by (facet, code)."""
        return answers.cached(names_of, (reference.options,), _=self._)

    @property
    def years(self) -> tuple[int, ...]:
        """Fiscal years on file, the earliest first."""
        return answers.cached(_years, (reference.fiscal_years,))

    @property
    def partial_years(self) -> tuple[int, ...]:
        """Fiscal years of which not every recognised project is on file."""
        return answers.cached(partial_among, (reference.fiscal_years,))

    @property
    def key_figures(self) -> dict[str, int]:
        """Counts over the selection, as ``queries.projects.key_figures`` names them."""
        return key_figures_of(self.selection)


def current() -> View:
    """The view that the address and the filters describe; call after the shell has run."""
    state = st.session_state

    def codes(facet: Facet, key: str) -> tuple[object, ...]:
        held = state.get(key) or ()
        return tuple(facet.read(code) for code in ((held,) if isinstance(held, str) else held))

    return View(
        Selection(
            {facet.key: codes(facet, facet.key) for facet in FACETS},
            {facet.key: codes(facet, facet.excluded_key) for facet in FACETS},
            "pairings" if state.get("count") == "pairings" else "projects",
        ),
        translator(state.get("lang") or DEFAULT_LANGUAGE),
    )


def key_figures_of(selection: Selection) -> dict[str, int]:
    """Counts over a selection by name."""
    return answers.cached(_key_figures, (projects.key_figures, selection))


def _years(frame: pd.DataFrame) -> tuple[int, ...]:
    return tuple(int(year) for year in frame["fiscal_year"])


def _key_figures(frame: pd.DataFrame) -> dict[str, int]:
    return {str(name): int(value) for name, value in frame.iloc[0].items()}
