"""``simulate``: what planned projects would receive: one as text or JSON, or a file of them."""

import argparse
import json
import sys
from pathlib import Path

from clairviz.base import fiscal_year
from clairviz.base.i18n import Translator, translator
from clairviz.commands.usage import Parser
from clairviz.store import database
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.queries.subsidy import subsidy_rules
from clairviz.subsidy import (
    Application,
    BodyKind,
    Clause,
    InputRefused,
    NoRuleOnFile,
    Partner,
    Quote,
    RefusalCode,
    Rules,
    Step,
    parse_yen,
    rule_for,
    rules_of,
)
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.words import labels, wording
from clairviz.subsidy.words.record import quote_record, record


def configure(parser: Parser) -> None:
    """The options of the command."""
    _ = parser.translator
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--cost", help=_("eligible cost, as 8000000 or 8,000,000"))
    asked.add_argument(
        "--batch",
        type=Path,
        metavar="FILE",
        help=_("CSV or xlsx file of planned projects; only the options year, budget and out apply"),
    )
    parser.add_argument("--budget", metavar="YEN", help=_("with --batch: a budget to compare the total with"))
    parser.add_argument(
        "--out", type=output_file, metavar="FILE", help=_("with --batch: write the answers as .xlsx or .csv")
    )
    parser.add_argument(
        "--governments",
        type=int,
        default=1,
        metavar="N",
        help=_("local governments that carry it out together (default 1)"),
    )
    parser.add_argument(
        "--fiscal-year",
        "--year",
        type=year_argument,
        default=2005,
        metavar="YEAR",
        help=_("whose rule applies, as 2005 or H17 (default 2005)"),
    )
    parser.add_argument(
        "--body",
        choices=[kind.value for kind in BodyKind],
        default=BodyKind.CITY.value,
        help=_("who applies (default city; every local government is treated alike)"),
    )
    parser.add_argument(
        "--partner",
        choices=[partner.value for partner in Partner],
        help=_("with whom an NGO carries the project out"),
    )
    parser.add_argument("--funding-only", action="store_true", help=_("it only provides funds"))
    parser.add_argument("--survey-only", action="store_true", help=_("it is only a survey"))
    parser.add_argument("--preliminary-survey", action="store_true", help=_("it is a preliminary survey"))
    parser.add_argument(
        "--other-subsidy",
        action="store_true",
        help=_("it is subsidised by the state or the like"),
    )
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def year_argument(text: str) -> int:
    """A year in figures, on file or not, or in any notation of a fiscal year."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return fiscal_year.parse(text).year
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def output_file(text: str) -> Path:
    """Where the answers go; its ending says in which form."""
    file = Path(text)
    if file.suffix.lower() not in (".xlsx", ".csv"):
        raise argparse.ArgumentTypeError("must end in .xlsx or .csv")
    return file


def run(args: argparse.Namespace) -> int:
    """Prints the quote; 1 where no rule is on file or the input is refused, 2 where it is none, else 0."""
    _ = translator(args.lang)
    try:
        rules = _rules_on_file()
    except DataRefused as refused:
        reason = "\n".join(f"{one.place(_)}: {one.text(_)} {one.mend(_)}" for one in refused.problems)
        return _refuse(reason, as_json=args.json)
    if args.batch:
        return _run_batch(args, rules, _)
    partner = Partner(args.partner) if args.partner else None
    try:
        application = Application(
            eligible_cost_yen=parse_yen(args.cost),
            governments=args.governments,
            fiscal_year=args.fiscal_year,
            body=BodyKind(args.body),
            with_local_government=partner.with_local_government if partner else None,
            with_association=partner.with_association if partner else None,
            funding_only=args.funding_only,
            survey_only=args.survey_only,
            preliminary_survey=args.preliminary_survey,
            other_public_subsidy=args.other_subsidy,
        )
        answer = quote(application, rule=rule_for(args.fiscal_year, rules))
    except InputRefused as error:
        reason = wording.problem_text(error.problem, error.value, _)
        return _refuse(reason, as_json=args.json, status=_status(error))
    except NoRuleOnFile as error:
        return _refuse(wording.no_rule_text(error, _), as_json=args.json)
    print(_written(quote_record(answer, _)) if args.json else _as_text(answer, _))
    return 0


def _rules_on_file() -> Rules:
    with database.connect(database.ensure().version) as connection:
        return rules_of(subsidy_rules(connection.cursor()))


def _run_batch(args: argparse.Namespace, rules: Rules, _: Translator) -> int:
    # pandas and openpyxl would make every other command three times as slow to start.
    from clairviz.commands.batch import run_batch

    try:
        budget_yen = None if args.budget is None else parse_yen(args.budget, field="budget")
    except InputRefused as error:
        reason = wording.problem_text(error.problem, error.value, _)
        return _refuse(reason, as_json=False, status=_status(error))
    return run_batch(args.batch, args.out, rules, budget_yen=budget_yen, fiscal_year=args.fiscal_year, _=_)


def _status(error: InputRefused) -> int:
    """2, wrong usage, for what is no amount at all; 1 for an amount that is refused."""
    return 2 if error.problem in (RefusalCode.EMPTY, RefusalCode.NOT_AN_AMOUNT) else 1


def _refuse(reason: str, *, as_json: bool, status: int = 1) -> int:
    if as_json:
        print(_written(record(reason=reason)))
    print(reason, file=sys.stderr)
    return status


def _written(found: dict[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


def _as_text(answer: Quote, _: Translator) -> str:
    lines = [
        _("{label}: {text}", label=labels.subsidy_label(_), text=_amount(answer.subsidy_yen, _)),
        _("{label}: {text}", label=_("Own burden, at least"), text=_amount(answer.own_burden_yen, _)),
        wording.explain(answer, _),
        wording.estimate(answer, _),
        "",
        _("Eligibility under the rule of {year}", year=_.fiscal_year(answer.rule)),
        *(_clause_line(clause, _) for clause in answer.clauses),
    ]
    if answer.steps:
        lines += ["", _("Calculation"), *(_step_line(step, _) for step in answer.steps)]
    if any(step.rounding for step in answer.steps):
        lines.append(f"  {labels.rounding_note(_)}")
    return "\n".join(lines)


def _amount(amount_yen: int | None, _: Translator) -> str:
    if amount_yen is None:
        return _("not computed")
    return _.yen(amount_yen)


def _step_line(step: Step, _: Translator) -> str:
    source = ""
    if step.reference:
        source = f"  [{step.reference.source_id}: {labels.locator(step.reference, _)}]"
    return f"  {labels.step_label(step, _)}: {_amount(step.amount_yen, _)}{source}"


def _clause_line(clause: Clause, _: Translator) -> str:
    text = labels.rule_text(clause, _)
    quoted = f"  {text}" if text else ""
    return f"  [{labels.answer_label(clause, _)}] {labels.clause_label(clause.code, _)}{quoted}"
