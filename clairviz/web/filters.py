"""The filters every page shares, above what they change."""

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED
from clairviz.store.queries import projects, reference
from clairviz.web import answers, links
from clairviz.web.navigation import Parameter
from clairviz.web.view import View, key_figures
from clairviz.words.phrases import names_of, selection_sentence

KEYS = ("year", "pref", "gov", "field", "region")


def options() -> dict[str, tuple[str, ...]]:
    """The codes on offer by filter, from the data."""
    return answers.cached(_options, (reference.options,))


def _options(frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    codes = {key: tuple(frame["code"][frame["facet"] == key]) for key in KEYS}
    return {**codes, "region": (*codes["region"], NOT_STATED)}


def parameters() -> tuple[Parameter, ...]:
    """The filters as link parameters; the latest fiscal year is the default."""
    latest = options()["year"][:1]
    return tuple(Parameter(key, default=latest if key == "year" else (), many=True) for key in KEYS)


def draw(view: View) -> None:
    """The filters, each option with the number of projects it would show, and a summary."""
    _ = view._
    names = view.names
    labels = answers.cached(
        _labels, (reference.options,), (projects.project_counts_by_option, view.selection), _=_
    )
    links.remember_labels(labels)

    with st.container(key="filters"), st.grid(len(KEYS), min_column_width=125, gap="xsmall"):
        for facet, codes in options().items():
            st.multiselect(
                _label(facet, _),
                codes,
                key=facet,
                placeholder=_("All"),
                select_all=False,
                filter_mode="contains",
                format_func=labels[facet].__getitem__,
            )
    shown = view.key_figures["project_count"]
    of = key_figures(type(view.selection)(years=view.selection.years))["project_count"]
    with st.container(horizontal=True, vertical_alignment="center", key="selection"):
        st.markdown(selection_sentence(view.selection, shown, of, view.years, names, _))
        st.button(
            _("Reset the filters"),
            type="tertiary",
            on_click=reset,
            key="reset",
            disabled=not view.selection.is_filtered and view.selection.years == view.years[-1:],
        )


def reset() -> None:
    """Back to the latest fiscal year and nothing else filtered."""
    for parameter in parameters():
        st.session_state[parameter.key] = list(parameter.default)


def _labels(options: pd.DataFrame, counts: pd.DataFrame, *, _: Translator) -> dict[str, dict[str, str]]:
    """Label by code, for each filter: the name and the number of projects."""
    by_option = {(facet, code): int(count) for facet, code, count in counts.itertuples(index=False)}
    return {
        facet: {
            code: _("{name} ({count})", name=name, count=f"{by_option.get((facet, code), 0):,}")
            for (kind, code), name in names_of(options, _=_).items()
            if kind == facet
        }
        for facet in KEYS
    }


def _label(facet: str, _: Translator) -> str:
    return {
        "year": _("Fiscal year"),
        "pref": _("Prefecture"),
        "gov": _("Local government"),
        "field": _("Field"),
        "region": _("Partner region"),
    }[facet]
