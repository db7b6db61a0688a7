"""The quote: what an application would receive, line by line."""

from clairviz.subsidy.rule.application import Application, BodyKind
from clairviz.subsidy.rule.clauses import deciding_clause, eligibility
from clairviz.subsidy.rule.formulas import ROUND_DOWN_TO_YEN, formula_for
from clairviz.subsidy.rule.model import Answer, Binding, Clause, ClauseCode, Quote, ReasonCode, Step, StepKind
from clairviz.subsidy.rule.rules import Effect, Rule


def quote(application: Application, *, rule: Rule) -> Quote:
    """What `application` would receive under `rule`; ``on_file.rule_for`` finds that of its year."""
    clauses = eligibility(application, rule)
    deciding = deciding_clause(clauses)
    if deciding is None:
        return _computed(application, rule, clauses)
    if deciding.answer is Answer.NO:
        return _refused(application, rule, clauses, deciding)
    unanswered = deciding.answer is Answer.UNANSWERED
    return Quote(
        application=application,
        eligible=None,
        subsidy_yen=None,
        own_burden_yen=None,
        binding=Binding.NONE,
        rule=rule.fiscal_year,
        is_hypothetical=rule.is_hypothetical,
        reason=ReasonCode.UNANSWERED if unanswered else ReasonCode.NOT_STATED,
        clauses=clauses,
        deciding=deciding,
        is_newest=rule.is_newest,
    )


def _computed(application: Application, rule: Rule, clauses: tuple[Clause, ...]) -> Quote:
    cap_yen = rule.cap_yen(application.governments)
    assert cap_yen is not None, "a joint application without a joint cap is not stated"
    cost_yen = application.eligible_cost_yen
    share_yen, subsidy_yen = formula_for(rule.fiscal_year)(cost_yen, rule.rate, cap_yen)
    rate_text = rule.provision(ClauseCode.RATE)
    cap_text = rule.provision(ClauseCode.CAP_JOINT if application.is_joint else ClauseCode.CAP_SINGLE)
    is_capped = share_yen >= cap_yen
    return Quote(
        application=application,
        eligible=True,
        subsidy_yen=subsidy_yen,
        own_burden_yen=cost_yen - subsidy_yen,
        binding=Binding.CAP if is_capped else Binding.RATE,
        rule=rule.fiscal_year,
        is_hypothetical=rule.is_hypothetical,
        reason=_reason(cost_yen, is_capped=is_capped),
        clauses=clauses,
        steps=(
            Step(StepKind.COST, cost_yen, cost_yen),
            Step(
                StepKind.RATE,
                share_yen,
                share_yen - cost_yen,
                rate_text.code,
                rule.rate,
                rate_text.text_ja,
                rate_text.text_en,
                rate_text.reference,
                ROUND_DOWN_TO_YEN,
            ),
            Step(
                StepKind.CAP,
                cap_yen,
                subsidy_yen - share_yen,
                cap_text.code,
                cap_yen,
                cap_text.text_ja,
                cap_text.text_en,
                cap_text.reference,
            ),
            Step(StepKind.SUBSIDY, subsidy_yen, 0),
        ),
        rate=rule.rate,
        share_yen=share_yen,
        cap_yen=cap_yen,
        is_newest=rule.is_newest,
        is_paid_through_government=(
            application.body is BodyKind.NGO
            and rule.provision(ClauseCode.NGO_PAYMENT).effect is Effect.THROUGH_LOCAL_GOVERNMENT
        ),
    )


def _reason(cost_yen: int, *, is_capped: bool) -> ReasonCode:
    if not cost_yen:
        return ReasonCode.NO_COST
    return ReasonCode.CAP_REACHED if is_capped else ReasonCode.RATE_BINDS


def _refused(application: Application, rule: Rule, clauses: tuple[Clause, ...], deciding: Clause) -> Quote:
    cost_yen = application.eligible_cost_yen
    return Quote(
        application=application,
        eligible=False,
        subsidy_yen=0,
        own_burden_yen=cost_yen,
        binding=Binding.NONE,
        rule=rule.fiscal_year,
        is_hypothetical=rule.is_hypothetical,
        reason=ReasonCode.REFUSED,
        clauses=clauses,
        steps=(
            Step(StepKind.COST, cost_yen, cost_yen),
            Step(
                StepKind.ELIGIBILITY,
                0,
                -cost_yen,
                deciding.code,
                None,
                deciding.text_ja,
                deciding.text_en,
                deciding.reference,
            ),
            Step(StepKind.SUBSIDY, 0, 0),
        ),
        deciding=deciding,
        is_newest=rule.is_newest,
    )
