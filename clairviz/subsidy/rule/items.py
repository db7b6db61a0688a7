"""Itemised costs: the lines that count towards the eligible cost and those that do not."""

from collections.abc import Iterable
from dataclasses import dataclass

from clairviz.subsidy.rule.application import check_yen


@dataclass(frozen=True)
class CostItem:
    """One line of the cost table."""

    item: str
    amount_yen: int
    is_eligible: bool = True

    def __post_init__(self) -> None:
        check_yen(self.amount_yen, field="amount_yen")


@dataclass(frozen=True)
class ItemTotals:
    """The sums of a cost table; `eligible_yen` is what an Application asks for."""

    eligible_yen: int
    ineligible_yen: int

    @property
    def total_yen(self) -> int:
        """The whole project, what is not eligible included."""
        return self.eligible_yen + self.ineligible_yen


def sum_items(items: Iterable[CostItem]) -> ItemTotals:
    """The totals of a cost table; all 0 for an empty one. Raises InputRefused over MAX_YEN."""
    lines = list(items)
    eligible_yen = sum(line.amount_yen for line in lines if line.is_eligible)
    total_yen = check_yen(sum(line.amount_yen for line in lines), field="amount_yen")
    return ItemTotals(eligible_yen, total_yen - eligible_yen)
