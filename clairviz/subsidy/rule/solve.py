"""Questions asked of a rule the other way round: how much cost for that subsidy, and the like.

All take an explicit Rule (on file or hypothetical) and answer for an eligible project. Where a
rule does not state the joint cap, the joint answer is None: not stated.
"""

from dataclasses import dataclass
from fractions import Fraction

from clairviz.subsidy.rule.application import check_yen
from clairviz.subsidy.rule.formulas import formula_for
from clairviz.subsidy.rule.rules import Rule


@dataclass(frozen=True)
class BreakEven:
    """The least eligible cost at which the cap is reached, alone and jointly."""

    single_yen: int
    joint_yen: int | None


@dataclass(frozen=True)
class CurvePoint:
    """A corner of the curve of subsidy against cost."""

    cost_yen: int
    subsidy_yen: int
    own_burden_yen: int
    is_kink: bool


def subsidy_of(rule: Rule, cost_yen: int, *, governments: int = 1) -> int | None:
    """The subsidy of an eligible project; None where the rule does not state its cap."""
    check_yen(cost_yen, field="eligible_cost_yen")
    cap_yen = rule.cap_yen(governments)
    if cap_yen is None:
        return None
    return formula_for(rule.fiscal_year)(cost_yen, rule.rate, cap_yen)[1]


def cost_for_subsidy(rule: Rule, wanted_yen: int, *, governments: int = 1) -> int | None:
    """The least eligible cost that brings `wanted_yen`; None over the cap (or cap not stated).

    ``rule.cap_yen(governments)`` tells the two apart.
    """
    check_yen(wanted_yen, field="wanted_yen")
    cap_yen = rule.cap_yen(governments)
    if cap_yen is None or wanted_yen > cap_yen:
        return None
    return _ceiling(wanted_yen / rule.rate)


def break_even(rule: Rule) -> BreakEven:
    """Where rate and cap meet: 6,000,000 alone and 10,000,000 jointly under FY2005."""
    joint = rule.cap_joint_yen
    return BreakEven(
        single_yen=_ceiling(rule.cap_single_yen / rule.rate),
        joint_yen=None if joint is None else _ceiling(joint / rule.rate),
    )


def joint_gain(rule: Rule, cost_yen: int) -> int | None:
    """What the same cost brings more as a joint project than as a single one."""
    single = subsidy_of(rule, cost_yen)
    joint = subsidy_of(rule, cost_yen, governments=2)
    return None if single is None or joint is None else joint - single


def gain_from(rule: Rule, cost_yen: int, *, extra_yen: int = 1, governments: int = 1) -> int | None:
    """The whole yen of subsidy that `extra_yen` more of cost bring, rounding included."""
    now = subsidy_of(rule, cost_yen, governments=governments)
    then = subsidy_of(rule, cost_yen + extra_yen, governments=governments)
    return None if now is None or then is None else then - now


def slope(rule: Rule, cost_yen: int, *, governments: int = 1) -> Fraction | None:
    """The subsidy for each further yen, before rounding: the rate, or 0 once the cap is reached."""
    check_yen(cost_yen, field="eligible_cost_yen")
    cap_yen = rule.cap_yen(governments)
    if cap_yen is None:
        return None
    return rule.rate if cost_yen * rule.rate < cap_yen else Fraction(0)


def curve(rule: Rule, *, up_to_yen: int, governments: int = 1) -> tuple[CurvePoint, ...]:
    """The corners of the curve from 0 to `up_to_yen`; straight lines join them.

    The kink is among them where it lies within. Empty where the cap is not stated.
    """
    check_yen(up_to_yen, field="up_to_yen")
    ends = break_even(rule)
    kink = ends.joint_yen if governments > 1 else ends.single_yen
    if kink is None:
        return ()
    costs = sorted({0, up_to_yen} | ({kink} if kink <= up_to_yen else set()))
    points = []
    for cost_yen in costs:
        subsidy_yen = subsidy_of(rule, cost_yen, governments=governments)
        assert subsidy_yen is not None, "the cap is stated, or there would be no kink"
        points.append(CurvePoint(cost_yen, subsidy_yen, cost_yen - subsidy_yen, cost_yen == kink))
    return tuple(points)


def _ceiling(amount: Fraction) -> int:
    return -(-amount.numerator // amount.denominator)
