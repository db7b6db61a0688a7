"""What the reader has chosen to look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from clairviz.base import facets
from clairviz.base.facets import NOT_STATED, Facet

__all__ = ["BASES", "NOT_STATED", "Basis", "Selection"]

Basis = Literal["projects", "pairings"]
BASES: tuple[Basis, ...] = ("projects", "pairings")
# Codes by the key of their facet, in the order of FACETS; a facet without any is left out.
Codes = tuple[tuple[str, tuple[Any, ...]], ...]
Given = Mapping[str, Iterable[Any]] | Iterable[tuple[str, Iterable[Any]]]


@dataclass(frozen=True, init=False)
class Selection:
    """Filters, all of which must hold; a facet with nothing chosen does not filter.

    A project is selected if each facet in `chosen` marks it with one of the codes, and none in
    `excluded` does. Each facet can be given and read by its attribute too, as in
    ``Selection(years=(2005,), text="京都").years``. `basis` says what is counted where one
    project can appear twice.
    """

    chosen: Codes
    excluded: Codes
    basis: Basis

    def __init__(
        self, chosen: Given = (), excluded: Given = (), basis: Basis = "projects", **attributes: Any
    ) -> None:
        by_key = dict(chosen)
        for name, codes in attributes.items():
            facet = facets.BY_ATTRIBUTE.get(name)
            if facet is None:
                raise TypeError(f"a selection has no {name!r}")
            by_key[facet.key] = (codes,) if isinstance(codes, str) else codes
        object.__setattr__(self, "chosen", _in_order(by_key))
        object.__setattr__(self, "excluded", _in_order(dict(excluded)))
        object.__setattr__(self, "basis", basis)

    def __getattr__(self, name: str) -> tuple[Any, ...]:
        facet = facets.BY_ATTRIBUTE.get(name)
        if facet is None:
            raise AttributeError(name)
        return self.of(facet)

    @property
    def text(self) -> str:
        """The words searched for, empty for none."""
        return " ".join(self.of(facets.QUERY))

    def of(self, facet: Facet) -> tuple[Any, ...]:
        """What is chosen of `facet`."""
        return dict(self.chosen).get(facet.key, ())

    def without(self, facet: Facet) -> tuple[Any, ...]:
        """What is excluded of `facet`."""
        return dict(self.excluded).get(facet.key, ())

    def choosing(self, codes: Given) -> "Selection":
        """This selection with `codes` by key in place of what is chosen of those facets."""
        return Selection(dict(self.chosen) | dict(codes), self.excluded, self.basis)

    def ignoring(self, facet: Facet) -> "Selection":
        """This selection with nothing chosen and nothing excluded of `facet`."""
        none: dict[str, tuple[Any, ...]] = {facet.key: ()}
        return Selection(dict(self.chosen) | none, dict(self.excluded) | none, self.basis)

    @property
    def whole_years(self) -> "Selection":
        """Everything of the same fiscal years."""
        return Selection({facets.YEAR.key: self.of(facets.YEAR)}, basis=self.basis)

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the year is filtered."""
        return self != self.whole_years


def _in_order(by_key: Mapping[str, Iterable[Any]]) -> Codes:
    unknown = by_key.keys() - facets.BY_KEY.keys()
    if unknown:
        raise TypeError(f"no facets: {', '.join(sorted(unknown))}")
    pairs = ((facet, tuple(by_key.get(facet.key, ()))) for facet in facets.FACETS)
    cleaned = (
        (facet, tuple(text for code in codes if (text := str(code).strip())) if facet.is_text else codes)
        for facet, codes in pairs
    )
    return tuple((facet.key, codes) for facet, codes in cleaned if codes)
