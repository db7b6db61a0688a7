"""The subsidy rules of the tests' FY2005, and a quote under the rule of an application's year."""

from functools import cache

import pandas as pd

from clairviz.store.ingest.dataset import load
from clairviz.store.queries.reference import sources
from clairviz.store.queries.subsidy import subsidy_rules
from clairviz.store.reconcile import in_memory
from clairviz.subsidy import Application, Quote, Rule, rule_for, rules_of
from clairviz.subsidy.rule.quote import quote as quote_under
from tests.conftest import FY2005

_DATA = in_memory(load(FY2005))
RULES = rules_of(subsidy_rules(_DATA.cursor()))


@cache
def all_sources() -> pd.DataFrame:
    """The rows of the table source."""
    return sources(_DATA.cursor())


def quote(application: Application, *, rule: Rule | None = None) -> Quote:
    """The quote under `rule`, by default that of the application's year."""
    return quote_under(application, rule=rule or rule_for(application.fiscal_year, RULES))
