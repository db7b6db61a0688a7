"""What sentences are made of: counts, the years chosen, names, and what the reader has narrowed."""

from dataclasses import dataclass

from clairviz.base.counts import Counts
from clairviz.base.i18n import message
from clairviz.words.phrases import Names

# What a source may state of a project beside its marks; in sentences, what it lacks.
STATED = {"title": message("titles"), "cost": message("costs"), "subsidy": message("subsidies")}
# More names of projects than these are a number.
MOST_UNMARKED = 4


@dataclass(frozen=True)
class Facts:
    """What is told of: the counts under all filters but the years, and the years chosen.

    `filtered` are the facets the reader has narrowed; of these no lead is told. Over the years
    chosen: `only_secondary` are fields without a primary mark, `silent` those of STATED that no
    project has, `unmarked` the names of the projects without a partner region, where they are few.
    """

    counts: Counts
    years: tuple[int, ...]
    names: Names
    filtered: frozenset[str] = frozenset()
    only_secondary: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The years told of that are on file; all on file where none is chosen."""
        on_file = self.counts.on_file
        return tuple(year for year in on_file if year in self.years) if self.years else on_file

    @property
    def total(self) -> int:
        """Projects told of."""
        return self.counts.total(self.chosen)

    def name(self, facet: str, code: str) -> str:
        """The name of a code in the reader's language."""
        return self.names.get((facet, code), code)
