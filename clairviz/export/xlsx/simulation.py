"""Subsidy scenarios side by side: as a table, and as a workbook that goes on calculating."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.export.xlsx import sheets
from clairviz.export.xlsx.batch import batch_table, batch_template, batch_workbook, refused_table
from clairviz.export.xlsx.comparison import ComparisonLine, comparison_lines, in_parts, inputs, scenario_lines
from clairviz.export.xlsx.costs import cost_sheet
from clairviz.export.xlsx.formulas import ANSWERS, FLAGS, PARTNERS, RuleGrid, formula_words, scenario_formulas
from clairviz.export.xlsx.notes import as_of_text, hypothetical_warning, notes_sheet
from clairviz.export.xlsx.rules import (
    MAX_DENOMINATOR,
    parameter_sheet,
    rule_columns,
    rule_heading,
    sources_by_id,
    text_sheet,
)
from clairviz.export.xlsx.split import split_sheet
from clairviz.subsidy import (
    Application,
    BodyKind,
    CostItem,
    InputRefused,
    RefusalCode,
    Rule,
    Rules,
    rule_for,
    sum_items,
)
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN
from clairviz.subsidy.words import labels

__all__ = [
    "batch_table",
    "batch_template",
    "batch_workbook",
    "refused_table",
    "simulation_table",
    "simulation_workbook",
]

Scenarios = Sequence[tuple[str, Application]]

_HEADER_ROW = 5
_FIRST_SCENARIO = 3
_SENTENCE_LINES = 7
_RESULTS = ("subsidy", "own_burden")
_LOOKS = {
    **dict.fromkeys(_RESULTS, sheets.RESULT),
    **dict.fromkeys(("sentence", "status"), sheets.SENTENCE),
}


def simulation_workbook(
    scenarios: Scenarios,
    rules: Rules,
    sources: pd.DataFrame,
    *,
    items: Sequence[CostItem] = (),
    shares: Sequence[Fraction] | None = None,
    rule: Rule | None = None,
    _: Translator,
    as_of: date,
) -> bytes:
    """The scenarios as an xlsx file with live formulas that give what `quote` gives.

    `rules` are those on file, `sources` the rows of the table source. `items` feed the cost
    of the first scenario, `shares` split its own burden. `rule`, say a hypothetical one, goes
    before the year of every scenario. `as_of` is the day the data describe. Raises InputRefused for a rate
    whose denominator is too large for a spreadsheet to compute with exactly, and NoRuleOnFile.
    """
    if rule is not None and rule.rate.denominator > MAX_DENOMINATOR:
        raise InputRefused(RefusalCode.NOT_A_RATE, rule.rate, field="rate")
    if items:
        (name, application), *others = scenarios
        fed = replace(application, eligible_cost_yen=sum_items(items).eligible_yen)
        scenarios = [(name, fed), *others]
    workbook = sheets.Book(_("Subsidy simulation"))
    main = workbook.create_sheet(_("Simulation"))
    eligible_cost = cost_sheet(workbook, items, _) if items else ""
    columns = rule_columns(rules, rule, _)
    grid = parameter_sheet(workbook, columns, _)
    text_sheet(workbook, columns, sources_by_id(sources), _)
    rows = _fill(main, scenarios, rules, grid, rule=rule, eligible_cost=eligible_cost, as_of=as_of, _=_)
    if shares:
        _split(
            workbook,
            main,
            rows,
            scenarios[0][1],
            rule or rule_for(scenarios[0][1].fiscal_year, rules),
            shares,
            _,
        )
    names = [name for name, _application in scenarios]
    used = [rule] if rule else [rule_for(application.fiscal_year, rules) for _name, application in scenarios]
    notes_sheet(workbook, names, used, sources_by_id(sources), _, as_of=as_of)
    return sheets.workbook_file(workbook)


def _split(
    workbook: sheets.Book,
    main: sheets.Sheet,
    rows: Mapping[str, int],
    application: Application,
    rule: Rule,
    shares: Sequence[Fraction],
    _: Translator,
) -> None:
    """The sheet of the split, and what the first scenario shows of it."""
    own = sheets.cell_address(main, rows["own_burden"], _FIRST_SCENARIO)
    shown = scenario_lines(application, rule, _, shares=shares)
    own_yen = shown["own_burden"] if isinstance(shown["own_burden"], int) else None
    lead = split_sheet(workbook, own, own_yen, shares, _)
    sheets.put_formula(main, rows["lead_burden"], _FIRST_SCENARIO, lead, shown["lead_burden"])
    sheets.put_text(
        main, rows["other_burden"], _FIRST_SCENARIO, _("see the sheet on the split"), sheets.FIGURE
    )


def simulation_table(
    scenarios: Scenarios,
    rules: Rules,
    *,
    shares: Sequence[Fraction] | None = None,
    rule: Rule | None = None,
    _: Translator,
) -> pd.DataFrame:
    """The comparison as a table of words: a row a line, under its part; a column a scenario.

    `shares` split the own burden of the first scenario.
    """
    has_ngo = any(application.body is BodyKind.NGO for _name, application in scenarios)
    lines = [
        (part, line)
        for part, line in in_parts(comparison_lines(_))
        if line.in_table and (has_ngo or line.key not in PARTNERS)
    ]
    table = {
        _("Part"): [part for part, _line in lines],
        _("Item"): [f"{line.label} ({line.unit})" if line.unit else line.label for _part, line in lines],
    }
    for place, (name, application) in enumerate(scenarios):
        applied = rule or rule_for(application.fiscal_year, rules)
        shown = scenario_lines(application, applied, _, shares=None if place else shares)
        table[_free(name, table)] = [_shown(shown[line.key]) for _part, line in lines]
    return pd.DataFrame(table)


def _shown(entry: int | str) -> str:
    return f"{entry:,}" if isinstance(entry, int) else entry


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that can head a column: a repeated one is numbered."""
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


def _fill(
    sheet: sheets.Sheet,
    scenarios: Scenarios,
    rules: Rules,
    grid: RuleGrid,
    *,
    rule: Rule | None,
    eligible_cost: str,
    as_of: date,
    _: Translator,
) -> Mapping[str, int]:
    """Fills the sheet: a column a scenario, inputs boxed, everything else computed.

    Returns the row of each line.
    """
    lines = [line for line in comparison_lines(_) if line.on_sheet]
    rows = {line.key: row for row, line in enumerate(lines, start=_HEADER_ROW + 1) if line.key}
    _put_labels(sheet, lines, is_hypothetical=bool(grid.hypothetical), as_of=as_of, _=_)
    for column, (name, application) in enumerate(scenarios, start=_FIRST_SCENARIO):
        letter = sheets.column_letters(column)
        applied = rule or rule_for(application.fiscal_year, rules)
        shown = {**scenario_lines(application, applied, _), "rule": rule_heading(applied, _)}
        look = sheets.WHAT_IF if applied.is_hypothetical else sheets.HEADER
        sheets.put_header(sheet, _HEADER_ROW, (name,), column=column, look=look)
        for row, line in enumerate(lines, start=_HEADER_ROW + 1):
            if not line.key:
                sheets.put_text(sheet, row, column, "", sheets.SECTION)
        _put_inputs(sheet, column, rows, {"rule": shown["rule"], **inputs(application, _)})
        first, last = (rows[f"answer_{key}"] for key in (ANSWERS[0], ANSWERS[-1]))
        formulas = scenario_formulas(
            lambda key, letter=letter: f"{letter}${rows[key]}",  # type: ignore[misc]
            f"{letter}${first}:{letter}${last}",
            f"$A${first}:$A${last}",
            grid,
            _,
        )
        for key, formula in formulas.items():
            result = shown["sheet_sentence" if key == "sentence" else key]
            sheets.put_formula(sheet, rows[key], column, formula, result, _LOOKS.get(key, sheets.FIGURE))
    if eligible_cost:
        cost_yen = scenarios[0][1].eligible_cost_yen
        sheets.put_formula(sheet, rows["cost"], _FIRST_SCENARIO, eligible_cost, cost_yen)
    _guard_inputs(sheet, rows, len(scenarios), grid, _)
    sheet.heights[rows["sentence"]] = 15 * _SENTENCE_LINES
    widths = (48, 8, *(28 for _scenario in scenarios))
    sheets.finish(sheet, widths, freeze=f"C{_HEADER_ROW + 1}", header_row=_HEADER_ROW, columns_a_page=4)
    return rows


def _put_labels(
    sheet: sheets.Sheet, lines: Sequence[ComparisonLine], *, is_hypothetical: bool, as_of: date, _: Translator
) -> None:
    sheets.put_text(sheet, 1, 1, _("Subsidy simulation"), sheets.TITLE)
    explanation = _("Change a boxed cell and everything is computed anew.")
    sheets.put_text(sheet, 2, 1, explanation, sheets.NOTE)
    sheets.put_text(sheet, 3, 1, as_of_text(as_of, _), sheets.NOTE)
    if is_hypothetical:
        sheets.put_text(sheet, 4, 1, hypothetical_warning(_), sheets.WARNING)
    sheets.put_header(sheet, _HEADER_ROW, (_("Item"), _("Unit")))
    for row, line in enumerate(lines, start=_HEADER_ROW + 1):
        look = sheets.LABEL if line.key else sheets.SECTION
        look = sheets.RESULT_LABEL if line.key in _RESULTS else look
        sheets.put_text(sheet, row, 1, line.label, look)
        sheets.put_text(sheet, row, 2, line.unit, sheets.WORDS if line.key else sheets.SECTION)


def _put_inputs(
    sheet: sheets.Sheet, column: int, rows: Mapping[str, int], inputs: Mapping[str, int | str]
) -> None:
    for key, entry in inputs.items():
        if isinstance(entry, int):
            sheets.put_number(sheet, rows[key], column, entry, sheets.INPUT)
        else:
            sheets.put_text(sheet, rows[key], column, entry, sheets.INPUT)


def _guard_inputs(
    sheet: sheets.Sheet, rows: Mapping[str, int], scenario_count: int, grid: RuleGrid, _: Translator
) -> None:
    said = formula_words(_)

    def cells(key: str) -> str:
        last = _FIRST_SCENARIO + scenario_count - 1
        return f"{sheets.column_letters(_FIRST_SCENARIO)}{rows[key]}:{sheets.column_letters(last)}{rows[key]}"

    sheets.offer(sheet, cells("rule"), grid.headings, _)
    sheets.whole_numbers(sheet, cells("cost"), 0, MAX_YEN, _)
    sheets.whole_numbers(sheet, cells("governments"), 1, MAX_GOVERNMENTS, _)
    sheets.offer(sheet, cells("body"), [labels.body_label(kind, _) for kind in BodyKind], _)
    for key in PARTNERS:
        sheets.offer(sheet, cells(key), (said.unanswered, said.yes, said.no), _)
    for code in FLAGS:
        sheets.offer(sheet, cells(code), (said.no, said.yes), _)
