"""The sentences: why a quote is as it is, why an input is refused and what to write instead.

`_` is a Translator throughout.
"""

from collections.abc import Callable

from clairviz.base.i18n import Translator, message
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN, BodyKind, RefusalCode
from clairviz.subsidy.rule.model import Quote, ReasonCode
from clairviz.subsidy.rule.on_file import NoRuleOnFile
from clairviz.subsidy.words import sentences
from clairviz.subsidy.words.labels import (
    body_label,
    estimate_text,
    joined_sentences,
    rate_words,
)
from clairviz.subsidy.written.batch import TotalRow


def explain(quote: Quote, _: Translator, *, amount: Callable[[int], str] | None = None) -> str:
    """The sentence that explains a quote; `amount` words its yen, by default `Translator.yen_words`."""
    sentence = _reason(quote, _, amount or _.yen_words)
    return sentences.hypothetical_text(sentence, _) if quote.is_hypothetical else sentence


def _reason(quote: Quote, _: Translator, amount: Callable[[int], str]) -> str:
    year = _.fiscal_year(quote.rule)
    match quote.reason:
        case ReasonCode.NO_COST:
            return sentences.no_cost_text(_)
        case ReasonCode.RATE_BINDS | ReasonCode.CAP_REACHED:
            said = _computed(quote, _, amount)
            if quote.is_paid_through_government:
                said = joined_sentences((said, sentences.through_government_text(_)), _)
            return said
        case ReasonCode.UNANSWERED:
            return sentences.unanswered_text(_)
        case ReasonCode.NOT_STATED:
            return sentences.not_stated_text(year, deciding_point(quote, _), _)
        case ReasonCode.REFUSED:
            return sentences.refused_text(year, deciding_point(quote, _), amount(0), _)


def estimate(quote: Quote, _: Translator) -> str:
    """That the answer is an estimate, for every place that shows one."""
    return estimate_text(is_newest=quote.is_newest, _=_)


def deciding_point(quote: Quote, _: Translator) -> str:
    """The point that ended it; "" where an amount was computed."""
    return sentences.point_text(quote.deciding.code, quote.deciding.answer, _) if quote.deciding else ""


def _computed(quote: Quote, _: Translator, amount: Callable[[int], str]) -> str:
    assert quote.rate is not None and quote.share_yen is not None and quote.cap_yen is not None
    cap = amount(quote.cap_yen)
    limit = sentences.limit_text(cap, _, is_joint=quote.application.is_joint)
    share = amount(quote.share_yen)
    is_whole = quote.rate == 1
    part = sentences.whole_text(_) if is_whole else sentences.part_text(rate_words(quote.rate, _), _)
    if quote.reason is ReasonCode.RATE_BINDS:
        room = amount(quote.cap_yen - quote.share_yen)
        return sentences.below_limit_text(part, share, room, limit, _)
    if quote.share_yen == quote.cap_yen:
        return sentences.at_limit_text(part, share, limit, _)
    return sentences.over_limit_text(part, share, limit, cap, _)


def no_rule_text(error: NoRuleOnFile, _: Translator) -> str:
    """Why nothing is computed for a year, and which years to try."""
    return _no_rule(error.fiscal_year, error.nearest, _)


def _no_rule(fiscal_year: int, nearest: tuple[int, ...], _: Translator) -> str:
    return _(
        "No rule is on file for {year}. The nearest on file: {years}.",
        year=_.fiscal_year(fiscal_year),
        years=_(", ").join(_.fiscal_year(year) for year in nearest),
    )


def total_text(total: TotalRow, _: Translator) -> str:
    """What a row of totals comes to beside the rows it sums."""
    if total.sum_yen is None:
        return _(
            "Row {row}, “{name}”, is a total and no plan. It cannot be checked: a cost above it is not understood.",
            row=total.row_number,
            name=total.name,
        )
    if total.stated_yen is None:
        return _("Row {row}, “{name}”, is a total and no plan.", row=total.row_number, name=total.name)
    if total.differs:
        return _(
            "Row {row}, “{name}”, says {stated}, but the rows above come to {sum}.",
            row=total.row_number,
            name=total.name,
            stated=_.yen_words(total.stated_yen),
            sum=_.yen_words(total.sum_yen),
        )
    return _(
        "Row {row}, “{name}”, is a total and no plan. It agrees with the rows above: {sum}.",
        row=total.row_number,
        name=total.name,
        sum=_.yen_words(total.sum_yen),
    )


def problem_text(problem: RefusalCode, value: object, _: Translator, *, nearest: tuple[int, ...] = ()) -> str:
    """Why an input is refused, and what to write instead."""
    given = str(value).encode("utf-8", "replace").decode()  # a terminal may pass broken bytes
    given = given if len(given) <= 40 else f"{given[:40]}…"
    if problem is RefusalCode.NO_RULE_ON_FILE:
        return _no_rule(int(given), nearest, _)
    return _(
        _PROBLEMS[problem],
        given=given,
        most=f"{MAX_GOVERNMENTS:,}" if problem is RefusalCode.NOT_A_COUNT else f"¥{MAX_YEN:,}",
        kinds=_(", ").join(body_label(kind, _) for kind in BodyKind),
    )


_PROBLEMS = {
    RefusalCode.EMPTY: message("Nothing is given. Write an amount such as 8,000,000."),
    RefusalCode.NEGATIVE: message("“{given}” is negative. Write an amount of 0 or more."),
    RefusalCode.NOT_WHOLE: message("“{given}” has a fraction of a yen. Write whole yen."),
    RefusalCode.NOT_AN_AMOUNT: message(
        "“{given}” cannot be read as one amount. Write figures such as 8,000,000."
    ),
    RefusalCode.TOO_LARGE: message("“{given}” is too large. Amounts up to {most} can be computed."),
    RefusalCode.NOT_A_COUNT: message(
        "“{given}” is not a number of bodies. Write a whole number from 1 to {most}."
    ),
    RefusalCode.NOT_A_RATE: message(
        "“{given}” is not a rate. Write one above 0 and up to 1, such as 1/2 or 50%."
    ),
    RefusalCode.NOT_SHARES: message(
        "“{given}” cannot be read as one share for each body. Write as many figures as bodies, such as 2:1."
    ),
    RefusalCode.NOT_A_YEAR: message("“{given}” is not a fiscal year. Write one such as 2005."),
    RefusalCode.NOT_A_BODY: message("“{given}” is not a kind of body. Write one of: {kinds}."),
    RefusalCode.NOT_A_PARTNER: message(
        "“{given}” is not a kind of partner. Write local-government, association or none."
    ),
    RefusalCode.NOT_YES_OR_NO: message("“{given}” is neither yes nor no. Write yes or no."),
    RefusalCode.NOT_ELIGIBLE_OR_NOT: message(
        "“{given}” does not say whether the cost is eligible. Write ○ or ×."
    ),
    RefusalCode.ELIGIBLE_ABOVE_TOTAL: message(
        "The eligible cost is above the cost of the whole project ({given}). Correct one of the two."
    ),
    RefusalCode.JOINT_CAP_BELOW_SINGLE: message(
        "The joint limit ({given}) is below the limit of a single project. Raise it or lower the other."
    ),
}
