"""What the reader has chosen to look at."""

from dataclasses import dataclass
from typing import Literal

Basis = Literal["projects", "pairings"]
BASES: tuple[Basis, ...] = ("projects", "pairings")
# Chosen in place of a region code: projects for which the source marks no region.
NOT_STATED = "not-stated"


@dataclass(frozen=True)
class Selection:
    """Filters, all of which must hold; an empty one does not filter.

    `fields` holds for a project marked with the field as primary or secondary. `regions`
    may hold NOT_STATED. `basis` says what is counted where one project can appear twice.
    """

    years: tuple[int, ...] = ()
    prefectures: tuple[str, ...] = ()
    local_governments: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    text: str = ""
    basis: Basis = "projects"

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the year is filtered."""
        return bool(self.prefectures or self.local_governments or self.fields or self.regions or self.text)
