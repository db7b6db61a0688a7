"""The cells of a batch file: headers and words, Japanese or English, as applicants write them."""

import re
import unicodedata
from collections.abc import Mapping

from clairviz.base import fiscal_year
from clairviz.subsidy.rule.application import BodyKind, InputRefused, Partner, Problem

# Field of a planned project: the headers that name it. "name" is the applicant's own.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "project", "事業名", "計画名"),
    "eligible_cost_yen": ("eligible_cost_yen", "cost", "助成対象経費", "対象経費", "経費"),
    "governments": ("governments", "自治体数", "共同自治体数", "団体数"),
    "fiscal_year": ("fiscal_year", "year", "年度"),
    "body": ("body", "団体区分", "団体の種類"),
    "partner": ("partner", "連携先"),
    "funding_only": ("funding_only", "資金供与のみ", "資金供与だけ"),
    "survey_only": ("survey_only", "調査のみ", "調査だけ"),
    "preliminary_survey": ("preliminary_survey", "事前調査", "事前調査事業"),
    "other_public_subsidy": ("other_public_subsidy", "other_subsidy", "国等の助成", "他の助成"),
}
_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}

# What data frames put where a cell is empty.
_MISSING = {"nan", "<NA>", "NaT"}
_YES = {"yes", "y", "true", "1", "○", "〇", "◯", "◎", "✓", "✔", "はい", "有", "あり", "該当"}
_NO = {"", "no", "n", "false", "0", "×", "✕", "✗", "-", "いいえ", "無", "なし", "非該当"}
_ELIGIBLE = {"", "対象", "助成対象", "補助対象", "対象内", "可", "eligible", "対象とする"}
_NOT_ELIGIBLE = {
    "対象外",
    "助成対象外",
    "補助対象外",
    "非対象",
    "不可",
    "noteligible",
    "ineligible",
    "x",
    "対象としない",
}
_BODIES = {
    **{kind.value: kind for kind in BodyKind},
    **dict.fromkeys(("都道府県", "都", "道", "府", "県"), BodyKind.PREFECTURE),
    # No rule tells one kind of local government from another.
    **dict.fromkeys(("市", "指定都市", "政令指定都市", "市区町村", "市町村"), BodyKind.CITY),
    **dict.fromkeys(("地方自治体", "自治体", "local government"), BodyKind.CITY),
    **dict.fromkeys(("区", "特別区"), BodyKind.WARD),
    "町": BodyKind.TOWN,
    "村": BodyKind.VILLAGE,
    **dict.fromkeys(("地域国際化協会", "regional international association"), BodyKind.ASSOCIATION),
}
_PARTNERS = {
    **{partner.value: partner for partner in Partner},
    **dict.fromkeys(("地方自治体", "自治体", "local government"), Partner.LOCAL_GOVERNMENT),
    "地域国際化協会": Partner.ASSOCIATION,
    **dict.fromkeys(("なし", "無", "無し"), Partner.NONE),
}


def cell_text(value: object) -> str:
    """A cell as text, whatever the reader made of it; an empty one as ""."""
    if value is None or str(value) in _MISSING:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a spreadsheet knows no integers
    return str(value).strip()


def field_of(header: str) -> str | None:
    """The field that a header names, in any width and with or without (円); None if none."""
    plain = re.sub(r"\(円\)|\s", "", _plain(header))
    return _FIELD_OF.get(plain)


def is_total(text: str) -> bool:
    """Whether a cell names a sum of the rows above: 計, 小計, 合　計, 【総合計】, Total."""
    plain = re.sub(r"[\W_]+", "", _plain(text))
    return re.fullmatch(r"(小|中|総|合|総合|累)?計額?|総額|(sub|grand)?totals?|sum", plain) is not None


def is_subtotal(text: str) -> bool:
    """Whether a total is one of a part of the rows above."""
    return re.match(r"小|中|sub", re.sub(r"[\W_]+", "", _plain(text))) is not None


def parse_count(text: str, *, field: str = "governments") -> int:
    """A number of bodies as in 3, ３ or 3団体; 1 for an empty cell."""
    plain = _plain(text)
    match = re.fullmatch(r"([0-9]{1,9})\s*(?:団体|自治体)?", plain)
    if plain and not match:
        raise InputRefused(Problem.NOT_A_COUNT, text, field=field)
    return int(match[1]) if match else 1


def parse_year(text: str, *, default: int, field: str = "fiscal_year") -> int:
    """A fiscal year in any of its notations; `default` for an empty cell."""
    if not _plain(text):
        return default
    try:
        return fiscal_year.parse(text).year
    except ValueError as error:
        raise InputRefused(Problem.NOT_A_YEAR, text, field=field) from error


def parse_body(text: str, *, field: str = "body") -> BodyKind:
    """The kind of body; a city, that is any local government, for an empty cell."""
    plain = _plain(text)
    if plain and plain not in _BODIES:
        raise InputRefused(Problem.NOT_A_BODY, text, field=field)
    return _BODIES.get(plain, BodyKind.CITY)


def parse_partner(text: str, *, field: str = "partner") -> Partner | None:
    """The partner of an NGO; None, not answered, for an empty cell."""
    plain = _plain(text)
    if plain and plain not in _PARTNERS:
        raise InputRefused(Problem.NOT_A_PARTNER, text, field=field)
    return _PARTNERS.get(plain)


def parse_flag(text: str, *, field: str) -> bool:
    """Yes or no in either language, as a mark or a digit; no for an empty cell."""
    plain = _plain(text)
    if plain not in _YES | _NO:
        raise InputRefused(Problem.NOT_YES_OR_NO, text, field=field)
    return plain in _YES


def parse_eligible(text: str, *, field: str = "is_eligible") -> bool:
    """Whether a cost counts, as a mark or a word; an empty cell means that it does."""
    plain = re.sub(r"[\s()\[\]]", "", _plain(text)).removesuffix("経費")
    if plain in _ELIGIBLE or (plain in _YES and plain):
        return True
    if plain in _NOT_ELIGIBLE or plain in _NO:
        return False
    raise InputRefused(Problem.NOT_ELIGIBLE_OR_NOT, text, field=field)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()
