"""Single cells as offices write them: years, dates, numbers, marks, amounts; never guessed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from clairviz.base import fiscal_year
from clairviz.base.amount import Fault, read_amount
from clairviz.base.fiscal_year import FiscalYear
from clairviz.base.i18n import message
from clairviz.store.ingest.problem import InLanguage

# What stands where nothing is stated.
_NOTHING = {"", "-", "ー", "―", "—", "–", "−", "‐", "─", "…", "・・・", "...", "?", "n/a", "na", "none", "null",
            "記載なし", "記載無し", "不明", "未定", "未記載", "なし", "無し", "空欄", "該当なし", "特になし", "not stated", "unknown"}  # fmt: skip
_YES = {
    "○",
    "〇",
    "◯",
    "●",
    "◎",
    "✓",
    "✔",
    "☑",
    "レ",
    "1",
    "yes",
    "y",
    "true",
    "はい",
    "有",
    "あり",
    "有り",
    "該当",
    "共同",
    "共同事業",
}
_NO = {"×", "✕", "✗", "0", "no", "n", "false", "いいえ", "無", "非該当", "単独", "単独事業"}
_PRIMARY = {
    "○",
    "〇",
    "◯",
    "●",
    "◎",
    "⚫",
    "⭕",
    "✓",
    "✔",
    "☑",
    "レ",
    "1",
    "o",
    "v",
    "x",
    "yes",
    "主",
    "*",
    "有",
    "あり",
    "該当",
}
_KANJI = dict(zip("〇一二三四五六七八九", range(10), strict=True))
EARLIEST = 1996  # the programme's first fiscal year
_AHEAD = 5
LARGEST_YEN = 10**14
_DIGITS = re.compile(r"[〇一二三四五六七八九十]+(?=年)|(?<=[和成])[〇一二三四五六七八九十]+")


@dataclass(frozen=True)
class CellRefused(Exception):
    """Why a cell is refused, in the words of `Problem`."""

    what: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    rule: str = ""


@lru_cache(maxsize=50_000)
def flat(text: str) -> str:
    """Without width, blanks and case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=50_000)
def is_nothing(text: str) -> bool:
    """Whether the cell says that nothing is stated."""
    return flat(text) in _NOTHING or text.strip() in _NOTHING


@lru_cache(maxsize=50_000)
def one_line(text: str) -> str:
    """One line of text: breaks and runs of blanks that only lay it out are taken away."""
    text = re.sub(r"(?<=[^\x00-\x7f])\s*[\r\n]+\s*(?=[^\x00-\x7f])", "", text.strip())
    return re.sub(r"[\s\u3000]+", " ", text).strip()


def text_lines(text: str) -> str:
    """Longer text, whose breaks mean something."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.strip().split("\n")).strip()


def pieces(text: str) -> list[str]:
    """What stands between the usual separators of a list; empty texts where nothing does."""
    parts = [text]
    for separator in ";；、,，\n":
        parts = [piece.strip() for part in parts for piece in part.split(separator)]
    return parts


def year(text: str, *, kind: str = "t", today: date | None = None) -> int:
    """The starting year of the fiscal year meant, as in 平成17年度, H17, ㍻17, 2005（平成17）年度."""
    remedy = message("Write the year as 2005, FY2005, 平成17年度 or H17.")
    if kind == "d":
        what = message("“{value}” is a date, not a fiscal year.")
        raise CellRefused(what, remedy, suggestions=_year_of(text), rule="1-11")
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    found = []
    for part in _year_parts(plain):
        try:
            found.append(fiscal_year.parse(part).year)
        except ValueError:
            if re.match(r"(昭和|平成|令和|[SHR昭平令])\.?\d", part, re.I):
                what = message("The era in “{value}” has no such year.")
            else:
                what = message("“{value}” is not a fiscal year.")
            raise CellRefused(what, remedy, rule="1-11") from None
    if len(set(found)) != 1:
        raise CellRefused(
            message("“{value}” names two different years."),
            remedy,
            suggestions=tuple(map(str, found)),
            rule="1-11",
        )
    last = (today or date.today()).year + _AHEAD
    if not EARLIEST <= found[0] <= last:
        what = message("The year {value} lies outside {first} to {last}.")
        mend = message("Correct the year; the programme began in fiscal {first}.")
        raise CellRefused(what, mend, {"first": EARLIEST, "last": last})
    return found[0]


def _year_parts(plain: str) -> list[str]:
    """The one or two ways in which a year is written, each as `fiscal_year.parse` takes it."""
    plain = _DIGITS.sub(lambda found: str(_kanji(found[0])), plain)
    plain = re.sub(r"^西暦", "", plain)
    if both := re.fullmatch(r"(.+?)[(\[（](.+?)[)\]）](年度?)?", plain):
        return [part if re.search(r"\d年|元年|年度$", part) else part + "年度" for part in both.group(1, 2)]
    if both := re.fullmatch(r"(\d{4}年?度?)[/・、](\D.+)", plain):
        return [both[1], both[2]]
    plain = re.sub(r"^(heisei|reiwa|showa)\.?", lambda m: m[1][0].upper(), plain, flags=re.I)
    plain = re.sub(r"^([昭平令])\.?(?=\d|元)", lambda m: {"昭": "S", "平": "H", "令": "R"}[m[1]], plain)
    plain = re.sub(r"^FY(?=[HRS])", "", plain, flags=re.I)
    return [re.sub(r"(事業|分|実施)$", "", plain)]


def _year_of(iso: str) -> tuple[str, ...]:
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return ()
    return (str(day.year - (day.month < 4)),)


def _kanji(text: str) -> int:
    if "十" in text:
        tens, _ten, ones = text.partition("十")
        return (_KANJI.get(tens, 1) if tens else 1) * 10 + (_KANJI.get(ones, 0) if ones else 0)
    return int("".join(str(_KANJI[digit]) for digit in text))


def day(text: str) -> str:
    """The ISO date meant: 2005-04-01, 2005/4/1, 2005年4月1日, 平成17年4月1日, H17.4.1."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"\([日月火水木金土]\)$", "", plain)
    plain = re.sub(r"T00:00(:00)?$|00:00:00$", "", plain)
    western = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", plain) or re.fullmatch(
        r"((?:19|20)\d{2})(\d{2})(\d{2})", plain
    )
    era = re.fullmatch(
        r"([昭平令]和?成?|[SHR])\.?(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?", plain, re.I
    )
    remedy = message("Write the day as 2005-04-01 or 平成17年4月1日, or leave the cell empty.")
    try:
        if western:
            return date(*map(int, western.groups())).isoformat()
        if era:
            return _era_day(era)
    except ValueError:
        raise CellRefused(message("There is no such day as “{value}”."), remedy, rule="1-11") from None
    raise CellRefused(message("“{value}” is not a day."), remedy, rule="1-11")


def _era_day(found: re.Match[str]) -> str:
    letter = found[1][0].upper()
    known = next(e for e in fiscal_year.ERAS if letter in (e.letter, e.name_ja[0]))
    number = 1 if found[2] == "元" else int(found[2])
    result = date(known.first_year + number - 1, int(found[3]), int(found[4]))
    later = [e for e in fiscal_year.ERAS if e.starts_on > known.starts_on]
    # 平成31年5月1日 was printed before the new name was known; a year of the era it still is.
    last = date(later[0].first_year, 12, 31) if later else date(fiscal_year.LATEST, 12, 31)
    if number < 1 or result < known.starts_on or result > last:
        raise ValueError(found[0])
    return result.isoformat()


def project_number(text: str, *, kind: str = "t") -> str:
    """The number of a project: 1, ①, (1), No.1."""
    plain = re.sub(r"^(no\.?|№|第)|(号|番)$", "", flat(text)).strip("().")
    if kind == "d" or not re.fullmatch(r"[1-9][0-9]{0,8}", plain.lstrip("0") or "0"):
        raise CellRefused(
            message("“{value}” is not a whole number."),
            message("Write digits only, or leave the cell empty."),
            rule="1-3",
        )
    return plain.lstrip("0")


def yes_no(text: str) -> str:
    """true or false."""
    plain = flat(text)
    if plain in _YES or text.strip() in _YES:
        return "true"
    if plain in _NO or text.strip() in _NO:
        return "false"
    raise CellRefused(
        message("“{value}” is neither yes nor no."), message("Write ○ or ×, or leave the cell empty.")
    )


def field_role(text: str) -> str:
    """What a cell of the matrix says: primary for ○, secondary for (○)."""
    plain = flat(text)
    inner = re.fullmatch(r"[(\[〔](.+)[)\]〕]", plain)
    if (inner[1] if inner else plain) in _PRIMARY or text.strip() in _PRIMARY:
        return "secondary" if inner else "primary"
    raise CellRefused(
        message("“{value}” is no mark of the matrix."),
        message("Write ○ for a main entry, （○） for a secondary one, or leave the cell empty."),
    )


def read_yen(text: str, *, unit: int | None) -> tuple[str, bool]:
    """Whole yen, and whether the cell states a unit of its own beside the column's `unit`."""
    has_own = bool(re.search(r"[万億千百]|円|¥|￥|\\|yen|jpy", text, re.I))
    amount = read_amount(text)
    digits = message("Write the amount in yen as digits, or leave the cell empty.")
    if amount is Fault.NEGATIVE or (not isinstance(amount, Fault) and amount < 0):
        raise CellRefused(message("“{value}” is a negative amount."), digits)
    if isinstance(amount, Fault):
        is_symbol = not re.search(r"\w", unicodedata.normalize("NFKC", text)) or flat(text) in ("x", "χ")
        raise CellRefused(message("“{value}” is not an amount."), digits, rule="1-13" if is_symbol else "1-3")
    if not has_own:
        amount *= unit or 1
    if amount.denominator != 1:
        raise CellRefused(message("“{value}” is not a whole number of yen."), digits)
    if amount > LARGEST_YEN:
        raise CellRefused(message("“{value}” is too large an amount."), digits)
    return str(int(Fraction(amount))), has_own


def year_named(year_number: int) -> InLanguage:
    """As in 平成17年度, for messages."""
    year_meant = FiscalYear(year_number)
    return InLanguage(year_meant.label_ja, year_meant.label_en)
