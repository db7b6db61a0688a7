"""Below the answer: clauses, steps, single against joint, the cost for a wanted subsidy, shares."""

from fractions import Fraction
from html import escape

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.subsidy import InputRefused, Quote, Rule, cost_for_subsidy, parse_yen, split_burden
from clairviz.subsidy.words import labels
from clairviz.subsidy.words.wording import problem_text
from clairviz.subsidy.written.plan import Plan, parse_shares
from clairviz.web import state
from clairviz.web.simulator import answer
from clairviz.web.simulator import paper as simulator_print
from clairviz.web.simulator.inputs import free_text, shown_text


def draw(plan: Plan, quote: Quote, _: Translator) -> None:
    """Everything that explains the answer and everything it leads to, and the sheet for paper.

    One piece of HTML, since each call of Streamlit's costs more than the text in it.
    """
    year = _.fiscal_year(quote.rule)
    clauses, steps = answer.clauses(quote, _), answer.steps(quote, _)
    note = escape(labels.rule_note(plan.rule, _))
    parts = (
        (
            _("May we apply? The clauses of {year}, one by one", year=year),
            f'{clauses}<p class="sim-small">{note}</p>',
        ),
        (_("Steps of the calculation"), steps),
        (_("Single or joint"), answer.single_and_joint(plan, quote, _)),
    )
    sections = [
        f'<section class="sim-part"><h2>{escape(title)}</h2>{text}</section>' for title, text in parts
    ]
    split = ""
    if plan.application.is_joint and quote.own_burden_yen is not None:
        split = _split(plan.application.governments, quote.own_burden_yen, stated_shares(plan), _)
    paper = simulator_print.sheet(plan, quote, (split, steps, clauses), _)
    hint = escape(_("Printed (Ctrl+P), this page becomes one sheet of A4 with inputs, answer and sources."))
    st.html("".join((*sections, f'<p class="sim-part sim-small">{hint}</p>', paper)))
    with st.container(key="sim_questions"):
        _wanted(plan.rule, _)
        if plan.application.is_joint and quote.own_burden_yen is not None:
            with st.container(key="sim_shares"):
                _shares(plan, quote.own_burden_yen, _)


def _wanted(rule: Rule, _: Translator) -> None:
    """How much the project must cost to bring a wanted subsidy."""
    text = st.session_state["want"] or ""
    st.text_input(
        _("Wanted subsidy: how much must the project cost?"),
        **state.bind("want", widget="_want", show=shown_text, write=free_text),
        placeholder=_.yen_words(2_500_000),
        autocomplete="off",
    )
    if text:
        st.html(wanted_text(rule, text, _))


def wanted_text(rule: Rule, text: str, _: Translator) -> str:
    """The cost that brings the subsidy `text`, alone and jointly, or why there is none."""
    try:
        wanted = parse_yen(text, field="wanted_yen")
    except InputRefused as error:
        return f'<p class="sim-problem" role="alert">{escape(problem_text(error.problem, text, _))}</p>'
    lines = []
    for governments, name in ((1, _("Single")), (2, _("Joint (2 or more)"))):
        cap = rule.cap_yen(governments)
        cost = cost_for_subsidy(rule, wanted, governments=governments)
        if cap is None:
            said = _("{name}: not stated", name=name)
        elif cost is None:
            said = _(
                "{name}: cannot be reached; the limit is {cap}",
                name=name,
                cap=_.yen_words(cap),
            )
        else:
            said = _(
                "{name}: {cost} or more for a subsidy of {wanted}",
                name=name,
                cost=_.yen_words(cost),
                wanted=_.yen_words(wanted),
            )
        lines.append(f"<li>{escape(said)}</li>")
    return f'<ul class="sim-points">{"".join(lines)}</ul>'


def _shares(plan: Plan, burden_yen: int, _: Translator) -> None:
    """The own burden of each body, in equal parts or as stated."""
    bodies = plan.application.governments
    st.text_input(
        _("Own burden of each body (shares such as 2:1; empty: equal parts)"),
        **state.bind("shares", widget="_shares", show=shown_text, write=free_text),
        placeholder=_("equal parts"),
        autocomplete="off",
    )
    text = st.session_state["shares"]
    try:
        shares = parse_shares(text, bodies=bodies) if text else None
    except InputRefused as error:
        st.html(f'<p class="sim-problem" role="alert">{escape(problem_text(error.problem, text, _))}</p>')
        return
    st.html(_split(bodies, burden_yen, shares, _))


def stated_shares(plan: Plan) -> tuple[Fraction, ...] | None:
    """The shares stated for a joint project; None where they are equal or not understood."""
    text = st.session_state["shares"]
    if not text or not plan.application.is_joint:
        return None
    try:
        return parse_shares(text, bodies=plan.application.governments)
    except InputRefused:
        return None


def _split(bodies: int, burden_yen: int, shares: tuple[Fraction, ...] | None, _: Translator) -> str:
    """What each body bears, and how it is rounded."""
    parts = split_burden(burden_yen, bodies=bodies, shares=shares)
    note = _("Rounded down to the yen; the first body, which leads, takes the remainder.")
    return f'{answer.shares_table(parts, _)}<p class="sim-small">{escape(note)}</p>'
