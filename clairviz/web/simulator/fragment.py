"""The simulator: inputs, answer and curve in one fragment, so that a change redraws only them."""

from dataclasses import dataclass, replace

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.subsidy import Quote, Rule
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.written.plan import Plan, Refusal, read_plan
from clairviz.web import charts
from clairviz.web.rules import rules_on_file
from clairviz.web.simulator import answer as simulator_answer
from clairviz.web.simulator import batch as simulator_batch
from clairviz.web.simulator import curve as simulator_curve
from clairviz.web.simulator import details as simulator_details
from clairviz.web.simulator import download as simulator_download
from clairviz.web.simulator import inputs as simulator_inputs


@dataclass(frozen=True)
class PlanResult:
    """What the inputs came to. `rule` is None only where the year has none."""

    plan: Plan | None
    refusal: Refusal | None
    quote: Quote | None
    rule: Rule | None


def result() -> PlanResult:
    """The answer to the inputs as they stand."""
    written = simulator_inputs.written()
    answer = read_plan(written, rules_on_file())
    if isinstance(answer, Plan):
        return PlanResult(answer, None, quote(answer.application, rule=answer.rule), answer.rule)
    # The curve stays on stage while an amount is being corrected, without a point on it.
    rest = read_plan(replace(written, cost="0", lines=None), rules_on_file())
    return PlanResult(None, answer, None, rest.rule if isinstance(rest, Plan) else None)


@st.fragment
def stage(_: Translator, *, is_big: bool = False) -> None:
    """Inputs, answer and curve, for any page that has navigation.SIMULATION among its parameters.

    `is_big` enlarges the figure for a projector.
    """
    draw_stage(_, is_big=is_big)


@st.fragment
def body(_: Translator) -> None:
    """The stage and all that follows from the inputs, for the page of the simulator."""
    found = draw_stage(_)
    if found.plan and found.quote:
        plan = found.plan
        simulator_details.draw(plan, found.quote, _)
        with st.container(horizontal=True, key="sim_files"):
            simulator_download.buttons(
                "simulation",
                ((_("This plan"), plan.application),),
                _,
                items=plan.items,
                shares=simulator_details.stated_shares(plan),
                rule=plan.rule if plan.rule.is_hypothetical else None,
            )
    simulator_batch.follows_year()


def further(_: Translator) -> None:
    """Where the programme itself is explained."""
    st.caption(charts.part_link("model-project", _("The Model Project, step by step"), _))


def draw_stage(_: Translator, *, is_big: bool = False) -> PlanResult:
    """The stage inside the fragment of the caller."""
    found = result()
    with st.container(key="sim_stage_big" if is_big else "sim_stage"):
        with st.container(key="sim_answer"):
            _answer(found, _)
        with st.container(key="sim_left"):
            simulator_inputs.draw(_, found.plan, found.refusal, found.rule)
            if found.plan and found.quote:
                other = simulator_answer.other_kind(found.plan, found.quote, _)
                if other:
                    st.html(other)
        with st.container(key="sim_curve"):
            if found.rule:
                application = found.plan.application if found.plan else None
                simulator_curve.draw(
                    found.rule,
                    found.quote,
                    is_joint=bool(application and application.is_joint),
                    cost_yen=application.eligible_cost_yen if application else 0,
                    is_big=is_big,
                    _=_,
                )
            simulator_curve.choices(_, found.rule)
    return found


def _answer(found: PlanResult, _: Translator) -> None:
    if found.quote:
        st.html(simulator_answer.answer_panel(found.quote, _))
        return
    assert found.refusal is not None
    st.html(simulator_answer.refused_panel(found.refusal, _))
    year = found.refusal.of("fiscal_year")
    if year and year.nearest:
        with st.container(horizontal=True):
            for near in year.nearest:
                st.button(
                    _("Use the rule of {year}", year=_.fiscal_year(near)),
                    key=f"use_{near}",
                    on_click=simulator_inputs.choose_year,
                    args=(near,),
                )
