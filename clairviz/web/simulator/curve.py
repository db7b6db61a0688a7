"""The curve of the simulator: which rules it shows, its figure, its words and its table."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.figures import subsidy as figures
from clairviz.subsidy import Binding, Quote, Rule, break_even, curve
from clairviz.subsidy.rule.application import MAX_YEN
from clairviz.subsidy.rule.solve import subsidy_of
from clairviz.subsidy.words import labels
from clairviz.web import answers, charts, state
from clairviz.web.rules import rules_on_file
from clairviz.web.simulator.inputs import years_with_rule

HEIGHT, BIG_HEIGHT = 300, 470
_COST_ROOM = 1.15
_KINK_ROOM = 1.5


@dataclass(frozen=True)
class Shown:
    """What the curve shows; hashable, for the figure is kept by it."""

    rule: Rule
    others: tuple[Rule, ...]
    is_joint: bool
    up_to: int
    has_burden: bool
    is_big: bool = False

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rule in use, then those beside it."""
        return (self.rule, *self.others)

    @property
    def height(self) -> int:
        """In pixels; the own burden takes an axis twice as long."""
        return (BIG_HEIGHT if self.is_big else HEIGHT) + (120 if self.has_burden else 0)


def draw(
    rule: Rule, quote: Quote | None, *, is_joint: bool, cost_yen: int, is_big: bool, _: Translator
) -> None:
    """The panel of the curve with our point on it, if there is one."""
    held = st.session_state
    on_file = rules_on_file() if held["against"] else {}
    chosen = [int(year) for year in held["against"] if int(year) in on_file]
    others = tuple(on_file[year] for year in chosen if rule.is_hypothetical or year != rule.fiscal_year)
    shown = Shown(rule, others, is_joint, _end((rule, *others), cost_yen), held["burden"] == "1", is_big)
    figure = answers.cached(_figure, _=_, shown=shown)
    if quote is not None and quote.subsidy_yen is not None:
        figure = figure.with_marks(
            figures.plan_mark(
                cost_yen,
                quote.subsidy_yen,
                _mark_text(quote, _),
                up_to=shown.up_to,
                top=figure.to_dict()["layout"]["yaxis"]["range"][1],
                height=shown.height,
                burden=quote.own_burden_yen if shown.has_burden else None,
                levels=[
                    cap for each in shown.rules for cap in (each.cap_single_yen, each.cap_joint_yen) if cap
                ],
                is_flat=quote.binding is not Binding.RATE,
                is_hypothetical=rule.is_hypothetical,
                is_big=is_big,
            )
        )
    charts.chart_panel(
        "subsidy_curve",
        title=_title(shown, _),
        figure=lambda: charts.plot("subsidy_curve", figure, alt=alt(shown, quote, _), _=_, is_fluid=is_big),
        table=lambda: charts.data_table(
            "subsidy_curve", answers.cached(curve_table, _=_, shown=shown), _=_, height="auto"
        ),
        sources=tuple(dict.fromkeys(each.source_id for each in shown.rules)),
        _=_,
        note=_notes(shown, _),
    )


def choices(_: Translator, rule: Rule | None) -> None:
    """Which rules are drawn beside, and whether the own burden is drawn."""
    years = [
        str(year)
        for year in years_with_rule()
        if rule is None or rule.is_hypothetical or year != rule.fiscal_year
    ]
    with st.container(horizontal=True, vertical_alignment="bottom", key="sim_curve_choices"):
        st.pills(
            _("Compare with the rule of"),
            years,
            selection_mode="multi",
            **state.bind(
                "against",
                widget="_against",
                show=lambda chosen: [y for y in chosen if y in years],
                write=list,
            ),
            format_func=lambda year: _.fiscal_year(int(year)),
        )
        st.toggle(
            _("Show the own burden"),
            **state.bind(
                "burden",
                widget="_burden",
                show=lambda value: value == "1",
                write=lambda on: "1" if on else None,
            ),
        )


def _end(rules: Sequence[Rule], cost_yen: int) -> int:
    kinks = [kink for rule in rules for kink in _ends(rule) if kink is not None]
    least = max([1_000_000, cost_yen * _COST_ROOM, *(kink * _KINK_ROOM for kink in kinks)])
    return min(MAX_YEN, figures.nice_end(least))


def _ends(rule: Rule) -> tuple[int, int | None]:
    ends = break_even(rule)
    return ends.single_yen, ends.joint_yen


def _figure(*, _: Translator, shown: Shown) -> go.Figure:
    lines: dict[tuple[int, tuple[tuple[int, int], ...]], figures.Curve] = {}
    slopes = _slope_names(shown, _)
    named: set[tuple[bool, int | None]] = set()
    for rank, rule in enumerate(shown.rules):
        for is_joint in (shown.is_joint, not shown.is_joint):
            points = curve(rule, up_to_yen=shown.up_to, governments=2 if is_joint else 1)
            corners = tuple((point.cost_yen, point.subsidy_yen) for point in points)
            if not corners or (rank and any(corners == other for _rank, other in lines)):
                continue
            cap = rule.cap_yen(2 if is_joint else 1)
            name = "" if (is_joint, cap) in named else _line_name(rule, is_joint, shown, _)
            named.add((is_joint, cap))
            lines[rank, corners] = figures.Curve(
                name,
                corners,
                next(((point.cost_yen, point.subsidy_yen) for point in points if point.is_kink), None),
                is_ours=rank == 0 and is_joint == shown.is_joint,
                rank=rank,
                slope_name=slopes.pop(rule.rate, "") if shown.others else "",
            )
    burdens: tuple[figures.Curve, ...] = ()
    if shown.has_burden:
        burdens = tuple(
            figures.Curve(
                _("own burden, joint") if is_joint else _("own burden, single"),
                tuple(
                    (point.cost_yen, point.own_burden_yen)
                    for point in curve(shown.rule, up_to_yen=shown.up_to, governments=2 if is_joint else 1)
                ),
                None,
                is_ours=is_joint == shown.is_joint,
            )
            for is_joint in (False, True)
            if shown.rule.cap_yen(2 if is_joint else 1) is not None
        )
    return figures.subsidy_curve(
        tuple(lines.values()),
        _=_,
        up_to=shown.up_to,
        burdens=burdens,
        is_hypothetical=shown.rule.is_hypothetical,
        is_big=shown.is_big,
        height=shown.height,
    )


def _line_name(rule: Rule, is_joint: bool, shown: Shown, _: Translator) -> str:
    cap = _.yen_words(rule.cap_yen(2 if is_joint else 1) or 0)
    name = _("joint (limit {cap})", cap=cap) if is_joint else _("single (limit {cap})", cap=cap)
    caps = {each.cap_yen(2 if is_joint else 1) for each in shown.rules}
    return _("{rule}: {name}", rule=rule_name(rule, _), name=name) if len(caps - {None}) > 1 else name


def rule_name(rule: Rule, _: Translator) -> str:
    """A rule by its year; a hypothetical one is always called so."""
    year = _.fiscal_year(rule.fiscal_year)
    return _("hypothetical ({year} changed)", year=year) if rule.is_hypothetical else year


def _slope_names(shown: Shown, _: Translator) -> dict[object, str]:
    names: dict[object, list[str]] = {}
    for rule in shown.rules:
        names.setdefault(rule.rate, []).append(rule_name(rule, _))
    return {
        rate: _("{rules}: rate {rate}", rules=_(", ").join(years), rate=labels.rate_words(rate, _))  # type: ignore[arg-type]
        for rate, years in names.items()
    }


def _mark_text(quote: Quote, _: Translator) -> str:
    assert quote.subsidy_yen is not None
    first = _("This plan: {subsidy}", subsidy=_.yen_words(quote.subsidy_yen))
    second = _("of a cost of {cost}", cost=_.yen_words(quote.application.eligible_cost_yen))
    return f"<b>{first}</b><br>{second}"


def _title(shown: Shown, _: Translator) -> str:
    if shown.rule.is_hypothetical:
        return _("Subsidy, hypothetical rule ({unit})", unit=figures.unit(_))
    return _(
        "Subsidy, {year} ({unit})",
        year=_.fiscal_year(shown.rule.fiscal_year),
        unit=figures.unit(_),
    )


def _notes(shown: Shown, _: Translator) -> str:
    parts = []
    if shown.rule.is_hypothetical:
        parts.append(_("Rate and limits are hypothetical; the source is that of the rule they change."))
    silent = [rule_name(rule, _) for rule in shown.rules if rule.cap_joint_yen is None]
    if silent:
        parts.append(_("The limit of joint projects is not stated: {years}.", years=_(", ").join(silent)))
    return "  \n".join(parts)


def alt(shown: Shown, quote: Quote | None, _: Translator) -> str:
    """The figure in words, with its numbers."""
    parts = []
    for rule in shown.rules:
        ends = break_even(rule)
        for cap, kink, name in (
            (rule.cap_single_yen, ends.single_yen, _("Single")),
            (rule.cap_joint_yen, ends.joint_yen, _("Joint (2 or more)")),
        ):
            if cap is None or kink is None:
                continue
            parts.append(
                _(
                    "{rule}, {name}: rises by {rate} of the cost to {cap} at {kink}, then stays",
                    rule=rule_name(rule, _),
                    name=name,
                    rate=labels.rate_words(rule.rate, _),
                    cap=_.yen_words(cap),
                    kink=_.yen_words(kink),
                )
            )
    if quote is not None and quote.subsidy_yen is not None:
        parts.append(
            _(
                "this plan: cost {cost}, subsidy {subsidy}",
                cost=_.yen_words(quote.application.eligible_cost_yen),
                subsidy=_.yen_words(quote.subsidy_yen),
            )
        )
    return _("; ").join(parts)


def curve_table(*, _: Translator, shown: Shown) -> pd.DataFrame:
    """Subsidy and own burden at round costs and at every kink, for each rule shown."""
    kinks = {kink for rule in shown.rules for kink in _ends(rule) if kink is not None and kink <= shown.up_to}
    step = max(1, shown.up_to // 15)
    costs = sorted({*range(0, shown.up_to + 1, step), *kinks})
    columns: dict[str, list[int | None]] = {_("Cost (yen)"): list(costs)}
    for rule in shown.rules:
        for governments, kind in ((1, _("Single")), (2, _("Joint (2 or more)"))):
            values = [_at(rule, cost, governments) for cost in costs]
            columns[_("{rule}, {name}: subsidy (yen)", rule=rule_name(rule, _), name=kind)] = values
            columns[_("{rule}, {name}: own burden (yen)", rule=rule_name(rule, _), name=kind)] = [
                None if value is None else cost - value for cost, value in zip(costs, values, strict=True)
            ]
    return pd.DataFrame({name: pd.array(values, dtype="Int64") for name, values in columns.items()})


def _at(rule: Rule, cost_yen: int, governments: int) -> int | None:
    return subsidy_of(rule, cost_yen, governments=governments)
