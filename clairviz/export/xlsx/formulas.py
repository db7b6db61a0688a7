"""The subsidy rule as spreadsheet formulas: the same answers as `subsidy.quote`.

Only functions that Excel, LibreOffice and formula libraries share. MOD is left out on purpose:
in Excel it fails once the quotient passes some 10^12.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clairviz.base.i18n import Translator
from clairviz.export.xlsx.sheets import literal
from clairviz.subsidy import Answer, Binding, BodyKind, ClauseCode, ReasonCode
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN
from clairviz.subsidy.rule.clauses import BEYOND
from clairviz.subsidy.rule.rules import Effect
from clairviz.subsidy.words import labels, sentences

FLAGS = (
    ClauseCode.FUNDING_ONLY,
    ClauseCode.SURVEY_ONLY,
    ClauseCode.PRELIMINARY_SURVEY,
    ClauseCode.OTHER_PUBLIC_SUBSIDY,
)
PARTNERS = ("with_local_government", "with_association")
# In the order in which they are weighed; "body" stands for the clause of the applicant's kind.
ANSWERS = ("body", *FLAGS, ClauseCode.CAP_JOINT)

Cells = Callable[[str], str]


@dataclass(frozen=True)
class RuleGrid:
    """Where the sheet of rules keeps them: one column a rule, one row a parameter or clause.

    `hypothetical` is the heading of the hypothetical rule, `base` the year it was made from;
    both "" where there is none. `newest` are the headings of the newest rule on file.
    """

    headings: str
    rows: Mapping[str, str]
    hypothetical: str = ""
    base: str = ""
    newest: tuple[str, ...] = ()

    def value(self, key: str, chosen: str) -> str:
        """The entry of row `key` under the rule named in the cell `chosen`."""
        return f"INDEX({self.rows[key]},MATCH({chosen},{self.headings},0))"


@dataclass(frozen=True)
class Words:
    """The words that the cells hold, and that formulas compare with; ready as literals."""

    yes: str
    no: str
    unanswered: str
    not_stated: str
    not_computed: str
    no_amount: str
    check: str


def formula_words(_: Translator) -> Words:
    """The words in the reader's language, not yet literals."""
    return Words(
        yes=_("Yes"),
        no=_("No"),
        unanswered=_("not answered"),
        not_stated=_("not stated"),
        not_computed=_("not computed"),
        no_amount=_("–"),
        check=_("check the inputs"),
    )


def scenario_formulas(at: Cells, answers: str, names: str, grid: RuleGrid, _: Translator) -> dict[str, str]:
    """The formula of each computed line of one scenario.

    `at` gives the cell of a line; `answers` is the range of the clauses' answers in the
    scenario's column, `names` that of their labels.
    """
    return {
        **_rule_lines(at, grid, _),
        "check": _check(at, grid, _),
        **_answer_lines(at, _),
        **_verdict_lines(at, answers, names, _),
        **_amount_lines(at, _),
        "sentence": _sentence(at, grid, _),
        "status": _status(at, grid, _),
    }


def floor_of_share(numerator: str, cost: str, denominator: str) -> str:
    """cost × numerator ÷ denominator, rounded down, exact for every amount of yen.

    Where the inner INT is one too high, since spreadsheets round to 15 figures first, the
    outer term is as much lower.
    """
    whole = f"INT({cost}/{denominator})"
    return f"{numerator}*{whole}+INT({numerator}*({cost}-{denominator}*{whole})/{denominator})"


def _rule_lines(at: Cells, grid: RuleGrid, _: Translator) -> dict[str, str]:
    absent = literal(formula_words(_).no_amount)
    rule, body = at("rule"), at("body")

    def entry(key: str) -> str:
        return f"IFERROR({grid.value(key, rule)},{absent})"

    ngo, association = (literal(labels.body_label(kind, _)) for kind in (BodyKind.NGO, BodyKind.ASSOCIATION))
    of_body = (
        f"IF({body}={ngo},{grid.value(ClauseCode.NGO, rule)},"
        f"IF({body}={association},{grid.value(ClauseCode.ASSOCIATION, rule)},"
        f"{grid.value(ClauseCode.LOCAL_GOVERNMENT, rule)}))"
    )
    return {
        **{key: entry(key) for key in ("numerator", "denominator", "cap_single", "cap_joint")},
        "effect_body": f"IFERROR({of_body},{absent})",
        **{f"effect_{code}": entry(code) for code in (*FLAGS, *BEYOND)},
    }


def _check(at: Cells, grid: RuleGrid, _: Translator) -> str:
    """OK, or the first input that cannot be computed with."""
    said = formula_words(_)

    def whole(key: str, least: int, most: int) -> str:
        cell = at(key)
        return f'IFERROR(AND({cell}<>"",{cell}>={least},{cell}<={most},INT({cell})={cell}),FALSE)'

    def one_of(key: str, *choices: str) -> str:
        return "OR({})".format(",".join(f"{at(key)}={literal(choice)}" for choice in choices))

    kinds = [labels.body_label(kind, _) for kind in BodyKind]
    flags = ",".join(one_of(code, said.yes, said.no) for code in FLAGS)
    partners = ",".join(one_of(key, said.yes, said.no, said.unanswered) for key in PARTNERS)
    checks = (
        (f"IFERROR(MATCH({at('rule')},{grid.headings},0),0)>0", _("Choose a rule from the list.")),
        (whole("cost", 0, MAX_YEN), _("Write the cost in whole yen, 0 or more.")),
        (
            whole("governments", 1, MAX_GOVERNMENTS),
            _("Write the number of bodies as a whole number from 1."),
        ),
        (one_of("body", *kinds), _("Choose the kind of body from the list.")),
        (f"AND({flags},{partners})", _("Answer each question from its list.")),
    )
    formula = literal("OK")
    for condition, remedy in reversed(checks):
        formula = f"IF({condition},{formula},{literal(remedy)})"
    return formula


def _answer_lines(at: Cells, _: Translator) -> dict[str, str]:
    said = formula_words(_)
    yes, unanswered = literal(said.yes), literal(said.unanswered)
    passes = literal(labels.answer_word(Answer.YES, _, is_raised=True))
    idle = literal(labels.answer_word(Answer.YES, _, is_raised=False))
    fails = literal(labels.answer_word(Answer.NO, _, is_raised=True))
    silent = literal(labels.answer_word(Answer.NOT_STATED, _, is_raised=True))
    idle_silent = literal(labels.answer_word(Answer.NOT_STATED, _, is_raised=False))
    ask = literal(labels.answer_word(Answer.UNANSWERED, _, is_raised=True))
    says = {effect: literal(labels.effect_label(effect, _)) for effect in Effect}
    survey, preliminary = ClauseCode.SURVEY_ONLY, ClauseCode.PRELIMINARY_SURVEY

    def applicant(effect: str) -> str:
        plain = f"IF({effect}={says[Effect.NOT_STATED]},{silent},IF({effect}={says[Effect.REFUSES]},{fails},{passes}))"
        own, other = (at(key) for key in PARTNERS)
        with_own = f"IF({own}={yes},{passes},IF({own}={unanswered},{ask},{fails}))"
        with_either = (
            f"IF(OR({own}={yes},{other}={yes}),{passes},"
            f"IF(OR({own}={unanswered},{other}={unanswered}),{ask},{fails}))"
        )
        return (
            f"IF({effect}={says[Effect.ADMITS_WITH_EITHER]},{with_either},"
            f"IF({effect}={says[Effect.ADMITS_WITH_LOCAL_GOVERNMENT]},{with_own},{plain}))"
        )

    def project(code: ClauseCode) -> str:
        effect, raised = at(f"effect_{code}"), f"{at(code)}={yes}"
        refused = f"IF({effect}={says[Effect.REFUSES]},{fails},{passes})"
        return (
            f"IF({effect}={says[Effect.NOT_STATED]},IF({raised},{silent},{idle_silent}),"
            f"IF({raised},{refused},{idle}))"
        )

    # A rule silent on surveys but open to preliminary ones admits those.
    open_to_preliminary = (
        f"AND({at(survey)}={yes},{at(preliminary)}={yes},"
        f"{at(f'effect_{survey}')}={says[Effect.NOT_STATED]},{at(f'effect_{preliminary}')}={says[Effect.ADMITS]})"
    )
    is_joint, cap_absent = f"{at('governments')}>1", f"{at('cap_joint')}={literal(said.not_stated)}"
    lines: dict[str, str] = {
        "body": applicant(at("effect_body")),
        **{code: project(code) for code in FLAGS},
        survey: f"IF({open_to_preliminary},{passes},{project(survey)})",
        ClauseCode.CAP_JOINT: (
            f"IF({cap_absent},IF({is_joint},{silent},{idle_silent}),IF({is_joint},{passes},{idle}))"
        ),
    }
    return {f"answer_{key}": formula for key, formula in lines.items()}


def _verdict_lines(at: Cells, answers: str, names: str, _: Translator) -> dict[str, str]:
    said = formula_words(_)
    refused, not_stated, ask, eligible = (literal(word) for word in _verdicts(_))
    fails = literal(labels.answer_word(Answer.NO, _, is_raised=True))
    silent = literal(labels.answer_word(Answer.NOT_STATED, _, is_raised=True))
    asked = literal(labels.answer_word(Answer.UNANSWERED, _, is_raised=True))
    body, body_answer, verdict = at("body"), at("answer_body"), at("verdict")

    def applicant(answer: Answer) -> str:
        ngo, association, government = (
            literal(sentences.point_text(code, answer, _))
            for code in (ClauseCode.NGO, ClauseCode.ASSOCIATION, ClauseCode.LOCAL_GOVERNMENT)
        )
        kinds = [literal(labels.body_label(kind, _)) for kind in (BodyKind.NGO, BodyKind.ASSOCIATION)]
        return f"IF({body}={kinds[0]},{ngo},IF({body}={kinds[1]},{association},{government}))"

    def point(answer: Answer, word: str) -> str:
        return f"IF({body_answer}={word},{applicant(answer)},INDEX({names},MATCH({word},{answers},0)))"

    return {
        "verdict": (
            f'IF({at("check")}<>"OK",{literal(said.check)},'
            f"IF(IFERROR(MATCH({fails},{answers},0),0)>0,{refused},"
            f"IF({body_answer}={asked},{ask},"
            f"IF(IFERROR(MATCH({silent},{answers},0),0)>0,{not_stated},{eligible}))))"
        ),
        "point": (
            f"IF({verdict}={refused},{point(Answer.NO, fails)},"
            f"IF({verdict}={not_stated},{point(Answer.NOT_STATED, silent)},"
            f"IF({verdict}={ask},{applicant(Answer.UNANSWERED)},{literal(said.no_amount)})))"
        ),
    }


def _verdicts(_: Translator) -> tuple[str, str, str, str]:
    refused, not_stated, ask, eligible = (
        labels.verdict_word(reason, _)
        for reason in (
            ReasonCode.REFUSED,
            ReasonCode.NOT_STATED,
            ReasonCode.UNANSWERED,
            ReasonCode.RATE_BINDS,
        )
    )
    return refused, not_stated, ask, eligible


def _amount_lines(at: Cells, _: Translator) -> dict[str, str]:
    said = formula_words(_)
    refused, _silent, _ask, eligible = (literal(word) for word in _verdicts(_))
    absent, not_computed = literal(said.no_amount), literal(said.not_computed)
    is_eligible, is_refused = f"{at('verdict')}={eligible}", f"{at('verdict')}={refused}"
    cost, share, cap, own, bodies = (at(key) for key in ("cost", "share", "cap", "own_burden", "governments"))
    rate, limit, none = (
        literal(labels.binding_label(binding, _)) for binding in (Binding.RATE, Binding.CAP, Binding.NONE)
    )
    of_each = floor_of_share("1", own, bodies)
    return {
        "share": f"IF({is_eligible},{floor_of_share(at('numerator'), cost, at('denominator'))},{absent})",
        "cap": f"IF({is_eligible},IF({bodies}>1,{at('cap_joint')},{at('cap_single')}),{absent})",
        "subsidy": f"IF({is_eligible},MIN({share},{cap}),IF({is_refused},0,{not_computed}))",
        "own_burden": f"IF(OR({is_eligible},{is_refused}),{cost}-{at('subsidy')},{not_computed})",
        "binding": f"IF({is_eligible},IF({share}>={cap},{limit},{rate}),{none})",
        "lead_burden": (f"IF(OR({is_eligible},{is_refused}),{own}-({bodies}-1)*({of_each}),{not_computed})"),
        "other_burden": f"IF(AND(OR({is_eligible},{is_refused}),{bodies}>1),{of_each},{absent})",
    }


def _sentence(at: Cells, grid: RuleGrid, _: Translator) -> str:
    refused, not_stated, _ask, eligible = (literal(word) for word in _verdicts(_))
    year = at("rule")
    if grid.hypothetical:
        year = f"IF({year}={literal(grid.hypothetical)},{literal(grid.base)},{year})"
    rate = labels.fraction_words("<numerator>", "<denominator>", _)
    figures = {
        "year": year,
        "point": at("point"),
        "numerator": at("numerator"),
        "denominator": at("denominator"),
        **{
            key: _amount(amount, _)
            for key, amount in {
                "zero": "0",
                "share": at("share"),
                "cap": at("cap"),
                "room": f"({at('cap')}-{at('share')})",
            }.items()
        },
    }
    figures["rate"] = _rate(at, _compose(rate, figures), _)
    figures["part"] = (
        f"IF({at('numerator')}={at('denominator')},{literal(sentences.whole_text(_))},"
        f"{_compose(sentences.part_text('<rate>', _), figures)})"
    )
    single, joint = (
        _compose(sentences.limit_text("<cap>", _, is_joint=is_joint), figures) for is_joint in (False, True)
    )
    figures["limit"] = f"IF({at('governments')}>1,{joint},{single})"

    def said(text: str) -> str:
        return _compose(text, figures)

    below = said(sentences.below_limit_text("<part>", "<share>", "<room>", "<limit>", _))
    meets = said(sentences.at_limit_text("<part>", "<share>", "<limit>", _))
    over = said(sentences.over_limit_text("<part>", "<share>", "<limit>", "<cap>", _))
    paid_through = (
        f"IF(AND({at('body')}={literal(labels.body_label(BodyKind.NGO, _))},"
        f"{grid.value(ClauseCode.NGO_PAYMENT, at('rule'))}="
        f"{literal(labels.effect_label(Effect.THROUGH_LOCAL_GOVERNMENT, _))}),"
        f'{literal(labels.joined_sentences(("", sentences.through_government_text(_)), _))},"")'
    )
    computed = (
        f"IF({at('cost')}=0,{literal(sentences.no_cost_text(_))},"
        f"IF({at('share')}<{at('cap')},{below},IF({at('share')}={at('cap')},{meets},{over}))&{paid_through})"
    )
    sentence = (
        f"IF({at('verdict')}={eligible},{computed},"
        f"IF({at('verdict')}={refused},{said(sentences.refused_text('<year>', '<point>', '<zero>', _))},"
        f"IF({at('verdict')}={not_stated},{said(sentences.not_stated_text('<year>', '<point>', _))},"
        f"{literal(sentences.unanswered_text(_))})))"
    )
    if grid.hypothetical:
        marked = _compose(sentences.hypothetical_text("<sentence>", _), {"sentence": '""'})
        sentence = f'IF({at("rule")}={literal(grid.hypothetical)},{marked},"")&{sentence}'
    return f'IF({at("check")}<>"OK",{at("check")},{sentence})'


def _rate(at: Cells, fraction: str, _: Translator) -> str:
    """As ``labels.rate_words``: a percentage where the denominator is large and tenths say it."""
    numerator, denominator = at("numerator"), at("denominator")
    tenths = f"1000*{numerator}/{denominator}"
    number = f'IF(INT(({tenths})/10)=({tenths})/10,TEXT(({tenths})/10,"0"),TEXT(({tenths})/10,"0.0"))'
    percent = _compose(labels.percent_words("<percent>", _), {"percent": number})
    return f"IF(AND({denominator}>{labels.MOST_IN_WORDS},INT({tenths})={tenths}),{percent},{fraction})"


def _status(at: Cells, grid: RuleGrid, _: Translator) -> str:
    newest, older = (literal(labels.estimate_text(is_newest=is_newest, _=_)) for is_newest in (True, False))
    choices = ",".join(f"{at('rule')}={literal(name)}" for name in grid.newest)
    return f"IF(OR({choices}),{newest},{older})" if choices else older


def _amount(amount: str, _: Translator) -> str:
    return "(" + _compose(_("¥{amount}", amount="<amount>"), {"amount": f'TEXT({amount},"#,##0")'}) + ")"


def _compose(text: str, figures: Mapping[str, str]) -> str:
    """A text with <marks> as a formula that puts the figures in their places."""
    parts = re.split(r"<(\w+)>", text)
    pieces = [figures[part] if index % 2 else literal(part) for index, part in enumerate(parts) if part]
    return "&".join(pieces)
