"""How the order of the fields has changed: ranks of the top eight over periods of complete years."""

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked import panel, ranks
from clairviz.figures.linked.matrix import Head
from clairviz.figures.linked.ranks import Rank
from clairviz.web import counting
from clairviz.words.facts import Facts
from clairviz.words.phrases import years_label

TOP, MOST_PERIODS = 8, 6


def rank_panel(
    selection: Selection, facts: Facts, address: Address, mark: Markup, *, _: Translator
) -> Markup:
    """Ranks of the fields that lead over all complete years; empty where fewer than two are on file."""
    counts = facts.counts
    complete = [
        year
        for year in (facts.chosen if len(facts.chosen) > 1 else counts.on_file)
        if year in counts.complete
    ]
    if len(complete) < 2:
        return Markup("")
    spans = periods(complete)
    leading = counts.ranking("field", complete)[:TOP]
    columns = [
        Head(
            str(span[0]),
            _.short_fiscal_year(span[0])
            if len(span) == 1
            else _(
                "{first} to {last}",
                first=_.short_fiscal_year(span[0]),
                last=_.short_fiscal_year(span[-1]),
            ),
            tip=years_label(span, (), _),
        )
        for span in spans
    ]
    cells = {}
    for span, column in zip(spans, columns, strict=True):
        ranking = counts.ranking("field", span)
        for code, count in ranking:
            place = 1 + sum(other > count for _code, other in ranking)
            cells[code, column.key] = Rank(place, count)
    title = counting.titled(
        _("Rank of the fields over time (projects)"),
        _("Rank of the fields over time (pairings)"),
        selection.basis,
    )
    rows = [
        Head(code, facts.name("field", code), address.toggled(field=code).text) for code, _count in leading
    ]
    return panel.panel(
        title,
        ranks.rank_table(rows, columns, cells, label=title, corner=_("Field"), _=_),
        note=_("Rank among all fields, its count in brackets; complete years only."),
        foot=[mark],
    )


def periods(years: Sequence[int]) -> list[tuple[int, ...]]:
    """Years in order as at most MOST_PERIODS periods, as even as can be."""
    parts = min(MOST_PERIODS, len(years))
    ends = [len(years) * number // parts for number in range(parts + 1)]
    return [tuple(years[start:end]) for start, end in pairwise(ends)]
