"""The filters every page shares, above what they change."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from clairviz.base.facets import BY_KEY, FACETS, LISTED, NOT_STATED, QUERY, YEAR, code_named
from clairviz.base.i18n import Translator
from clairviz.store.queries import projects, reference
from clairviz.web import answers, state
from clairviz.web.navigation import LONGEST_WORDS, Parameter, is_words
from clairviz.web.view import View, key_figures
from clairviz.words.phrases import chosen_words, names_of, selection_sentence

KEYS = tuple(facet.key for facet in LISTED)
BY_LINK = {key: facet for facet in FACETS for key in (facet.key, facet.excluded_key)}


def options() -> dict[str, tuple[str, ...]]:
    """The codes on offer by link parameter, chosen and excluded, from the data."""
    return answers.cached(_options, (reference.options,))


def _options(frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    codes = {
        facet: (
            *frame["code"][frame["facet"] == facet.key],
            *([NOT_STATED] if facet.not_stated else []),
        )
        for facet in LISTED
    }
    return {key: found for facet, found in codes.items() for key in (facet.key, facet.excluded_key)}


def resolve(key: str, value: str) -> str | None:
    """The code that a value of a link names, as the command line takes it: a name, any case or width."""
    facet = BY_LINK.get(key)
    if facet is None or facet.is_text:
        return None
    return code_named(facet, value, answers.cached(reference.codes_by_name, (reference.options,))[facet.key])


def parameters() -> tuple[Parameter, ...]:
    """The filters as link parameters; without any, all that is on file is shown."""
    chosen = [
        Parameter(QUERY.key, accepts=is_words) if facet is QUERY else Parameter(facet.key, many=True)
        for facet in FACETS
    ]
    excluded = [
        Parameter(facet.excluded_key, many=True, accepts=is_words if facet.is_text else None)
        for facet in FACETS
    ]
    return (*chosen, *excluded)


def held() -> dict[str, list[str]]:
    """What the filters hold, by link parameter; those that hold nothing left out."""
    found: dict[str, list[str]] = {}
    for parameter in parameters():
        value = st.session_state.get(parameter.key) or []
        if value:
            found[parameter.key] = [value] if isinstance(value, str) else list(value)
    return found


def hold(values: Mapping[str, object]) -> None:
    """Make the filters hold `values` by link parameter, as far as they are on offer."""
    offered = options()
    for parameter in parameters():
        given = values.get(parameter.key)
        if not isinstance(given, list):
            continue
        fits = parameter.accepts or offered[parameter.key].__contains__
        good = [value for value in given if isinstance(value, str) and fits(value)]
        state.put(parameter.key, good if parameter.many else (*good, None)[0])


def draw(view: View) -> None:
    """The filters, each option with the number of projects it would show, and a summary."""
    _ = view._
    labels = answers.cached(
        _labels, (reference.options,), (projects.project_counts_by_option, view.selection), _=_
    )
    state.remember_labels(labels)
    with st.container(key="filters"), st.grid(len(FACETS), min_column_width=125, gap="xsmall"):
        for facet in FACETS:
            if facet.is_text:
                st.text_input(
                    _(facet.label),
                    **state.bind(facet.key),
                    max_chars=LONGEST_WORDS,
                    placeholder=_("Name, title, partner …"),
                    autocomplete="off",
                )
            else:
                _choice(facet.key, _(facet.label), labels, _("All"))
    _summary(view, labels)


def _summary(view: View, labels: Mapping[str, Mapping[str, str]]) -> None:
    """What is shown; what is excluded, to be taken back; excluding more, and the reset."""
    _, selection = view._, view.selection
    shown = view.key_figures["project_count"]
    of = key_figures(selection.whole_years)["project_count"]
    with st.container(horizontal=True, vertical_alignment="center", key="selection"):
        st.markdown(selection_sentence(selection, shown, of, view.years, view.names, _, view.partial_years))
        for facet in FACETS:
            for code in selection.without(facet):
                st.button(
                    _("without {names} ✕", names=chosen_words(facet, (code,), view.names, _)),
                    key=f"take_back_{facet.excluded_key}_{code}",
                    help=_("Take this exclusion back"),
                    on_click=_take_back,
                    args=(facet.excluded_key, str(code)),
                )
        more = st.popover(_("Exclude"), type="tertiary", key="exclude", on_change="rerun")
        if more.open:
            with more:
                for facet in LISTED:
                    _choice(facet.excluded_key, _(facet.label), labels, _("None excluded"))
                _words_to_exclude(_)
        st.button(
            _("Reset the filters"),
            type="tertiary",
            on_click=reset,
            key="reset",
            disabled=not selection.is_filtered and not selection.of(YEAR),
        )


def _choice(key: str, label: str, labels: Mapping[str, Mapping[str, str]], placeholder: str) -> None:
    st.multiselect(
        label,
        options()[key],
        **state.bind(key),
        placeholder=placeholder,
        select_all=False,
        filter_mode="contains",
        format_func=labels[key].__getitem__,
    )


def _words_to_exclude(_: Translator) -> None:
    st.text_input(
        _("Words to exclude"),
        key="_excluded_words",
        max_chars=LONGEST_WORDS,
        autocomplete="off",
        on_change=_exclude_words,
    )


def _exclude_words() -> None:
    words = (st.session_state["_excluded_words"] or "").strip()
    key = QUERY.excluded_key
    if words:
        state.put(key, list(dict.fromkeys([*st.session_state[key], words])))
    st.session_state["_excluded_words"] = ""


def _take_back(key: str, code: str) -> None:
    state.put(key, [other for other in st.session_state[key] if other != code])


def reset() -> None:
    """Back to all years and nothing filtered."""
    for parameter in parameters():
        default = parameter.default
        state.put(parameter.key, list(default) if parameter.many else (*default, None)[0])


def _labels(options: pd.DataFrame, counts: pd.DataFrame, *, _: Translator) -> dict[str, dict[str, str]]:
    """Label by code, for each filter: the name and the number of projects; the name to exclude by."""
    by_option = {(facet, code): int(count) for facet, code, count in counts.itertuples(index=False)}
    labels: dict[str, dict[str, str]] = {}
    for (key, code), name in names_of(options, _=_).items():
        count = f"{by_option.get((key, code), 0):,}"
        labels.setdefault(key, {})[code] = _("{name} ({count})", name=name, count=count)
        labels.setdefault(BY_KEY[key].excluded_key, {})[code] = name
    return labels
