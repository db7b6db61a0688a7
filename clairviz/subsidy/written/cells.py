"""The cells of a batch file: headers and words, Japanese or English, as applicants write them."""

import re
import unicodedata
from collections.abc import Mapping

from clairviz.base import fiscal_year
from clairviz.base.vocabulary import Vocabulary
from clairviz.subsidy.rule.application import BodyKind, InputRefused, Partner, RefusalCode

# Field of a planned project: the headers that name it. "name" is the applicant's own.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "project", "事業名", "計画名", "事業名称", "事業の名称", "件名"),
    "eligible_cost_yen": (
        "eligible_cost_yen", "cost", "助成対象経費", "対象経費", "経費", "助成対象経費額", "対象経費額",
    ),
    "governments": ("governments", "自治体数", "共同自治体数", "団体数"),
    "fiscal_year": ("fiscal_year", "year", "年度"),
    "body": ("body", "団体区分", "団体の種類"),
    "partner": ("partner", "連携先"),
    "funding_only": ("funding_only", "資金供与のみ", "資金供与だけ"),
    "survey_only": ("survey_only", "調査のみ", "調査だけ"),
    "preliminary_survey": ("preliminary_survey", "事前調査", "事前調査事業"),
    "other_public_subsidy": ("other_public_subsidy", "other_subsidy", "国等の助成", "他の助成"),
    # The whole project, what is not eligible included; it bounds the eligible cost and replaces it never.
    "total_cost_yen": ("total_cost_yen", "total_cost", "総事業費", "事業費", "総経費", "全体事業費", "事業費総額"),
}  # fmt: skip
_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}
# Column of a table of costs: the headers that name it. Amounts may stand in one column beside a
# mark, or in two columns: eligible and not.
COST_HEADERS: Mapping[str, tuple[str, ...]] = {
    "item": ("item", "費目", "項目", "経費項目", "経費区分", "区分", "科目", "内訳", "内容", "品目", "経費の内訳", "支出項目"),
    "amount_yen": ("amount", "amount_yen", "金額", "予算額", "見積額", "経費", "費用", "支出額", "予定額", "総事業費", "事業費", "総額"),
    "eligible_yen": ("eligible_amount", "助成対象経費", "対象経費", "助成対象額", "補助対象経費", "対象経費額"),
    "ineligible_yen": ("ineligible_amount", "対象外経費", "助成対象外経費", "補助対象外経費", "助成対象外", "対象外"),
    "is_eligible": ("eligible", "対象", "対象区分", "助成対象", "助成対象区分", "対象の別", "対象・対象外", "対象可否", "補助対象"),
}  # fmt: skip
_COST_FIELD_OF = {header: field for field, headers in COST_HEADERS.items() for header in headers}
PLANS = Vocabulary(
    lambda heading: field_of(heading),
    needed=frozenset({"eligible_cost_yen"}),
    wanted="助成対象経費",
    amounts=frozenset({"eligible_cost_yen", "total_cost_yen"}),
)
COSTS = Vocabulary(
    lambda heading: cost_field_of(heading),
    needed=frozenset({"amount_yen", "eligible_yen"}),
    wanted="金額",
    amounts=frozenset({"amount_yen", "eligible_yen", "ineligible_yen"}),
)
_UNIT = re.compile(r"\(円\)|\s")

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
    """The field that a header names, in any width and with or without its unit; None if none."""
    return _FIELD_OF.get(_UNIT.sub("", _plain(header)))


def cost_field_of(header: str) -> str | None:
    """The same for the header of a table of costs."""
    return _COST_FIELD_OF.get(_UNIT.sub("", _plain(header)))


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
        raise InputRefused(RefusalCode.NOT_A_COUNT, text, field=field)
    return int(match[1]) if match else 1


def parse_year(text: str, *, default: int, field: str = "fiscal_year") -> int:
    """A fiscal year in any of its notations; `default` for an empty cell."""
    if not _plain(text):
        return default
    try:
        return fiscal_year.parse(text).year
    except ValueError as error:
        raise InputRefused(RefusalCode.NOT_A_YEAR, text, field=field) from error


def parse_body(text: str, *, field: str = "body") -> BodyKind:
    """The kind of body; a city, that is any local government, for an empty cell."""
    plain = _plain(text)
    if plain and plain not in _BODIES:
        raise InputRefused(RefusalCode.NOT_A_BODY, text, field=field)
    return _BODIES.get(plain, BodyKind.CITY)


def parse_partner(text: str, *, field: str = "partner") -> Partner | None:
    """The partner of an NGO; None, not answered, for an empty cell."""
    plain = _plain(text)
    if plain and plain not in _PARTNERS:
        raise InputRefused(RefusalCode.NOT_A_PARTNER, text, field=field)
    return _PARTNERS.get(plain)


def parse_flag(text: str, *, field: str) -> bool:
    """Yes or no in either language, as a mark or a digit; no for an empty cell."""
    plain = _plain(text)
    if plain not in _YES | _NO:
        raise InputRefused(RefusalCode.NOT_YES_OR_NO, text, field=field)
    return plain in _YES


def parse_eligible(text: str, *, field: str = "is_eligible") -> bool:
    """Whether a cost counts, as a mark or a word; an empty cell means that it does."""
    plain = re.sub(r"[\s()\[\]]", "", _plain(text)).removesuffix("経費")
    if plain in _ELIGIBLE or (plain in _YES and plain):
        return True
    if plain in _NOT_ELIGIBLE or plain in _NO:
        return False
    raise InputRefused(RefusalCode.NOT_ELIGIBLE_OR_NOT, text, field=field)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()
