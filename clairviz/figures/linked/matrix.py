"""Heat maps as tables: rows and columns of counts with totals, every cell with a count a link."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element, link
from clairviz.figures.steps import step_of

# Upper ends of the steps of shade of percentages.
SHARE_ENDS = (9, 19, 34, 49)


@dataclass(frozen=True)
class Head:
    """A row or column: its key, what it is called, where it leads.

    `short` stands in its place where there is no room; `is_empty` marks a year not on file.
    """

    key: str
    name: str
    href: str = ""
    short: str = ""
    tip: str = ""
    is_empty: bool = False
    is_partial: bool = False
    is_chosen: bool = False


def count_matrix(
    rows: Sequence[Head],
    columns: Sequence[Head],
    cells: Mapping[tuple[str, str], int],
    *,
    label: str,
    corner: str,
    href: Callable[[str, str], str] | None = None,
    row_totals: Mapping[str, int] | None = None,
    column_totals: Mapping[str, int] | None = None,
    total: int | None = None,
    seconds: Mapping[tuple[str, str], int] | None = None,
    of: Callable[[str, str], int] | None = None,
    _: Translator,
) -> Markup:
    """A table of counts shaded by fixed steps, with a total a row and a column where given.

    `seconds` are counts marked apart in brackets (secondary fields). Totals are given, not added
    up: a project can stand in several cells. `of` gives the n that a cell is a share of: the cells
    then show percentages, and hover the counts behind them. What hover says of a cell otherwise is
    made of its heads by web/clairviz.js.
    """
    head = element(
        "tr",
        element("th", corner, scope="col"),
        *(element("th", head_cell(column), scope="col", class_=_classes(column)) for column in columns),
        element("th", _("Total"), scope="col", class_="cv-total") if row_totals is not None else "",
    )
    body = [
        element(
            "tr",
            element("th", head_cell(row), scope="row", class_=_classes(row)),
            *(_cell(row, column, cells, seconds or {}, of, href, _) for column in columns),
            element("td", f"{row_totals.get(row.key, 0):,}", class_="cv-total")
            if row_totals is not None
            else "",
        )
        for row in rows
    ]
    foot = (
        _foot(columns, column_totals, total, row_totals is not None, _) if column_totals is not None else ""
    )
    table = element(
        "table",
        element("caption", label, class_="cv-hidden"),
        element("thead", head),
        element("tbody", *body),
        element("tfoot", foot) if foot else "",
        class_="cv-matrix",
    )
    return element("div", table, class_="cv-scroll", tabindex="0", role="region", aria_label=label)


def _foot(
    columns: Sequence[Head], totals: Mapping[str, int], total: int | None, has_row_totals: bool, _: Translator
) -> Markup:
    """The last row: a total a column, and that of all."""
    return element(
        "tr",
        element("th", _("Total"), scope="row"),
        *(element("td", "" if column.is_empty else f"{totals.get(column.key, 0):,}") for column in columns),
        element("td", f"{total:,}" if total is not None else "", class_="cv-total") if has_row_totals else "",
    )


def head_cell(head: Head) -> Markup | str:
    """The contents of a row's or a column's head."""
    short = (
        (
            element("span", head.name, class_="cv-long"),
            element("span", head.short, class_="cv-short", aria_hidden="true"),
        )
        if head.short
        else (head.name,)
    )
    if head.href:
        return link(
            head.href, *short, data_tip=head.tip or None, aria_current="true" if head.is_chosen else None
        )
    return element("span", *short, data_tip=head.tip or None)


def _classes(head: Head) -> str | None:
    names = [
        name
        for name, holds in (
            ("cv-empty", head.is_empty),
            ("cv-partial", head.is_partial),
            ("cv-chosen", head.is_chosen),
        )
        if holds
    ]
    return " ".join(names) or None


def _cell(
    row: Head,
    column: Head,
    cells: Mapping[tuple[str, str], int],
    seconds: Mapping[tuple[str, str], int],
    of: Callable[[str, str], int] | None,
    href: Callable[[str, str], str] | None,
    _: Translator,
) -> Markup:
    count, second = cells.get((row.key, column.key), 0), seconds.get((row.key, column.key), 0)
    if column.is_empty:
        return element("td", class_="cv-empty")
    if not count and not second:
        return element("td")
    text, tip, step = f"{count:,}" if count else "", None, step_of(count)
    if of is not None and count:
        total = of(row.key, column.key)
        percent = 100 * count / max(total, 1)
        text, step = f"{percent:.0f}%", step_of(int(percent), SHARE_ENDS)
        tip = _(
            "{row} × {column}: {count} of {total}", row=row.name, column=column.name, count=count, total=total
        )
    if second:
        text += _("({count})", count=second)
    shade = f"cv-step{step}" if count else "cv-none"
    if href is None:
        return element("td", text, class_=shade, data_tip=tip)
    return element("td", link(href(row.key, column.key), text, data_tip=tip), class_=shade)
