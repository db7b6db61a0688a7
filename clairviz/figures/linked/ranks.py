"""A table of ranks over time: who was first, second, third in each period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element
from clairviz.figures.linked.matrix import Head, head_cell

# Ranks from here on share the palest shade.
SHADES = 5


@dataclass(frozen=True)
class Rank:
    """A place among all, and the count it rests on."""

    place: int
    count: int


def rank_table(
    rows: Sequence[Head],
    columns: Sequence[Head],
    cells: Mapping[tuple[str, str], Rank],
    *,
    label: str,
    corner: str,
    _: Translator,
) -> Markup:
    """Ranks by (row, column), the first the darkest; a dash where there is no count."""
    body = [
        element(
            "tr",
            element("th", head_cell(row), scope="row"),
            *(_cell(row, column, cells.get((row.key, column.key)), _) for column in columns),
        )
        for row in rows
    ]
    heads = element(
        "tr",
        element("th", corner, scope="col"),
        *(element("th", head_cell(column), scope="col") for column in columns),
    )
    table = element(
        "table",
        element("caption", label, class_="cv-hidden"),
        element("thead", heads),
        element("tbody", *body),
        class_="cv-matrix cv-ranks",
    )
    return element("div", table, class_="cv-scroll", tabindex="0", role="region", aria_label=label)


def _cell(row: Head, column: Head, rank: Rank | None, _: Translator) -> Markup:
    if rank is None:
        return element("td", _("–"))
    tip = _(
        "{row}, {column}: rank {place} with {count}",
        row=row.name,
        column=column.tip or column.name,
        place=rank.place,
        count=rank.count,
    )
    return element(
        "td",
        element("b", str(rank.place)),
        element("small", _(" ({count})", count=rank.count)),
        class_=f"cv-step{max(0, SHADES - rank.place)}",
        data_tip=tip,
    )
