"""The answer of the simulator as HTML: amounts, reasons, steps, clauses. No widgets."""

from dataclasses import replace
from html import escape

from clairviz.base.i18n import Translator
from clairviz.subsidy import (
    Answer,
    Binding,
    Clause,
    ClauseCode,
    Quote,
    ReasonCode,
    Reference,
    Rule,
    break_even,
    gain_from,
    joint_gain,
    slope,
)
from clairviz.subsidy.rule.application import MAX_YEN
from clairviz.subsidy.rule.model import Step, StepKind
from clairviz.subsidy.rule.solve import subsidy_of
from clairviz.subsidy.words import labels, wording
from clairviz.subsidy.written.plan import Plan, Refusal
from clairviz.web import charts
from clairviz.words.phrases import joined

_MORE = 1_000_000
MARKS = {
    Answer.YES: "○",
    Answer.NO: "×",
    Answer.NOT_STATED: "―",
    Answer.UNANSWERED: "？",
    Answer.DECIDED: "※",
    Answer.OPEN: "※",
}


def yen(amount_yen: int | None, _: Translator) -> str:
    """An amount to the yen; None in words."""
    return _("not computed") if amount_yen is None else _.yen(amount_yen)


def answer_panel(quote: Quote, _: Translator) -> str:
    """Subsidy in large type, own burden, why, and how far the other limit is."""
    kind = "hypothetical" if quote.is_hypothetical else "on-file"
    state = {True: "eligible", False: "refused", None: "open"}[quote.eligible]
    badge = {
        True: _("{limit} applies", limit=labels.binding_label(quote.binding, _)),
        False: _("not eligible"),
        None: _("not computed"),
    }[quote.eligible]
    if quote.reason is ReasonCode.NO_COST:
        badge = _("please enter the cost")
    if quote.is_hypothetical:
        badge = _("Hypothetical rule") + " · " + badge
    far = distance(quote, _)
    why = wording.explain(quote, _)
    why = joined([why, far], _) if far else why
    if quote.subsidy_yen is None:
        amounts = f'<strong class="sim-none">{escape(badge)}</strong>'
    else:
        subsidy, burden = escape(labels.subsidy_label(_)), escape(_("Own burden, at least"))
        amounts = (
            f'<div><span>{subsidy} <b class="sim-badge">{escape(badge)}</b></span>'
            f'<strong class="sim-subsidy">{_amount(quote.subsidy_yen, _)}</strong></div>'
            f"<div><span>{burden}</span>"
            f'<strong class="sim-burden">{_amount(quote.own_burden_yen, _)}</strong></div>'
        )
    return (
        f'<section class="sim-answer sim-{kind} sim-{state}"><div class="sim-amounts">{amounts}</div>'
        f'<p>{escape(why)}</p><p class="sim-small">{escape(wording.estimate(quote, _))}</p></section>'
    )


def refused_panel(refusal: Refusal, _: Translator) -> str:
    """What stands in the place of the answer where an input is not understood."""
    lines = []
    for problem in refusal.problems:
        text = wording.problem_text(problem.problem, problem.value, _, nearest=problem.nearest)
        if problem.line:
            text = _("Line {number} of the cost table: {text}", number=problem.line, text=text)
        lines.append(f"<p>{escape(text)}</p>")
    title = escape(_("Nothing is computed"))
    return (
        f'<section class="sim-answer sim-refused" role="alert"><div class="sim-amounts">'
        f'<strong class="sim-none">{title}</strong></div>{"".join(lines)}</section>'
    )


def distance(quote: Quote, _: Translator) -> str:
    """How far the rate is where the limit sets the amount; the rest ``explain`` says."""
    if quote.binding is not Binding.CAP or quote.share_yen == quote.cap_yen:
        return ""
    assert quote.share_yen is not None and quote.cap_yen is not None
    return _("The limit takes off {apart}.", apart=_.yen_words(quote.share_yen - quote.cap_yen))


def other_kind(plan: Plan, quote: Quote, _: Translator) -> str:
    """The same cost as a joint project, or as a single one: what it would be and the difference.

    "" where the plan itself is not eligible or open for another reason.
    """
    silent = quote.deciding is not None and quote.deciding.code is ClauseCode.CAP_JOINT
    if not quote.eligible and not silent:
        return ""
    rule, cost_yen = plan.rule, plan.application.eligible_cost_yen
    single, joint = (subsidy_of(rule, cost_yen, governments=number) for number in (1, 2))
    title = _("As a single project") if plan.application.is_joint else _("As a joint project")
    if plan.application.is_joint and joint is None and single is not None:
        body = f"<strong>{escape(yen(single, _))}</strong><p>{escape(_joint_sentence(rule, cost_yen, _))}</p>"
    elif single is None or joint is None:
        body = escape(_joint_sentence(rule, cost_yen, _))
    else:
        other, gain = (single, single - joint) if plan.application.is_joint else (joint, joint - single)
        body = (
            f"<strong>{escape(yen(other, _))}</strong> <b>{escape(_signed(gain, _))}</b>"
            f"<p>{escape(_joint_range(rule, _))}</p>"
        )
    return f'<section class="sim-other"><h3>{escape(title)}</h3>{body}</section>'


def single_and_joint(plan: Plan, quote: Quote, _: Translator) -> str:
    """Single against joint at the same cost, the next yen, and where rate and limit meet."""
    rule, application = plan.rule, plan.application
    cost_yen = application.eligible_cost_yen
    rows = []
    for governments, name in ((1, _("Single")), (2, _("Joint (2 or more)"))):
        subsidy = subsidy_of(rule, cost_yen, governments=governments)
        is_ours = (governments > 1) == application.is_joint
        amounts = [_("not stated")] * 2 if subsidy is None else [yen(subsidy, _), yen(cost_yen - subsidy, _)]
        kink = break_even(rule).joint_yen if governments > 1 else break_even(rule).single_yen
        rows.append(
            [
                _("{name} (this plan)", name=name) if is_ours else name,
                *amounts,
                _("not stated") if kink is None else yen(kink, _),
            ]
        )
    head = [
        _("If eligible, at this cost"),
        labels.subsidy_label(_),
        _("Own burden, at least"),
        _("Cost at which rate and limit meet"),
    ]
    points = [_joint_sentence(rule, cost_yen, _), *_next_yen(plan, quote, _)]
    listed = "".join(f"<li>{escape(point)}</li>" for point in points if point)
    return f'{html_table(head, rows, numbers=(1, 2, 3))}<ul class="sim-points">{listed}</ul>'


def _joint_sentence(rule: Rule, cost_yen: int, _: Translator) -> str:
    gain = joint_gain(rule, cost_yen)
    if gain is None or rule.cap_joint_yen is None:
        return _("The rule does not say anything on joint projects.")
    gain_text = _(
        "A joint project brings {gain} more than a single one at this cost.",
        gain=_.yen_words(gain),
    )
    return joined([gain_text, _joint_range(rule, _)], _)


def _joint_range(rule: Rule, _: Translator) -> str:
    ends = break_even(rule)
    assert ends.joint_yen is not None and rule.cap_joint_yen is not None
    if rule.cap_joint_yen == rule.cap_single_yen:
        return _("The limit is the same either way.")
    most = _.yen_words(rule.cap_joint_yen - rule.cap_single_yen)
    return _(
        "The difference begins above a cost of {start} and is at most {most}, from {end} on.",
        start=_.yen_words(ends.single_yen),
        end=_.yen_words(ends.joint_yen),
        most=most,
    )


def _next_yen(plan: Plan, quote: Quote, _: Translator) -> list[str]:
    cost_yen, governments = plan.application.eligible_cost_yen, plan.application.governments
    if quote.share_yen is None or cost_yen > MAX_YEN - _MORE:
        return []
    rate = slope(plan.rule, cost_yen, governments=governments)
    one = gain_from(plan.rule, cost_yen, governments=governments)
    more = gain_from(plan.rule, cost_yen, extra_yen=_MORE, governments=governments)
    assert rate is not None and one is not None and more is not None
    if not rate:
        return [_("More cost brings no more subsidy: 0 for each further yen.")]
    return [
        _(
            "One more yen of cost brings {one} (on average {slope} yen); ¥1,000,000 more brings {more}.",
            one=yen(one, _),
            slope=labels.rate_words(rate, _),
            more=_.yen_words(more),
        )
    ]


def shares_table(parts: tuple[int, ...], _: Translator) -> str:
    """The own burden of each body of a joint project."""
    shown = parts[:12]
    rows = [
        [_("Body {number}", number=number) + (_(" (leads)") if number == 1 else ""), yen(part, _)]
        for number, part in enumerate(shown, 1)
    ]
    if len(parts) > len(shown):
        rows.append([_("and {count} more bodies", count=len(parts) - len(shown)), yen(parts[-1], _)])
    return html_table([_("Body"), _("Own burden")], rows, numbers=(1,))


def steps(quote: Quote, _: Translator) -> str:
    """The calculation line by line, each with its clause and source."""
    if not quote.steps:
        return f"<p>{escape(wording.explain(quote, _))}</p>"
    head = [_("Step"), _("Clause"), _("Source"), _("Amount"), _("Change")]
    rows = [_step(step, _) for step in quote.steps]
    return html_table(head, rows, numbers=(3, 4), raw=(2,)) + (
        f'<p class="sim-small">{escape(labels.rounding_note(_))}</p>'
    )


def _step(step: Step, _: Translator) -> list[str]:
    change = "" if step.kind in (StepKind.COST, StepKind.SUBSIDY) else _signed(step.change_yen, _)
    text = labels.rule_text(step, _)
    if step.code and not text:
        text = _("hypothetical value") if step.reference is None else _("the rule does not say")
    return [
        labels.step_label(step, _),
        text or (_("input") if step.kind is StepKind.COST else ""),
        _source(step.reference, _),
        yen(step.amount_yen, _),
        change,
    ]


def _signed(amount_yen: int, _: Translator) -> str:
    return (
        f"−{yen(-amount_yen, _)}" if amount_yen < 0 else "±0" if not amount_yen else f"+{yen(amount_yen, _)}"
    )


def clauses(quote: Quote, _: Translator) -> str:
    """Each clause with its answer, the rule's own text and where it stands."""
    head = [_("Answer"), _("Point"), _("What the rule says"), _("Source")]
    rows = [
        [
            f"{_mark(clause)} {labels.answer_label(clause, _)}",
            labels.clause_label(clause.code, _),
            _clause_text(clause, _),
            _source(clause.reference, _, is_silent=not labels.rule_text(clause, _)),
        ]
        for clause in quote.clauses
    ]
    return html_table(head, rows, raw=(3,))


def _mark(clause: Clause) -> str:
    """○ only where the plan raises the point: a column of them would read as a promise."""
    return MARKS[Answer.NOT_STATED if clause.answer is Answer.YES and not clause.is_raised else clause.answer]


def _clause_text(clause: Clause, _: Translator) -> str:
    if clause.reference is None:
        return _("hypothetical value")
    return labels.rule_text(clause, _) or _("the rule does not say")


def _source(reference: Reference | None, _: Translator, *, is_silent: bool = False) -> str:
    if reference is None:
        return ""
    if is_silent:  # there is no text that could be a paraphrase
        reference = replace(reference, is_quoted=True)
    address = charts.source_address(reference.source_id, _)
    return (
        f'<a href="{escape(address)}">{escape(reference.source_id)}</a> '
        f"{escape(labels.locator(reference, _))}"
    )


def _amount(amount_yen: int | None, _: Translator) -> str:
    if amount_yen is None:
        return "―"
    text = escape(yen(amount_yen, _))
    return text.replace("円", "<small>円</small>")


def html_table(
    head: list[str], rows: list[list[str]], *, numbers: tuple[int, ...] = (), raw: tuple[int, ...] = ()
) -> str:
    """A table; `numbers` are columns set right, `raw` columns that are HTML already."""

    def cell(tag: str, column: int, text: str) -> str:
        kind = ' class="sim-number"' if column in numbers else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{kind}>{text if column in raw and tag == 'td' else escape(text)}</{tag}>"

    lines = [[cell("th", column, text) for column, text in enumerate(head)]]
    lines += [[cell("td", column, text) for column, text in enumerate(row)] for row in rows]
    first, *rest = ("<tr>" + "".join(line) + "</tr>" for line in lines)
    return f'<div class="sim-table" tabindex="0"><table><thead>{first}</thead><tbody>{"".join(rest)}</tbody></table></div>'
