"""The lines on which scenarios are compared, on the sheet and in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clairviz.export.simulation_formulas import ANSWERS, FLAGS, PARTNERS
from clairviz.i18n import Translator
from clairviz.subsidy import labels


@dataclass(frozen=True)
class Line:
    """One row; a heading, which opens a part, has no key. Some rows only serve the formulas."""

    key: str
    label: str
    unit: str = ""
    in_table: bool = True
    on_sheet: bool = True


def comparison_lines(_: Translator) -> Sequence[Line]:
    """The rows in their order."""
    yen, bodies = _("yen"), _("bodies")
    questions = {code: labels.clause_label(code, _) for code in FLAGS}
    joint = ANSWERS[-1]
    return (
        Line("", _("What is planned")),
        Line("rule", _("Rule applied")),
        Line("cost", _("Eligible cost"), yen),
        Line("governments", _("Bodies that carry it out"), bodies),
        Line("body", _("Kind of body")),
        Line(PARTNERS[0], _("NGO: together with a local government")),
        Line(PARTNERS[1], _("NGO: together with a regional international association")),
        *(Line(code, label) for code, label in questions.items()),
        Line("check", _("Check of the inputs"), in_table=False),
        Line("", _("What the rule says")),
        Line("rate", _("Subsidy rate"), on_sheet=False),
        Line("numerator", _("Subsidy rate: numerator"), in_table=False),
        Line("denominator", _("Subsidy rate: denominator"), in_table=False),
        Line("cap_single", _("Limit of a project"), yen),
        Line("cap_joint", _("Limit of a joint project"), yen),
        Line("effect_body", _("this kind of body as applicant"), in_table=False),
        *(Line(f"effect_{code}", label, in_table=False) for code, label in questions.items()),
        Line("", _("May we apply?")),
        Line("answer_body", _("this kind of body as applicant")),
        *(Line(f"answer_{code}", label) for code, label in questions.items()),
        Line(f"answer_{joint}", labels.clause_label(joint, _)),
        Line("verdict", _("Eligibility")),
        Line("point", _("Deciding point")),
        Line("", _("What would we get?")),
        Line("share", _("Cost × rate, whole yen"), yen),
        Line("cap", _("Limit that applies"), yen),
        Line("subsidy", _("Subsidy"), yen),
        Line("own_burden", _("Own burden"), yen),
        Line("binding", _("What sets the amount")),
        Line("lead_burden", _("Burden of the leading body"), yen),
        Line("other_burden", _("Burden of each other body"), yen),
        Line("sentence", _("In a sentence")),
    )


def in_parts(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Each row with the heading of its part."""
    part = ""
    for line in lines:
        if line.key:
            yield part, line
        else:
            part = line.label
