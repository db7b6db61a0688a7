"""The filters every page shares, above what they change."""

from functools import partial

import streamlit as st

from clairviz.i18n import Translator
from clairviz.navigation import Parameter
from clairviz.queries import projects, reference
from clairviz.selection import NOT_STATED
from clairviz.ui import links, serving
from clairviz.ui.view import View, key_figures
from clairviz.wording import selection_sentence

KEYS = ("year", "pref", "gov", "field", "region")


def options() -> dict[str, tuple[str, ...]]:
    """The codes on offer by filter, from the data."""
    frame = serving.ask(reference.options)
    codes = {key: tuple(frame["code"][frame["facet"] == key]) for key in KEYS}
    return {**codes, "region": (*codes["region"], NOT_STATED)}


def parameters() -> tuple[Parameter, ...]:
    """The filters as link parameters; the latest fiscal year is the default."""
    latest = options()["year"][:1]
    return tuple(Parameter(key, default=latest if key == "year" else (), many=True) for key in KEYS)


def draw(view: View) -> None:
    """The filters, each option with the number of projects it would show, and a summary."""
    _ = view._
    counts = serving.ask(projects.project_counts_by_option, view.selection)
    by_option = {(facet, code): int(count) for facet, code, count in counts.itertuples(index=False)}
    names = view.names

    def label(facet: str, code: str) -> str:
        text = _("{name} ({count})", name=names[facet, code], count=by_option.get((facet, code), 0))
        return links.remember_label(facet, text, code)

    with st.container(key="filters"), st.grid(len(KEYS), min_column_width=140, gap="xsmall"):
        for facet, codes in options().items():
            st.multiselect(
                _label(facet, _), codes, key=facet, placeholder=_("All"), select_all=False,
                filter_mode="contains", format_func=partial(label, facet))
    shown = view.key_figures["project_count"]
    of = key_figures(type(view.selection)(years=view.selection.years))["project_count"]
    with st.container(horizontal=True, vertical_alignment="center", key="selection"):
        st.markdown(selection_sentence(view.selection, shown, of, view.years, names, _))
        st.button(_("Reset the filters"), type="tertiary", on_click=reset, key="reset",
                  disabled=not view.selection.is_filtered and view.selection.years == view.years[-1:])


def reset() -> None:
    """Back to the latest fiscal year and nothing else filtered."""
    for parameter in parameters():
        st.session_state[parameter.key] = list(parameter.default)


def _label(facet: str, _: Translator) -> str:
    return {
        "year": _("Fiscal year"), "pref": _("Prefecture"), "gov": _("Local government"),
        "field": _("Field"), "region": _("Partner region"),
    }[facet]
