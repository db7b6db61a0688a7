"""Every label and sentence in both languages, with nothing left untranslated."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from clairviz.base.i18n import Translator, translator
from clairviz.subsidy import (
    Answer,
    Application,
    Binding,
    BodyKind,
    ClauseCode,
    Quote,
    RefusalCode,
    hypothetical,
)
from clairviz.subsidy.words import labels, wording
from tests.rules import RULES, quote

QUOTE = quote(Application(eligible_cost_yen=8_000_000))
ANSWERED = [replace(QUOTE.clauses[0], answer=answer) for answer in Answer]


def quotes() -> Iterable[Quote]:
    yield QUOTE
    yield quote(Application(eligible_cost_yen=8_000_000, governments=2))
    yield quote(Application(eligible_cost_yen=6_000_000))
    yield quote(Application(eligible_cost_yen=8_000_000, fiscal_year=2024))
    yield quote(Application(eligible_cost_yen=8_000_000, fiscal_year=1999, governments=2))
    yield quote(Application(eligible_cost_yen=8_000_000, other_public_subsidy=True))
    yield quote(Application(eligible_cost_yen=8_000_000, body=BodyKind.NGO))
    yield quote(Application(eligible_cost_yen=8_000_000, body=BodyKind.NGO, with_local_government=False))
    yield quote(Application(eligible_cost_yen=1), rule=hypothetical(RULES[2005]))


Say = Callable[[Translator], list[str]]


@pytest.mark.parametrize(
    "say",
    [
        lambda _: [wording.explain(answer, _) for answer in quotes()],
        lambda _: [wording.problem_text(p, "2010", _, nearest=(2005, 2022)) for p in RefusalCode],
        lambda _: [labels.clause_label(code, _) for code in ClauseCode],
        lambda _: [labels.answer_label(clause, _) for clause in ANSWERED],
        lambda _: [labels.binding_label(binding, _) for binding in Binding],
        lambda _: [labels.body_label(body, _) for body in BodyKind if body is not BodyKind.NGO],
        lambda _: [labels.step_label(step, _) for answer in quotes() for step in answer.steps],
        lambda _: [labels.rule_text(clause, _) for clause in QUOTE.clauses if clause.text_ja],
        lambda _: [labels.locator(c.reference, _) for c in QUOTE.clauses if c.reference],
        lambda _: [labels.rule_note(RULES[year], _) for year in (1999, 2005, 2022, 2024)],
        lambda _: [_.fiscal_year(year) for year in (1999, 2005, 3000)],
        lambda _: [labels.rounding_note(_)],
    ],
)
def test_both_languages(say: Say) -> None:
    japanese, english = say(translator("ja")), say(translator("en"))
    assert all(japanese) and all(english)
    assert all(text.isascii() or set(text) & set("“”¥×") for text in english)
    assert not set(japanese) & set(english)
    assert not any("{" in text for text in japanese + english)


def test_broken_bytes_in_a_message_can_be_printed() -> None:
    text = wording.problem_text(RefusalCode.NOT_AN_AMOUNT, "8\udcff", translator("en"))
    assert text.encode("utf-8")


@pytest.mark.parametrize(
    ("rate", "ja", "en"),
    [
        ("1/2", "2分の1", "1/2"),
        ("9/10", "10分の9", "9/10"),
        ("333/500", "66.6％", "66.6%"),
        ("11/20", "55％", "55%"),
        ("1/3", "3分の1", "1/3"),
        ("17/23", "23分の17", "17/23"),
        ("1", "1", "1"),
    ],
)
def test_a_rate_is_said_as_people_say_it(rate: str, ja: str, en: str) -> None:
    assert labels.rate_words(Fraction(rate), translator("ja")) == ja
    assert labels.rate_words(Fraction(rate), translator("en")) == en


def test_without_a_cost_the_answer_asks_for_it() -> None:
    told = wording.explain(quote(Application(eligible_cost_yen=0)), translator("ja"))
    assert told == "助成対象経費が0円です。経費を入力してください。"
