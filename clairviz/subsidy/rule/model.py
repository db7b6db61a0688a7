"""The quote and its parts: clauses answered, steps calculated, the limit that binds."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from clairviz.subsidy.rule.application import Application


@dataclass(frozen=True)
class Reference:
    """Where a rule's text stands: a row of sources.csv and the heading within it."""

    source_id: str
    locator_ja: str
    locator_en: str
    is_quoted: bool  # False: our paraphrase


class ClauseCode(StrEnum):
    """What a rule may speak of; the codes of data/reference/subsidy_clauses.csv."""

    RATE = "rate"
    CAP_SINGLE = "cap_single"
    CAP_JOINT = "cap_joint"
    LOCAL_GOVERNMENT = "local_government"
    ASSOCIATION = "association"
    NGO = "ngo"
    FUNDING_ONLY = "funding_only"
    SURVEY_ONLY = "survey_only"
    PRELIMINARY_SURVEY = "preliminary_survey"
    OTHER_PUBLIC_SUBSIDY = "other_public_subsidy"
    OTHER_EXCLUSIONS = "other_exclusions"
    RECOGNITION = "recognition"
    PIONEERING = "pioneering"
    NGO_PAYMENT = "ngo_payment"


class Answer(StrEnum):
    """Whether the rule lets the application pass on one point."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"  # the rule is silent
    UNANSWERED = "unanswered"  # the applicant has not said
    DECIDED = "decided"  # by the association, case by case
    OPEN = "open"  # the list of exclusions is not complete


@dataclass(frozen=True)
class Clause:
    """One point of eligibility answered. Texts are "" where the rule is silent.

    `is_raised`: the application raises the point (it is of that body kind, it is funding only,
    it is joint …), so the answer can decide. `reference` is None in a hypothetical rule only.
    """

    code: ClauseCode
    answer: Answer
    is_raised: bool
    text_ja: str
    text_en: str
    reference: Reference | None


class StepKind(StrEnum):
    """The lines of a calculation, in order."""

    COST = "cost"
    ELIGIBILITY = "eligibility"
    RATE = "rate"
    CAP = "cap"
    SUBSIDY = "subsidy"


@dataclass(frozen=True)
class Step:
    """One line of the calculation.

    `amount_yen` is the figure of the line (the cost, its share, the cap, the subsidy);
    `change_yen` what the line does to the running amount: over all steps the changes sum to
    the subsidy. `code` is the clause applied, with its text and reference; None for the cost
    and the result. `parameter` is the rate or the cap in yen. `rounding` names the rounding
    rule applied, an assumption of ours.
    """

    kind: StepKind
    amount_yen: int
    change_yen: int
    code: ClauseCode | None = None
    parameter: Fraction | int | None = None
    text_ja: str = ""
    text_en: str = ""
    reference: Reference | None = None
    rounding: str | None = None


class Binding(StrEnum):
    """Which limit sets the subsidy; at the meeting point the cap is reached, so CAP."""

    RATE = "rate"
    CAP = "cap"
    NONE = "none"  # nothing is paid or nothing can be said


class ReasonCode(StrEnum):
    """Why a quote is as it is; `wording.explain` makes it a sentence."""

    RATE_BINDS = "rate_binds"
    CAP_REACHED = "cap_reached"
    REFUSED = "refused"
    NOT_STATED = "not_stated"
    UNANSWERED = "unanswered"
    NO_COST = "no_cost"


@dataclass(frozen=True)
class Quote:
    """What an application would receive under one rule, and why.

    `eligible` None: the rule (or the applicant) does not say; then the amounts are None too.
    Not eligible: subsidy 0, the whole cost is own burden. `deciding` is the clause that ended
    it, None where the amount was computed. `share_yen` (rate times cost, rounded) and `cap_yen`
    tell how far the limit that does not bind is; `rule` is the fiscal year of the rule and
    `is_newest` whether it is the last on file. An amount is the most that the rule allows;
    `is_paid_through_government` where the applicant gets it through the local government.
    """

    application: Application
    eligible: bool | None
    subsidy_yen: int | None
    own_burden_yen: int | None
    binding: Binding
    rule: int
    is_hypothetical: bool
    reason: ReasonCode
    clauses: tuple[Clause, ...]
    steps: tuple[Step, ...] = ()
    deciding: Clause | None = None
    rate: Fraction | None = None
    share_yen: int | None = None
    cap_yen: int | None = None
    is_newest: bool = True
    is_paid_through_government: bool = False
