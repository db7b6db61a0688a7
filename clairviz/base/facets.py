"""What projects can be filtered by: one tuple, from which everything about filters derives.

Filters on the pages, links, the command's options, conditions and counts of queries, and the
sentence of a selection all go through FACETS. A new filter is one more entry here, a column of
mart_project to filter by, and its labels in the catalogues.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from clairviz.base import fiscal_year
from clairviz.base.i18n import message

# Chosen in place of a code: projects for which the source marks nothing.
NOT_STATED = "not-stated"
# In a link, what is excluded by the facet whose key follows.
EXCLUDED = "x"
# What stands between the first and the last year of a span.
_BETWEEN = re.compile(r"\s*[-–〜～~]\s*")


@dataclass(frozen=True)
class Facet:
    """One thing to filter by.

    `key` stands in links, `attribute` in Selection, `option` (and ``exclude-`` before it) on the
    command line. `column` is an expression over mart_project: one code, or a list of codes where
    `is_list`; `options` is a statement giving code, name_ja, name_en and sort_order of all codes.
    Without `options` the facet takes free words. `not_stated` names NOT_STATED where a project
    may be marked with nothing. `read` makes the value queries compare from a code.
    """

    key: str
    attribute: str
    option: str
    label: str
    column: str = ""
    is_list: bool = False
    options: str = ""
    not_stated: str = ""
    read: Callable[[str], object] = str

    @property
    def excluded_key(self) -> str:
        """The key in links of what is excluded."""
        return EXCLUDED + self.key

    @property
    def is_text(self) -> bool:
        """Whether words are searched for instead of codes chosen."""
        return not self.options

    @property
    def codes(self) -> str:
        """An expression over mart_project: the list of codes a project counts under."""
        if not self.is_list:
            return f"[CAST({self.column} AS VARCHAR)]"
        if not self.not_stated:
            return self.column
        return f"CASE WHEN len({self.column}) = 0 THEN ['{NOT_STATED}'] ELSE {self.column} END"

    def condition(self, values: str) -> str:
        """A condition on mart_project: the project is marked with one of the list `values`.

        Words are searched for instead; see ``store.search_text.condition``.
        """
        if not self.is_list:
            return f"list_contains({values}, {self.column})"
        marked = f"list_has_any({self.column}, {values})"
        if not self.not_stated:
            return marked
        return f"({marked} OR (list_contains({values}, '{NOT_STATED}') AND len({self.column}) = 0))"


YEAR = Facet(
    "year",
    "years",
    "year",
    message("Fiscal year"),
    "fiscal_year",
    options="SELECT CAST(fiscal_year AS VARCHAR) AS code, label_ja AS name_ja, label_en AS name_en, "
    "-fiscal_year AS sort_order FROM fiscal_year",
    read=int,
)
QUERY = Facet("q", "text", "query", message("Search words"))
# In the order they stand on the pages; options keep the order of their official list or source.
FACETS = (
    YEAR,
    Facet(
        "pref",
        "prefectures",
        "prefecture",
        message("Prefecture"),
        "prefecture_code",
        options="SELECT prefecture_code AS code, name_ja, name_en, "
        "CAST(prefecture_code AS INTEGER) AS sort_order FROM prefecture "
        "SEMI JOIN mart_project USING (prefecture_code)",
    ),
    Facet(
        "gov",
        "local_governments",
        "local-government",
        message("Local government"),
        "local_governments",
        is_list=True,
        options="SELECT local_government_code AS code, name_ja, name_en, "
        "CAST(local_government_code AS INTEGER) AS sort_order FROM mart_body",
    ),
    Facet(
        "field",
        "fields",
        "field",
        message("Field"),
        "(primary_fields || secondary_fields)",
        is_list=True,
        options="SELECT field_code AS code, name_ja, name_en, sort_order FROM field "
        "SEMI JOIN project_field USING (field_code)",
        not_stated=message("Field not stated"),
    ),
    Facet(
        "region",
        "regions",
        "region",
        message("Partner region"),
        "regions",
        is_list=True,
        options="SELECT region_code AS code, name_ja, name_en, sort_order FROM region "
        "SEMI JOIN project_region USING (region_code)",
        not_stated=message("Region not stated"),
    ),
    QUERY,
)
BY_KEY = {facet.key: facet for facet in FACETS}
BY_ATTRIBUTE = {facet.attribute: facet for facet in FACETS}
# Those with a list of options to choose from.
LISTED = tuple(facet for facet in FACETS if not facet.is_text)


def folded(name: str) -> str:
    """A name without what writing it may change: width and case."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def codes_named(facet: Facet, value: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The codes that `value` names: a code, a name in any language, a fiscal year as written.

    Two fiscal years with a hyphen or wave between (1996-2005) name all years on file from one to
    the other. `known` holds code by folded name. Empty where nothing is called so.
    """
    if facet is YEAR:
        with suppress(ValueError):
            years = [fiscal_year.parse(part).year for part in _BETWEEN.split(value)]
            if len(years) == 2:
                within = {code for code in known.values() if min(years) <= int(code) <= max(years)}
                return tuple(sorted(within))
            value = str(years[0]) if len(years) == 1 else value
    code = known.get(folded(value))
    return (code,) if code is not None else ()


def years_written(years: Iterable[str], on_file: Iterable[str]) -> tuple[str, ...]:
    """Years as a link carries them, the earliest first: those that follow on file as first-last."""
    chosen, written, run = set(years), [], list[str]()
    for year in [*sorted(on_file), ""]:
        if year in chosen:
            run.append(year)
        elif run:
            written.append(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}")
            run = []
    return tuple(written)
