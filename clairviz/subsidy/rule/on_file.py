"""The rules on file: made from the records of subsidy_rule and subsidy_clause, kept by fiscal year."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from clairviz.subsidy.rule.model import ClauseCode, Reference
from clairviz.subsidy.rule.rules import Effect, Provision, Rule

Rules = Mapping[int, Rule]


class NoRuleOnFile(LookupError):
    """`fiscal_year` has no rule on file; `nearest` are the years on either side that have one."""

    def __init__(self, fiscal_year: int, nearest: tuple[int, ...]) -> None:
        super().__init__(f"no rule on file for fiscal {fiscal_year}; nearest: {nearest}")
        self.fiscal_year = fiscal_year
        self.nearest = nearest


def rule_for(fiscal_year: int, rules: Rules) -> Rule:
    """The rule of a fiscal year. Raises NoRuleOnFile; a rule is never carried to another year."""
    if fiscal_year in rules:
        return rules[fiscal_year]
    before = [year for year in sorted(rules) if year < fiscal_year]
    after = [year for year in sorted(rules) if year > fiscal_year]
    raise NoRuleOnFile(fiscal_year, (*before[-1:], *after[:1]))


def rules_of(records: Iterable[Mapping[str, Any]]) -> Rules:
    """The rules by fiscal year, oldest first, of records with the columns of subsidy_rule.

    Each record's `clauses` has the columns of subsidy_clause; an amount of None and the effect
    "not_stated" mean that the source does not say.
    """
    records = list(records)
    newest = max((record["fiscal_year"] for record in records), default=None)
    rules = [
        Rule(
            rule_key=record["rule_key"],
            fiscal_year=record["fiscal_year"],
            rate=Fraction(record["rate"]),
            cap_single_yen=record["cap_single_yen"],
            cap_joint_yen=record["cap_joint_yen"],
            source_id=record["source_id"],
            note_ja=record["note_ja"],
            note_en=record["note_en"],
            provisions=tuple(_provision(clause) for clause in record["clauses"]),
            is_newest=record["fiscal_year"] == newest,
        )
        for record in records
    ]
    rules.sort(key=lambda rule: rule.fiscal_year)
    return MappingProxyType({rule.fiscal_year: rule for rule in rules})


def _provision(record: Mapping[str, Any]) -> Provision:
    return Provision(
        code=ClauseCode(record["clause"]),
        effect=Effect(record["effect"]),
        text_ja=record["text_ja"] or "",
        text_en=record["text_en"] or "",
        reference=Reference(
            source_id=record["source_id"],
            locator_ja=record["locator_ja"],
            locator_en=record["locator_en"],
            is_quoted=record["wording"] == "quoted",
        ),
    )
