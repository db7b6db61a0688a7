"""Money by field and by fiscal year, as far as sources state it, beside how many projects state it."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from clairviz.base.facets import YEAR
from clairviz.base.i18n import Translator, message
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.figures.linked import money, panel
from clairviz.figures.linked.money import Amount, MoneyRow
from clairviz.report.model import Ask
from clairviz.store.queries.amounts import amounts, amounts_by
from clairviz.words.facts import Facts

TITLES = {
    "field": message("Money by field, as far as stated (yen)"),
    "year": message("Money by fiscal year, as far as stated (yen)"),
}
KINDS = {
    "total_cost": message("Total cost"),
    "subsidy": message("Subsidy"),
    "own_burden": message("Own burden"),
}
Record = Mapping[Hashable, Any]


def money_panel(
    ask: Ask, selection: Selection, facts: Facts, facet: str, mark: Markup, *, _: Translator
) -> Markup:
    """Totals, medians and ranges by ``field`` or ``year``; empty where no amount is stated, or for one year."""
    whole = ask(amounts, selection).to_dict("records")
    is_single = facet == YEAR.key and len(facts.chosen) < 2
    if is_single or not any(record["stated_count"] for record in whole):
        return Markup("")
    by_code: dict[str, list[Record]] = {}
    for record in ask(amounts_by, selection, facet).to_dict("records"):
        by_code.setdefault(str(record["code"]), []).append(record)
    rows = [_row(code, _named(facet, code, facts, _), records) for code, records in by_code.items()]
    rows.append(_row("", _("All"), whole))
    title = _(TITLES[facet])
    named = zip((_(name) for name in KINDS.values()), whole, strict=True)
    stated = _(", ").join(
        _(
            "{kind}: {count} of {total}",
            kind=name,
            count=f"{int(record['stated_count']):,}",
            total=f"{int(record['project_count']):,}",
        )
        for name, record in named
    )
    notes = [
        _("Of those projects alone that state it ({stated}); not of all.", stated=stated),
        _("Own burden is cost less subsidy, where both are stated."),
    ]
    if facet != YEAR.key:
        notes.append(
            _("A project with several primary fields stands under each; the last row counts it once.")
        )
    return panel.panel(
        title,
        money.money_table(
            rows, [_(name) for name in KINDS.values()], label=title, corner=_corner(facet, _), _=_
        ),
        note=" ".join(notes),
        foot=[mark],
        is_wide=True,
    )


def _corner(facet: str, _: Translator) -> str:
    return _("Fiscal year") if facet == YEAR.key else _("Field")


def _named(facet: str, code: str, facts: Facts, _: Translator) -> str:
    if code == NOT_STATED:
        return _("not stated")
    return _.fiscal_year(int(code)) if facet == YEAR.key else facts.name(facet, code)


def _row(code: str, name: str, records: Sequence[Record]) -> MoneyRow:
    told = {str(record["amount"]): record for record in records}
    return MoneyRow(
        code,
        name,
        int(records[0]["project_count"]),
        tuple(
            Amount(
                int(record["stated_count"]),
                *(int(record[f"{sum_}_yen"]) for sum_ in ("total", "median", "least", "most")),
            )
            if record["stated_count"]
            else None
            for record in (told[kind] for kind in KINDS)
        ),
    )
