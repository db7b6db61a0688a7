"""Local governments as offices write them: which of `ingest.bodies` a cell names in a year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clairviz.base.i18n import message
from clairviz.store.importing.cells import CellRefused, year_named
from clairviz.store.importing.names import folded_name, nearest
from clairviz.store.ingest.bodies import Bodies, Body

_NUMBERED = re.compile(r"(.+?)\s*(?:[（(]\s*([0-9０-９]{1,3})\s*[)）]|([①-⑳])|[（(]([①-⑳])[)）]|([⑴-⒇]))\s*")
_ORGANISATION = re.compile(
    r"法人|協会|財団|社団|NPO|NGO|センター|実行委員会|協議会|連盟|連合|機構|研究所|大学|学園|公社|基金|ネットワーク|クラブ|[一-龥]会$|の会",
    re.I,
)


@dataclass(frozen=True)
class Found:
    """The body that a cell names in a year, with the project's number if the cell held one."""

    body: Body
    text: str
    is_same: bool
    number: str = ""


class PrintedBodies:
    """Every local government on file, found by what is printed.

    `records` of local governments give the English names; which body is of which year, `bodies` says.
    """

    def __init__(self, bodies: Bodies, records: Iterable[Mapping[str, object]]) -> None:
        self._bodies = bodies
        self.by_name: dict[str, list[Body]] = defaultdict(list)
        self.by_fold: dict[str, list[Body]] = defaultdict(list)
        self.by_code: dict[str, list[Body]] = defaultdict(list)
        english = {
            str(record["local_government_code"]): str(record.get("name_en") or "") for record in records
        }
        for body in bodies:
            self.by_name[body.name_ja].append(body)
            self.by_code[body.code].append(body)
            for name in {body.name_ja, english.get(body.code, "")} - {""}:
                self.by_fold[folded_name(name)].append(body)
        self._found: dict[tuple[str, int], Found | CellRefused] = {}

    def find(self, text: str, year: int) -> Found:
        """The body that `text` names in a fiscal year. Raises CellRefused."""
        key = (text, year)
        if key not in self._found:
            try:
                self._found[key] = self._find(text, year)
            except CellRefused as refused:
                self._found[key] = refused
        found = self._found[key]
        if isinstance(found, CellRefused):
            raise found
        return found

    def text_of(self, body: Body, year: int) -> str:
        """The canonical text: the name, or the code where several bodies of the year bear it."""
        bearers = {other.code for other in self.by_name[body.name_ja] if other.was_in(year)}
        return body.name_ja if bearers == {body.code} else body.code

    def _find(self, text: str, year: int) -> Found:
        bare = text.strip()
        candidates = self.candidates(bare)
        number = ""
        if not candidates and (numbered := _NUMBERED.fullmatch(bare)):
            digits = next(group for group in numbered.groups()[1:] if group)
            candidates, number = self.candidates(numbered[1]), folded_name(digits).strip("()")
        current = self._bodies.meant(candidates, year)
        if len(current) == 1:
            body = current[0]
            is_same = bare in (body.name_ja, body.code)
            return Found(body, self.text_of(body, year), is_same, number)
        if current:
            full = [body.full_name_ja for body in current]
            names = tuple(
                body.code if full.count(name) > 1 else name for body, name in zip(current, full, strict=True)
            )
            raise CellRefused(
                message("“{value}” is the name of several bodies: {names}."),
                message("Write the prefecture before the name, or the 6-digit code."),
                {"names": ", ".join(names)},
                names,
                rule="1-12",
            )
        raise self._not_of_year(candidates, year) if candidates else self._unknown(bare, year)

    def candidates(self, text: str) -> list[Body]:
        """All bodies, of any year, that `text` can name."""
        if found := self.by_name.get(text):
            return found
        flat = folded_name(text)
        if re.fullmatch(r"\d{5,6}", flat):
            return self.by_code.get(flat) or self.by_code.get(f"0{flat}") or []
        if found := self.by_fold.get(flat):
            return found
        if hint := re.fullmatch(r"(.+?)[(\[](.+?)[)\]]", flat) or re.fullmatch(r"[(\[](.+?)[)\]](.+)", flat):
            one, two = hint[1], hint[2]
            for name, prefecture in ((one, two), (two, one)):
                if found := [
                    b
                    for b in self._plain(name)
                    if folded_name(b.prefecture_ja)
                    in (prefecture, prefecture + "県", prefecture + "府", prefecture + "都")
                ]:
                    return found
            return []
        for prefecture in self._bodies.prefectures.values():
            if flat.startswith(folded_name(prefecture)):
                rest = flat[len(folded_name(prefecture)) :]
                if found := [b for b in self._plain(rest) if b.prefecture_ja == prefecture]:
                    return found
        return self._plain(flat)

    def _plain(self, flat: str) -> list[Body]:
        if found := self.by_fold.get(flat):
            return found
        county = re.fullmatch(r".+?郡(.+[町村])", flat)
        return self.by_fold.get(county[1], []) if county else []

    def _not_of_year(self, candidates: Sequence[Body], year: int) -> CellRefused:
        """The name is another time's: what the body was or became is offered."""
        others = [other for body in candidates for other in self._bodies.of_another_time(body, year)]
        names = list(dict.fromkeys(other.name_ja for other in others))
        what = message("There was no “{value}” in {year}.")
        if names:
            what = message("There was no “{value}” in {year}; by the table of changes it was {names}.")
        return CellRefused(
            what,
            message("Use the name of that year, or correct the year."),
            {"year": year_named(year), "names": ", ".join(names[:8])},
            tuple(names[:8]),
        )

    def _unknown(self, text: str, year: int) -> CellRefused:
        names = {body.name_ja for body in self._bodies if body.was_in(year)}
        flat = folded_name(re.sub(r"[（(].*[)）]$", "", text))
        # A name without its 市 or 県 is nearest of all, and yet it may be either.
        near = [(name, 90) for name in sorted(names) if folded_name(name)[:-1] == flat] or list(
            nearest(text, names)
        )
        values: dict[str, object] = {
            "year": year_named(year),
            "nearest": ", ".join(f"{name} ({percent}%)" for name, percent in near),
        }
        what = message("“{value}” is no local government of {year}.")
        if near:
            what = message("“{value}” is no local government of {year}; the nearest are {nearest}.")
        return CellRefused(
            what,
            message("Correct the name; an association or NGO goes under applicant (申請者)."),
            values,
            tuple(name for name, _percent in near),
        )


def is_organisation(text: str) -> bool:
    """Whether a name is plainly that of an association, foundation, NGO or the like."""
    return bool(_ORGANISATION.search(text)) and not re.search(r"[都道府県市区町村]$", text)
