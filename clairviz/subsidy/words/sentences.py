"""The sentences that explain a quote, with their figures left open.

Values are words or amounts ready to be shown, so that a text on a page and a formula of a
spreadsheet say the same. `_` is a Translator throughout.
"""

from clairviz.base.i18n import Translator
from clairviz.subsidy.rule.model import Answer, ClauseCode
from clairviz.subsidy.words.labels import clause_label


def hypothetical_text(sentence: str, _: Translator) -> str:
    """A sentence marked as resting on no rule on file."""
    return _("Under a hypothetical rule, not one on file: {sentence}", sentence=sentence)


def unanswered_text(_: Translator) -> str:
    """What an NGO still has to say."""
    return _("For an NGO it depends on the partner: say with whom the project is carried out.")


def not_stated_text(year: str, point: str, _: Translator) -> str:
    """Why nothing is computed."""
    return _(
        "The rule of {year} does not say anything on this point: {point}. Nothing is computed.",
        year=year,
        point=point,
    )


def refused_text(year: str, point: str, amount: str, _: Translator) -> str:
    """Why nothing is paid."""
    return _(
        "Not eligible under the rule of {year}: {point}. The subsidy is {amount}.",
        year=year,
        point=point,
        amount=amount,
    )


def point_text(code: ClauseCode, answer: Answer, _: Translator) -> str:
    """The point that decided."""
    if code is ClauseCode.NGO and answer is Answer.NO:
        return _("an NGO without a partner that the rule accepts")
    return clause_label(code, _)


def limit_text(cap: str, _: Translator, *, is_joint: bool) -> str:
    """The limit with its amount."""
    if is_joint:
        return _("the limit of {cap} a joint project", cap=cap)
    return _("the limit of {cap} a project", cap=cap)


def whole_text(_: Translator) -> str:
    """The part of the cost that is paid at a rate of 1."""
    return _("The whole cost")


def part_text(rate: str, _: Translator) -> str:
    """The part of the cost that is paid at any other rate."""
    return _("{rate} of the cost", rate=rate)


def no_cost_text(_: Translator) -> str:
    """Nothing to compute from."""
    return _("The eligible cost is 0. Enter the cost to see what the rule allows.")


def through_government_text(_: Translator) -> str:
    """How an NGO is paid."""
    return _("The subsidy is paid through the local government, not to the NGO itself.")


def below_limit_text(part: str, share: str, room: str, limit: str, _: Translator) -> str:
    """The rate sets the amount."""
    return _(
        "{part} comes to {share}, and the subsidy is at most that. It stays {room} below {limit}.",
        part=part,
        share=share,
        room=room,
        limit=limit,
    )


def at_limit_text(part: str, share: str, limit: str, _: Translator) -> str:
    """Rate and limit meet."""
    return _(
        "{part} comes to {share} and reaches {limit}, so the subsidy is at most {share}. "
        "More cost brings no more subsidy.",
        part=part,
        share=share,
        limit=limit,
    )


def over_limit_text(part: str, share: str, limit: str, cap: str, _: Translator) -> str:
    """The limit sets the amount."""
    return _(
        "{part} comes to {share}, but {limit} is reached, so the subsidy is at most {cap}. "
        "More cost brings no more subsidy.",
        part=part,
        share=share,
        limit=limit,
        cap=cap,
    )
