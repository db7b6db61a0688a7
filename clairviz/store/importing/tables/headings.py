"""Headings of the reference tables, and Japanese words for what their cells may hold."""

from collections.abc import Mapping

from clairviz.base.schema import REFERENCE_TABLES
from clairviz.base.schema.table import Table
from clairviz.store.importing.headers import HEADINGS, plain_heading
from clairviz.store.ingest.reference import COVERAGE, HAND_COUNTS

# Every table that can be imported beside the projects, by the name of its file without ending.
IMPORTED = {table.file.removesuffix(".csv"): table for table in (*REFERENCE_TABLES, COVERAGE, HAND_COUNTS)}
TOTALS = "published_totals"

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "fiscal_year": HEADINGS["fiscal_year"],
    "source_id": (*HEADINGS["source"], "出典略号"),
    "dimension": ("区分", "項目", "集計項目", "種別", "集計区分"),
    "code": ("名称", "コード", "内訳", "細目", "分野・地域", "name"),
    "total": ("合計", "公表値", "件数", "数", "計", "合計値", "事業数", "公表された合計"),
    "coverage": ("収録範囲", "収録"),
    "recognised_count": ("認定件数", "認定事業数", "認定数"),
    "rule_key": ("略号", "規則略号"),
    "rate": ("助成率", "補助率"),
    "cap_single_yen": ("限度額（単独）", "限度額", "上限額", "単独の限度額", "助成限度額"),
    "cap_joint_yen": ("限度額（共同）", "共同の限度額", "共同事業の限度額"),
    "note_ja": ("注記", "注記（日本語）", "備考（日本語）"),
    "note_en": ("注記（英語）", "備考（英語）"),
    "clause": ("条項", "要件"),
    "effect": ("効力", "扱い"),
    "wording": ("文言",),
    "text_ja": ("本文", "本文（日本語）", "条文"),
    "text_en": ("本文（英語）",),
    "locator_ja": ("掲載箇所", "掲載箇所（日本語）"),
    "locator_en": ("掲載箇所（英語）",),
    "title": ("題名", "資料名", "表題"),
    "publisher": ("発行者", "発行元"),
    "locator": ("掲載箇所", "所在", "url"),
    "retrieved_on": ("取得日", "確認日"),
    "note": ("備考", "注記"),
    "prefecture_code": ("都道府県コード",),
    "local_government_code": ("団体コード", "自治体コード", "全国地方公共団体コード"),
    "name_ja": ("名称", "日本語名"),
    "name_kana": ("かな", "ふりがな", "読み"),
    "name_en": ("英語名", "英文名"),
    "kind": ("種類",),
    "latitude": ("緯度",),
    "longitude": ("経度",),
    "sort_order": ("表示順", "順序"),
    "field_code": ("分野コード",),
    "region_code": ("地域コード", "国コード"),
    "within": ("上位地域", "含まれる地域"),
    "effective_on": ("施行日", "変更日"),
    "change": ("変更の種類", "異動事由"),
    "from_code": ("変更前コード",),
    "from_name_ja": ("変更前名称",),
    "to_code": ("変更後コード",),
    "to_name_ja": ("変更後名称",),
    "office_code": ("事務所コード",),
    "city_ja": ("都市名",),
    "city_en": ("都市名（英語）",),
    "country_code": ("国コード",),
    "opened": ("開設",),
    "precision": ("精度",),
    "opened_in_source": ("開設（資料の表記）",),
    "closed": ("閉鎖",),
    "milestone_id": ("事項コード",),
    "happened": ("時期",),
    "title_ja": ("事項", "題名（日本語）"),
    "title_en": ("事項（英語）", "題名（英語）"),
    "programme_code": ("制度コード",),
    "division": ("担当課",),
    "description_ja": ("説明", "説明（日本語）"),
    "description_en": ("説明（英語）",),
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "project": ("事業", "事業数", "認定事業数"),
    "local_government": ("団体", "団体数", "自治体", "自治体数", "実施団体", "実施団体数", "代表団体"),
    "field": ("分野", "対象分野", "分野別"),
    "region": ("地域", "相手地域", "国・地域", "相手国", "地域別"),
    "kind": ("種類", "団体の種類", "団体種別"),
    "secondary_field": ("副分野",),
    "fields_of_project": ("事業の分野数",),
    "regions_of_project": ("事業の地域数",),
    "complete": ("全件", "すべて", "全部"),
    "partial": ("一部", "一部のみ"),
    "country": ("国",),
    "area": ("地域",),
    "rate": ("助成率",),
    "cap_single": ("限度額（単独）", "単独の限度額"),
    "cap_joint": ("限度額（共同）", "共同の限度額"),
    "sets": ("定める",),
    "admits": ("認める",),
    "refuses": ("認めない",),
    "not_stated": ("記載なし",),
    "quoted": ("原文",),
    "paraphrased": ("要約",),
    "day": ("日",),
    "month": ("月",),
    "year": ("年",),
    "fiscal_year": ("年度",),
}
WHOLE = {
    plain_heading(word) for word in ("all", "計", "合計", "全体", "総数", "すべて", "全て", "総計", "全国")
}


def headings_of(table: Table) -> dict[str, str]:
    """Column by plain heading; of a heading that could name two columns the first is meant."""
    found = {plain_heading(column.name): column.name for column in table.columns}
    for column in table.columns:
        for heading in _COLUMNS.get(column.name, ()):
            found.setdefault(plain_heading(heading), column.name)
    return found


def choice_of(text: str, choices: tuple[str, ...]) -> str:
    """The one of `choices` that `text` is or says in Japanese, or an empty text."""
    flat = plain_heading(text)
    for choice in choices:
        if flat in (plain_heading(choice), *map(plain_heading, _CHOICES.get(choice, ()))):
            return choice
    return ""


def heading(column: str, lang: str) -> str:
    """A column as the language heads it."""
    return _COLUMNS[column][0] if lang == "ja" and column in _COLUMNS else column
