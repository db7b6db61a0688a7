"""Small files and a small country, built in code."""

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from clairviz.store.importing.model import ReadOptions, Upload, Validated
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.validation import validate

_PREFECTURES = """01 北海道|04 宮城県|06 山形県|08 茨城県|11 埼玉県|13 東京都|14 神奈川県|17 石川県|20 長野県|22 静岡県|25 滋賀県
26 京都府|27 大阪府|28 兵庫県|32 島根県|34 広島県|39 高知県|40 福岡県|47 沖縄県"""
_BODIES = """062014 山形市|063011 山辺町|042030 塩竈市|082082 龍ケ崎市|111007 さいたま市|132063 府中市|202151 塩尻市|221007 静岡市
271004 大阪市|272272 東大阪市|282219 丹波篠山市|322067 安来市|342084 府中市|394050 梼原町|401005 北九州市|473243 読谷村
013951 ニセコ町|261009 京都市|262013 福知山市|204234 南木曽町"""
_CHANGES = """2001-05-01 新設合併 112046 浦和市 112356 さいたま市|2001-05-01 新設合併 112054 大宮市 112356 さいたま市
2003-04-01 政令指定都市施行 112356 さいたま市 111007 さいたま市|2005-04-01 編入合併 204242 楢川村 202151 塩尻市
1999-04-01 新設合併 283410 篠山町 282219 篠山市|2019-05-01 名称変更 282219 篠山市 282219 丹波篠山市
2005-04-01 政令指定都市施行 222011 静岡市 221007 静岡市|2006-01-01 編入合併 262234 大江町 262013 福知山市
2005-02-13 新設合併 204269 山口村 204234 南木曽町"""
_FIELDS = "forestry 林業 Forestry|education 教育 Education|environment 環境 Environment|industry 産業・経済 Industry"
_REGIONS = """CHN 中国 China|KOR 韓国 South_Korea|RUS ロシア Russia|THA タイ Thailand|USA アメリカ United_States|LAO ラオス Laos
asia-pacific アジア・太平洋 Asia-Pacific|IND インド India|IDN インドネシア Indonesia|VNM ベトナム Vietnam|TTO トリニダード・トバゴ Trinidad"""


def _table(text: str, *columns: str) -> list[dict[str, object]]:
    rows = [row for line in text.splitlines() for row in line.split("|")]
    return [dict(zip(columns, row.split(), strict=True)) for row in rows]


def records() -> dict[str, list[dict[str, object]]]:
    prefectures = _table(_PREFECTURES, "prefecture_code", "name_ja")
    codes = {"13": "130001", "26": "260002", "14": "140007", "17": "170003", "27": "270008"}
    governments = [
        {"local_government_code": codes[str(p["prefecture_code"])], "kind": "prefecture", **p}
        for p in prefectures
        if p["prefecture_code"] in codes
    ]
    for body in _table(_BODIES, "local_government_code", "name_ja"):
        governments.append(
            {**body, "kind": "city", "prefecture_code": str(body["local_government_code"])[:2]}
        )
    changes = _table(_CHANGES, "effective_on", "change", "from_code", "from_name_ja", "to_code", "to_name_ja")
    for change in changes:
        change["effective_on"] = date.fromisoformat(str(change["effective_on"]))
    # Former bodies stand in the table of bodies too.
    known = {body["local_government_code"] for body in governments}
    former = {
        str(change[f"{side}_code"]): str(change[f"{side}_name_ja"])
        for change in changes
        for side in ("to", "from")
    }
    governments += [
        {"local_government_code": code, "name_ja": name, "kind": "city", "prefecture_code": code[:2]}
        for code, name in former.items()
        if code not in known
    ]
    return {
        "source": [{"source_id": "clair-2005", "title": "都市間連携支援機関"}],
        "prefecture": prefectures,
        "local_government": governments,
        "local_government_change": changes,
        "field": _table(_FIELDS, "field_code", "name_ja", "name_en"),
        "region": _table(_REGIONS, "region_code", "name_ja", "name_en"),
    }


REFERENCE = ReferenceNames.of(records())
Rows = Sequence[Sequence[object]]


def xlsx(
    rows: Rows, *, merge: Sequence[str] = (), hide_rows: Sequence[int] = (), hide_columns: str = ""
) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for place in merge:
        sheet.merge_cells(place)
    for number in hide_rows:
        sheet.row_dimensions[number].hidden = True
    for letter in hide_columns:
        sheet.column_dimensions[letter].hidden = True
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


def check(content: bytes | str, name: str = "2005.csv", **options: object) -> Validated:
    data = content.encode() if isinstance(content, str) else content
    chosen = ReadOptions(**{"source": "clair-2005", **options})  # type: ignore[arg-type]
    return validate([Upload(name, data)], chosen, REFERENCE)


def rows_of(validated: Validated) -> list[dict[str, str]]:
    """What each canonical row states, without year and source."""
    return [
        {key: text for key, text in row.cells.items() if text and key not in ("fiscal_year", "source")}
        for rows in validated.rows.values()
        for row in rows
    ]
