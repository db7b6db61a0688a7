"""What makes a subsidy rule whole: its rate, its limits, and a row for every clause."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from clairviz.base.i18n import message
from clairviz.base.schema import TABLE
from clairviz.base.schema.subsidy import CLAUSES
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.read import Row

NOT_STATED = "not_stated"
# The clauses that set an amount of the rule, with the column that holds it.
_AMOUNTS = {"rate": "rate", "cap_single": "cap_single_yen", "cap_joint": "cap_joint_yen"}
_ADMISSIONS = ("admits", "admits_with_local_government", "admits_with_either", "refuses")
# What a clause can do beside not being stated; the rest admit or refuse.
_CAN = {
    **dict.fromkeys(_AMOUNTS, ("sets",)),
    "ngo": _ADMISSIONS,
    "other_exclusions": ("open_list",),
    "recognition": ("decided_by_association",),
    "pioneering": ("decided_by_association",),
    "ngo_payment": ("through_local_government",),
}
# Seven digits: as far as a spreadsheet computes exactly with a numerator and an amount.
_RATE = re.compile(r"1|[1-9][0-9]{0,6}/[1-9][0-9]{0,6}")


def row_problems(table: str, row: Row, record: Mapping[str, object]) -> list[Problem]:
    """What is wrong within one row of subsidy_rule or subsidy_clause; none for other tables."""
    if table == "subsidy_rule":
        return _of_rule(row, record)
    return _of_clause(row) if table == "subsidy_clause" else []


def _of_rule(row: Row, record: Mapping[str, object]) -> list[Problem]:
    problems = []
    rate = row.cells["rate"]
    if not _RATE.fullmatch(rate) or Fraction(rate) > 1:
        problems.append(
            row.problem(
                "rate",
                message("“{value}” is not an exact fraction above 0 and up to 1."),
                message("Write the rate as 1/2, 2/3 or 1."),
            )
        )
    single, joint = record["cap_single_yen"], record["cap_joint_yen"]
    if isinstance(single, int) and isinstance(joint, int) and joint < single:
        problems.append(
            row.problem(
                "cap_joint_yen",
                message("The joint limit {value} is below the limit of a single project, {single}."),
                message(
                    "Correct one of them; leave the joint limit empty where the source does not state it."
                ),
                single=single,
            )
        )
    return problems


def _of_clause(row: Row) -> list[Problem]:
    cells = row.cells
    is_silent = cells["effect"] == NOT_STATED
    can = _CAN.get(cells["clause"], ("admits", "refuses"))
    if cells["effect"] not in can and not is_silent:
        return [
            row.problem(
                "effect",
                message("“{value}” is not what the clause {clause} can do."),
                message("Write one of: {choices}."),
                clause=cells["clause"],
                choices=", ".join((*can, NOT_STATED)),
            )
        ]
    if is_silent:
        return [
            row.problem(
                column,
                message("The effect is not_stated, yet here stands: {value}"),
                message("Empty the cell, or correct the effect."),
            )
            for column in ("wording", "text_ja", "text_en")
            if cells[column]
        ]
    return [
        row.problem(
            column,
            message("The cell is empty."),
            message("Say what the source says, or set the effect to not_stated."),
        )
        for column in ("wording", "text_ja", "text_en")
        if not cells[column]
    ]


def missing_clauses(rules: Sequence[Row], clauses: Sequence[Row]) -> list[Problem]:
    """Rules (rows sound in themselves) that lack clauses, or amounts whose clause says otherwise."""
    file = TABLE["subsidy_clause"].file
    effects = {(row.cells["fiscal_year"], row.cells["clause"]): row.cells["effect"] for row in clauses}
    problems = []
    for rule in rules:
        year = rule.cells["fiscal_year"]
        missing = [clause for clause in CLAUSES if (year, clause) not in effects]
        if missing:
            problems.append(
                rule.problem(
                    "fiscal_year",
                    message("The rule of {value} has no row in {file} for: {clauses}"),
                    message("Add a row for each; the effect is not_stated where the source is silent."),
                    file=file,
                    clauses=", ".join(missing),
                )
            )
        for clause, column in _AMOUNTS.items():
            wanted = "sets" if rule.cells[column] else NOT_STATED
            effect = effects.get((year, clause), wanted)
            if effect != wanted:
                problems.append(
                    rule.problem(
                        column,
                        message("“{value}” disagrees with {file}: the effect of {clause} is {effect}."),
                        message("A value goes with the effect sets, an empty cell with not_stated."),
                        file=file,
                        clause=clause,
                        effect=effect,
                    )
                )
    return problems
