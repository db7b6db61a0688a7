"""Fields, regions and local governments by what is printed: matched, never guessed.

What is printed otherwise than on file (width, old character forms, a county before the name) is
matched and said; what has no match is refused with what it may mean and how alike that is.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clairviz.base.fold import fold_name
from clairviz.base.i18n import message
from clairviz.store.importing.cells import CellRefused, is_nothing

_SEPARATORS = re.compile(r"[;；、,，\n\r/／]+|\s*(?:及び|および|並びに)\s*")
_LIKE = 0.5
_MOST_SUGGESTIONS = 3
# What names of places also keep apart; too much for running text.
_IN_PLACES = str.maketrans("竈竃檮鰺ッっの之乃", "釜釜梼鯵ツツノノノ")
# Characters that are taken for one another; only for what is offered, never for a match.
_MISTAKEN = str.maketrans("阪荻粟末士巳已穂郷曽遼", "坂萩栗未土己己保卿曾瞭")


def folded_name(text: str) -> str:
    """A name without width, blanks, case and character variants, to compare with others."""
    return fold_name(text.translate(_IN_PLACES))


@dataclass(frozen=True)
class Match:
    """A name on file. `is_same` is whether it was printed just so."""

    name: str
    code: str
    is_same: bool
    rest: str = ""


class Index:
    """Names and codes of one reference table, with other names the same thing goes by."""

    def __init__(
        self,
        records: Iterable[Mapping[str, object]],
        key: str,
        *,
        other_names: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.name_of: dict[str, str] = {}
        self.exact: dict[str, str] = {}
        self.folded: dict[str, str] = {}
        for record in records:
            code, name = str(record[key]), str(record["name_ja"])
            self.name_of[code] = name
            self.exact[name] = code
            for other in (name, code, str(record.get("name_en") or ""), *(other_names or {}).get(code, ())):
                if other:
                    self.folded.setdefault(folded_name(other), code)
        self._split: dict[str, tuple[str, ...]] = {}

    def find(self, text: str) -> Match | None:
        """The entry that `text` names, or None."""
        bare = text.strip()
        if code := self.exact.get(bare):
            return Match(bare, code, True)
        code = self.folded.get(folded_name(bare), "")
        return Match(self.name_of[code], code, bare == code) if code else None

    def code(self, text: str) -> str:
        """The code that `text` names, or an empty text."""
        found = self.find(text)
        return found.code if found else ""

    def parts(self, cell: str) -> tuple[str, ...]:
        """The names a cell lists: ; and 、 always part, ・ only where no listed name contains it."""
        if cell not in self._split:
            found: list[str] = []
            for part in [cell] if self.find(cell) else _SEPARATORS.split(cell):
                if part.strip() and not is_nothing(part):
                    found += self._around_dots(part.strip())
            self._split[cell] = tuple(found)
        return self._split[cell]

    def _around_dots(self, part: str) -> list[str]:
        if self.find(part):
            return [part]
        tokens = [token.strip() for token in re.split("[・･]", part) if token.strip()]
        groups: list[str] = []
        start, known = 0, 0
        while start < len(tokens):
            for end in range(len(tokens), start, -1):
                if self.find("・".join(tokens[start:end])):
                    known += 1
                    break
            groups.append("・".join(tokens[start:end]))
            start = end
        # One unknown name with dots in it is one mistake, not several.
        return groups if known else [part]

    def nearest(self, text: str) -> tuple[tuple[str, int], ...]:
        """The likeliest names with their likeness in per cent."""
        return nearest(text, self.name_of.values())


def nearest(text: str, names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The names most like `text`, with their likeness in per cent, the likeliest first."""
    wanted = folded_name(text)
    mistaken = wanted.translate(_MISTAKEN)
    scored: list[tuple[float, int, str]] = []
    for name in names:
        if folded_name(name).translate(_MISTAKEN) == mistaken:
            scored.append((0.95, 0, name))
            continue
        matcher = difflib.SequenceMatcher(None, wanted, folded_name(name))
        if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE:
            # Of equally like names those that begin alike come first.
            scored.append((matcher.ratio(), -(name[:1] == wanted[:1]), name))
    scored.sort(key=lambda found: (-found[0], found[1], found[2]))
    found = [(name, round(ratio * 100)) for ratio, _start, name in scored if ratio >= _LIKE]
    return tuple(dict(found[:_MOST_SUGGESTIONS]).items())


def unknown(text: str, near: Sequence[tuple[str, int]], *, file: str) -> CellRefused:
    """The refusal of a name that `file` does not list."""
    values: dict[str, object] = {"part": text, "file": file}
    suggestions = tuple(name for name, _percent in near)
    if not near:
        return CellRefused(
            message("“{part}” is not listed in {file}."),
            message("Correct the cell, or add a row to data/reference/{file}."),
            values,
        )
    values["nearest"] = ", ".join(f"{name} ({percent}%)" for name, percent in near)
    return CellRefused(
        message("“{part}” is not listed in {file}; the nearest are {nearest}."),
        message("Choose one of these, or add a row to data/reference/{file}."),
        values,
        suggestions,
    )


# What countries are also called, by ISO 3166-1 alpha-3.
OTHER_REGION_NAMES: Mapping[str, tuple[str, ...]] = {
    "CHN": ("中華人民共和国", "中国（中華人民共和国）", "People's Republic of China", "PRC"),
    "KOR": ("大韓民国", "Republic of Korea", "Korea", "Korea, Republic of"),
    "PRK": ("朝鮮民主主義人民共和国", "DPRK"),
    "USA": (
        "米国",
        "アメリカ合衆国",
        "アメリカ",
        "合衆国",
        "United States",
        "United States of America",
        "US",
        "U.S.A.",
    ),
    "GBR": ("英国", "イギリス", "グレートブリテン及び北アイルランド連合王国", "United Kingdom", "UK"),
    "RUS": ("ロシア連邦", "ロシア", "Russian Federation"),
    "THA": ("タイ王国", "タイ国"),
    "VNM": ("ベトナム", "ヴェトナム", "ベトナム社会主義共和国", "ヴィエトナム", "Viet Nam"),
    "LAO": ("ラオス", "ラオス人民民主共和国", "Laos", "Lao PDR"),
    "MMR": ("ミャンマー", "ビルマ", "ミャンマー連邦共和国", "Myanmar", "Burma"),
    "KHM": ("カンボジア王国",),
    "MNG": ("モンゴル国",),
    "IDN": ("インドネシア共和国",),
    "PHL": ("フィリピン共和国",),
    "MYS": ("マレーシア連邦",),
    "IND": ("インド共和国",),
    "NPL": ("ネパール王国", "ネパール連邦民主共和国"),
    "LKA": ("スリランカ民主社会主義共和国",),
    "BGD": ("バングラデシュ", "バングラディシュ", "バングラデシュ人民共和国"),
    "BTN": ("ブータン王国",),
    "TWN": ("台湾", "中華民国", "Taiwan"),
    "HKG": ("香港", "Hong Kong"),
    "MAC": ("マカオ", "澳門"),
    "AUS": ("豪州", "オーストラリア連邦"),
    "NZL": ("ニュージーランド", "ニュージランド"),
    "DEU": ("ドイツ連邦共和国", "独国"),
    "FRA": ("フランス共和国", "仏国"),
    "NLD": ("オランダ王国",),
    "CHE": ("スイス連邦",),
    "BRA": ("ブラジル連邦共和国",),
    "PER": ("ペルー共和国",),
    "BOL": ("ボリビア", "ボリビア多民族国"),
    "VEN": ("ベネズエラ", "ベネズエラ・ボリバル共和国"),
    "TUR": ("トルコ共和国", "トルコ", "Turkey"),
    "IRN": ("イラン", "イラン・イスラム共和国", "Iran"),
    "SYR": ("シリア", "シリア・アラブ共和国"),
    "GEO": ("ジョージア", "グルジア"),
    "UZB": ("ウズベキスタン共和国",),
    "KAZ": ("カザフスタン共和国",),
    "KEN": ("ケニア共和国",),
    "TZA": ("タンザニア", "タンザニア連合共和国"),
    "COD": ("コンゴ民主共和国",),
    "CIV": ("コートジボワール", "象牙海岸"),
    "MDV": ("モルディブ", "モルジブ", "モルディブ共和国"),
    "MAR": ("モロッコ", "モロッコ王国"),
    "PNG": ("パプアニューギニア", "パプア・ニューギニア"),
    "FSM": ("ミクロネシア", "ミクロネシア連邦"),
}
_PLACE_ENDS = re.compile(r".*(市|省|州|県|郡|区|町|村|都|道|府|自治区|特別市|広域市|自治州|島)$")


def country_before_place(text: str, regions: Index) -> Match | None:
    """The country that a place is printed behind, as in 中国寧夏回族自治区銀川市; None if none is."""
    bare = text.strip()
    best: Match | None = None
    for length in range(min(len(bare) - 1, 20), 1, -1):
        found = regions.find(bare[:length])
        if found:
            best = found
            break
    if best is None:
        return None
    rest = bare[length:].strip(" 　・()（）:：,、")
    if rest.endswith("など"):
        rest = rest.removesuffix("など")
    is_bracketed = re.fullmatch(r"[（(].+[)）]", bare[length:].strip()) is not None
    is_place = _PLACE_ENDS.fullmatch(rest) is not None
    return Match(best.name, best.code, False, rest) if rest and (is_place or is_bracketed) else None
