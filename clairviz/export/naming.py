"""What a file to take away is called: after what it holds and the day it was made."""

import re
import unicodedata
from datetime import date

from clairviz.base.facets import FACETS, YEAR
from clairviz.base.selection import Selection

_LONGEST = 80
# What no file name of Windows, macOS or Linux may hold, and blanks.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s.]+')


def file_name(selection: Selection, day: date, ending: str, *, about: str = "") -> str:
    """As in clairviz_2005_26_environment_2026-11-25.csv; `about` stands in place of the selection."""
    parts = [about] if about else _parts(selection)
    words = [_safe(part) for part in ["clairviz", *parts]]
    return "_".join(word for word in [*words, day.isoformat()] if word) + ending


def _parts(selection: Selection) -> list[str]:
    years = sorted(selection.years)
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        when = f"{years[0]}-{years[-1]}"
    else:
        when = "-".join(map(str, years))
    others = ["-".join(map(str, selection.of(facet))) for facet in FACETS if facet is not YEAR]
    without = [code for facet in FACETS for code in selection.without(facet)]
    return [when, *others, "-".join(["not", *map(str, without)]) if without else ""]


def _safe(text: str) -> str:
    cleaned = _UNSAFE.sub("-", unicodedata.normalize("NFC", text)).strip("-")
    return cleaned if len(cleaned) <= _LONGEST else cleaned[: _LONGEST - 1].rstrip("-") + "…"
