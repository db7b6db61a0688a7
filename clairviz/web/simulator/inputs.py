"""The inputs of the simulator. What a link holds is text; each widget shows it and writes it back.

The keys of the link are plain session state and outlive their widgets, so that a question that
is not asked at the moment (the partner of an NGO) keeps its answer.
"""

from contextlib import suppress
from html import escape

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.subsidy import BodyKind, InputRefused, Partner, Rule, parse_yen, sum_items
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS
from clairviz.subsidy.words.labels import body_label, rate_words
from clairviz.subsidy.words.wording import problem_text
from clairviz.subsidy.written.link_text import read_lines
from clairviz.subsidy.written.plan import FLAGS, Plan, Refusal, Written, parse_fiscal_year
from clairviz.subsidy.written.yen import shown_amount
from clairviz.web import state
from clairviz.web.rules import rules_on_file
from clairviz.web.simulator import cost_table

SLIDER_END, SLIDER_STEP = 20_000_000, 100_000
LONGEST = 100
_SLID = "_slid_to"


def written() -> Written:
    """The inputs as the link and the widgets have left them."""
    held = st.session_state
    lines = read_lines(held["items"]) if held["items"] else None
    if lines is None and held["items"]:
        state.put("items", None)  # a link damaged on its way holds no cost table
    return Written(
        cost=held["cost"] or "",
        governments=held["govs"] or "",
        year=held["rule"] or "",
        body=held["body"] or "",
        partner=held["partner"] or "",
        flags=tuple(held["applies"]),
        lines=lines,
        is_hypothetical=held["whatif"] == "1",
        rate=held["rate"] or "",
        cap_single=held["cap1"] or "",
        cap_joint=held["cap2"] or "",
    )


def draw(_: Translator, plan: Plan | None, refusal: Refusal | None, rule: Rule | None) -> None:
    """All inputs; a refused one carries its message."""
    with st.container(border=True, key="sim_inputs"):
        if st.session_state["items"]:
            cost_table.draw(_)
            if refusal:
                _problems_of(_, refusal, ("amount_yen", "is_eligible"))
            if plan:
                st.html(f'<p class="sim-small">{escape(totals(plan, _))}</p>')
            cost_table.upload(_)
        else:
            _cost(_, refusal)
        with st.container(horizontal=True, key="sim_pair"):
            st.number_input(
                _("Local governments (2 or more: joint)"),
                min_value=1,
                max_value=MAX_GOVERNMENTS,
                step=1,
                **state.bind("govs", widget="_govs", show=_count, write=str),
            )
            _rule_year(_)
            _body(_)
        st.pills(
            _("What applies to the project"),
            tuple(FLAGS),
            selection_mode="multi",
            **state.bind("applies", widget="_applies", show=list, write=list),
            format_func=flag_names(_).__getitem__,
        )
        with st.container(horizontal=True, key="sim_modes"):
            itemised = state.bound(
                "_itemised", bool(st.session_state["items"]), lambda on: cost_table.switch_items(on, _)
            )
            st.toggle(_("Enter itemised costs"), **itemised)
            whatif = state.bound("_whatif", st.session_state["whatif"] == "1", _switch_whatif)
            st.toggle(_("What if the rule were …"), **whatif)
        if st.session_state["whatif"]:
            _what_if(_, rule)
        if refusal:
            _problems_of(_, refusal, ("rate", "cap_single_yen", "cap_joint_yen", "governments"))


def plain_amount(text: str) -> str:
    """An amount as plain figures for the link; what is none stays as written."""
    try:
        return str(parse_yen(text))
    except InputRefused:
        return text[:LONGEST]


def shown_text(text: str | None) -> str:
    """What a field for free text shows of a parameter."""
    return text or ""


def free_text(text: str) -> str:
    """What people write, short enough for a link."""
    return text.strip()[:LONGEST]


def _cost(_: Translator, refusal: Refusal | None) -> None:
    held = st.session_state
    key, shown = _cost_key("_cost"), shown_amount(held["cost"] or "")
    is_new = key not in held
    if not is_new and held[key] != shown:
        held[key] = shown
    st.text_input(
        _("Eligible cost, in yen"),
        shown if is_new else "",
        **state.telling(key, lambda text: _keep_cost("_cost", plain_amount(text))),
        autocomplete="off",
    )
    if refusal:
        _problems_of(_, refusal, ("eligible_cost_yen",))
    key = _cost_key("_slider")
    with suppress(InputRefused):
        cost_yen = parse_yen(held["cost"] or "")
        held[_SLID] = min(SLIDER_END, round(cost_yen / SLIDER_STEP) * SLIDER_STEP)
    st.slider(
        _("Eligible cost by slider"),
        0,
        SLIDER_END,
        held.get(_SLID, 0),
        step=SLIDER_STEP,
        format="yen",
        **state.telling(key, lambda yen: _keep_cost("_slider", str(yen))),
        label_visibility="collapsed",
    )


def _cost_key(widget: str) -> str:
    """The key of one of the two widgets of the cost; a new one where the other, or a link, set it.

    A click sent before the browser has taken over a value still carries the former one, or the
    0 of a slider just drawn; under the former key it means nothing any more.
    """
    shown = st.session_state.setdefault(f"{widget}_shown", {"cost": None, "turn": 0})
    if shown["cost"] != st.session_state["cost"]:
        shown.update(cost=st.session_state["cost"], turn=shown["turn"] + 1)
    return state.turn_key(widget, shown["turn"])


def _keep_cost(widget: str, cost: str) -> None:
    """What one of the two widgets holds becomes the cost."""
    state.put("cost", cost)
    st.session_state[f"{widget}_shown"]["cost"] = cost


def _rule_year(_: Translator) -> None:
    chosen = _canonical_year(st.session_state["rule"])
    years = [str(year) for year in years_with_rule()]
    st.selectbox(
        _("Rule of fiscal year"),
        years if chosen in years else [*years, chosen],
        **state.bind("rule", widget="_rule", show=_canonical_year, write=_canonical_year),
        format_func=lambda year: _year_name(year, _),
        accept_new_options=True,
    )


def years_with_rule() -> tuple[int, ...]:
    """The fiscal years that have a rule."""
    return tuple(rules_on_file())


def choose_year(year: int) -> None:
    """Callback of the buttons that offer a year on file."""
    state.put("rule", str(year))


def _canonical_year(text: str | None) -> str:
    try:
        return str(parse_fiscal_year(text or ""))
    except InputRefused:
        return (text or "")[:LONGEST]


def _year_name(text: str, _: Translator) -> str:
    if not text.isdigit():
        return text
    name = _.fiscal_year(int(text))
    return name if text in name else _("{name} ({year})", name=name, year=text)


def _body(_: Translator) -> None:
    st.selectbox(
        _("Who applies"),
        [kind.value for kind in BodyKind],
        **state.bind("body", widget="_body"),
        format_func=lambda kind: body_label(BodyKind(kind), _),
    )
    if st.session_state["body"] != BodyKind.NGO:
        return
    st.selectbox(
        _("Partner of the NGO"),
        [partner.value for partner in Partner],
        index=None,
        **state.bind("partner", widget="_partner"),
        placeholder=_("please answer"),
        format_func=partner_names(_).__getitem__,
    )


def _switch_whatif(on: bool) -> None:
    state.put_all({"whatif": "1" if on else None, "rate": None, "cap1": None, "cap2": None})


def _what_if(_: Translator, rule: Rule | None) -> None:
    """Rate and limits to change; an empty field stays as in the rule, which it names."""
    with st.container(key="sim_whatif"):
        st.markdown(_("**Hypothetical rule** – not one on file. Empty fields stay as in the rule."))
        with st.container(horizontal=True):
            for key, label, now in (
                ("rate", _("Rate"), rule and rate_words(rule.rate, _)),
                ("cap1", _("Limit, single"), rule and _.yen_words(rule.cap_single_yen)),
                (
                    "cap2",
                    _("Limit, joint"),
                    rule
                    and (_("not stated") if rule.cap_joint_yen is None else _.yen_words(rule.cap_joint_yen)),
                ),
            ):
                st.text_input(
                    label,
                    **state.bind(key, widget=f"_{key}", show=shown_text, write=free_text),
                    placeholder=now or "",
                    autocomplete="off",
                )


def totals(plan: Plan, _: Translator) -> str:
    """The sums of the cost table in words."""
    sums = sum_items(plan.items)
    return _(
        "Eligible {eligible}, not eligible {rest}, whole project {total}",
        eligible=_.yen_words(sums.eligible_yen),
        rest=_.yen_words(sums.ineligible_yen),
        total=_.yen_words(sums.total_yen),
    )


def _problems_of(_: Translator, refusal: Refusal, fields: tuple[str, ...]) -> None:
    for problem in refusal.problems:
        if problem.field in fields:
            text = problem_text(problem.problem, problem.value, _, nearest=problem.nearest)
            st.html(f'<p class="sim-problem" role="alert">{escape(text)}</p>')


def _count(text: str | None) -> int:
    return min(MAX_GOVERNMENTS, int(text)) if text and text.isdigit() else 1


def flag_names(_: Translator) -> dict[str, str]:
    """What an applicant can say of the project, by the code of plan.FLAGS."""
    return {
        "funding": _("Funding only"),
        "survey": _("Survey only"),
        "preliminary": _("Preliminary survey"),
        "other": _("Other public subsidy"),
    }


def partner_names(_: Translator) -> dict[str, str]:
    """The partners of an NGO by code."""
    return {
        Partner.LOCAL_GOVERNMENT: _("Local government"),
        Partner.ASSOCIATION: _("Regional international association"),
        Partner.NONE: _("None"),
    }
