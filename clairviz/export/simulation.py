"""Subsidy scenarios side by side: as a table, and as a workbook that goes on calculating."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

from clairviz.export import sheets
from clairviz.export.batch import batch_table, batch_template, batch_workbook, refused_table
from clairviz.export.comparison import Line, comparison_lines, in_parts
from clairviz.export.cost_sheet import cost_sheet
from clairviz.export.notes_sheet import as_of_text, hypothetical_warning, notes_sheet
from clairviz.export.rule_sheets import MAX_DENOMINATOR, parameter_sheet, rule_columns, text_sheet
from clairviz.export.simulation_formulas import ANSWERS, FLAGS, PARTNERS, RuleGrid, scenario_formulas, words
from clairviz.i18n import Translator
from clairviz.subsidy import (
    Application,
    BodyKind,
    CostItem,
    InputRefused,
    Problem,
    Rule,
    labels,
    quote,
    rule_for,
    split_burden,
    wording,
)
from clairviz.subsidy.application import MAX_GOVERNMENTS, MAX_YEN

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
_LOOKS = {**dict.fromkeys(_RESULTS, sheets.RESULT), "sentence": sheets.SENTENCE}


def simulation_workbook(
    scenarios: Scenarios,
    *,
    items: Sequence[CostItem] = (),
    rule: Rule | None = None,
    _: Translator,
    as_of: date,
) -> bytes:
    """The scenarios as an xlsx file with live formulas that give what `quote` gives.

    `items` feed the cost of the first scenario. `rule`, say a hypothetical one, goes before the
    year of every scenario. `as_of` is the day the data describe. Raises InputRefused for a rate
    whose denominator is too large for a spreadsheet to compute with exactly, and NoRuleOnFile.
    """
    if rule is not None and rule.rate.denominator > MAX_DENOMINATOR:
        raise InputRefused(Problem.NOT_A_RATE, rule.rate, field="rate")
    workbook = sheets.new_workbook(_("Subsidy simulation"))
    main = workbook.create_sheet(_("Simulation"))
    eligible_cost = cost_sheet(workbook, items, _) if items else ""
    columns = rule_columns(rule, _)
    grid = parameter_sheet(workbook, columns, _)
    text_sheet(workbook, columns, _)
    _fill(main, scenarios, columns, grid, rule=rule, eligible_cost=eligible_cost, as_of=as_of, _=_)
    names = [name for name, _application in scenarios]
    used = [rule] if rule else [rule_for(application.fiscal_year) for _name, application in scenarios]
    notes_sheet(workbook, names, used, _, as_of=as_of)
    return sheets.file_of(workbook)


def simulation_table(scenarios: Scenarios, *, rule: Rule | None = None, _: Translator) -> pd.DataFrame:
    """The comparison as a table of words: a row a line, under its part; a column a scenario."""
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
    for name, application in scenarios:
        entries = _entries(application, rule or rule_for(application.fiscal_year), _)
        table[_free(name, table)] = [_shown(entries[line.key]) for _part, line in lines]
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


def _heading(rule: Rule, columns: Mapping[str, Rule]) -> str:
    return next(name for name, known in columns.items() if known == rule)


def _fill(
    sheet: Any,
    scenarios: Scenarios,
    columns: Mapping[str, Rule],
    grid: RuleGrid,
    *,
    rule: Rule | None,
    eligible_cost: str,
    as_of: date,
    _: Translator,
) -> None:
    """The sheet itself: a column a scenario, inputs boxed, everything else computed."""
    lines = [line for line in comparison_lines(_) if line.on_sheet]
    rows = {line.key: row for row, line in enumerate(lines, start=_HEADER_ROW + 1) if line.key}
    _put_labels(sheet, lines, is_hypothetical=bool(grid.hypothetical), as_of=as_of, _=_)
    for column, (name, application) in enumerate(scenarios, start=_FIRST_SCENARIO):
        letter = get_column_letter(column)
        applied = _heading(rule or rule_for(application.fiscal_year), columns)
        look = sheets.WHAT_IF if applied == grid.hypothetical else sheets.HEADER
        sheets.put_header(sheet, _HEADER_ROW, (name,), column=column, look=look)
        for row, line in enumerate(lines, start=_HEADER_ROW + 1):
            if not line.key:
                sheets.put_text(sheet, row, column, "", sheets.SECTION)
        _put_inputs(sheet, column, rows, {**_inputs(application, _), "rule": applied})
        first, last = (rows[f"answer_{key}"] for key in (ANSWERS[0], ANSWERS[-1]))
        formulas = scenario_formulas(
            lambda key, letter=letter: f"{letter}${rows[key]}",  # type: ignore[misc]
            f"{letter}${first}:{letter}${last}",
            f"$A${first}:$A${last}",
            grid,
            _,
        )
        for key, formula in formulas.items():
            sheets.put_formula(sheet, rows[key], column, formula, _LOOKS.get(key, sheets.FIGURE))
    if eligible_cost:
        sheets.put_formula(sheet, rows["cost"], _FIRST_SCENARIO, eligible_cost, sheets.FIGURE)
    _guard_inputs(sheet, rows, len(scenarios), grid, _)
    sheet.row_dimensions[rows["sentence"]].height = 15 * _SENTENCE_LINES
    widths = (48, 8, *(26 for _scenario in scenarios))
    sheets.finish(sheet, widths, freeze=f"C{_HEADER_ROW + 1}", header_row=_HEADER_ROW, columns_a_page=4)


def _put_labels(
    sheet: Any, lines: Sequence[Line], *, is_hypothetical: bool, as_of: date, _: Translator
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


def _put_inputs(sheet: Any, column: int, rows: Mapping[str, int], inputs: Mapping[str, int | str]) -> None:
    for key, entry in inputs.items():
        if isinstance(entry, int):
            sheets.put_number(sheet, rows[key], column, entry, sheets.INPUT)
        else:
            sheets.put_text(sheet, rows[key], column, entry, sheets.INPUT)


def _guard_inputs(
    sheet: Any, rows: Mapping[str, int], scenario_count: int, grid: RuleGrid, _: Translator
) -> None:
    said = words(_)

    def cells(key: str) -> str:
        last = _FIRST_SCENARIO + scenario_count - 1
        return f"{get_column_letter(_FIRST_SCENARIO)}{rows[key]}:{get_column_letter(last)}{rows[key]}"

    sheets.offer(sheet, cells("rule"), grid.headings, _)
    sheets.whole_numbers(sheet, cells("cost"), 0, MAX_YEN, _)
    sheets.whole_numbers(sheet, cells("governments"), 1, MAX_GOVERNMENTS, _)
    sheets.offer(sheet, cells("body"), [labels.body_label(kind, _) for kind in BodyKind], _)
    for key in PARTNERS:
        sheets.offer(sheet, cells(key), (said.unanswered, said.yes, said.no), _)
    for code in FLAGS:
        sheets.offer(sheet, cells(code), (said.no, said.yes), _)


def _inputs(application: Application, _: Translator) -> dict[str, int | str]:
    said = words(_)
    answers: Mapping[bool | None, str] = {True: said.yes, False: said.no, None: said.unanswered}
    return {
        "cost": application.eligible_cost_yen,
        "governments": application.governments,
        "body": labels.body_label(application.body, _),
        **{key: answers[getattr(application, key)] for key in (*PARTNERS, *FLAGS)},
    }


def _entries(application: Application, rule: Rule, _: Translator) -> dict[str, int | str]:
    """Every line of one scenario, as `quote` has it."""
    answer, said = quote(application, rule=rule), words(_)
    own_yen, bodies = answer.own_burden_yen, application.governments
    burdens = () if own_yen is None else split_burden(own_yen, bodies=bodies)
    applicant, *others = answer.clauses

    def known(amount: int | None, otherwise: str) -> int | str:
        return otherwise if amount is None else amount

    return {
        **_inputs(application, _),
        "rule": _heading(rule, rule_columns(rule, _)),
        "rate": labels.rate_words(rule.rate, _),
        "cap_single": rule.cap_single_yen,
        "cap_joint": known(rule.cap_joint_yen, said.not_stated),
        "answer_body": labels.answer_label(applicant, _),
        **{f"answer_{clause.code}": labels.answer_label(clause, _) for clause in others},
        "verdict": labels.verdict_label(answer, _),
        "point": wording.deciding_point(answer, _) if answer.deciding else said.no_amount,
        "share": known(answer.share_yen, said.no_amount),
        "cap": known(answer.cap_yen, said.no_amount),
        "subsidy": known(answer.subsidy_yen, said.not_computed),
        "own_burden": known(own_yen, said.not_computed),
        "binding": labels.binding_label(answer.binding, _),
        "lead_burden": burdens[0] if burdens else said.not_computed,
        "other_burden": burdens[1] if len(burdens) > 1 else said.no_amount,
        "sentence": wording.explain(answer, _),
    }
