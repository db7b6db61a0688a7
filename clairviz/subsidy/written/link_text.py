"""Cost tables and saved scenarios as text for a link: JSON, defaults left out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from clairviz.subsidy.rule.application import Application, InputRefused
from clairviz.subsidy.rule.on_file import Rules
from clairviz.subsidy.written.cells import parse_eligible
from clairviz.subsidy.written.plan import MOST_ITEMS, CostLine, Plan, Written, read_plan, written_of

MOST_SCENARIOS = 6
LONGEST_NAME = 40
# Keys of a scenario in a link; the same words as the link of the page itself.
_KEYS = {
    "cost": "cost",
    "govs": "governments",
    "rule": "year",
    "body": "body",
    "partner": "partner",
    "applies": "flags",
}
_DEFAULTS = {field.name: field.default for field in fields(Written)}


@dataclass(frozen=True)
class Scenario:
    """A saved plan and its name. It is always quoted under a rule on file."""

    name: str
    application: Application


def lines_text(lines: Iterable[CostLine]) -> str:
    """A cost table as text; "" for an empty one."""
    rows = [[line.item, line.amount, _eligible_code(line.eligible)] for line in lines]
    return _dump(rows) if rows else ""


def read_lines(text: str) -> tuple[CostLine, ...] | None:
    """The cost table that `text` holds; None if it is none."""
    rows = _load(text)
    if not isinstance(rows, list) or len(rows) > MOST_ITEMS:
        return None
    lines = []
    for row in rows:
        if not (isinstance(row, list) and len(row) == 3 and all(isinstance(text, str) for text in row[:2])):
            return None
        if row[2] not in (0, 1) and not isinstance(row[2], str):
            return None
        lines.append(CostLine(row[0], row[1], row[2] if isinstance(row[2], str) else str(int(row[2]))))
    return tuple(lines)


def _eligible_code(text: str) -> int | str:
    """1 or 0; a word that is neither stays, to be named with its line."""
    try:
        return int(parse_eligible(text))
    except InputRefused:
        return text


def scenario_text(scenario: Scenario) -> str:
    """A scenario as text."""
    written = written_of(scenario.application)
    record: dict[str, object] = {"name": scenario.name}
    for key, field in _KEYS.items():
        value = getattr(written, field)
        if key == "cost" or value != _DEFAULTS[field]:
            record[key] = list(value) if isinstance(value, tuple) else value
    return _dump(record)


def read_scenario(text: str, rules: Rules) -> Scenario | None:
    """The scenario that `text` holds; None if it is none or is not understood."""
    record = _load(text)
    if not isinstance(record, dict) or not isinstance(record.get("name"), str):
        return None
    values: dict[str, Any] = {}
    for key, field in _KEYS.items():
        value = record.get(key, _DEFAULTS[field] if key != "cost" else None)
        if isinstance(value, list):
            value = tuple(value)
        if not isinstance(value, type(_DEFAULTS[field])):
            return None
        values[field] = value
    plan = read_plan(Written(**values), rules)
    name = record["name"].strip()[:LONGEST_NAME]
    return Scenario(name, plan.application) if name and isinstance(plan, Plan) else None


def read_scenarios(texts: Sequence[str], rules: Rules) -> tuple[tuple[Scenario, ...], int]:
    """The scenarios among `texts`, each name once, and how many could not be read."""
    found: dict[str, Scenario] = {}
    for text in texts:
        scenario = read_scenario(text, rules)
        if scenario and scenario.name not in found and len(found) < MOST_SCENARIOS:
            found[scenario.name] = scenario
    return tuple(found.values()), len(texts) - len(found)


def free_name(stem: str, taken: Iterable[str]) -> str:
    """`stem` with the first capital letter that makes it a new name: 案A, 案B …"""
    names = set(taken)
    for index in range(MOST_SCENARIOS + len(names)):
        name = f"{stem}{chr(ord('A') + index)}"
        if name not in names:
            return name
    return stem


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
