"""The parameters of an address for programs: those of links, read strictly.

What a page would leave aside with a notice is refused here, since nobody reads a notice.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clairviz.base.facets import FACETS, Facet, codes_named
from clairviz.base.i18n import DEFAULT_LANGUAGE, Translator, languages, translator
from clairviz.base.readable import is_readable
from clairviz.base.selection import Selection
from clairviz.store.queries import reference
from clairviz.web import answers
from clairviz.web.navigation import LONGEST_WORDS
from clairviz.web.state import EMPTY

LANG, PAGE, LIMIT = "lang", "page", "limit"
SELECTION = tuple(key for facet in FACETS for key in (facet.key, facet.excluded_key))
FEW, MOST = 1_000, 10_000
MOST_VALUES, MOST_PAGES, LONGEST_VALUE = 200, 1_000_000, 200
_NEAREST = 3

Pairs = Sequence[tuple[str, str]]


class RequestRefused(Exception):
    """A request that is not answered: status, what is wrong and what to do, in the reader's language."""

    def __init__(self, status: int, what: str, remedy: str, **more: object) -> None:
        super().__init__(what)
        self.status, self.what, self.remedy, self.more = status, what, remedy, more


@dataclass(frozen=True)
class Asked:
    """What the address asks for, beside what the route itself reads in `values`."""

    selection: Selection
    first: int
    most: int
    page: int
    values: Mapping[str, tuple[str, ...]]


def language(pairs: Pairs) -> Translator:
    """The language asked for; the default one where it is none."""
    asked = next((value for key, value in pairs if key == LANG), DEFAULT_LANGUAGE)
    return translator(asked if asked in languages() else DEFAULT_LANGUAGE)


def check_parameters(
    pairs: Pairs, known: Iterable[str], single: Iterable[str], _: Translator
) -> dict[str, tuple[str, ...]]:
    """The values by key. Raises RequestRefused at a parameter not `known`, or several values of a `single` one."""
    if len(pairs) > MOST_VALUES:
        raise RequestRefused(
            400, _("More than {count} values are given.", count=MOST_VALUES), _("Give fewer values.")
        )
    values: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        if key not in known:
            raise RequestRefused(
                400,
                _("There is no parameter “{key}”.", key=key),
                _("Parameters are: {keys}.", keys=_(", ").join(known)),
            )
        if not is_readable(value) or len(value) > LONGEST_VALUE:
            raise RequestRefused(
                400,
                _("“{key}” holds a value that cannot be read.", key=key),
                _("Give text in UTF-8 of at most {count} characters.", count=LONGEST_VALUE),
            )
        values[key] = (*values.get(key, ()), value)
    for key in single:
        if len(values.get(key, ())) > 1:
            raise RequestRefused(400, _("“{key}” is given several times.", key=key), _("Give it once."))
    if values.get(LANG, (DEFAULT_LANGUAGE,))[0] not in languages():
        raise _no_choice(LANG, languages(), _)
    return values


def choice(values: Mapping[str, tuple[str, ...]], key: str, allowed: Sequence[str], _: Translator) -> str:
    """The value of `key`, one of `allowed`; the first of them where it is not given."""
    value = values.get(key, (allowed[0],))[0]
    if value not in allowed:
        raise _no_choice(key, allowed, _)
    return value


def selection_and_page(
    values: Mapping[str, tuple[str, ...]], ask: Callable[..., Any], _: Translator
) -> Asked:
    """Selection and page of checked `values`. Raises RequestRefused at a code that is not on file."""
    options: pd.DataFrame = ask(reference.options)
    known = answers.cached(reference.codes_by_name, (reference.options,))
    chosen = {facet.key: _codes(facet, facet.key, values, known, options, _) for facet in FACETS}
    excluded = {facet.key: _codes(facet, facet.excluded_key, values, known, options, _) for facet in FACETS}
    page = _number(values, PAGE, 1, MOST_PAGES, _)
    most = _number(values, LIMIT, FEW, MOST, _)
    return Asked(Selection(chosen, excluded), (page - 1) * most, most, page, values)


def _codes(
    facet: Facet,
    key: str,
    values: Mapping[str, tuple[str, ...]],
    known: Mapping[str, Mapping[str, str]],
    options: pd.DataFrame,
    _: Translator,
) -> list[object]:
    given = values.get(key, ())
    if given == (EMPTY,):
        return []
    if facet.is_text:
        for words in given:
            if not 0 < len(words.strip()) <= len(words) <= LONGEST_WORDS:
                raise RequestRefused(
                    400,
                    _("“{key}” holds no words to search for, or too many.", key=key),
                    _("Give 1 to {count} characters.", count=LONGEST_WORDS),
                )
        return list(given)
    codes: dict[str, None] = {}
    for value in given:
        found = codes_named(facet, value, known[facet.key])
        if not found:
            raise _not_on_file(facet, key, value, options, _)
        codes |= dict.fromkeys(found)
    return [facet.read(code) for code in codes]


def _not_on_file(facet: Facet, key: str, value: str, options: pd.DataFrame, _: Translator) -> RequestRefused:
    records = options[options["facet"] == facet.key]
    names = [str(name) for column in ("code", "name_ja", "name_en") for name in records[column]]
    near = difflib.get_close_matches(value, names, n=_NEAREST, cutoff=0.4) or names[:_NEAREST]
    return RequestRefused(
        400,
        _("{key}: “{value}” is not on file.", key=key, value=value),
        _(
            "Give a code or a name on file, as {names}; /api/counts.json lists codes.",
            names=_(", ").join(near),
        ),
    )


def _number(values: Mapping[str, tuple[str, ...]], key: str, default: int, most: int, _: Translator) -> int:
    text = values.get(key, (str(default),))[0]
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= most):
        raise RequestRefused(
            400,
            _("{key}: “{value}” is no number from 1 to {most}.", key=key, value=text, most=f"{most:,}"),
            _("Give a whole number in that range, in figures."),
        )
    return int(text)


def _no_choice(key: str, allowed: Sequence[str], _: Translator) -> RequestRefused:
    return RequestRefused(
        400,
        _("“{key}” has a value that it does not take.", key=key),
        _("Give one of: {keys}.", keys=_(", ").join(allowed)),
    )
