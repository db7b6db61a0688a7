"""The filters every page shares: one row above what they change, the widgets behind a button."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.facets import (
    BY_KEY,
    FACETS,
    LISTED,
    NOT_STATED,
    QUERY,
    YEAR,
    Facet,
    codes_named,
    years_written,
)
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked import panel
from clairviz.figures.linked.element import element, link
from clairviz.report.model import Ask
from clairviz.store.queries import projects, reference
from clairviz.web import answers, state
from clairviz.web.navigation import LONGEST_WORDS, Page, Parameter, is_words
from clairviz.web.state import view_address
from clairviz.web.view import View, key_figures_of
from clairviz.words.phrases import chosen_words, names_of, selection_sentence, years_label

BY_LINK = {key: facet for facet in FACETS for key in (facet.key, facet.excluded_key)}
# The spine is the control of the years.
OFFERED = tuple(facet for facet in LISTED if facet is not YEAR)


def codes_on_offer() -> dict[str, tuple[str, ...]]:
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


def codes_of_link(key: str, value: str) -> tuple[str, ...]:
    """The codes that a value of a link names, as the command line takes it: a name, a span of years."""
    facet = BY_LINK.get(key)
    if facet is None or facet.is_text:
        return ()
    return codes_named(facet, value, answers.cached(reference.codes_by_name, (reference.options,))[facet.key])


def filter_parameters() -> tuple[Parameter, ...]:
    """The filters as link parameters; without any, all that is on file is shown."""
    write = {YEAR: years_written}
    chosen = [
        Parameter(QUERY.key, accepts=is_words)
        if facet is QUERY
        else Parameter(facet.key, many=True, write=write.get(facet))
        for facet in FACETS
    ]
    excluded = [
        Parameter(
            facet.excluded_key, many=True, accepts=is_words if facet.is_text else None, write=write.get(facet)
        )
        for facet in FACETS
    ]
    return (*chosen, *excluded)


def held() -> dict[str, list[str]]:
    """What the filters hold, by link parameter; those that hold nothing left out."""
    found: dict[str, list[str]] = {}
    for parameter in filter_parameters():
        value = st.session_state.get(parameter.key) or []
        if value:
            found[parameter.key] = [value] if isinstance(value, str) else list(value)
    return found


def hold(values: Mapping[str, object]) -> None:
    """Make the filters hold `values` by link parameter, as far as they are on offer."""
    offered = codes_on_offer()
    for parameter in filter_parameters():
        given = values.get(parameter.key)
        if not isinstance(given, list):
            continue
        fits = parameter.accepts or offered[parameter.key].__contains__
        good = [value for value in given if isinstance(value, str) and fits(value)]
        state.put(parameter.key, good if parameter.many else (*good, None)[0])


def draw(view: View, page: Page) -> None:
    """Filters behind a button, the words searched for, and what is set as links that take it back."""
    _ = view._
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        # The name stays as it is, however many are set: with another name it would be another
        # button, closed. The style sheet writes the number behind it.
        menu = st.popover(_("Filters"), key="filter_menu", on_change="rerun")
        if menu.open:
            with menu:
                _menu(view)
        st.text_input(
            _(QUERY.label),
            **state.bind(QUERY.key),
            max_chars=LONGEST_WORDS,
            placeholder=_("Name, title, partner …"),
            autocomplete="off",
            label_visibility="collapsed",
        )
        st.html(
            answers.compose(
                selection_summary,
                view.selection,
                view.key_figures["project_count"],
                key_figures_of(view.selection.whole_years)["project_count"],
                view.years,
                view.partial_years,
                view_address(page.url_path),
                _=_,
            )
        )


def _menu(view: View) -> None:
    """Every filter, each option with the number of projects it would show; then what to exclude by."""
    _ = view._
    labels = answers.cached(
        _labels, (reference.options,), (projects.project_counts_by_option, view.selection), _=_
    )
    state.remember_labels(labels)
    for facet in OFFERED:
        _choice(facet.key, _(facet.label), labels, _("All"))
    st.markdown(_("**Exclude**"))
    for facet in OFFERED:
        _choice(
            facet.excluded_key,
            _("Exclude by {filter}", filter=_(facet.label)),
            labels,
            _("None excluded"),
        )
    _words_to_exclude(_)


def selection_summary(
    ask: Ask,
    selection: Selection,
    shown: int,
    of: int,
    years: tuple[int, ...],
    partial: tuple[int, ...],
    here: Address,
    *,
    _: Translator,
) -> Markup:
    """What is shown in a sentence, a chip for everything set, and the link that takes back all."""
    names = names_of(ask(reference.options), _=_)
    chips = [chip for facet in FACETS for chip in _chips(facet, selection, years, here, names, _)]
    count = sum(
        len(codes) for facet in FACETS if facet is not YEAR for codes in _set(facet, selection).values()
    )
    if chips:
        reset = here.without(*BY_LINK).having(YEAR.key, state.EMPTY)
        chips.append(link(reset.text, _("Reset the filters"), class_="cv-more", id="cv-reset"))
    said = selection_sentence(selection, shown, of, years, names, _, partial)
    return element(
        "div",
        element("p", panel.bold(said), role="status"),
        element("p", *chips, class_="cv-chips") if chips else "",
        class_="cv-page cv-summary",
        data_set=min(count, MOST_COUNTED) or None,
    )


# The style sheet writes numbers up to this; see .cv-summary.
MOST_COUNTED = 9


def _set(facet: Facet, selection: Selection) -> dict[str, tuple[str, ...]]:
    """What is chosen and what is excluded of a facet, as it stands in links."""
    return {
        facet.key: tuple(map(str, selection.of(facet))),
        facet.excluded_key: tuple(map(str, selection.without(facet))),
    }


def _chips(
    facet: Facet,
    selection: Selection,
    years: Sequence[int],
    here: Address,
    names: Mapping[tuple[str, str], str],
    _: Translator,
) -> list[Markup]:
    """A link for each code that takes it back; chosen years are one."""
    chips = []
    for key, codes in _set(facet, selection).items():
        is_excluded = key == facet.excluded_key
        if facet is YEAR and codes and not is_excluded:
            if len(years) > 1:
                text = years_label(selection.of(YEAR), (), _)
                chips.append(_chip(here.having(key, state.EMPTY), text, "year", _))
            continue
        for code in codes:
            left = [other for other in codes if other != code]
            written = years_written(left, map(str, years)) if facet is YEAR else left
            text = chosen_words(facet, (code,), names, _)
            text = _("without {names}", names=text) if is_excluded else text
            chips.append(_chip(here.having(key, *written), text, f"{key}-{code}", _))
    return chips


def _chip(there: Address, text: str, name: str, _: Translator) -> Markup:
    return link(
        there.text,
        text,
        element("span", " ✕", aria_hidden="true"),
        class_="cv-chip",
        aria_label=_("Take back: {name}", name=text),
        data_chip=name,
    )


def _choice(key: str, label: str, labels: Mapping[str, Mapping[str, str]], placeholder: str) -> None:
    st.multiselect(
        label,
        codes_on_offer()[key],
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


def _labels(options: pd.DataFrame, counts: pd.DataFrame, *, _: Translator) -> dict[str, dict[str, str]]:
    """Label by code, for each filter: the name and the number of projects; the name to exclude by."""
    by_option = {(facet, code): int(count) for facet, code, count in counts.itertuples(index=False)}
    labels: dict[str, dict[str, str]] = {}
    for (key, code), name in names_of(options, _=_).items():
        count = f"{by_option.get((key, code), 0):,}"
        labels.setdefault(key, {})[code] = _("{name} ({count})", name=name, count=count)
        labels.setdefault(BY_KEY[key].excluded_key, {})[code] = name
    return labels
