"""The calculator of the handout: what its script needs, and examples for paper."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clairviz.base.i18n import Translator
from clairviz.subsidy import Application, Binding, Rule
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.words.labels import (
    binding_label,
    estimate_text,
    joined_sentences,
    rounding_note,
    subsidy_label,
)

# Below, at and above the costs at which the limits of the rules on file are reached.
EXAMPLES_YEN = (2_000_000, 3_000_000, 4_000_000, 6_000_000, 8_000_000, 10_000_000, 12_000_000)
# Words that the script itself says.
_SAID = ("silent", "no_cost", "bad_cost", "bad_governments")


@dataclass(frozen=True)
class Calculator:
    """The calculator as the template and the script take it: numbers as text, words translated."""

    numbers: dict[str, str]
    words: dict[str, str]
    examples: tuple[tuple[str, ...], ...]

    def data(self) -> dict[str, str]:
        """What calculator.js reads, by the names of data attributes."""
        words = {
            "rate-word": self.words["rate"],
            "cap-word": self.words["cap"],
            **{name.replace("_", "-"): self.words[name] for name in _SAID},
        }
        return {name.replace("_", "-"): value for name, value in self.numbers.items()} | words


@cache
def calculator_script() -> str:
    """The calculation itself, a constant script; the handout and the stage share it."""
    return Path(__file__).with_name("calculator.js").read_text(encoding="utf-8")


def calculator(rule: Rule, _: Translator) -> Calculator:
    """The calculator of one rule."""
    return Calculator(
        numbers={
            "numerator": str(rule.rate.numerator),
            "denominator": str(rule.rate.denominator),
            "single": str(rule.cap_single_yen),
            "joint": "" if rule.cap_joint_yen is None else str(rule.cap_joint_yen),
            "most_yen": str(MAX_YEN),
            "most_governments": str(MAX_GOVERNMENTS),
            "amount": _yen("{amount}", _),
        },
        words={
            "name": _("Calculate a subsidy"),
            "cost": _("Eligible cost in yen"),
            "governments": _("Local governments that carry it out"),
            "subsidy": subsidy_label(_),
            "own": _("Own burden, at least"),
            "limit": _("Set by"),
            "rate": binding_label(Binding.RATE, _),
            "cap": binding_label(Binding.CAP, _),
            "silent": _("the rule does not say"),
            "no_cost": _("please enter the cost"),
            "bad_cost": _("Write an amount in whole yen, such as 8,000,000."),
            "bad_governments": _(
                "Write a whole number of bodies from 1 to {most}.", most=f"{MAX_GOVERNMENTS:,}"
            ),
            "condition": joined_sentences(
                (
                    _("For a project that may apply; whether it may is not checked here."),
                    estimate_text(is_newest=rule.is_newest, _=_),
                ),
                _,
            ),
            "rounding": rounding_note(_),
            "examples": _("Examples"),
            "alone": _("Subsidy at most, one body"),
            "alone_own": _("Left to bear, one body"),
            "joint": _("Subsidy at most, joint"),
            "joint_own": _("Left to bear, joint"),
        },
        examples=tuple(_example(cost, rule, _) for cost in EXAMPLES_YEN),
    )


def _example(cost_yen: int, rule: Rule, _: Translator) -> tuple[str, ...]:
    cells = [_yen(f"{cost_yen:,}", _)]
    for governments in (1, 2):
        answer = quote(
            Application(eligible_cost_yen=cost_yen, governments=governments, fiscal_year=rule.fiscal_year),
            rule=rule,
        )
        cells += [
            _("not stated") if amount is None else _yen(f"{amount:,}", _)
            for amount in (answer.subsidy_yen, answer.own_burden_yen)
        ]
    return tuple(cells)


def _yen(amount: str, _: Translator) -> str:
    return _("¥{amount}", amount=amount)
