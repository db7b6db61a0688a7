"""The cases either side of each boundary, each with its source."""

import csv
from pathlib import Path

import pytest

from clairviz.subsidy import Answer, Application, BodyKind, InputRefused, Partner, Quote, parse_yen
from tests.rules import RULES, quote

CASES = Path(__file__).parent / "cases"
Case = dict[str, str]


def read(name: str) -> list[Case]:
    with (CASES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def label(case: Case) -> str:
    return " ".join(value for value in case.values() if value)


@pytest.mark.parametrize("case", read("amounts.csv"), ids=label)
def test_amount(case: Case) -> None:
    answer = quote(
        Application(
            eligible_cost_yen=int(case["cost_yen"]),
            governments=int(case["governments"]),
            fiscal_year=int(case["fiscal_year"]),
        )
    )
    assert answer.eligible is True
    assert answer.subsidy_yen == int(case["subsidy_yen"])
    assert answer.own_burden_yen == int(case["own_burden_yen"])
    assert answer.binding == case["binding"]
    assert RULES[answer.rule].source_id == case["source_id"]
    assert {step.reference.source_id for step in answer.steps if step.reference} == {case["source_id"]}


@pytest.mark.parametrize("case", read("eligibility.csv"), ids=label)
def test_eligibility(case: Case) -> None:
    partner = Partner(case["partner"]) if case["partner"] else None
    answer = quote(
        Application(
            eligible_cost_yen=2_000_000,
            governments=int(case["governments"]),
            fiscal_year=int(case["fiscal_year"]),
            body=BodyKind(case["body"]),
            with_local_government=partner.with_local_government if partner else None,
            with_association=partner.with_association if partner else None,
            **dict.fromkeys(case["raised"].split(), True),
        )
    )
    assert outcome(answer) == case["eligible"]
    assert (answer.deciding.code if answer.deciding else "") == case["deciding"]
    assert {c.reference.source_id for c in answer.clauses if c.reference} == {case["source_id"]}
    if answer.eligible is False:
        assert (answer.subsidy_yen, answer.own_burden_yen) == (0, 2_000_000)
    if answer.eligible is None:
        assert (answer.subsidy_yen, answer.own_burden_yen, answer.steps) == (None, None, ())


def outcome(answer: Quote) -> str:
    if answer.eligible is None:
        assert answer.deciding is not None
        return {Answer.NOT_STATED: "not stated", Answer.UNANSWERED: "unanswered"}[answer.deciding.answer]
    return "yes" if answer.eligible else "no"


@pytest.mark.parametrize("case", read("written_amounts.csv"), ids=lambda case: case["text"][:20])
def test_written_amount(case: Case) -> None:
    if case["problem"]:
        with pytest.raises(InputRefused) as refusal:
            parse_yen(case["text"])
        assert refusal.value.problem == case["problem"]
        assert refusal.value.value == case["text"]
    else:
        assert parse_yen(case["text"]) == int(case["yen"])


@pytest.mark.parametrize("text", ["800\n900", "800\t900", "٨٠٠", "8\u0000", "\ud800"])
def test_cells_pasted_together_and_odd_characters_are_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        parse_yen(text)
