"""The subsidy rules of the data in service, as pages compute with them."""

from clairviz.store.queries.subsidy import subsidy_rules
from clairviz.subsidy import Rules, rules_of
from clairviz.web import answers


def rules_on_file() -> Rules:
    """The rules by fiscal year, the oldest first."""
    return answers.cached(rules_of, (subsidy_rules,))
