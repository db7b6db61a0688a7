"""Which local government a name or code means in a fiscal year, and what became of it.

Codes and names are reused, so a body is a code and a name from one day to another. The days come
from local_government_changes.csv; a body without an entry there has always been and still is.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clairviz.base.fiscal_year import FiscalYear

Record = Mapping[str, object]
# Joining an existing body does not found it.
ABSORBED = "編入合併"


@dataclass(frozen=True)
class Body:
    """A code and a name, from `since` to the day before `until`; None where no change is on file.

    `prefecture_ja` is the name of its prefecture, empty where that is not on file.
    """

    code: str
    name_ja: str
    prefecture_ja: str
    since: date | None
    until: date | None

    @property
    def full_name_ja(self) -> str:
        """The name with its prefecture, which tells most namesakes apart."""
        return self.name_ja if self.name_ja == self.prefecture_ja else self.prefecture_ja + self.name_ja

    def was_in(self, year: int) -> bool:
        """Whether it existed on any day of the fiscal year."""
        span = FiscalYear(year)
        return (self.since is None or self.since <= span.ends_on) and (
            self.until is None or self.until > span.starts_on
        )


class Bodies:
    """Every body that the reference tables tell of."""

    def __init__(
        self, governments: Sequence[Record], changes: Sequence[Record], prefectures: Sequence[Record]
    ) -> None:
        self._prefectures = {str(row["prefecture_code"]): str(row["name_ja"]) for row in prefectures}
        codes = {str(row["local_government_code"]): str(row["name_ja"]) for row in governments}
        keys = dict.fromkeys(codes.items())
        begins: dict[tuple[str, str], date] = {}
        ends: dict[tuple[str, str], date] = {}
        befores = {(row["effective_on"], row["from_code"], row["from_name_ja"]) for row in changes}
        self._next: dict[tuple[str, str], list[tuple[date, str, str]]] = defaultdict(list)
        for row in changes:
            on = row["effective_on"]
            assert isinstance(on, date)
            before = str(row["from_code"]), str(row["from_name_ja"])
            after = str(row["to_code"]), str(row["to_name_ja"])
            keys |= {key: None for key in (before, after) if key[0] in codes}
            if before != after:
                ends[before] = max(on, ends.get(before, on))
                self._next[before].append((on, *after))
            if row["change"] != ABSORBED and (on, *after) not in befores:
                begins[after] = min(on, begins.get(after, on))
        self._bodies = [
            Body(code, name, self._prefectures.get(code[:2], ""), begins.get(key), ends.get(key))
            for key in keys
            for code, name in (key,)
        ]
        self._by_text: dict[str, list[Body]] = defaultdict(list)
        for body in self._bodies:
            for text in {body.code, body.name_ja, body.full_name_ja}:
                self._by_text[text].append(body)
        self._codes = sorted(codes)
        self._today = {(body.code, body.name_ja) for body in self._bodies if body.until is None}

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._bodies)

    def __contains__(self, text: object) -> bool:
        return bool(self.ever(str(text)))

    def ever(self, text: str) -> list[Body]:
        """The bodies of any time called `text`: a code, or a name with or without prefecture and county."""
        if text in self._by_text:
            return self._by_text[text]
        prefecture = next((name for name in self._prefectures.values() if text.startswith(name)), "")
        name = re.sub(r"^.+?郡", "", text.removeprefix(prefecture), count=1)
        return self._by_text.get(prefecture + name, []) if name else []

    def named(self, text: str, year: int) -> list[Body]:
        """The bodies called `text` in a fiscal year; more than one where it does not say which.

        Of a body that followed another of the same name within the year, the former is meant.
        """
        found = sorted(
            (body for body in self.ever(text) if body.was_in(year)),
            key=lambda body: (body.until or date.max, body.code),
        )
        first = found[:1]
        if all(
            body.code[:2] == first[0].code[:2] and body.since and body.since >= (first[0].until or date.max)
            for body in found[1:]
        ):
            return first
        return found

    def is_of_today(self, body: Body) -> bool:
        """Whether nothing has become of it since."""
        return (body.code, body.name_ja) in self._today

    def present(self, body: Body) -> list[tuple[str, str]]:
        """Code and name of what it is today: itself, or those it went into; a ward means its city."""
        found: dict[tuple[str, str], None] = {}
        waiting: list[tuple[tuple[str, str], date]] = [((body.code, body.name_ja), date.min)]
        while waiting:
            key, on = waiting.pop(0)
            later = [step for step in self._next.get(key, ()) if step[0] >= on]
            if not later:
                found[self._city_of(*key)] = None
            waiting += [((code, name), day) for day, code, name in later]
        return list(found)

    def _city_of(self, code: str, name: str) -> tuple[str, str]:
        """The designated city of one of its wards: the last body before it in the order of codes."""
        if code in self._codes:
            return code, name
        city = max((one for one in self._codes if one < code and one[4] == "0"), default=code)
        return city, next(
            (
                body.name_ja
                for body in self._bodies
                if (body.code, body.name_ja) in self._today and body.code == city
            ),
            name,
        )
