"""Findings for readers: equal ones grouped with count and first places, as text, as records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from clairviz.base.i18n import Translator
from clairviz.store.ingest.problem import Problem

_PLACES = 5


@dataclass(frozen=True)
class Group:
    """Findings that say the same of the same value: one of them, how many, and the first places."""

    problem: Problem
    count: int
    places: tuple[str, ...]


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Errors first, then warnings, each kind in the order of its first place."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        values = tuple(sorted((key, str(value)) for key, value in problem.values.items()))
        key = (
            problem.severity,
            problem.file,
            problem.sheet,
            problem.column,
            problem.value,
            problem.what,
            values,
        )
        found.setdefault(key, []).append(problem)
    groups = [
        Group(same[0], len(same), tuple(place for p in same if (place := p.cell or _row(p)))[:_PLACES])
        for same in found.values()
    ]
    return sorted(groups, key=lambda group: group.problem.severity != "error")


def as_record(problem: Problem, _: Translator) -> dict[str, Any]:
    """One finding for a program, with its text in the reader's language."""
    return {
        "severity": problem.severity,
        "file": problem.file,
        "sheet": problem.sheet or None,
        "row": problem.line or None,
        "column": problem.column or None,
        "cell": problem.cell or None,
        "value": problem.value,
        "what": problem.text(_),
        "remedy": problem.mend(_),
        "suggestions": list(problem.suggestions),
        "rule": problem.rule_name(_) or None,
    }


def report_lines(problems: Sequence[Problem], _: Translator) -> list[str]:
    """The report as text; it says so where there is nothing to say."""
    if not problems:
        return [_("No error and no warning was found.")]
    errors = sum(problem.severity == "error" for problem in problems)
    said = [_("Errors: {errors}. Warnings: {warnings}.", errors=errors, warnings=len(problems) - errors)]
    if not errors:
        said[0] = _("No error was found. Warnings: {warnings}.", warnings=len(problems))
    for group in grouped(problems):
        problem = group.problem
        kind = _("Error") if problem.severity == "error" else _("Warning")
        place = " ".join(part for part in (problem.file, problem.sheet, ", ".join(group.places)) if part)
        if problem.column and problem.cell:
            place += f" [{problem.column}]"
        if group.count > len(group.places) and group.count > 1:
            place += " " + _("(and others, {count} in all)", count=group.count)
        said.append(f"{kind}: {place}: {problem.text(_)} {problem.mend(_)}")
        if problem.rule:
            said.append("    " + _("Rule for machine-readable tables: {rule}", rule=problem.rule_name(_)))
    return said


def _row(problem: Problem) -> str:
    return str(problem.line) if problem.line else ""
