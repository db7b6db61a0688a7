"""Reading and writing amounts and rates: never a wrong number, never another exception."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clairviz.base.i18n import translator
from clairviz.subsidy import InputRefused, RefusalCode, parse_rate, parse_yen
from clairviz.subsidy.rule.application import MAX_YEN

amounts = st.integers(0, MAX_YEN)
FULL_WIDTH = str.maketrans("0123456789,.-¥ ", "０１２３４５６７８９，．－￥　")
pieces = st.sampled_from([*"0123456789０１８,，. -¥円万億兆千百十金也〇八e+▲()", "million"])


@given(amounts, st.sampled_from(["{}", "{:,}", "¥{:,}-", "{:,}円", " {} 円 ", "¥{}", "{}.0"]))
def test_every_usual_notation_is_read_exactly(amount: int, notation: str) -> None:
    text = notation.format(amount)
    assert parse_yen(text) == amount
    assert parse_yen(text.translate(FULL_WIDTH)) == amount


@given(amounts, st.sampled_from(["ja", "en"]))
def test_what_is_written_is_read_back(amount: int, lang: str) -> None:
    assert parse_yen(translator(lang).yen_words(amount)) == amount


@given(st.integers(1, 9_999), st.sampled_from([("万", 10**4), ("億", 10**8), ("百万", 10**6)]))
def test_units(count: int, unit: tuple[str, int]) -> None:
    name, value = unit
    assert parse_yen(f"{count:,}{name}円") == count * value


@given(st.one_of(st.text(), st.lists(pieces).map("".join)))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        assert 0 <= parse_yen(text) <= MAX_YEN
    except InputRefused as error:
        assert error.problem in RefusalCode and error.value == text
    try:
        assert 0 < parse_rate(text) <= 1
    except InputRefused as error:
        assert error.problem in (RefusalCode.EMPTY, RefusalCode.NOT_A_RATE)


@given(st.integers(1, 10**9), st.sampled_from(["-{}", "−{:,}", "▲{:,}", "¥-{}", "-¥{}", "({:,})"]))
def test_a_negative_amount_is_named_as_such(amount: int, notation: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        parse_yen(notation.format(amount))
    assert refusal.value.problem is RefusalCode.NEGATIVE


@pytest.mark.parametrize(
    ("amount", "ja"),
    [(0, "0円"), (3_000_000, "300万円"), (120_000_000, "1億2,000万円"), (5_999_999, "5,999,999円")],
)
def test_words(amount: int, ja: str) -> None:
    assert translator("ja").yen_words(amount) == ja
    assert translator("en").yen_words(amount) == f"¥{amount:,}"


@given(st.integers(1, 1_000), st.integers(1, 1_000))
def test_rates(one: int, other: int) -> None:
    low, high = sorted((one, other))
    rate = Fraction(low, high)
    assert parse_rate(f"{low}/{high}") == parse_rate(f"{high}分の{low}") == rate
    assert parse_rate(f" {low} / {high} ".translate(FULL_WIDTH)) == rate


@pytest.mark.parametrize(("text", "rate"), [("50%", (1, 2)), ("０．５", (1, 2)), ("1", (1, 1))])
def test_rates_in_other_notations(text: str, rate: tuple[int, int]) -> None:
    assert parse_rate(text) == Fraction(*rate)


@pytest.mark.parametrize("text", ["0", "3/2", "1/0", "101%", "-1/2", "half", "1e-1"])
def test_no_rate(text: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        parse_rate(text)
    assert refusal.value.problem is RefusalCode.NOT_A_RATE
