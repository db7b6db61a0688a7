"""A plan as text, the way a form and a link hold it, and what it means.

`read_plan(Written, rules) -> Plan | Refusal`: either an application and the rule it is quoted under, or
every input that cannot be understood. Nothing is guessed in between.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from clairviz.subsidy.rule.application import Application, BodyKind, InputRefused, Partner, RefusalCode
from clairviz.subsidy.rule.items import CostItem, sum_items
from clairviz.subsidy.rule.on_file import NoRuleOnFile, Rules, rule_for
from clairviz.subsidy.rule.rules import Rule, hypothetical
from clairviz.subsidy.written import cells
from clairviz.subsidy.written.yen import parse_rate, parse_yen

T = TypeVar("T")

# What an applicant can say of a project, as codes in a link; each is a field of Application.
FLAGS: Mapping[str, str] = {
    "funding": "funding_only",
    "survey": "survey_only",
    "preliminary": "preliminary_survey",
    "other": "other_public_subsidy",
}
DEFAULT_YEAR = 2005
MOST_ITEMS = 100


@dataclass(frozen=True)
class CostLine:
    """A line of the cost table as written; `cells.parse_eligible` reads the last word."""

    item: str
    amount: str
    eligible: str = ""


@dataclass(frozen=True, kw_only=True)
class Written:
    """The inputs as text. `lines` replaces the cost where there are any.

    `rate`, `cap_single` and `cap_joint` are read in the hypothetical mode only; an empty one
    stays as in the rule.
    """

    cost: str = "8000000"
    governments: str = "1"
    year: str = str(DEFAULT_YEAR)
    body: str = BodyKind.CITY.value
    partner: str = ""
    flags: tuple[str, ...] = ()
    lines: tuple[CostLine, ...] | None = None
    is_hypothetical: bool = False
    rate: str = ""
    cap_single: str = ""
    cap_joint: str = ""


@dataclass(frozen=True)
class InputProblem:
    """One input that is not understood: its field, what was written and why.

    `line` is the number of the line in the cost table; `nearest` the years to offer instead.
    """

    field: str
    value: str
    problem: RefusalCode
    line: int = 0
    nearest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Nothing is computed: these inputs are not understood."""

    problems: tuple[InputProblem, ...]

    def of(self, field: str) -> InputProblem | None:
        """The problem of one field, if it has any."""
        return next((problem for problem in self.problems if problem.field == field), None)


@dataclass(frozen=True)
class Plan:
    """What was written, understood."""

    application: Application
    rule: Rule
    items: tuple[CostItem, ...] = ()


def read_plan(written: Written, rules: Rules) -> Plan | Refusal:
    """The plan under one of the `rules` on file, or all that stands in its way."""
    reading = _Reading()
    items, cost_yen = _cost_of(written, reading)
    governments = reading.take(cells.parse_count, written.governments, "governments", 1)
    body = reading.take(cells.parse_body, written.body, "body", BodyKind.CITY)
    partner = reading.take(cells.parse_partner, written.partner, "partner", None)
    year = reading.take(parse_fiscal_year, written.year, "fiscal_year", DEFAULT_YEAR)
    rule = _rule_of(written, year, rules, reading)
    try:
        application = Application(
            eligible_cost_yen=cost_yen,
            governments=governments,
            fiscal_year=year,
            body=body,
            with_local_government=partner.with_local_government if partner else None,
            with_association=partner.with_association if partner else None,
            **{FLAGS[flag]: True for flag in written.flags if flag in FLAGS},
        )
    except InputRefused as error:
        reading.problems.append(InputProblem(error.field, str(error.value), error.problem))
    if reading.problems or rule is None:
        return Refusal(tuple(reading.problems))
    return Plan(application, rule, items)


@dataclass
class _Reading:
    """The problems met so far."""

    problems: list[InputProblem] = field(default_factory=list)

    def take(self, parse: Callable[..., T], text: str, name: str, default: T, line: int = 0) -> T:
        """What `text` means, else `default` and one problem more."""
        try:
            return parse(text, field=name)
        except InputRefused as error:
            self.problems.append(InputProblem(name, text, error.problem, line))
            return default


def _cost_of(written: Written, reading: _Reading) -> tuple[tuple[CostItem, ...], int]:
    """The items, if the costs are itemised, and the eligible cost."""
    if written.lines is None:
        return (), reading.take(parse_yen, written.cost, "eligible_cost_yen", 0)
    items = tuple(
        CostItem(
            line.item,
            reading.take(parse_yen, line.amount, "amount_yen", 0, line=number),
            reading.take(cells.parse_eligible, line.eligible, "is_eligible", True, line=number),
        )
        for number, line in enumerate(written.lines, 1)
        if line.item.strip() or line.amount.strip()
    )
    try:
        return items, sum_items(items).eligible_yen
    except InputRefused as error:
        reading.problems.append(InputProblem("amount_yen", str(error.value), error.problem))
        return items, 0


def _rule_of(written: Written, year: int, rules: Rules, reading: _Reading) -> Rule | None:
    """The rule of the year, changed where the plan asks what if; None where there is none."""
    try:
        rule = rule_for(year, rules)
    except NoRuleOnFile as error:
        reading.problems.append(
            InputProblem("fiscal_year", str(year), RefusalCode.NO_RULE_ON_FILE, nearest=error.nearest)
        )
        return None
    if not written.is_hypothetical:
        return rule
    rate = reading.take(_optional(parse_rate), written.rate, "rate", None)
    single = reading.take(_optional(parse_yen), written.cap_single, "cap_single_yen", None)
    joint = reading.take(_optional(parse_yen), written.cap_joint, "cap_joint_yen", None)
    try:
        return hypothetical(rule, rate=rate, cap_single_yen=single, cap_joint_yen=joint)
    except InputRefused as error:
        reading.problems.append(InputProblem(error.field, f"{error.value:,}", error.problem))
        return rule


def parse_fiscal_year(text: str, *, field: str = "fiscal_year") -> int:
    """A fiscal year in any notation, with a second one in brackets or without."""
    plain = re.sub(r"\(.*\)$", "", unicodedata.normalize("NFKC", text).strip())
    return cells.parse_year(plain, default=DEFAULT_YEAR, field=field)


def parse_shares(text: str, *, bodies: int, field: str = "shares") -> tuple[Fraction, ...]:
    """The shares of `bodies` as in 2:1, 50%・30%・20% or 2,1,1. Raises InputRefused."""
    plain = unicodedata.normalize("NFKC", text)
    parts = [part for part in re.split(r"[\s:;,、・／/]+", plain.strip()) if part]
    if not all(re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6})?%?", part) for part in parts):
        raise InputRefused(RefusalCode.NOT_SHARES, text, field=field)
    shares = tuple(Fraction(part.rstrip("%")) for part in parts)
    if len(shares) != bodies or not any(shares):
        raise InputRefused(RefusalCode.NOT_SHARES, text, field=field)
    return shares


def _optional(parse: Callable[..., T]) -> Callable[..., T | None]:
    return lambda text, *, field: parse(text, field=field) if text.strip() else None


def partner_of(application: Application) -> Partner | None:
    """The answer to the partner question that an application holds."""
    if application.with_local_government:
        return Partner.LOCAL_GOVERNMENT
    if application.with_association:
        return Partner.ASSOCIATION
    return None if application.with_local_government is None else Partner.NONE


def flags_of(application: Application) -> tuple[str, ...]:
    """The codes of what an application says of its project."""
    return tuple(flag for flag, field in FLAGS.items() if getattr(application, field))


def written_of(application: Application) -> Written:
    """An application as it would be written."""
    partner = partner_of(application)
    return Written(
        cost=str(application.eligible_cost_yen),
        governments=str(application.governments),
        year=str(application.fiscal_year),
        body=application.body.value,
        partner=partner.value if partner else "",
        flags=flags_of(application),
    )


def understood(answers: Sequence[Plan | Refusal]) -> list[Plan]:
    """The plans among answers."""
    return [answer for answer in answers if isinstance(answer, Plan)]
