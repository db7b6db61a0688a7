"""Folding: one spelling for words that are written in several ways, for matching and search only.

What is shown or stored stays as it was written. Folding goes character by character, so that
what stands in a text also stands in the folded text, and a place in the one leads back to a place
in the other. Folded alike are: width (ﾓﾃﾞﾙ, ２００５), case, accents, hiragana and katakana
(katakana is kept), small ヶ and ヵ, old and variant forms of characters (fold.csv), radicals as
PDF files hold them, long marks and hyphens and wave dashes, and the circles ◯○〇. Spaces,
invisible characters and lone accents go.
"""

import csv
import re
import unicodedata
from functools import lru_cache
from itertools import product
from pathlib import Path

Span = tuple[int, int]

# NFKC can leave a character that NFKC or case folding changes again; two rounds always settle it.
_ROUNDS = 2
_DASHES = "-‐‑‒–—―−ー～〜~〰﹣－"
_OTHER = {**dict.fromkeys(_DASHES, "ー"), "◯": "〇", "○": "〇", "⚪": "〇", "ヶ": "ケ", "ヵ": "カ"}
_HIRAGANA = {chr(code): chr(code + 0x60) for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
# 霞ヶ関, 霞ケ関 and 霞が関 name one place; elsewhere が and ケ are different words.
_BETWEEN_NAMES = re.compile(r"(?<=[\u3400-\u9fff])[ケガ](?=[\u3400-\u9fff])")


class _Folded(dict[int, str]):
    """The folded form of each character by its code, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _fold_cluster(chr(code))
        return found


_FOLDED = _Folded()


def fold(text: str) -> str:
    """`text` folded; folding again changes nothing."""
    if not _marks().search(text):
        return text.translate(_FOLDED)
    return "".join(_fold_cluster(text[start:end]) for start, end in _clusters(text))


def fold_name(text: str) -> str:
    """The key under which whole names are the same: `fold`, and ヶ, ケ and が alike within a name."""
    return _BETWEEN_NAMES.sub("ケ", fold(text))


def words_of(query: str) -> list[str]:
    """The words of a query, as typed; spaces of any width part them."""
    return [word for word in query.split() if fold(word)]


def spellings(word: str) -> list[str]:
    """The folded spellings of a word to look for: with ケ and with ガ where either stands in a name."""
    folded = fold(word)
    places = [match.start() for match in _BETWEEN_NAMES.finditer(folded)][:3]
    found = []
    for choice in product("ケガ", repeat=len(places)):
        letters = list(folded)
        for place, letter in zip(places, choice, strict=True):
            letters[place] = letter
        found.append("".join(letters))
    return found


def hit_spans(text: str, query: str) -> list[Span]:
    """Where the words of `query` stand in `text`: start and end, in order, without overlap."""
    folded, starts, ends = [], [], []
    for start, end in _clusters(text):
        piece = _fold_cluster(text[start:end])
        folded.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    whole = "".join(folded)
    found = []
    for word in words_of(query):
        for spelling in spellings(word):
            place = whole.find(spelling)
            while place >= 0:
                found.append((starts[place], ends[place + len(spelling) - 1]))
                place = whole.find(spelling, place + 1)
    return _merged(sorted(found))


def _merged(found: list[Span]) -> list[Span]:
    result: list[Span] = []
    for start, end in found:
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _clusters(text: str) -> list[Span]:
    """A character with the marks that follow it, ﾞ and ﾟ included."""
    bounds: list[int] = []
    for place, character in enumerate(text):
        if place == 0 or not (character in "ﾞﾟ゛゜" or unicodedata.combining(character)):
            bounds.append(place)
    return list(zip(bounds, [*bounds, len(text)][1:], strict=True))


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    """What joins the character before it; see ``_clusters``."""
    combining = (chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    return re.compile(f"[ﾞﾟ゛゜{''.join(combining)}]")


@lru_cache(maxsize=50_000)
def _fold_cluster(cluster: str) -> str:
    for _round in range(_ROUNDS):
        # ゛ and ゜ that stand alone become a space and a mark under NFKC; taken as marks here.
        marked = cluster.replace("゛", "\u3099").replace("゜", "\u309a")
        plain = unicodedata.normalize("NFKC", marked).casefold()
        cluster = "".join(_fold_character(character) for character in unicodedata.normalize("NFKC", plain))
    return cluster


def _fold_character(character: str) -> str:
    character = _HIRAGANA.get(character, character)
    if character in fold_table():
        return fold_table()[character]
    if "\u30a1" <= character <= "\u30fe":
        return character
    return "".join(
        one
        for one in unicodedata.normalize("NFD", character)
        if not one.isspace() and unicodedata.category(one) not in ("Mn", "Mc", "Me", "Cf", "Cc")
    )


@lru_cache(maxsize=1)
def fold_table() -> dict[str, str]:
    """What single characters fold to beyond width, case, kana and accents."""
    with (Path(__file__).parent / "fold.csv").open(encoding="utf-8", newline="") as stream:
        return {row["character"]: row["folds_to"] for row in csv.DictReader(stream)} | _OTHER
