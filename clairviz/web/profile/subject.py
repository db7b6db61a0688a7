"""What a profile is of: a code of one of the facets that have profiles, as it stands in the link."""

import re
from dataclasses import dataclass

from clairviz.base.facets import BY_KEY, Facet
from clairviz.base.i18n import Translator, message
from clairviz.base.selection import Selection

# In the order they are offered.
KINDS = {
    "pref": message("Prefectures"),
    "gov": message("Bodies"),
    "region": message("Partner regions"),
    "field": message("Fields"),
}
MOST_COMPARED = 3
_WRITTEN = re.compile(rf"({'|'.join(KINDS)})-([A-Za-z0-9-]{{1,40}})")


@dataclass(frozen=True)
class Subject:
    """A code of a facet, written ``pref-26`` in a link."""

    key: str
    code: str

    @property
    def facet(self) -> Facet:
        """The facet it is a code of."""
        return BY_KEY[self.key]

    @property
    def written(self) -> str:
        """As it stands in a link."""
        return f"{self.key}-{self.code}"

    def selection(self, years: tuple[int, ...] = ()) -> Selection:
        """Its projects, of `years` or of all."""
        return Selection({self.key: (self.code,), **({"year": years} if years else {})})


def is_subject(text: str) -> bool:
    """Whether a link may carry `text` as the subject of a profile."""
    return _WRITTEN.fullmatch(text) is not None


def read_subject(text: str) -> Subject | None:
    """The subject that `text` names, None if none."""
    found = _WRITTEN.fullmatch(text)
    return Subject(found[1], found[2]) if found else None


def kind_label(key: str, _: Translator) -> str:
    """What the codes of a facet are called together."""
    return _(KINDS[key])
