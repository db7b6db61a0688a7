"""What scenes are made from: the questions of a report, asked once each."""

from datetime import date
from functools import lru_cache

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.report.facts import facts_of
from clairviz.report.model import Ask
from clairviz.store.queries import projects as project_queries
from clairviz.store.queries import reference
from clairviz.store.queries.partners import projects_by_region
from clairviz.store.queries.subsidy import subsidy_rules
from clairviz.subsidy import Rule, rules_of
from clairviz.words.facts import Facts
from clairviz.words.phrases import (
    Names,
    joined,
    names_of,
    partial_among,
    selection_sentence,
    source_line,
    synthetic_note,
    years_label,
)

# More sources than these do not fit under a figure.
MOST_SOURCES = 2


class Teller:
    """The queries of one report; each is asked once by `ask` or by whoever keeps its answers.

    `used` are the sources of the scenes told so far, in order.
    """

    def __init__(
        self,
        ask: Ask,
        selection: Selection,
        _: Translator,
        outlines: str,
        occasion: str,
        held_on: date | None,
    ) -> None:
        self.selection, self._, self.outlines = selection, _, outlines
        self.occasion, self.held_on = occasion, held_on
        self.used: list[str] = []
        # Scenes share most of their questions.
        self.ask: Ask = lru_cache(maxsize=None)(ask)
        ask = self.ask
        self.listed = ask(project_queries.projects, selection, project_queries.PAGE_OF_PROJECTS)
        self.counts = {
            str(name): int(value)
            for name, value in ask(project_queries.key_figures, selection).iloc[0].items()
        }
        years = ask(reference.fiscal_years)
        self.on_file = tuple(int(year) for year in years["fiscal_year"])
        self.partial = tuple(
            year for year in partial_among(years) if year in (selection.years or self.on_file)
        )
        self.synthetic = synthetic_note(ask(reference.sources), _=_)
        self.years = years_label(selection.years, self.on_file, _)
        self.names: Names = names_of(ask(reference.options), _=_)
        self.sources = tuple(self.listed["source_id"].unique())

    def selected(self) -> str:
        """What is shown, in a sentence; before it that it is invented, where it is."""
        whole = self.ask(project_queries.key_figures, Selection(years=self.selection.years))
        sentence = selection_sentence(
            self.selection,
            self.counts["project_count"],
            int(whole.iloc[0]["project_count"]),
            self.on_file,
            self.names,
            self._,
            self.partial,
        )
        return joined([text for text in (self.synthetic, sentence) if text], self._)

    def as_of(self) -> str:
        """The latest day on which facts were taken over, as 令和8年11月24日."""
        day = self.day()
        if day is None:
            return self._("not stated")
        return self._.day(day)

    def day(self) -> date | None:
        """The latest day on which facts were taken over."""
        days = self.ask(reference.sources).set_index("source_id").reindex(list(self.sources))["retrieved_on"]
        known = days.dropna()
        return None if known.empty else known.max().date()

    def source_line(self, source_ids: tuple[str, ...]) -> str:
        """Where a scene comes from; a few of many sources."""
        _ = self._
        frame = self.ask(reference.sources)
        used = frame[frame["source_id"].isin(source_ids)]
        if used.empty:
            return ""
        titles = [str(used.set_index("source_id")["title"][source_id]) for source_id in source_ids]
        if len(titles) > MOST_SOURCES:
            titles = [
                _("{first} and {count} more, listed at the end", first=titles[0], count=len(titles) - 1)
            ]
        return source_line(titles, list(used["retrieved_on"]), _)

    def rule(self) -> Rule | None:
        """The rule of the selected year, where there is one and only one."""
        years = self.selection.years or self.on_file
        return rules_of(self.ask(subsidy_rules)).get(years[-1]) if len(years) == 1 else None

    def regions(self) -> pd.DataFrame:
        """The answer of ``projects_by_region``."""
        return self.ask(projects_by_region, self.selection)

    def facts(self) -> Facts:
        """What sentences on the selection are made of."""
        return facts_of(self.ask, self.selection, _=self._)

    def nothing(self) -> str:
        """That nothing is selected."""
        return self._("No project fits all the filters.")
