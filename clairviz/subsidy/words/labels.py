"""Labels of years, rates, steps, clauses and bodies, in the reader's language.

`_` is a Translator throughout. The texts of a rule come from the data, not the catalogue.
"""

from collections.abc import Iterable
from fractions import Fraction

from clairviz.base.i18n import Translator, message
from clairviz.subsidy.rule.application import BodyKind
from clairviz.subsidy.rule.model import (
    Answer,
    Binding,
    Clause,
    ClauseCode,
    Quote,
    ReasonCode,
    Reference,
    Step,
    StepKind,
)
from clairviz.subsidy.rule.rules import Effect, Rule

# The largest denominator that is said as a fraction where a percentage is exact.
MOST_IN_WORDS = 10


def rate_words(rate: Fraction, _: Translator) -> str:
    """A rate as people say it: 1/2, 2/3; 66.6% for 333/500; 1 as it is.

    A fraction of small numbers stays one, and so does one that tenths of a percent cannot say.
    """
    if rate.denominator == 1:
        return str(rate)
    if rate.denominator > MOST_IN_WORDS and 1000 % rate.denominator == 0:
        tenths = rate.numerator * (1000 // rate.denominator)
        whole, tenth = divmod(tenths, 10)
        return percent_words(f"{whole}.{tenth}" if tenth else str(whole), _)
    return fraction_words(rate.numerator, rate.denominator, _)


def percent_words(percent: object, _: Translator) -> str:
    """A percentage: 66.6%."""
    return _("{percent}%", percent=percent)


def fraction_words(numerator: object, denominator: object, _: Translator) -> str:
    """A fraction as its two numbers make it: 1/2, 2分の1."""
    return _("{numerator}/{denominator}", numerator=numerator, denominator=denominator)


def rule_text(record: Clause | Step, _: Translator) -> str:
    """The text of the rule behind a clause or a step; "" where the rule has none."""
    return _.name({"text_ja": record.text_ja, "text_en": record.text_en}, "text")


def rule_note(rule: Rule, _: Translator) -> str:
    """Where a rule comes from and what it leaves open."""
    return _.name({"note_ja": rule.note_ja, "note_en": rule.note_en}, "note")


def locator(reference: Reference, _: Translator) -> str:
    """The heading within the source, marked where the text is our paraphrase."""
    heading = _.name({"locator_ja": reference.locator_ja, "locator_en": reference.locator_en}, "locator")
    return heading if reference.is_quoted else _("{heading} (paraphrased)", heading=heading)


def rounding_note(_: Translator) -> str:
    """The one assumption of ours in the calculation."""
    return _("Fractions of a yen are dropped: our assumption, the rules do not say.")


def subsidy_label(_: Translator) -> str:
    """What an amount is called everywhere: the most that the rule allows, not what will be paid."""
    return _("Subsidy, at most")


def estimate_text(*, is_newest: bool, _: Translator) -> str:
    """That an amount is an estimate; under a rule that is not the newest on file, to look it up."""
    note = _("An estimate: the association decides whether a project is recognised and what it receives.")
    if is_newest:
        return note
    return joined_sentences(
        (note, _("This is not the newest rule on file; see the latest call for projects.")), _
    )


def joined_sentences(sentences: Iterable[str], _: Translator) -> str:
    """Sentences one after another; Japanese sets no space between them."""
    return ("" if _.lang == "ja" else " ").join(sentences)


def step_label(step: Step, _: Translator) -> str:
    """What a line of the calculation is."""
    match step.kind:
        case StepKind.COST:
            return _("Eligible cost")
        case StepKind.ELIGIBILITY:
            return _("Not eligible")
        case StepKind.RATE:
            return _("× {rate}, whole yen", rate=rate_words(Fraction(step.parameter or 0), _))
        case StepKind.CAP if step.code is ClauseCode.CAP_JOINT:
            return _("Limit of a joint project")
        case StepKind.CAP:
            return _("Limit of a project")
        case StepKind.SUBSIDY:
            return subsidy_label(_)


_CLAUSES = {
    ClauseCode.RATE: message("subsidy rate"),
    ClauseCode.CAP_SINGLE: message("limit of a single project"),
    ClauseCode.CAP_JOINT: message("project carried out jointly"),
    ClauseCode.LOCAL_GOVERNMENT: message("local government as applicant"),
    ClauseCode.ASSOCIATION: message("regional international association as applicant"),
    ClauseCode.NGO: message("NGO as applicant"),
    ClauseCode.FUNDING_ONLY: message("project that only provides funds"),
    ClauseCode.SURVEY_ONLY: message("project that is only a survey"),
    ClauseCode.PRELIMINARY_SURVEY: message("preliminary survey"),
    ClauseCode.OTHER_PUBLIC_SUBSIDY: message("project subsidised by the state or the like"),
    ClauseCode.OTHER_EXCLUSIONS: message("other projects that are excluded"),
    ClauseCode.RECOGNITION: message("recognition as a Model Project"),
    ClauseCode.PIONEERING: message("pioneering character of the project"),
    ClauseCode.NGO_PAYMENT: message("payment of the subsidy to an NGO"),
}


def clause_label(code: ClauseCode, _: Translator) -> str:
    """The point that a clause speaks of."""
    return _(_CLAUSES[code])


def answer_label(clause: Clause, _: Translator) -> str:
    """Whether the application passes a clause."""
    return answer_word(clause.answer, _, is_raised=clause.is_raised)


def answer_word(answer: Answer, _: Translator, *, is_raised: bool) -> str:
    """An answer as a word; what the application does not raise does not apply."""
    match answer:
        case Answer.YES if is_raised:
            return _("no objection")
        case Answer.YES:
            return _("does not apply")
        case Answer.NO:
            return _("excluded")
        case Answer.NOT_STATED if is_raised:
            return _("the rule does not say")
        case Answer.NOT_STATED:
            return _("does not apply (the rule does not say)")
        case Answer.UNANSWERED:
            return _("please answer")
        case Answer.DECIDED:
            return _("decided by the association")
        case Answer.OPEN:
            return _("the list is open: please ask")


def effect_label(effect: Effect, _: Translator) -> str:
    """What a rule does about a point."""
    match effect:
        case Effect.SETS:
            return _("sets the amount")
        case Effect.ADMITS:
            return _("admitted")
        case Effect.ADMITS_WITH_LOCAL_GOVERNMENT:
            return _("admitted with a local government")
        case Effect.ADMITS_WITH_EITHER:
            return _("admitted with a local government or an association")
        case Effect.REFUSES:
            return _("excluded")
        case Effect.OPEN_LIST:
            return _("the list is open: please ask")
        case Effect.DECIDED_BY_ASSOCIATION:
            return _("decided by the association")
        case Effect.THROUGH_LOCAL_GOVERNMENT:
            return _("paid through the local government")
        case Effect.NOT_STATED:
            return _("not stated")


def verdict_label(quote: Quote, _: Translator) -> str:
    """Whether the application is eligible: yes, no, or why that is open."""
    return verdict_word(quote.reason, _)


def verdict_word(reason: ReasonCode, _: Translator) -> str:
    """The same by the reason alone."""
    match reason:
        case ReasonCode.RATE_BINDS | ReasonCode.CAP_REACHED | ReasonCode.NO_COST:
            return _("Not excluded by any clause")
        case ReasonCode.REFUSED:
            return _("Not eligible")
        case ReasonCode.NOT_STATED:
            return _("not stated")
        case ReasonCode.UNANSWERED:
            return _("please answer")


def binding_label(binding: Binding, _: Translator) -> str:
    """Which limit sets the amount."""
    match binding:
        case Binding.RATE:
            return _("the subsidy rate")
        case Binding.CAP:
            return _("the limit")
        case Binding.NONE:
            return _("none")


def body_label(body: BodyKind, _: Translator) -> str:
    """The kind of body."""
    match body:
        case BodyKind.PREFECTURE:
            return _("Prefecture")
        case BodyKind.CITY:
            return _("City")
        case BodyKind.WARD:
            return _("Ward")
        case BodyKind.TOWN:
            return _("Town")
        case BodyKind.VILLAGE:
            return _("Village")
        case BodyKind.ASSOCIATION:
            return _("Regional international association")
        case BodyKind.NGO:
            return _("NGO")
