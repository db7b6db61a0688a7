"""Amounts as a table: for each row how many projects state one, and total, median and range of those."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element


@dataclass(frozen=True)
class Amount:
    """What `stated` projects state, in whole yen."""

    stated: int
    total_yen: int
    median_yen: int
    least_yen: int
    most_yen: int


@dataclass(frozen=True)
class MoneyRow:
    """A row: its key, what it is called, its projects, and an amount a kind; None where none states it."""

    key: str
    name: str
    projects: int
    amounts: tuple[Amount | None, ...]


def money_table(
    rows: Sequence[MoneyRow], kinds: Sequence[str], *, label: str, corner: str, _: Translator
) -> Markup:
    """A group of columns a kind of amount; the row without a key is that of all, at the foot."""
    parts = (_("Stated"), _("Total"), _("Median"), _("Range"))
    first = element(
        "tr",
        element("th", corner, scope="col", rowspan="2"),
        element("th", _("Projects"), scope="col", rowspan="2", class_="cv-number"),
        *(element("th", kind, scope="colgroup", colspan=len(parts), class_="cv-kind") for kind in kinds),
    )
    second = element(
        "tr", *(element("th", part, scope="col", class_="cv-number") for _kind in kinds for part in parts)
    )
    table = element(
        "table",
        element("caption", label, class_="cv-hidden"),
        element("thead", first, second),
        element("tbody", *(_line(row, len(parts), _) for row in rows if row.key)),
        element("tfoot", *(_line(row, len(parts), _) for row in rows if not row.key)),
        class_="cv-table cv-money",
    )
    return element("div", table, class_="cv-scroll", tabindex="0", role="region", aria_label=label)


def _line(row: MoneyRow, parts: int, _: Translator) -> Markup:
    cells: list[Markup] = []
    for amount in row.amounts:
        if amount is None:
            cells.append(element("td", _("not stated"), colspan=parts, class_="cv-silent"))
            continue
        span = _("{least} to {most}", least=f"{amount.least_yen:,}", most=f"{amount.most_yen:,}")
        texts = (f"{amount.stated:,}", f"{amount.total_yen:,}", f"{amount.median_yen:,}", span)
        cells += [element("td", text, class_="cv-number") for text in texts]
    return element(
        "tr",
        element("th", row.name, scope="row"),
        element("td", f"{row.projects:,}", class_="cv-number"),
        *cells,
        data_key=row.key or None,
    )
