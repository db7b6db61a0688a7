"""Link parameters of single pages whose values come from the data."""

from dataclasses import replace

import pandas as pd

from clairviz.store.queries import reference
from clairviz.store.queries.offices import span
from clairviz.web import answers, navigation
from clairviz.web.navigation import Parameter


def values_on_offer() -> dict[str, tuple[str, ...]]:
    """The values on offer by parameter: calendar years to look back on, and sources."""
    return answers.cached(_options, (span,), (reference.sources,))


def _options(years: pd.DataFrame, sources: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    first, last = (int(year) for year in years.iloc[0])
    return {
        navigation.AS_OF.key: tuple(str(year) for year in range(first, last + 1)),
        navigation.SOURCE.key: tuple(sources["source_id"]),
    }


def page_parameters() -> tuple[Parameter, ...]:
    """The parameters of all pages, each once; looking back starts at the last year."""
    last = values_on_offer()[navigation.AS_OF.key][-1:]
    every = dict.fromkeys(parameter for page in navigation.PAGES for parameter in page.parameters)
    return tuple(
        replace(parameter, default=last) if parameter == navigation.AS_OF else parameter
        for parameter in every
    )
