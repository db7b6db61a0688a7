"""The application: what an applicant plans and answers, and why an input is refused."""

from dataclasses import dataclass
from enum import StrEnum

# Fifteen digits: the most a spreadsheet cell and a browser hold exactly.
MAX_YEN = 10**15 - 1
# More than Japan had in any year of the programme (some 3,300 before the great mergers).
MAX_GOVERNMENTS = 5_000


class BodyKind(StrEnum):
    """Who applies; the first five are the kinds of local government."""

    PREFECTURE = "prefecture"
    CITY = "city"
    WARD = "ward"
    TOWN = "town"
    VILLAGE = "village"
    ASSOCIATION = "association"
    NGO = "ngo"

    @property
    def is_local_government(self) -> bool:
        """Whether this is a prefecture or a municipality."""
        return self not in (BodyKind.ASSOCIATION, BodyKind.NGO)


class Partner(StrEnum):
    """With whom an NGO carries the project out, as one question."""

    LOCAL_GOVERNMENT = "local-government"
    ASSOCIATION = "association"
    NONE = "none"

    @property
    def with_local_government(self) -> bool:
        """The field of Application this answers."""
        return self is Partner.LOCAL_GOVERNMENT

    @property
    def with_association(self) -> bool:
        """The field of Application this answers."""
        return self is Partner.ASSOCIATION


class RefusalCode(StrEnum):
    """Why an input is refused; the interface words each one (`wording.problem_text`)."""

    EMPTY = "empty"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    NOT_AN_AMOUNT = "not_an_amount"
    TOO_LARGE = "too_large"
    NOT_A_COUNT = "not_a_count"
    NOT_A_RATE = "not_a_rate"
    NOT_SHARES = "not_shares"
    NOT_A_YEAR = "not_a_year"
    NOT_A_BODY = "not_a_body"
    NOT_A_PARTNER = "not_a_partner"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_ELIGIBLE_OR_NOT = "not_eligible_or_not"
    NO_RULE_ON_FILE = "no_rule_on_file"
    ELIGIBLE_ABOVE_TOTAL = "eligible_above_total"
    JOINT_CAP_BELOW_SINGLE = "joint_cap_below_single"


class InputRefused(ValueError):
    """An input that cannot be computed with.

    `problem` says why, `field` which input (a field of Application or Rule, "" where the caller
    knows), `value` what was given.
    """

    def __init__(self, problem: RefusalCode, value: object, *, field: str = "") -> None:
        super().__init__(f"{field or 'value'} {str(value)[:60]!r} refused: {problem}")
        self.problem = problem
        self.value = value
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Application:
    """One planned project and what its applicant answers.

    `governments` counts the local governments (in later rules: the bodies) that carry it out
    together. The partner questions matter to an NGO only; None there means not answered.
    Raises InputRefused for an amount or a count that no project has.
    """

    eligible_cost_yen: int
    governments: int = 1
    fiscal_year: int = 2005
    body: BodyKind = BodyKind.CITY
    with_local_government: bool | None = None
    with_association: bool | None = None
    funding_only: bool = False
    survey_only: bool = False
    preliminary_survey: bool = False
    other_public_subsidy: bool = False

    def __post_init__(self) -> None:
        check_yen(self.eligible_cost_yen, field="eligible_cost_yen")
        if type(self.governments) is not int or not 1 <= self.governments <= MAX_GOVERNMENTS:
            raise InputRefused(RefusalCode.NOT_A_COUNT, self.governments, field="governments")

    @property
    def is_joint(self) -> bool:
        """Whether several local governments carry the project out together."""
        return self.governments > 1


def check_yen(amount: int, *, field: str) -> int:
    """`amount` if it is a whole number of yen from 0 to MAX_YEN; else raises InputRefused."""
    if type(amount) is not int:
        raise InputRefused(RefusalCode.NOT_WHOLE, amount, field=field)
    if amount < 0:
        raise InputRefused(RefusalCode.NEGATIVE, amount, field=field)
    if amount > MAX_YEN:
        raise InputRefused(RefusalCode.TOO_LARGE, amount, field=field)
    return amount
