"""The lines on which scenarios are compared, on the sheet and in the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clairviz.base.i18n import Translator
from clairviz.export.xlsx.formulas import ANSWERS, FLAGS, PARTNERS, formula_words
from clairviz.export.xlsx.rules import rule_heading
from clairviz.subsidy import Application, Rule, split_burden
from clairviz.subsidy.rule.clauses import BEYOND
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.words import labels, wording

Entry = int | str


@dataclass(frozen=True)
class ComparisonLine:
    """One row; a heading, which opens a part, has no key. Some rows only serve the formulas."""

    key: str
    label: str
    unit: str = ""
    in_table: bool = True
    on_sheet: bool = True


def comparison_lines(_: Translator) -> Sequence[ComparisonLine]:
    """The rows in their order."""
    yen, bodies = _("yen"), _("bodies")
    questions = {code: labels.clause_label(code, _) for code in FLAGS}
    joint = ANSWERS[-1]
    return (
        ComparisonLine("", _("What is planned")),
        ComparisonLine("rule", _("Rule applied")),
        ComparisonLine("cost", _("Eligible cost"), yen),
        ComparisonLine("governments", _("Bodies that carry it out"), bodies),
        ComparisonLine("body", _("Kind of body")),
        ComparisonLine(PARTNERS[0], _("NGO: together with a local government")),
        ComparisonLine(PARTNERS[1], _("NGO: together with a regional international association")),
        *(ComparisonLine(code, label) for code, label in questions.items()),
        ComparisonLine("check", _("Check of the inputs"), in_table=False),
        ComparisonLine("", _("What the rule says")),
        ComparisonLine("rate", _("Subsidy rate"), on_sheet=False),
        ComparisonLine("numerator", _("Subsidy rate: numerator"), in_table=False),
        ComparisonLine("denominator", _("Subsidy rate: denominator"), in_table=False),
        ComparisonLine("cap_single", _("Limit of a project"), yen),
        ComparisonLine("cap_joint", _("Limit of a joint project"), yen),
        ComparisonLine("effect_body", _("this kind of body as applicant"), in_table=False),
        *(ComparisonLine(f"effect_{code}", label, in_table=False) for code, label in questions.items()),
        ComparisonLine("", _("May we apply?")),
        ComparisonLine("answer_body", _("this kind of body as applicant")),
        *(ComparisonLine(f"answer_{code}", label) for code, label in questions.items()),
        ComparisonLine(f"answer_{joint}", labels.clause_label(joint, _)),
        *(ComparisonLine(f"effect_{code}", labels.clause_label(code, _)) for code in BEYOND),
        ComparisonLine("verdict", _("Eligibility")),
        ComparisonLine("point", _("Deciding point")),
        ComparisonLine("", _("What would we get?")),
        ComparisonLine("share", _("Cost × rate, whole yen"), yen),
        ComparisonLine("cap", _("Limit that applies"), yen),
        ComparisonLine("subsidy", labels.subsidy_label(_), yen),
        ComparisonLine("own_burden", _("Own burden, at least"), yen),
        ComparisonLine("binding", _("What sets the amount")),
        ComparisonLine("lead_burden", _("Burden of the leading body"), yen),
        ComparisonLine("other_burden", _("Burden of each other body"), yen),
        ComparisonLine("sentence", _("In a sentence")),
        ComparisonLine("status", _("Status")),
    )


def in_parts(lines: Sequence[ComparisonLine]) -> Iterator[tuple[str, ComparisonLine]]:
    """Each row with the heading of its part."""
    part = ""
    for line in lines:
        if line.key:
            yield part, line
        else:
            part = line.label


def inputs(application: Application, _: Translator) -> dict[str, Entry]:
    """The lines that an applicant fills in, but for the rule."""
    said = formula_words(_)
    answers: Mapping[bool | None, str] = {True: said.yes, False: said.no, None: said.unanswered}
    return {
        "cost": application.eligible_cost_yen,
        "governments": application.governments,
        "body": labels.body_label(application.body, _),
        **{key: answers[getattr(application, key)] for key in (*PARTNERS, *FLAGS)},
    }


def scenario_lines(
    application: Application, rule: Rule, _: Translator, *, shares: Sequence[Fraction] | None = None
) -> dict[str, Entry]:
    """Every line of one scenario, as `quote` has it; `shares` split its own burden unequally."""
    answer, said = quote(application, rule=rule), formula_words(_)
    own_yen, bodies = answer.own_burden_yen, application.governments
    burdens = () if own_yen is None else split_burden(own_yen, bodies=bodies, shares=shares)
    applicant, *others = answer.clauses

    def known(amount: int | None, otherwise: str) -> Entry:
        return otherwise if amount is None else amount

    return {
        **inputs(application, _),
        "rule": rule_heading(rule, _),
        "check": "OK",
        "rate": labels.rate_words(rule.rate, _),
        "numerator": rule.rate.numerator,
        "denominator": rule.rate.denominator,
        "cap_single": rule.cap_single_yen,
        "cap_joint": known(rule.cap_joint_yen, said.not_stated),
        "effect_body": labels.effect_label(rule.provision(applicant.code).effect, _),
        **{
            f"effect_{code}": labels.effect_label(rule.provision(code).effect, _)
            for code in (*FLAGS, *BEYOND)
        },
        "answer_body": labels.answer_label(applicant, _),
        **{
            f"answer_{clause.code}": labels.answer_label(clause, _)
            for clause in others
            if clause.code not in BEYOND
        },
        "verdict": labels.verdict_label(answer, _),
        "point": wording.deciding_point(answer, _) if answer.deciding else said.no_amount,
        "share": known(answer.share_yen, said.no_amount),
        "cap": known(answer.cap_yen, said.no_amount),
        "subsidy": known(answer.subsidy_yen, said.not_computed),
        "own_burden": known(own_yen, said.not_computed),
        "binding": labels.binding_label(answer.binding, _),
        "lead_burden": burdens[0] if burdens else said.not_computed,
        "other_burden": _others(burdens[1:], _) if len(burdens) > 1 else said.no_amount,
        "sentence": wording.explain(answer, _),
        "status": wording.estimate(answer, _),
        "sheet_sentence": wording.explain(answer, _, amount=_.yen),
    }


def _others(burdens: Sequence[int], _: Translator) -> Entry:
    """One amount where all bear the same, else each in its order."""
    return burdens[0] if len(set(burdens)) == 1 else _(", ").join(f"{burden:,}" for burden in burdens)
