"""Which column a heading names: canonical names, Japanese ones, and what offices write instead."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

# Canonical column: the headings that name it, the one of the template first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "fiscal_year": ("年度", "会計年度", "事業年度", "実施年度", "認定年度", "採択年度", "fiscal year", "year", "FY"),
    "local_government": (
        "自治体名", "自治体", "団体名", "実施団体", "実施団体名", "認定団体", "認定団体名", "地方公共団体", "地方公共団体名",
        "地方自治体", "地方自治体名", "都道府県市", "都道府県市名", "都道府県・市区町村", "都道府県市区町村", "都道府県・市町村",
        "都道府県名", "市区町村名", "市町村名", "自治体等", "実施自治体", "実施主体", "実施機関", "代表団体", "代表自治体", "団体",
        "自治体コード", "団体コード", "全国地方公共団体コード", "local government", "municipality", "body", "local authority",
        "local government code",
    ),
    "number": ("番号", "事業番号", "枝番", "枝番号", "整理番号", "連番号", "number", "no"),
    "title_ja": ("事業名", "事業名称", "事業の名称", "事業", "プロジェクト名", "件名", "タイトル", "題名", "事業名（日本語）", "title ja",
                 "title", "project", "project title", "project name"),
    "title_en": ("英語名", "事業名（英語）", "事業名（英）", "英語事業名", "英文事業名", "英文名", "title en", "english title",
                 "title (english)"),
    "fields": ("対象分野", "分野", "事業分野", "主分野", "主な分野", "分野名", "協力分野", "fields", "field", "sector"),
    "secondary_fields": ("副分野", "副次分野", "従たる分野", "関連分野", "その他の分野", "secondary fields", "secondary field"),
    "regions": (
        "相手地域", "相手国", "国・地域", "国地域", "対象国", "相手国・地域", "国名", "対象地域", "対象国・地域", "協力相手国", "相手国地域",
        "実施国", "地域", "国", "相手国名", "regions", "region", "country", "countries", "partner country", "country/region",
    ),
    "is_joint": ("共同", "共同事業", "共同実施", "共同の有無", "共同・単独", "単独・共同", "共同単独の別", "is joint", "joint"),
    "partner_bodies": ("共同実施団体", "共同団体", "共同自治体", "構成団体", "連携自治体", "共同実施自治体", "partner bodies",
                       "joint bodies"),
    "applicant": ("申請者", "申請団体", "申請者名", "申請団体名", "事業主体", "applicant", "applicant ja"),
    "partner": ("相手先", "相手先名", "相手都市", "相手自治体", "協力相手", "相手方", "相手側", "カウンターパート", "対象都市",
                "相手国（地域・都市）", "partner", "partner city", "counterpart", "partner ja"),
    "partner_organisations": ("協力団体", "協力機関", "連携団体", "連携先", "協力団体名", "関係団体", "関係機関",
                              "partner organisations", "partner organizations",
                              "partner organisations ja"),
    "summary": ("概要", "事業概要", "事業の概要", "内容", "事業内容", "事業の内容", "summary", "outline", "description", "summary ja"),
    "result": ("成果", "事業成果", "事業の成果", "結果", "実績", "効果", "result", "results", "outcome", "result ja"),
    "starts_on": ("開始日", "事業開始日", "開始", "開始年月日", "着手日", "実施開始日", "starts on", "start", "start date"),
    "ends_on": ("終了日", "事業終了日", "終了", "終了年月日", "完了日", "実施終了日", "ends on", "end", "end date"),
    "total_cost_yen": ("総経費", "総事業費", "事業費", "経費", "対象経費", "経費総額", "事業費総額", "助成対象経費", "total cost yen",
                       "total cost", "cost"),
    "subsidy_yen": ("助成額", "助成金額", "助成金", "交付額", "助成金交付額", "subsidy yen", "subsidy", "grant"),
    "applied_yen": ("申請額", "申請金額", "助成申請額", "交付申請額", "applied yen", "amount applied for"),
    "granted_yen": ("交付決定額", "助成決定額", "決定額", "granted yen", "amount granted"),
    "settled_yen": ("確定額", "精算額", "交付確定額", "助成確定額", "settled yen", "amount settled"),
    "locator": ("出典の箇所", "出典箇所", "掲載箇所", "locator"),
    "continues": ("継続元", "継続元事業", "前年度事業", "continues"),
    "source": ("出典", "出所", "資料", "典拠", "source", "source id"),
}  # fmt: skip
# Counts and remarks of lists; they are known, and left.
_LEFT = {"備考", "連番", "通番", "通し番号", "#", "no.", "摘要", "remarks", "note", "notes"}
UNITS = {"円": 1, "千円": 10**3, "万円": 10**4, "百万円": 10**6, "yen": 1, "jpy": 1, "thousand yen": 10**3}
_PLAIN_UNITS = {re.sub(r"\s", "", name): factor for name, factor in UNITS.items()}
_UNIT_PATTERN = re.compile(r"[(\[]?単位[:は]?(円|千円|万円|百万円)[)\]]?")
# From this likeness on, a heading is taken for a misspelt one rather than for another thing.
_LIKE = 0.75


@dataclass(frozen=True)
class Heading:
    """What a heading names: a canonical column or "", and the factor its unit states (or None)."""

    column: str
    unit: int | None = None


@lru_cache(maxsize=10_000)
def plain_heading(text: str) -> str:
    """A heading without width, case, blanks and underscores."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", text)).lower()


_COLUMN_OF = {
    plain_heading(heading): column for column, headings in HEADINGS.items() for heading in (column, *headings)
}


@lru_cache(maxsize=10_000)
def heading_of(text: str) -> Heading | None:
    """The column that `text` names, with its unit in brackets; None where it names none."""
    flat = plain_heading(text)
    if flat in _COLUMN_OF:
        return Heading(_COLUMN_OF[flat])
    bare, inner, unit = parted(text)
    if inner and unit is None and (bare not in _COLUMN_OF or inner in _COLUMN_OF):
        return None
    if bare in _COLUMN_OF:
        return Heading(_COLUMN_OF[bare], unit)
    return None


@lru_cache(maxsize=10_000)
def parted(text: str) -> tuple[str, str, int | None]:
    """A heading plain and without marks: what stands before its bracket, in it, and the factor it states."""
    flat = re.sub(r"[※*★]\d*|\(注\d*\)|^[①-⑳\d]+[.．)、]", "", plain_heading(text))
    bracket = re.fullmatch(r"(.+?)[(\[【](.+)[)\]】]", flat)
    if not bracket:
        return flat, "", None
    inner = re.sub(r"^単位:?", "", bracket[2])
    return bracket[1], inner, _PLAIN_UNITS.get(inner)


def is_left(text: str) -> bool:
    """Whether a heading is one of a list's own, such as remarks, and no mistake."""
    return plain_heading(text) in _LEFT


def unit_of(text: str) -> int | None:
    """The factor that a title row states, as in （単位：千円）."""
    found = _UNIT_PATTERN.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    return UNITS[found[1]] if found else None


@lru_cache(maxsize=10_000)
def likely(text: str) -> tuple[str, str, float] | None:
    """The heading that `text` may misspell, its column and how alike they are; None if none is."""
    flat = plain_heading(text)
    bare = re.sub(r"\(.*\)$", "", flat)
    best: tuple[str, str, float] | None = None
    for known, column in _COLUMN_OF.items():
        if abs(len(known) - len(bare)) > 3 or len(known) < 3 or len(bare) < 2:
            continue
        ratio = difflib.SequenceMatcher(None, bare, known).ratio()
        # Two of three letters alike is as near as a word of three can be with one wrong.
        least = 0.66 if len(known) == 3 == len(bare) else _LIKE
        if ratio >= least and (best is None or ratio > best[2]):
            best = (next(h for h in (column, *HEADINGS[column]) if plain_heading(h) == known), column, ratio)
    return best
