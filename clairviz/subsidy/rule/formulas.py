"""The formulas, each with the fiscal year from which it is in force.

A new formula is another function and another line in FORMULAS; history is never overwritten.
"""

from collections.abc import Callable
from fractions import Fraction

# Our assumption: the documents say nothing of fractions of a yen.
ROUND_DOWN_TO_YEN = "ROUND_DOWN_TO_YEN"

Formula = Callable[[int, Fraction, int], tuple[int, int]]


def share_within_cap(cost_yen: int, rate: Fraction, cap_yen: int) -> tuple[int, int]:
    """The share of the cost in whole yen, rounded down, and the subsidy: the share up to the cap.

    FY2005: an amount of no more than half of the eligible cost, limited per project; the rules
    of the other years on file have the same form.
    """
    share_yen = cost_yen * rate.numerator // rate.denominator
    return share_yen, min(share_yen, cap_yen)


# The programme began in fiscal 1996. That a formula is in force opens no year: only a rule on
# file does.
FORMULAS: tuple[tuple[int, Formula], ...] = ((1996, share_within_cap),)


def formula_for(fiscal_year: int) -> Formula:
    """The formula in force in `fiscal_year`; LookupError before the programme began."""
    for since, formula in reversed(FORMULAS):
        if since <= fiscal_year:
            return formula
    raise LookupError(f"no formula for fiscal {fiscal_year}")
