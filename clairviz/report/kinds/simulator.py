"""What a project would receive."""

from clairviz.base.i18n import message
from clairviz.report.model import Scene, Simulator
from clairviz.report.teller import Teller
from clairviz.subsidy.words.labels import estimate_text, joined_sentences, rate_words, rule_note

NAME = message("Live simulator")


def scene(teller: Teller, code: str) -> Scene:
    """The rule of the selected year, and a calculator on it."""
    _, rule = teller._, teller.rule()
    if rule is None:
        return Scene(
            code,
            _("What would a project receive?"),
            Simulator(None),
            (_("no rule on file for this selection"),),
        )
    joint = _("not stated") if rule.cap_joint_yen is None else _.yen_words(rule.cap_joint_yen)
    return Scene(
        code,
        _("What would a project receive?"),
        Simulator(rule),
        facts=(
            (_("Rule"), _.fiscal_year(rule.fiscal_year)),
            (_("Subsidy rate"), rate_words(rule.rate, _)),
            (_("Limit of a project"), _.yen_words(rule.cap_single_yen)),
            (_("Limit of a joint project"), joint),
        ),
        caveat=joined_sentences((rule_note(rule, _), estimate_text(is_newest=rule.is_newest, _=_)), _),
        sources=(rule.source_id,),
    )
