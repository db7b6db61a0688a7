"""Saved plans side by side: named, in the link, quoted under the rules on file."""

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.subsidy import rule_for
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.words import labels
from clairviz.subsidy.words.wording import estimate, explain
from clairviz.subsidy.written.link_text import (
    LONGEST_NAME,
    MOST_SCENARIOS,
    Scenario,
    free_name,
    read_scenarios,
    scenario_text,
)
from clairviz.subsidy.written.plan import Refusal, flags_of, read_plan, written_of
from clairviz.web import state
from clairviz.web.navigation import SCENARIOS
from clairviz.web.rules import rules_on_file
from clairviz.web.simulator import answer
from clairviz.web.simulator import download as simulator_download
from clairviz.web.simulator.inputs import flag_names, written

# Set by a callback, answered by the next run.
_LOADED, _NOTICE = "_scenario_loaded", "_scenario_notice"


@st.fragment
def draw(_: Translator) -> None:
    """The list of scenarios: save, rename, load, remove, compare."""
    if st.session_state.pop(_LOADED, False):
        st.rerun()
    scenarios, unread = saved()
    with st.container(key="sim_scenarios"):
        title = escape(_("Plans side by side"))
        note = escape(_("Up to {count} plans can be compared; they stand in the link.", count=MOST_SCENARIOS))
        st.html(f'<h2 class="sim-title">{title}</h2><p class="sim-small">{note}</p>')
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                _("Name of this plan"),
                key="_new_name",
                placeholder=free_name(_("Plan "), (scenario.name for scenario in scenarios)),
                max_chars=LONGEST_NAME,
                width=260,
                autocomplete="off",
                on_change="ignore",
            )
            st.button(
                _("Save the inputs as a plan"),
                key="save_scenario",
                on_click=_save,
                args=(_,),
                disabled=len(scenarios) >= MOST_SCENARIOS,
            )
        notice = st.session_state.pop(_NOTICE, "")
        if notice:
            st.warning(notice)
        if unread:
            st.warning(_("Plans in the link that could not be read were left out: {count}.", count=unread))
        if scenarios:
            _columns(scenarios, _)
            st.html(f'<div class="sim-compare">{comparison(scenarios, _)}</div>')
            with st.container(horizontal=True):
                pairs = tuple((scenario.name, scenario.application) for scenario in scenarios)
                simulator_download.buttons("plans_compared", pairs, _)


def saved() -> tuple[tuple[Scenario, ...], int]:
    """The saved scenarios and how many of the link were not understood."""
    return read_scenarios(tuple(st.session_state[SCENARIOS.key]), rules_on_file())


def comparison(scenarios: tuple[Scenario, ...], _: Translator) -> str:
    """One column a scenario, the answer first."""
    plans, rules = [scenario.application for scenario in scenarios], rules_on_file()
    quotes = [quote(plan, rule=rule_for(plan.fiscal_year, rules)) for plan in plans]
    rows = [
        [labels.subsidy_label(_), *(answer.yen(each.subsidy_yen, _) for each in quotes)],
        [_("Own burden, at least"), *(answer.yen(each.own_burden_yen, _) for each in quotes)],
        [_("What sets the amount"), *(labels.binding_label(each.binding, _) for each in quotes)],
        [_("Eligible cost"), *(answer.yen(each.application.eligible_cost_yen, _) for each in quotes)],
        [_("Number of local governments"), *(str(each.application.governments) for each in quotes)],
        [_("Rule of fiscal year"), *(_.fiscal_year(each.rule) for each in quotes)],
        [_("Who applies"), *(labels.body_label(each.application.body, _) for each in quotes)],
        [
            _("What applies to the project"),
            *(
                _(", ").join(flag_names(_)[flag] for flag in flags_of(each.application)) or _("none")
                for each in quotes
            ),
        ],
        [_("Why"), *(explain(each, _) for each in quotes)],
        [_("Status"), *(estimate(each, _) for each in quotes)],
    ]
    return answer.html_table([_("Plan"), *(scenario.name for scenario in scenarios)], rows)


def _columns(scenarios: tuple[Scenario, ...], _: Translator) -> None:
    for index, (column, scenario) in enumerate(zip(st.columns(len(scenarios)), scenarios, strict=True)):
        with column:
            st.text_input(
                _("Name of plan {number}", number=index + 1),
                **state.bound(f"_name{index}", scenario.name, partial(_rename, index)),
                max_chars=LONGEST_NAME,
                autocomplete="off",
            )
            with st.container(horizontal=True, gap="xsmall"):
                st.button(_("Load"), key=f"load{index}", on_click=_load, args=(index,))
                st.button(_("Remove"), key=f"remove{index}", on_click=_remove, args=(index,))


def _save(_: Translator) -> None:
    scenarios, _unread = saved()
    plan = read_plan(replace(written(), is_hypothetical=False), rules_on_file())
    if isinstance(plan, Refusal):
        st.session_state[_NOTICE] = _("The inputs are not understood, so nothing was saved.")
        return
    taken = [scenario.name for scenario in scenarios]
    name = (st.session_state.get("_new_name") or "").strip()
    name = name or free_name(_("Plan "), taken)
    if name in taken:
        st.session_state[_NOTICE] = _("A plan is already called “{name}”.", name=name)
        return
    st.session_state["_new_name"] = ""
    if st.session_state["whatif"]:
        st.session_state[_NOTICE] = _(
            "The plan was saved under the rule on file; hypothetical values are not saved."
        )
    _store((*scenarios, Scenario(name, plan.application)))


def _rename(index: int, text: str) -> None:
    scenarios, _unread = saved()
    name = text.strip()
    if index < len(scenarios) and name and name not in (scenario.name for scenario in scenarios):
        _store(
            tuple(
                replace(scenario, name=name) if place == index else scenario
                for place, scenario in enumerate(scenarios)
            )
        )


def _remove(index: int) -> None:
    scenarios, _unread = saved()
    _store(scenarios[:index] + scenarios[index + 1 :])


def _load(index: int) -> None:
    """The inputs become those of the scenario; the rest of the page has to follow."""
    scenarios, _unread = saved()
    if index >= len(scenarios):
        return
    inputs = written_of(scenarios[index].application)
    state.put_all(
        {
            "cost": inputs.cost,
            "govs": inputs.governments,
            "rule": inputs.year,
            "body": inputs.body,
            "partner": inputs.partner or None,
            "applies": list(inputs.flags),
            **dict.fromkeys(("items", "whatif", "rate", "cap1", "cap2")),
        }
    )
    st.session_state[_LOADED] = True


def _store(scenarios: tuple[Scenario, ...]) -> None:
    state.put(SCENARIOS.key, [scenario_text(scenario) for scenario in scenarios])
