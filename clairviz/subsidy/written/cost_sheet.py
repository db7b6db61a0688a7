"""A table of costs from a file: its lines, and its totals checked against them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clairviz.subsidy.rule.application import InputRefused
from clairviz.subsidy.written import cells
from clairviz.subsidy.written.batch import TotalRow
from clairviz.subsidy.written.plan import CostLine
from clairviz.subsidy.written.yen import parse_yen, shown_amount


@dataclass(frozen=True)
class CostSheet:
    """The lines as they would be written on the page; `totals` are rows that sum others.

    `unused_columns` name nothing that is asked for.
    """

    lines: tuple[CostLine, ...]
    totals: tuple[TotalRow, ...]
    unused_columns: tuple[str, ...] = ()


def read_costs(rows: Iterable[Mapping[str, str]], *, first_row: int = 2) -> CostSheet:
    """The costs of `rows` (header to cell; `cells.COST_HEADERS` lists the headers).

    Amounts in a column of eligible and one of ineligible costs become a line each; where a table
    has those, its column of both together is not counted again. A subtotal sums the rows since
    the one before it, a total all rows. What cannot be read stays as written, for the page to name.
    """
    lines: list[CostLine] = []
    totals: list[TotalRow] = []
    unused: dict[str, None] = {}
    part = 0
    for number, row in enumerate(rows, start=first_row):
        texts, others = _fields_of(row)
        unused |= dict.fromkeys(others)
        found = _lines_of(texts)
        label = next((text for text in row.values() if cells.is_total(text)), "")
        if label:
            totals.append(_total(number, label, found, lines[part:], lines))
            part = len(lines)
        elif found:
            lines += found
    return CostSheet(tuple(lines), tuple(totals), tuple(unused))


def _fields_of(row: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    texts: dict[str, str] = {}
    others = []
    for header, text in row.items():
        field = cells.cost_field_of(header)
        if field is None or field in texts:
            others.append(header)
        else:
            texts[field] = text
    return texts, others


def _lines_of(texts: Mapping[str, str]) -> list[CostLine]:
    """The lines of one row; none where it states no amount."""
    item, mark = texts.get("item", ""), texts.get("is_eligible", "")
    is_parted = "eligible_yen" in texts or "ineligible_yen" in texts
    if not is_parted:
        amount = texts.get("amount_yen", "")
        return [CostLine(item, shown_amount(amount), mark)] if amount or (item and mark) else []
    parted = [
        CostLine(item, shown_amount(texts[field]), code)
        for field, code in (("eligible_yen", "1"), ("ineligible_yen", "0"))
        if texts.get(field, "").strip(" -‐－ー0")
    ]
    whole, eligible = texts.get("amount_yen", ""), texts.get("eligible_yen", "")
    if whole and "ineligible_yen" not in texts:
        parted += _rest_of(item, whole, eligible)
    return parted


def _rest_of(item: str, whole: str, eligible: str) -> list[CostLine]:
    """What of a whole amount is not eligible, where only the eligible part has a column."""
    try:
        rest = parse_yen(whole) - (parse_yen(eligible) if eligible.strip(" -‐－ー") else 0)
    except InputRefused:
        return []
    return [CostLine(item, f"{rest:,}", "0")] if rest else []


def _total(
    number: int, label: str, stated: list[CostLine], part: list[CostLine], whole: list[CostLine]
) -> TotalRow:
    stated_yen = _sum(stated) if stated else None
    sums = _sum(part), _sum(whole)
    is_part = cells.is_subtotal(label) or (stated_yen is not None and stated_yen == sums[0])
    return TotalRow(number, label, stated_yen, sums[0] if is_part else sums[1])


def _sum(lines: list[CostLine]) -> int | None:
    try:
        return sum(parse_yen(line.amount) for line in lines)
    except InputRefused:
        return None
