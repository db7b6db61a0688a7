"""The cost table: what is typed, pasted and deleted is what is computed with."""

import pytest

from clairviz.base.i18n import languages, translator
from clairviz.subsidy import InputRefused
from clairviz.subsidy.written.cells import parse_eligible
from clairviz.subsidy.written.link_text import lines_text, read_lines
from clairviz.subsidy.written.plan import CostLine, Refusal, Written, read_plan
from clairviz.web.simulator.cost_table import edited
from tests.rules import RULES

BASE = (CostLine("旅費", "4,000,000", "1"), CostLine("食糧費", "500,000", "0"))
NOTHING: dict[str, object] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


def cost_of(lines: tuple[CostLine, ...]) -> int:
    plan = read_plan(Written(lines=lines), RULES)
    assert not isinstance(plan, Refusal)
    return plan.application.eligible_cost_yen


@pytest.mark.parametrize(
    ("edits", "cost"),
    [
        ({}, 4_000_000),
        ({"edited_rows": {0: {"amount": "５００万円"}}}, 5_000_000),
        ({"edited_rows": {"1": {"eligible": "対象"}}}, 4_500_000),
        ({"edited_rows": {0: {"amount": "1"}}, "deleted_rows": [0]}, 0),
        (
            {"added_rows": [{"item": "会場費", "amount": "20万円"}, {"amount": "1", "eligible": "×"}]},
            4_200_000,
        ),
        ({"added_rows": [{"eligible": "対象"}]}, 4_000_000),
    ],
)
def test_every_edit_is_in_the_lines(edits, cost) -> None:
    lines, is_spread = edited(BASE, NOTHING | edits)
    assert cost_of(lines) == cost
    assert not is_spread


def test_a_table_pasted_into_one_cell_becomes_lines() -> None:
    paste = "委託費\t1,000,000\t対象外\r\n会場費\t20万円\t対象\r\n通訳謝金\t30万円\n"
    lines, is_spread = edited(BASE, NOTHING | {"added_rows": [{"item": paste, "eligible": "対象"}]})
    assert is_spread
    assert [line.item for line in lines] == ["旅費", "食糧費", "委託費", "会場費", "通訳謝金"]
    assert cost_of(lines) == 4_500_000
    lines, is_spread = edited(BASE, NOTHING | {"edited_rows": {0: {"amount": "1\t×\n2"}}})
    assert lines[0] == CostLine("旅費", "1", "×")
    assert lines[1] == CostLine("", "2", "")


@pytest.mark.parametrize(
    "text", ["対象外", "×", "✕", "非該当", "対象外経費", "補助対象外", "（対象外）", "x", "No", "不可"]
)
def test_a_word_for_not_eligible_is_one(text) -> None:
    assert parse_eligible(text) is False


@pytest.mark.parametrize("text", ["", "対象", "○", "〇", "該当", "対象経費", "Eligible", "yes", "✓"])
def test_a_word_for_eligible_is_one(text) -> None:
    assert parse_eligible(text) is True


def test_a_word_that_is_neither_is_named_with_its_line_and_survives_the_link() -> None:
    lines = (*BASE, CostLine("謝金", "100", "要相談"))
    again = read_lines(lines_text(lines))
    assert again == lines
    refusal = read_plan(Written(lines=again), RULES)
    assert isinstance(refusal, Refusal)
    assert [(problem.field, problem.value, problem.line) for problem in refusal.problems] == [
        ("is_eligible", "要相談", 3)
    ]
    with pytest.raises(InputRefused):
        parse_eligible("要相談")


@pytest.mark.parametrize("lang", languages())
def test_the_words_of_the_table_are_understood_by_it(lang) -> None:
    _ = translator(lang)
    assert parse_eligible(_("eligible")) is True
    assert parse_eligible(_("not eligible")) is False
