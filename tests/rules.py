"""The subsidy rules of the project's data, and a quote under the rule of an application's year."""

from functools import cache

import pandas as pd

from clairviz.base.paths import PROJECT
from clairviz.store.ingest.dataset import load
from clairviz.store.queries.reference import sources
from clairviz.store.queries.subsidy import subsidy_rules
from clairviz.store.reconcile import in_memory
from clairviz.subsidy import Application, Quote, Rule, rule_for, rules_of
from clairviz.subsidy.rule.quote import quote as quote_under

_DATA = in_memory(load(PROJECT / "data"))
RULES = rules_of(subsidy_rules(_DATA.cursor()))


@cache
def all_sources() -> pd.DataFrame:
    """The rows of the table source."""
    return sources(_DATA.cursor())


def quote(application: Application, *, rule: Rule | None = None) -> Quote:
    """The quote under `rule`, by default that of the application's year."""
    return quote_under(application, rule=rule or rule_for(application.fiscal_year, RULES))
