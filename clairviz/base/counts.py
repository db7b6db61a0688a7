"""Counts of projects by facet, code and fiscal year: the one table behind spine, ranks and sentences.

A project belongs to one fiscal year, so counts add up over years. They do not add up over the
codes of ``field`` and ``region``: a project with two partner regions counts under both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clairviz.base.selection import NOT_STATED

# The facet of the projects themselves; its only code is the empty text.
ALL = "all"


@dataclass(frozen=True)
class Counts:
    """Projects by facet, code and year, and what is known of the years.

    `by_code` is facet → code → fiscal year → projects, codes in the order of their tables.
    `complete` are the years whose every recognised project is on file, `partial` the others on
    file; `recognised` is the number of projects a source states, by year, where one does.
    """

    by_code: Mapping[str, Mapping[str, Mapping[int, int]]]
    complete: tuple[int, ...]
    partial: tuple[int, ...]
    recognised: Mapping[int, int]

    @property
    def on_file(self) -> tuple[int, ...]:
        """Fiscal years on file, the earliest first."""
        return tuple(sorted({*self.complete, *self.partial}))

    def of(self, facet: str, code: str, years: Iterable[int]) -> int:
        """Projects of one code over some years."""
        per_year = self.by_code.get(facet, {}).get(code, {})
        return sum(per_year.get(year, 0) for year in years)

    def total(self, years: Iterable[int]) -> int:
        """Projects over some years, each once."""
        return self.of(ALL, "", years)

    def ranking(self, facet: str, years: Sequence[int]) -> list[tuple[str, int]]:
        """Codes with projects in these years and their counts, the most first; without not stated."""
        counted = [
            (code, self.of(facet, code, years)) for code in self.by_code.get(facet, {}) if code != NOT_STATED
        ]
        return sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])

    def not_stated(self, facet: str, years: Iterable[int]) -> int:
        """Projects for which the source states nothing of this facet."""
        return self.of(facet, NOT_STATED, years)

    def series(self, facet: str, code: str) -> dict[int, int | None]:
        """By year from the first to the last on file; None for a year not on file."""
        if not self.on_file:
            return {}
        span = range(self.on_file[0], self.on_file[-1] + 1)
        known = set(self.on_file)
        return {year: self.of(facet, code, (year,)) if year in known else None for year in span}


def counts(rows: Iterable[tuple[str, str, int, int]], years: Iterable[tuple[int, str, int | None]]) -> Counts:
    """From (facet, code, fiscal year, projects) and (fiscal year, coverage, recognised or None)."""
    by_code: dict[str, dict[str, dict[int, int]]] = {}
    for facet, code, year, number in rows:
        by_code.setdefault(facet, {}).setdefault(code, {})[int(year)] = int(number)
    known = list(years)
    return Counts(
        by_code,
        complete=tuple(sorted(year for year, coverage, _ in known if coverage == "complete")),
        partial=tuple(sorted(year for year, coverage, _ in known if coverage != "complete")),
        recognised={year: stated for year, _, stated in known if stated is not None},
    )
