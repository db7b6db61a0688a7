"""Local governments by name, code and year: today's, former ones, and what became of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clairviz.base.fiscal_year import FiscalYear
from clairviz.base.i18n import message
from clairviz.store.importing.cells import CellRefused, label
from clairviz.store.importing.names import fold, nearest

# Changes after which the body they lead to is a new one; one that takes in others is not.
_NEW = ("新設合併", "名称変更", "市制施行", "町制施行", "政令指定都市施行", "分割", "分立")
_NUMBERED = re.compile(r"(.+?)\s*(?:[（(]\s*([0-9０-９]{1,3})\s*[)）]|([①-⑳])|[（(]([①-⑳])[)）]|([⑴-⒇]))\s*")
_ORGANISATION = re.compile(
    r"法人|協会|財団|社団|NPO|NGO|センター|実行委員会|協議会|連盟|連合|機構|研究所|大学|学園|公社|基金|ネットワーク|クラブ|[一-龥]会$|の会",
    re.I,
)


@dataclass(frozen=True)
class Body:
    """A local government under one name and code, and when it bore them (None: always, or still)."""

    code: str
    name: str
    prefecture: str
    since: date | None = None
    until: date | None = None

    def is_of(self, year: int) -> bool:
        """Whether it existed so at any time of a fiscal year."""
        value = FiscalYear(year)
        return (self.until is None or self.until > value.starts_on) and (
            self.since is None or self.since <= value.ends_on
        )

    @property
    def full_name(self) -> str:
        """With its prefecture before it."""
        return self.name if self.name == self.prefecture else self.prefecture + self.name


@dataclass(frozen=True)
class Found:
    """The body that a cell names in a year, with the project's number if the cell held one."""

    body: Body
    text: str
    is_same: bool
    number: str = ""


class Bodies:
    """Every local government on file, found by what is printed."""

    def __init__(
        self,
        governments: Iterable[Mapping[str, object]],
        changes: Iterable[Mapping[str, object]],
        prefectures: Iterable[Mapping[str, object]],
    ) -> None:
        self.prefectures = {str(p["prefecture_code"]): str(p["name_ja"]) for p in prefectures}
        governments, changes = list(governments), list(changes)
        for record in governments:
            if record.get("kind") == "prefecture":
                self.prefectures[str(record["prefecture_code"])] = str(record["name_ja"])
        self.changes = _Changes(changes)
        names = [(str(r["local_government_code"]), str(r["name_ja"])) for r in governments]
        names += [self.changes.before(change) for change in changes]
        names += [self.changes.after(change) for change in changes]
        self.all = [self._body(code, name) for code, name in dict.fromkeys(names)]
        self.by_name: dict[str, list[Body]] = defaultdict(list)
        self.by_fold: dict[str, list[Body]] = defaultdict(list)
        self.by_code: dict[str, list[Body]] = defaultdict(list)
        english: dict[str, str] = {}
        for record in governments:
            if record.get("name_en"):
                english[str(record["local_government_code"])] = str(record["name_en"])
        for body in self.all:
            self.by_name[body.name].append(body)
            self.by_code[body.code].append(body)
            for name in {body.name, english.get(body.code, "")} - {""}:
                self.by_fold[fold(name)].append(body)
        self._found: dict[tuple[str, int], Found | CellRefused] = {}

    def _body(self, code: str, name: str) -> Body:
        since, until = self.changes.span((code, name))
        return Body(code, name, self.prefectures.get(code[:2], ""), since, until)

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
        bearers = {other.code for other in self.by_name[body.name] if other.is_of(year)}
        return body.name if bearers == {body.code} else body.code

    def _find(self, text: str, year: int) -> Found:
        bare = text.strip()
        candidates = self.candidates(bare)
        number = ""
        if not candidates and (numbered := _NUMBERED.fullmatch(bare)):
            digits = next(group for group in numbered.groups()[1:] if group)
            candidates, number = self.candidates(numbered[1]), fold(digits).strip("()")
        current = [body for body in candidates if body.is_of(year)]
        if len({(body.name, body.prefecture) for body in current}) == 1:
            # Of two codes in one year the one at its start counts.
            starts_on = FiscalYear(year).starts_on
            current.sort(key=lambda body: body.since is not None and body.since > starts_on)
            body = current[0]
            is_same = bare in (body.name, body.code)
            return Found(body, self.text_of(body, year), is_same, number)
        if current:
            names = tuple(dict.fromkeys(body.full_name for body in current))
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
        flat = fold(text)
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
                    if fold(b.prefecture)
                    in (prefecture, prefecture + "県", prefecture + "府", prefecture + "都")
                ]:
                    return found
            return []
        for prefecture in self.prefectures.values():
            if flat.startswith(fold(prefecture)):
                rest = flat[len(fold(prefecture)) :]
                if found := [b for b in self._plain(rest) if b.prefecture == prefecture]:
                    return found
        return self._plain(flat)

    def _plain(self, flat: str) -> list[Body]:
        if found := self.by_fold.get(flat):
            return found
        county = re.fullmatch(r".+?郡(.+[町村])", flat)
        return self.by_fold.get(county[1], []) if county else []

    def _not_of_year(self, candidates: Sequence[Body], year: int) -> CellRefused:
        """The name is another time's: what the body was or became is offered."""
        value = FiscalYear(year)
        names: list[str] = []
        for body in candidates:
            if body.until is not None and body.until <= value.starts_on:
                names += [b.name for b in self._later(body, year)]
            else:
                names += [b.name for b in self._earlier(body, year)]
        names = list(dict.fromkeys(names))
        what = message("There was no “{value}” in {year}.")
        if names:
            what = message("There was no “{value}” in {year}; by the table of changes it was {names}.")
        return CellRefused(
            what,
            message("Use the name of that year, or correct the year."),
            {"year": label(year), "names": ", ".join(names[:8])},
            tuple(names[:8]),
        )

    def _later(self, body: Body, year: int, depth: int = 6) -> list[Body]:
        found: list[Body] = []
        for code, name in self.changes.became((body.code, body.name)):
            later = self._body(code, name)
            if later.is_of(year):
                found.append(later)
            elif depth:
                found += self._later(later, year, depth - 1)
        return found

    def _earlier(self, body: Body, year: int, depth: int = 6) -> list[Body]:
        found: list[Body] = []
        for code, name in self.changes.was((body.code, body.name)):
            earlier = self._body(code, name)
            if earlier.is_of(year):
                found.append(earlier)
            elif depth:
                found += self._earlier(earlier, year, depth - 1)
        return found

    def _unknown(self, text: str, year: int) -> CellRefused:
        names = {body.name for body in self.all if body.is_of(year)}
        flat = fold(re.sub(r"[（(].*[)）]$", "", text))
        # A name without its 市 or 県 is nearest of all, and yet it may be either.
        near = [(name, 90) for name in sorted(names) if fold(name)[:-1] == flat] or list(nearest(text, names))
        values: dict[str, object] = {
            "year": label(year),
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


class _Changes:
    """The table of changes, by what was before and by what came after; a body is a code and a name."""

    def __init__(self, changes: Sequence[Mapping[str, object]]) -> None:
        self._after: dict[tuple[str, str], list[tuple[date, str, tuple[str, str]]]] = defaultdict(list)
        self._before: dict[tuple[str, str], list[tuple[date, str, tuple[str, str]]]] = defaultdict(list)
        # Days on which a body took in others under its own code and name: it was there before.
        self._kept: set[tuple[date, tuple[str, str]]] = set()
        for change in changes:
            before, after = self.before(change), self.after(change)
            on = change["effective_on"]
            day = on if isinstance(on, date) else date.fromisoformat(str(on))
            if before == after:
                self._kept.add((day, after))
                continue
            self._after[before].append((day, str(change["change"]), after))
            self._before[after].append((day, str(change["change"]), before))

    @staticmethod
    def before(change: Mapping[str, object]) -> tuple[str, str]:
        return str(change["from_code"]), str(change["from_name_ja"])

    @staticmethod
    def after(change: Mapping[str, object]) -> tuple[str, str]:
        return str(change["to_code"]), str(change["to_name_ja"])

    def span(self, body: tuple[str, str]) -> tuple[date | None, date | None]:
        """First day and the day after the last of a body under its code and name."""
        since = max(
            (
                day
                for day, kind, _before in self._before.get(body, ())
                if kind in _NEW and (day, body) not in self._kept
            ),
            default=None,
        )
        until = max((day for day, _kind, _after in self._after.get(body, ())), default=None)
        # A body that gave up its name and bears it again is still there.
        if since is not None and until is not None and since >= until:
            until = None
        return since, until

    def became(self, body: tuple[str, str]) -> list[tuple[str, str]]:
        return [after for _day, _kind, after in self._after.get(body, ())]

    def was(self, body: tuple[str, str]) -> list[tuple[str, str]]:
        return [before for _day, kind, before in self._before.get(body, ()) if kind in _NEW]
