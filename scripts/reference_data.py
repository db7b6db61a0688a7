"""Writes the long reference tables from the lists they rest on; run by hand, never by tests.

python scripts/reference_data.py --today TODAY.csv --changes CHANGES.csv

TODAY.csv lists today's local governments (code, name, reading, English name, kind, prefecture,
position), CHANGES.csv what became of former ones; data/README.md names their sources. Country
names are Babel's CLDR names, label points come from data/geo/world.geojson.
"""

import argparse
import csv
import json
from itertools import pairwise
from pathlib import Path

from babel import Locale
from babel.core import get_global

DATA = Path(__file__).resolve().parent.parent / "data"
REFERENCE = DATA / "reference"
KIND = {"市": "city", "区": "ward", "町": "town", "村": "village"}
ENGLISH_KIND = {"city": "City", "ward": "City", "town": "Town", "village": "Village"}
# Characters whose first vowel never lengthens the syllable before them.
APART = {
    "浦": "うら",
    "岡": "おか",
    "丘": "おか",
    "内": "うち",
    "上": "うえ",
    "尾": "お",
    "海": "うみ",
    "生": "うぶ",
    "魚": "うお",
}
# How the kind is read at the end of a name.
READINGS = {"市": ("し",), "区": ("く",), "町": ("まち", "ちょう"), "村": ("むら", "そん")}
# The regions of FY2005 as the document prints them, at the points chosen for display.
PRINTED = {
    "CHN": ("中国", "China", 35.5, 104.0),
    "KOR": ("韓国", "South Korea", 36.4, 127.9),
    "RUS": ("ロシア", "Russia", 61.5, 100.0),
    "THA": ("タイ", "Thailand", 15.6, 101.0),
    "KHM": ("カンボジア", "Cambodia", 12.6, 104.9),
    "BRA": ("ブラジル", "Brazil", -10.5, -53.0),
    "USA": ("アメリカ", "United States", 39.5, -98.5),
}
# ISO 3166-1 codes that the outlines leave to another feature or leave out.
WITHOUT_OUTLINE = ("ATA", "BES", "BVT", "GIB", "GLP", "GUF", "MTQ", "MYT", "REU", "SJM", "TKL", "UMI")
AREAS = (
    ("world", "世界", "World", ""),
    ("asia", "アジア", "Asia", ""),
    ("asia-pacific", "アジア・太平洋", "Asia and the Pacific", ""),
    ("east-asia", "東アジア", "East Asia", "asia"),
    ("northeast-asia", "北東アジア", "Northeast Asia", "asia"),
    ("southeast-asia", "東南アジア", "Southeast Asia", "asia"),
    ("south-asia", "南アジア", "South Asia", "asia"),
    ("central-asia", "中央アジア", "Central Asia", "asia"),
    ("middle-east", "中東", "Middle East", ""),
    ("africa", "アフリカ", "Africa", ""),
    ("europe", "ヨーロッパ", "Europe", ""),
    ("north-america", "北米", "North America", ""),
    ("latin-america", "中南米", "Latin America and the Caribbean", ""),
    ("oceania", "オセアニア", "Oceania", ""),
    ("russian-far-east", "ロシア極東", "Russian Far East", "RUS"),
)
_SYLLABLES = """
あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo さsa しshi すsu せse そso
ざza じji ずzu ぜze ぞzo たta ちchi つtsu てte とto だda ぢji づzu でde どdo なna にni ぬnu ねne のno
はha ひhi ふfu へhe ほho ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo まma みmi むmu めme もmo
やya ゆyu よyo らra りri るru れre ろro わwa ゐi ゑe をo んn ゔvu ーー
"""
SYLLABLES = {part[0]: part[1:] for part in _SYLLABLES.split()}


def romanised(kana: str) -> str:
    """A reading in the Hepburn letters of the Gazetteer: long vowels without a mark, a hyphen between n
    and a vowel. An apostrophe in `kana` keeps two vowels apart."""
    text = ""
    double = False
    for letter in kana:
        if letter == "っ":
            double = True
            continue
        if letter == "'":
            text += letter
            continue
        if letter in "ゃゅょ":
            small = {"ゃ": "a", "ゅ": "u", "ょ": "o"}[letter]
            text = text[:-1] + (small if text.endswith(("shi", "chi", "ji")) else "y" + small)
            continue
        sound = SYLLABLES[letter].replace("ー", "")
        if text.endswith("n") and sound[:1] in tuple("aiueoy"):
            text += "-"
        if double:
            sound, double = ("t" if sound.startswith("ch") else sound[0]) + sound, False
        text += sound
    for long, short in (("ou", "o"), ("oo", "o"), ("uu", "u"), ("'", "")):
        text = text.replace(long, short)
    return text.capitalize()


def english_name(name: str, kana: str) -> str:
    """The English name of a former body, from its reading."""
    stem = next((kana.removesuffix(end) for end in READINGS[name[-1]] if kana.endswith(end)), kana)
    for character, reading in APART.items():
        if character in name[1:]:
            stem = stem[0] + stem[1:].replace(reading, "'" + reading)
    return f"{romanised(stem)} {ENGLISH_KIND[KIND[name[-1]]]}"


def local_governments(today: list[dict[str, str]], changes: list[dict[str, str]]) -> list[list[str]]:
    """Today's bodies, then the last body of every code that is no longer in use."""
    columns = "local_government_code name_ja name_kana name_en kind prefecture_code latitude longitude"
    rows = [[row[column] for column in columns.split()] for row in today]
    in_use = {row["local_government_code"] for row in today}
    former: dict[str, list[str]] = {}
    for row in changes:
        code, name, kana = row["from_code"], row["from_name_ja"], row["from_name_kana"]
        if code not in in_use:
            kind = KIND[name[-1]]
            former[code] = [code, name, kana, english_name(name, kana), kind, code[:2], "", ""]
    return rows + [former[code] for code in sorted(former)]


def regions() -> list[list[object]]:
    """Every country and territory of ISO 3166-1, those of FY2005 first, then areas."""
    names = {lang: Locale(lang).territories for lang in ("ja", "en")}
    two = {key: value[0] for key, value in get_global("territory_aliases").items() if len(key) == 3}
    outlines = json.loads((DATA / "geo" / "world.geojson").read_text(encoding="utf-8"))["features"]
    points = {shape["id"]: label_point(shape["geometry"]) for shape in outlines}
    codes = sorted({*(code for code in points if not code.startswith("X-")), *WITHOUT_OUTLINE} - {*PRINTED})
    rows: list[list[object]] = [
        [code, ja, en, "country", "", latitude, longitude]
        for code, (ja, en, latitude, longitude) in PRINTED.items()
    ]
    rows += [
        [code, names["ja"][two[code]], names["en"][two[code]], "country", "", *points.get(code, ("", ""))]
        for code in codes
    ]
    rows += [[code, ja, en, "area", within, "", ""] for code, ja, en, within in AREAS]
    return [[*row, order] for order, row in enumerate(rows, 1)]


def label_point(geometry: dict[str, object]) -> tuple[float, float]:
    """Latitude and longitude well inside the largest part of an outline, to a tenth of a degree or finer."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    ring = max((part[0] for part in parts), key=lambda one: abs(_area(one)))  # type: ignore[attr-defined]
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    best, point = -1.0, ((south + north) / 2, (west + east) / 2)
    for row in range(1, 30):
        for column in range(1, 30):
            x, y = west + (east - west) * column / 30, south + (north - south) * row / 30
            if _inside(x, y, ring) and (gap := min((x - a) ** 2 + (y - b) ** 2 for a, b in ring)) > best:
                best, point = gap, (y, x)
    latitude, longitude = point
    return round(latitude, 2), round((longitude + 180) % 360 - 180, 2)


def _area(ring: list[list[float]]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _inside(x: float, y: float, ring: list[list[float]]) -> bool:
    return (
        sum(
            (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
            for (x1, y1), (x2, y2) in pairwise(ring)
        )
        % 2
        == 1
    )


def _write(name: str, header: str, rows: list[list[str]] | list[list[object]]) -> None:
    with (REFERENCE / name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header.split(","), *rows])


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--today", type=Path, required=True)
    parser.add_argument("--changes", type=Path, required=True)
    chosen = parser.parse_args()
    # Branch offices of Hokkaido are no bodies.
    happened = [row for row in _read(chosen.changes) if row["from_name_ja"][-1] in KIND]
    _write(
        "local_governments.csv",
        "local_government_code,name_ja,name_kana,name_en,kind,prefecture_code,latitude,longitude",
        local_governments(_read(chosen.today), happened),
    )
    columns = "effective_on,change,from_code,from_name_ja,to_code,to_name_ja"
    _write(
        "local_government_changes.csv",
        columns,
        [[row[column] for column in columns.split(",")] for row in happened],
    )
    _write("regions.csv", "region_code,name_ja,name_en,kind,within,latitude,longitude,sort_order", regions())
