"""Amounts and rates of a plan as people write them, and back; `base.amount` says what is read."""

from fractions import Fraction

from clairviz.base.amount import PLAIN, Fault, read_amount, read_rate
from clairviz.subsidy.rule.application import MAX_YEN, InputRefused, RefusalCode

_PROBLEM = {
    Fault.EMPTY: RefusalCode.EMPTY,
    Fault.NEGATIVE: RefusalCode.NEGATIVE,
    Fault.NOT_AN_AMOUNT: RefusalCode.NOT_AN_AMOUNT,
    Fault.TOO_LONG: RefusalCode.TOO_LARGE,
}


def parse_yen(text: str, *, field: str = "eligible_cost_yen") -> int:
    """The amount in whole yen, 0 to MAX_YEN, that `text` means.

    Raises InputRefused: EMPTY, NEGATIVE, NOT_WHOLE (a fraction of a yen), TOO_LARGE, or
    NOT_AN_AMOUNT for what is no amount or could mean two.
    """
    amount = read_amount(text)
    if isinstance(amount, Fault):
        raise InputRefused(_PROBLEM[amount], text, field=field)
    if amount > MAX_YEN:
        raise InputRefused(RefusalCode.TOO_LARGE, text, field=field)
    if amount.denominator != 1:
        raise InputRefused(RefusalCode.NOT_WHOLE, text, field=field)
    return int(amount)


def parse_rate(text: str, *, field: str = "rate") -> Fraction:
    """The rate, above 0 and up to 1, that 1/2, 2分の1, 50% or 0.5 means.

    Raises InputRefused: EMPTY or NOT_A_RATE.
    """
    rate = read_rate(text)
    if rate is None:
        is_empty = not text.translate(PLAIN).strip()
        raise InputRefused(RefusalCode.EMPTY if is_empty else RefusalCode.NOT_A_RATE, text, field=field)
    return rate


def shown_amount(text: str) -> str:
    """An amount with separators, for the field it is written in; what is none stays as written."""
    try:
        return f"{parse_yen(text):,}"
    except InputRefused:
        return text
