"""What is written means one thing or is refused; what a link holds comes back as it was."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clairviz.subsidy import Application, BodyKind, InputRefused, RefusalCode
from clairviz.subsidy.written.link_text import (
    MOST_SCENARIOS,
    Scenario,
    free_name,
    lines_text,
    read_lines,
    read_scenario,
    read_scenarios,
    scenario_text,
)
from clairviz.subsidy.written.plan import (
    FLAGS,
    CostLine,
    Plan,
    Refusal,
    Written,
    parse_fiscal_year,
    parse_shares,
    read_plan,
    written_of,
)
from tests.rules import RULES, quote

TEXT = st.text(max_size=30)
APPLICATIONS = st.builds(
    Application,
    eligible_cost_yen=st.integers(0, 10**15 - 1),
    governments=st.integers(1, 5_000),
    fiscal_year=st.sampled_from(list(RULES)),
    body=st.sampled_from(BodyKind),
    **dict.fromkeys(FLAGS.values(), st.booleans()),
)


@given(APPLICATIONS)
def test_an_application_written_and_read_is_the_same(application: Application) -> None:
    plan = read_plan(written_of(application), RULES)
    assert isinstance(plan, Plan)
    assert plan.application == application
    assert plan.rule == RULES[application.fiscal_year]
    assert read_scenario(scenario_text(Scenario("案", application)), RULES) == Scenario("案", application)


@given(st.builds(Written, cost=TEXT, governments=TEXT, year=TEXT, body=TEXT, partner=TEXT))
def test_any_text_is_understood_or_refused_but_never_breaks(written: Written) -> None:
    answer = read_plan(written, RULES)
    if isinstance(answer, Plan):
        quote(answer.application, rule=answer.rule)
    else:
        assert answer.problems


@given(st.builds(Written, rate=TEXT, cap_single=TEXT, cap_joint=TEXT, is_hypothetical=st.just(True)))
def test_any_hypothetical_rule_is_understood_or_refused(written: Written) -> None:
    answer = read_plan(written, RULES)
    assert answer.rule.is_hypothetical if isinstance(answer, Plan) else answer.problems


@given(TEXT)
def test_any_text_in_a_link_is_read_or_left_out(text: str) -> None:
    read_lines(text)
    read_scenario(text, RULES)


@given(
    st.lists(st.builds(CostLine, TEXT, TEXT, st.sampled_from(["0", "1", "要相談"])), min_size=1, max_size=20)
)
def test_a_cost_table_in_a_link_comes_back(lines: list[CostLine]) -> None:
    assert read_lines(lines_text(lines)) == tuple(lines)


def test_every_problem_is_named_at_once() -> None:
    answer = read_plan(Written(cost="-1", governments="x", year="2010", body="club"), RULES)
    assert isinstance(answer, Refusal)
    assert {problem.field: problem.problem for problem in answer.problems} == {
        "eligible_cost_yen": RefusalCode.NEGATIVE,
        "governments": RefusalCode.NOT_A_COUNT,
        "fiscal_year": RefusalCode.NO_RULE_ON_FILE,
        "body": RefusalCode.NOT_A_BODY,
    }
    year = answer.of("fiscal_year")
    assert year is not None
    assert year.nearest == (2005, 2022)
    assert answer.of("partner") is None


def test_items_sum_into_the_cost_and_empty_lines_count_for_nothing() -> None:
    lines = (CostLine("謝金", "100万円"), CostLine("", ""), CostLine("食糧費", "５０,０００", "×"))
    plan = read_plan(Written(cost="99", lines=lines), RULES)
    assert isinstance(plan, Plan)
    assert plan.application.eligible_cost_yen == 1_000_000
    assert [item.amount_yen for item in plan.items] == [1_000_000, 50_000]


def test_a_bad_item_is_named_by_its_line_and_a_sum_can_be_too_large() -> None:
    bad = read_plan(Written(lines=(CostLine("a", "1"), CostLine("b", "many"), CostLine("c", ""))), RULES)
    assert isinstance(bad, Refusal)
    assert [(problem.line, problem.problem) for problem in bad.problems] == [
        (2, RefusalCode.NOT_AN_AMOUNT),
        (3, RefusalCode.EMPTY),
    ]
    large = read_plan(Written(lines=(CostLine("a", "999兆円"), CostLine("b", "999兆円"))), RULES)
    assert isinstance(large, Refusal)
    assert large.problems[0].problem is RefusalCode.TOO_LARGE


def test_what_is_left_empty_in_a_hypothetical_rule_stays() -> None:
    plan = read_plan(Written(is_hypothetical=True, rate="2/3"), RULES)
    assert isinstance(plan, Plan)
    assert (plan.rule.rate, plan.rule.cap_single_yen, plan.rule.cap_joint_yen) == (
        Fraction(2, 3),
        3_000_000,
        5_000_000,
    )
    refused = read_plan(Written(is_hypothetical=True, cap_joint="1円"), RULES)
    assert isinstance(refused, Refusal)
    assert refused.problems[0].problem is RefusalCode.JOINT_CAP_BELOW_SINGLE


@pytest.mark.parametrize(
    ("text", "year"), [("平成17年度（2005）", 2005), ("H17", 2005), ("２００５", 2005), ("", 2005)]
)
def test_a_year_is_read_with_its_other_name_behind_it(text: str, year: int) -> None:
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("text", "shares"),
    [("2:1", (2, 1)), ("２：１", (2, 1)), ("50%・50%", (50, 50)), ("1, 0", (1, 0)), ("0.5 1.5", (0.5, 1.5))],
)
def test_shares_are_read(text: str, shares: tuple[float, ...]) -> None:
    assert parse_shares(text, bodies=2) == tuple(map(Fraction, shares))


@pytest.mark.parametrize("text", ["", "1", "1:2:3", "0:0", "-1:2", "a:b", "1e9:1", "1:"])
def test_shares_that_fit_no_two_bodies_are_refused(text: str) -> None:
    with pytest.raises(InputRefused) as refused:
        parse_shares(text, bodies=2)
    assert refused.value.problem is RefusalCode.NOT_SHARES


def test_scenarios_are_few_and_each_name_is_there_once() -> None:
    texts = [json.dumps({"name": f"n{number % 8}", "cost": "1"}) for number in range(10)]
    scenarios, left_out = read_scenarios(texts, RULES)
    assert [scenario.name for scenario in scenarios] == [f"n{number}" for number in range(MOST_SCENARIOS)]
    assert left_out == 4


def test_a_new_name_is_free() -> None:
    assert free_name("案", []) == "案A"
    assert free_name("案", ["案A", "案C"]) == "案B"
