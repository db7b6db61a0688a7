"""The rules on file, read from data/reference/.

subsidy_rules.csv holds one row a fiscal year (rate, caps, source), subsidy_clauses.csv one row
a year and clause (what the rule says of it, its text, where it stands). An empty cap or the
effect "not_stated" means that the source does not say.
"""

import csv
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from clairviz.base.paths import reference_folder
from clairviz.subsidy.rule.model import ClauseCode, Reference
from clairviz.subsidy.rule.rules import Effect, Provision, Rule


class NoRuleOnFile(LookupError):
    """`fiscal_year` has no rule on file; `nearest` are the years on either side that have one."""

    def __init__(self, fiscal_year: int, nearest: tuple[int, ...]) -> None:
        super().__init__(f"no rule on file for fiscal {fiscal_year}; nearest: {nearest}")
        self.fiscal_year = fiscal_year
        self.nearest = nearest


def rules_on_file(folder: Path | None = None) -> Mapping[int, Rule]:
    """The rules by fiscal year, oldest first; from `folder`, by default the reference data."""
    return _read_rules(folder or reference_folder())


def rule_for(fiscal_year: int, *, folder: Path | None = None) -> Rule:
    """The rule of a fiscal year. Raises NoRuleOnFile; a rule is never carried to another year."""
    rules = rules_on_file(folder)
    if fiscal_year in rules:
        return rules[fiscal_year]
    before = [year for year in rules if year < fiscal_year]
    after = [year for year in rules if year > fiscal_year]
    raise NoRuleOnFile(fiscal_year, (*before[-1:], *after[:1]))


@lru_cache(maxsize=8)
def _read_rules(folder: Path) -> Mapping[int, Rule]:
    provisions: dict[int, list[Provision]] = {}
    for row in _rows(folder / "subsidy_clauses.csv"):
        provisions.setdefault(int(row["fiscal_year"]), []).append(
            Provision(
                code=ClauseCode(row["clause"]),
                effect=Effect(row["effect"]),
                text_ja=row["text_ja"],
                text_en=row["text_en"],
                reference=Reference(
                    source_id=row["source_id"],
                    locator_ja=row["locator_ja"],
                    locator_en=row["locator_en"],
                    is_quoted=row["wording"] == "quoted",
                ),
            )
        )
    rules = [
        Rule(
            rule_key=row["rule_key"],
            fiscal_year=int(row["fiscal_year"]),
            rate=Fraction(row["rate"]),
            cap_single_yen=int(row["cap_single_yen"]),
            cap_joint_yen=int(row["cap_joint_yen"]) if row["cap_joint_yen"] else None,
            source_id=row["source_id"],
            note_ja=row["note_ja"],
            note_en=row["note_en"],
            provisions=tuple(provisions[int(row["fiscal_year"])]),
        )
        for row in _rows(folder / "subsidy_rules.csv")
    ]
    rules.sort(key=lambda rule: rule.fiscal_year)
    return MappingProxyType({rule.fiscal_year: rule for rule in rules})


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, strict=True)
