"""A quote as a record for programs: the same keys from the command and from the server."""

from fractions import Fraction

from clairviz.base.i18n import Translator
from clairviz.subsidy import Binding, Quote, Step
from clairviz.subsidy.words import labels, wording


def quote_record(answer: Quote, _: Translator) -> dict[str, object]:
    """The quote with its steps; amounts in yen, rates as exact fractions."""
    return record(
        eligible=answer.eligible,
        subsidy_yen=answer.subsidy_yen,
        own_burden_yen=answer.own_burden_yen,
        binding=answer.binding,
        rule=answer.rule,
        steps=[_step_record(step, _) for step in answer.steps],
        reason=labels.joined_sentences((wording.explain(answer, _), wording.estimate(answer, _)), _),
    )


def record(
    *,
    reason: str,
    eligible: bool | None = None,
    subsidy_yen: int | None = None,
    own_burden_yen: int | None = None,
    binding: str = Binding.NONE,
    rule: int | None = None,
    steps: list[dict[str, object]] | None = None,
) -> dict[str, object]:
    """The record; where nothing is computed, `reason` says why."""
    return {
        "eligible": eligible,
        "subsidy_yen": subsidy_yen,
        "own_burden_yen": own_burden_yen,
        "binding": binding,
        "rule": rule,
        "steps": steps or [],
        "reason": reason,
    }


def _step_record(step: Step, _: Translator) -> dict[str, object]:
    parameter = step.parameter
    return {
        "kind": step.kind,
        "label": labels.step_label(step, _),
        "amount_yen": step.amount_yen,
        "change_yen": step.change_yen,
        "parameter": str(parameter) if isinstance(parameter, Fraction) else parameter,
        "text": labels.rule_text(step, _),
        "source_id": step.reference.source_id if step.reference else None,
        "locator": labels.locator(step.reference, _) if step.reference else None,
        "rounding": step.rounding,
    }
