"""Eligibility: each clause of a rule answered for one application.

A clause answers yes (the rule lets the application pass), no, not stated (the rule is silent)
or unanswered (the rule asks for a partner and the applicant has not named one). Only a clause
that the application raises can decide:

- a raised clause that says no makes the application not eligible, whatever else is silent;
- otherwise a raised clause that is not stated or unanswered leaves the question open;
- otherwise the application is eligible.

So the silence of a rule (the article on FY2022 names no exclusions) stops nobody who does not
ask about it, and is never taken as a permission for those who do.
"""

from clairviz.subsidy.rule.application import Application, BodyKind
from clairviz.subsidy.rule.model import Answer, Clause, ClauseCode
from clairviz.subsidy.rule.rules import Effect, Provision, Rule

# What no answer of the applicant settles; shown beside the clauses that are weighed.
BEYOND = (ClauseCode.OTHER_EXCLUSIONS, ClauseCode.RECOGNITION, ClauseCode.PIONEERING)
_BEYOND = {
    Effect.OPEN_LIST: Answer.OPEN,
    Effect.DECIDED_BY_ASSOCIATION: Answer.DECIDED,
    Effect.NOT_STATED: Answer.NOT_STATED,
}


def eligibility(application: Application, rule: Rule) -> tuple[Clause, ...]:
    """The clauses in the order in which they are weighed (who, what, with whom), then those beyond weighing."""
    return (
        _body(application, rule),
        _project(rule, ClauseCode.FUNDING_ONLY, is_raised=application.funding_only),
        _survey_only(application, rule),
        _project(rule, ClauseCode.PRELIMINARY_SURVEY, is_raised=application.preliminary_survey),
        _project(rule, ClauseCode.OTHER_PUBLIC_SUBSIDY, is_raised=application.other_public_subsidy),
        _joint(application, rule),
        *(
            _clause(rule.provision(code), _BEYOND[rule.provision(code).effect], is_raised=False)
            for code in BEYOND
        ),
    )


def deciding_clause(clauses: tuple[Clause, ...]) -> Clause | None:
    """The clause that ends it: the first no, else the first silence; None if all pass."""
    raised = [clause for clause in clauses if clause.is_raised]
    refusing = [clause for clause in raised if clause.answer is Answer.NO]
    silent = [clause for clause in raised if clause.answer is not Answer.YES]
    return next(iter(refusing + silent), None)


def _body(application: Application, rule: Rule) -> Clause:
    if application.body is BodyKind.NGO:
        provision = rule.provision(ClauseCode.NGO)
        return _clause(provision, _partner_answer(application, provision.effect), is_raised=True)
    code = ClauseCode.ASSOCIATION
    if application.body.is_local_government:
        code = ClauseCode.LOCAL_GOVERNMENT
    return _project(rule, code, is_raised=True)


def _partner_answer(application: Application, effect: Effect) -> Answer:
    partners = [application.with_local_government]
    if effect is Effect.ADMITS_WITH_EITHER:
        partners.append(application.with_association)
    elif effect is not Effect.ADMITS_WITH_LOCAL_GOVERNMENT:
        return _plain_answer(effect)
    if True in partners:
        return Answer.YES
    return Answer.UNANSWERED if None in partners else Answer.NO


def _survey_only(application: Application, rule: Rule) -> Clause:
    """A rule silent on surveys alone but open to preliminary surveys admits those.

    FY2005: "(preliminary surveys included)", and no word on other surveys.
    """
    own = rule.provision(ClauseCode.SURVEY_ONLY)
    preliminary = rule.provision(ClauseCode.PRELIMINARY_SURVEY)
    if (
        application.survey_only
        and application.preliminary_survey
        and own.effect is Effect.NOT_STATED
        and preliminary.effect is Effect.ADMITS
    ):
        return Clause(
            ClauseCode.SURVEY_ONLY,
            Answer.YES,
            True,
            preliminary.text_ja,
            preliminary.text_en,
            preliminary.reference,
        )
    return _project(rule, ClauseCode.SURVEY_ONLY, is_raised=application.survey_only)


def _joint(application: Application, rule: Rule) -> Clause:
    # The cap, not the text, is what a joint project needs: a hypothetical rule may supply it.
    answer = Answer.NOT_STATED if rule.cap_joint_yen is None else Answer.YES
    return _clause(rule.provision(ClauseCode.CAP_JOINT), answer, is_raised=application.is_joint)


def _project(rule: Rule, code: ClauseCode, *, is_raised: bool) -> Clause:
    provision = rule.provision(code)
    answer = _plain_answer(provision.effect)
    if answer is Answer.NO and not is_raised:
        answer = Answer.YES  # the exclusion does not concern this application
    return _clause(provision, answer, is_raised=is_raised)


def _plain_answer(effect: Effect) -> Answer:
    if effect is Effect.NOT_STATED:
        return Answer.NOT_STATED
    return Answer.NO if effect is Effect.REFUSES else Answer.YES


def _clause(provision: Provision, answer: Answer, *, is_raised: bool) -> Clause:
    return Clause(
        provision.code,
        answer,
        is_raised,
        provision.text_ja,
        provision.text_en,
        provision.reference,
    )
