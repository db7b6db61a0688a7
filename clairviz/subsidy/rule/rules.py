"""A rule: its dated parameters and what it says clause by clause."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from clairviz.subsidy.rule.application import InputRefused, RefusalCode, check_yen
from clairviz.subsidy.rule.model import ClauseCode, Reference


class Effect(StrEnum):
    """What a clause does."""

    SETS = "sets"
    ADMITS = "admits"
    ADMITS_WITH_LOCAL_GOVERNMENT = "admits_with_local_government"
    ADMITS_WITH_EITHER = "admits_with_either"  # a local government or an association
    REFUSES = "refuses"
    OPEN_LIST = "open_list"  # and others that are not named
    DECIDED_BY_ASSOCIATION = "decided_by_association"
    THROUGH_LOCAL_GOVERNMENT = "through_local_government"
    NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Provision:
    """What one rule says of one point; the texts are "" where it says nothing.

    `reference` is None for a hypothetical parameter, which stands nowhere.
    """

    code: ClauseCode
    effect: Effect
    text_ja: str
    text_en: str
    reference: Reference | None


@dataclass(frozen=True)
class Rule:
    """The subsidy rule of a fiscal year; `cap_joint_yen` None where the source does not say.

    `is_newest`: no later rule is on file.
    """

    rule_key: str
    fiscal_year: int
    rate: Fraction
    cap_single_yen: int
    cap_joint_yen: int | None
    source_id: str
    note_ja: str
    note_en: str
    provisions: tuple[Provision, ...]
    is_hypothetical: bool = False
    is_newest: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.rate <= 1:
            raise InputRefused(RefusalCode.NOT_A_RATE, self.rate, field="rate")
        check_yen(self.cap_single_yen, field="cap_single_yen")
        if self.cap_joint_yen is None:
            return
        check_yen(self.cap_joint_yen, field="cap_joint_yen")
        if self.cap_joint_yen < self.cap_single_yen:
            raise InputRefused(RefusalCode.JOINT_CAP_BELOW_SINGLE, self.cap_joint_yen, field="cap_joint_yen")

    def cap_yen(self, governments: int = 1) -> int | None:
        """The cap of a project of that many local governments; None where not stated."""
        return self.cap_joint_yen if governments > 1 else self.cap_single_yen

    def provision(self, code: ClauseCode) -> Provision:
        """What the rule says of `code`."""
        return next(provision for provision in self.provisions if provision.code is code)


def hypothetical(
    rule: Rule,
    *,
    rate: Fraction | None = None,
    cap_single_yen: int | None = None,
    cap_joint_yen: int | None = None,
) -> Rule:
    """`rule` with other parameters, flagged so that it is never taken for one on file.

    A parameter left out stays, as do the clauses on eligibility; a changed one loses its text
    and its reference. Raises InputRefused for a rate not above 0 and up to 1, and for a joint
    cap below the single one.
    """
    changed = replace(
        rule,
        is_hypothetical=True,
        rate=rule.rate if rate is None else rate,
        cap_single_yen=rule.cap_single_yen if cap_single_yen is None else cap_single_yen,
        cap_joint_yen=rule.cap_joint_yen if cap_joint_yen is None else cap_joint_yen,
    )
    unwritten = {
        code
        for code, before, after in (
            (ClauseCode.RATE, rule.rate, changed.rate),
            (ClauseCode.CAP_SINGLE, rule.cap_single_yen, changed.cap_single_yen),
            (ClauseCode.CAP_JOINT, rule.cap_joint_yen, changed.cap_joint_yen),
        )
        if before != after
    }
    return replace(
        changed,
        provisions=tuple(
            Provision(provision.code, Effect.SETS, "", "", None) if provision.code in unwritten else provision
            for provision in rule.provisions
        ),
    )
