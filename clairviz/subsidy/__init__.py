"""What a planned project would receive under the Model Project rule of a fiscal year, and why.

Pure functions over dated, referenced parameters: ``quote(Application, rule=Rule) -> Quote``. Money
is integer yen, rates are fractions; nothing here knows of pages, databases or data frames: the
rules on file (``rules_of``) are arguments.

How "not stated" is handled: a rule that is silent on a point never decides an application
that does not raise that point. Where the application does raise it (it says "we only provide
funds", and that year's rule has no word on it), the answer is "not stated": `eligible` and
`subsidy_yen` are None and nothing is computed. A clause that says no decides over any that is
silent. See `clauses.eligibility`.
"""

from clairviz.subsidy.rule.application import Application, BodyKind, InputRefused, Partner, RefusalCode
from clairviz.subsidy.rule.burden import split_burden
from clairviz.subsidy.rule.items import CostItem, ItemTotals, sum_items
from clairviz.subsidy.rule.model import (
    Answer,
    Binding,
    Clause,
    ClauseCode,
    Quote,
    ReasonCode,
    Reference,
    Step,
    StepKind,
)
from clairviz.subsidy.rule.on_file import NoRuleOnFile, Rules, rule_for, rules_of
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.rule.rules import Rule, hypothetical
from clairviz.subsidy.rule.solve import (
    BreakEven,
    CurvePoint,
    break_even,
    cost_for_subsidy,
    curve,
    gain_from,
    joint_gain,
    slope,
)
from clairviz.subsidy.written.batch import Batch, quote_many
from clairviz.subsidy.written.yen import parse_rate, parse_yen

__all__ = [
    "Answer",
    "Application",
    "Batch",
    "Binding",
    "BodyKind",
    "BreakEven",
    "Clause",
    "ClauseCode",
    "CostItem",
    "CurvePoint",
    "InputRefused",
    "ItemTotals",
    "NoRuleOnFile",
    "Partner",
    "Quote",
    "ReasonCode",
    "Reference",
    "RefusalCode",
    "Rule",
    "Rules",
    "Step",
    "StepKind",
    "break_even",
    "cost_for_subsidy",
    "curve",
    "gain_from",
    "hypothetical",
    "joint_gain",
    "parse_rate",
    "parse_yen",
    "quote",
    "quote_many",
    "rule_for",
    "rules_of",
    "slope",
    "split_burden",
    "sum_items",
]
