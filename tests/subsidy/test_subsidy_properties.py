"""What must hold for every cost, rule and applicant."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, example, given
from hypothesis import strategies as st

from clairviz.subsidy import (
    Application,
    Binding,
    BodyKind,
    CostItem,
    Quote,
    Rule,
    break_even,
    cost_for_subsidy,
    curve,
    gain_from,
    hypothetical,
    joint_gain,
    slope,
    split_burden,
    sum_items,
)
from tests.rules import RULES, quote

BOUNDARIES = (0, 1, 5_999_998, 6_000_001, 9_999_998, 10_000_001, 10**12)
costs = st.one_of(st.sampled_from(BOUNDARIES), st.integers(0, 25_000_000), st.integers(0, 10**12))
governments = st.integers(1, 50)


@st.composite
def hypothetical_rules(draw: st.DrawFn) -> Rule:
    denominator = draw(st.integers(1, 100))
    cap_single_yen = draw(st.integers(0, 20_000_000))
    return hypothetical(
        RULES[2005],
        rate=Fraction(draw(st.integers(1, denominator)), denominator),
        cap_single_yen=cap_single_yen,
        cap_joint_yen=cap_single_yen + draw(st.integers(0, 20_000_000)),
    )


on_file = st.sampled_from(list(RULES.values()))
rules = st.one_of(on_file, hypothetical_rules())
applications = st.builds(
    Application,
    eligible_cost_yen=costs,
    governments=governments,
    fiscal_year=st.sampled_from(list(RULES)),
    body=st.sampled_from(BodyKind),
    with_local_government=st.sampled_from([None, True, False]),
    with_association=st.sampled_from([None, True, False]),
    funding_only=st.booleans(),
    survey_only=st.booleans(),
    preliminary_survey=st.booleans(),
    other_public_subsidy=st.booleans(),
)


def computed(rule: Rule, cost_yen: int, bodies: int = 1) -> Quote:
    """The quote of an eligible project; discards the example where the cap is not stated."""
    assume(rule.cap_yen(bodies) is not None)
    return quote(Application(eligible_cost_yen=cost_yen, governments=bodies), rule=rule)


def subsidy(rule: Rule, cost_yen: int, bodies: int = 1) -> int:
    amount = computed(rule, cost_yen, bodies).subsidy_yen
    assert amount is not None
    return amount


@given(rules, costs, governments)
def test_within_zero_the_cap_and_the_rate(rule: Rule, cost_yen: int, bodies: int) -> None:
    amount = subsidy(rule, cost_yen, bodies)
    cap_yen = rule.cap_yen(bodies)
    assert cap_yen is not None
    assert 0 <= amount <= cap_yen
    assert amount <= rule.rate * cost_yen
    # … and no yen less than the rule gives.
    assert amount == cap_yen or amount + 1 > rule.rate * cost_yen


@given(rules, costs, costs, governments)
def test_monotone_in_the_cost(rule: Rule, one: int, other: int, bodies: int) -> None:
    less, more = sorted((one, other))
    assert subsidy(rule, less, bodies) <= subsidy(rule, more, bodies)
    burdens = [computed(rule, cost, bodies).own_burden_yen or 0 for cost in (less, more)]
    assert burdens == sorted(burdens)


@given(rules, costs, st.integers(2, 50))
def test_joint_is_never_worse_than_single(rule: Rule, cost_yen: int, bodies: int) -> None:
    gain = subsidy(rule, cost_yen, bodies) - subsidy(rule, cost_yen)
    assert gain == joint_gain(rule, cost_yen)
    assert gain >= 0


@given(applications)
def test_steps_reconcile_with_the_result(application: Application) -> None:
    answer = quote(application)
    if answer.eligible is None:
        assert answer.subsidy_yen is answer.own_burden_yen is None
        assert answer.steps == ()
        assert answer.deciding is not None
        return
    assert sum(step.change_yen for step in answer.steps) == answer.subsidy_yen
    assert answer.steps[0].amount_yen == application.eligible_cost_yen
    assert answer.steps[-1].amount_yen == answer.subsidy_yen
    assert answer.subsidy_yen is not None and answer.own_burden_yen is not None
    assert answer.subsidy_yen + answer.own_burden_yen == application.eligible_cost_yen
    assert (answer.deciding is None) == answer.eligible
    assert (answer.binding is Binding.NONE) == (not answer.eligible)
    if not answer.eligible:
        assert answer.subsidy_yen == 0


@given(rules, costs, governments)
def test_the_slope_is_the_rate_or_nothing(rule: Rule, cost_yen: int, bodies: int) -> None:
    cap_yen = rule.cap_yen(bodies)
    assume(cap_yen is not None)
    assert cap_yen is not None
    rising = slope(rule, cost_yen, governments=bodies)
    assert rising in (0, rule.rate)
    assert gain_from(rule, cost_yen, governments=bodies) in (0, 1)
    # Rounding apart: over a whole period of the rate the gain is the slope exactly.
    period = rule.rate.denominator
    gain = gain_from(rule, cost_yen, extra_yen=period, governments=bodies)
    if (cost_yen + period) * rule.rate <= cap_yen:
        assert gain == rule.rate.numerator == period * (rising or 0)
    elif cost_yen * rule.rate >= cap_yen:
        assert gain == 0 == rising


@given(on_file, costs)
def test_the_slopes_on_file(rule: Rule, cost_yen: int) -> None:
    assert slope(rule, cost_yen) in (0, Fraction(1, 2), 1)


@given(rules, st.integers(0, 50_000_000), governments)
def test_the_cost_found_is_the_least(rule: Rule, wanted_yen: int, bodies: int) -> None:
    cap_yen = rule.cap_yen(bodies)
    found = cost_for_subsidy(rule, wanted_yen, governments=bodies)
    if cap_yen is None or wanted_yen > cap_yen:
        assert found is None
        return
    assert found is not None
    assert subsidy(rule, found, bodies) == wanted_yen
    assert found == 0 or subsidy(rule, found - 1, bodies) < wanted_yen


@given(rules)
def test_rate_and_cap_meet_at_the_break_even(rule: Rule) -> None:
    found = break_even(rule)
    assert (found.joint_yen is None) == (rule.cap_joint_yen is None)
    for cost_yen, bodies in ((found.single_yen, 1), (found.joint_yen, 2)):
        if cost_yen is None:
            continue
        assert computed(rule, cost_yen, bodies).binding is Binding.CAP
        assert not cost_yen or computed(rule, cost_yen - 1, bodies).binding is Binding.RATE


def test_break_even_under_fy2005() -> None:
    found = break_even(RULES[2005])
    assert (found.single_yen, found.joint_yen) == (6_000_000, 10_000_000)


@given(rules, costs, st.integers(0, 10**12), governments)
def test_straight_lines_between_the_corners_are_the_curve(
    rule: Rule, cost_yen: int, up_to_yen: int, bodies: int
) -> None:
    points = curve(rule, up_to_yen=up_to_yen, governments=bodies)
    if rule.cap_yen(bodies) is None:
        assert points == ()
        return
    assert (points[0].cost_yen, points[-1].cost_yen) == (0, up_to_yen)
    assert all(p.cost_yen == p.subsidy_yen + p.own_burden_yen for p in points)
    for left, right in pairwise(points):
        if left.cost_yen <= cost_yen <= right.cost_yen:
            rise = Fraction(right.subsidy_yen - left.subsidy_yen, right.cost_yen - left.cost_yen)
            line = left.subsidy_yen + rise * (cost_yen - left.cost_yen)
            assert abs(line - subsidy(rule, cost_yen, bodies)) <= 1


@given(costs, st.integers(1, 60))
@example(own_burden_yen=100, bodies=3)
def test_an_equal_split_sums_and_the_first_takes_the_remainder(own_burden_yen: int, bodies: int) -> None:
    parts = split_burden(own_burden_yen, bodies=bodies)
    assert sum(parts) == own_burden_yen and len(parts) == bodies
    assert set(parts[1:]) <= {own_burden_yen // bodies}
    assert 0 <= parts[0] - own_burden_yen // bodies < bodies


@given(costs, st.lists(st.fractions(0, 10), min_size=1, max_size=20))
def test_a_stated_split_sums_and_keeps_its_proportions(own_burden_yen: int, shares: list[Fraction]) -> None:
    assume(sum(shares) > 0)
    parts = split_burden(own_burden_yen, shares=shares)
    assert sum(parts) == own_burden_yen
    for part, share in zip(parts[1:], shares[1:], strict=True):
        assert 0 <= own_burden_yen * share / sum(shares) - part < 1


@given(st.lists(st.tuples(st.integers(0, 10**9), st.booleans())))
def test_items_sum(lines: list[tuple[int, bool]]) -> None:
    totals = sum_items(CostItem("", amount, eligible) for amount, eligible in lines)
    assert totals.total_yen == sum(amount for amount, _ in lines)
    assert totals.eligible_yen == sum(amount for amount, eligible in lines if eligible)
