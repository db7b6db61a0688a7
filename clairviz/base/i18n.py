"""Interface text in the reader's language.

English source strings stand in the code; ``locales/<lang>/*.po`` hold the translations,
one file a topic. They are read at start, so a translator edits text and restarts; there
is no compiled catalogue that could be out of date.
"""

import gettext
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from clairviz.base import paths
from clairviz.base.formats import Formats

SOURCE_LANGUAGE = "en"
DEFAULT_LANGUAGE = "ja"


def languages() -> tuple[str, ...]:
    """Codes of the languages on offer, the default first."""
    others = {file.parent.name for file in paths.LOCALES.glob("*/*.po")}
    others |= {SOURCE_LANGUAGE}
    return (DEFAULT_LANGUAGE, *sorted(others - {DEFAULT_LANGUAGE}))


@dataclass(frozen=True)
class Translator(Formats):
    """Turns a source string into the reader's language; call it ``_``."""

    lang: str
    catalogue: gettext.NullTranslations = field(repr=False, compare=False)

    def __call__(self, message: str, /, **values: object) -> str:
        """The translation of `message` with its ``{placeholders}`` filled in."""
        return self.catalogue.gettext(message).format(**values)

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """As a call, but with the form that `number` asks for."""
        return self.catalogue.ngettext(one, many, number).format(**values)

    def name(self, record: Mapping[Hashable, Any] | Any, stem: str = "name") -> str:
        """``name_ja`` or ``name_en`` (or another `stem`) of a record from the database."""
        return str(record[f"{stem}_{self.lang}"])


def read_catalogue(lang: str) -> Catalog:
    """All topics of a language as one catalogue; empty for the source language.

    Raises ValueError if two topics translate the same string: one string, one place.
    """
    whole = Catalog(locale=lang)
    for file in sorted((paths.LOCALES / lang).glob("*.po")):
        with file.open("rb") as stream:
            topic = read_po(stream, locale=lang)
        for message in topic:
            if not message.id:
                continue
            if whole.get(message.id) is not None:
                raise ValueError(f"{file.name} repeats {message.id!r}")
            whole.add(message.id, message.string, flags=message.flags)
    return whole


def message(text: str) -> str:
    """Marks a source string for the catalogue; it is translated when shown."""
    return text


def half(text: str, _: Translator) -> str:
    """The reader's half of a text “Japanese | English”; a text without the bar as it is."""
    japanese, bar, english = text.partition("|")
    return (japanese if _.lang == DEFAULT_LANGUAGE or not bar else english).strip()


@lru_cache(maxsize=8)
def translator(lang: str) -> Translator:
    """The translator for `lang`; an unknown language falls back to the default."""
    if lang not in languages():
        lang = DEFAULT_LANGUAGE
    if lang == SOURCE_LANGUAGE:
        return Translator(lang, gettext.NullTranslations())
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(lang))
    compiled.seek(0)
    return Translator(lang, gettext.GNUTranslations(compiled))
