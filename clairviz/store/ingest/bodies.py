"""Which local government a name or code means in a fiscal year, and what became of it.

Codes and names are reused, so a body is a code and a name from one day to another. The days come
from local_government_changes.csv; a body without an entry there has always been and still is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clairviz.base.fiscal_year import FiscalYear

Record = Mapping[str, object]
# A code and a name.
Key = tuple[str, str]
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
        """Whether it existed on any day of the fiscal year: born on its last day, it was; gone by its first, not."""
        span = FiscalYear(year)
        first, end = self.since or date.min, self.until or date.max
        return first < end and first <= span.ends_on and end > span.starts_on


class Bodies:
    """Every body that the reference tables tell of."""

    def __init__(
        self, governments: Sequence[Record], changes: Sequence[Record], prefectures: Sequence[Record]
    ) -> None:
        self.prefectures = {str(row["prefecture_code"]): str(row["name_ja"]) for row in prefectures}
        codes = {str(row["local_government_code"]): str(row["name_ja"]) for row in governments}
        keys = dict.fromkeys(codes.items())
        begins: dict[Key, date] = {}
        ends: dict[Key, date] = {}
        pairs = [(row, *_pair(row)) for row in changes]
        # Who takes in others under its own code and name was there before.
        kept = {(row["effective_on"], after) for row, before, after in pairs if before == after}
        self._next: dict[Key, list[tuple[date, Key]]] = defaultdict(list)
        self._last: dict[Key, list[Key]] = defaultdict(list)
        for row, before, after in pairs:
            on = row["effective_on"]
            assert isinstance(on, date)
            keys |= {key: None for key in (before, after) if key[0] in codes}
            if before != after:
                ends[before] = max(on, ends.get(before, on))
                self._next[before].append((on, after))
            if row["change"] != ABSORBED and (on, after) not in kept:
                begins[after] = min(on, begins.get(after, on))
                self._last[after].append(before)
        self._bodies = [
            Body(*key, self.prefectures.get(key[0][:2], ""), *_span(begins.get(key), ends.get(key)))
            for key in keys
        ]
        self._of = {(body.code, body.name_ja): body for body in self._bodies}
        self._by_text: dict[str, list[Body]] = defaultdict(list)
        for body in self._bodies:
            for text in {body.code, body.name_ja, body.full_name_ja}:
                self._by_text[text].append(body)
        self._codes = sorted(codes)
        self._today = {(body.code, body.name_ja) for body in self._bodies if body.until is None}

    def __iter__(self) -> Iterator[Body]:
        return iter(self._bodies)

    def __contains__(self, text: object) -> bool:
        return bool(self.ever(str(text)))

    def ever(self, text: str) -> list[Body]:
        """The bodies of any time called `text`: a code, or a name with or without prefecture and county."""
        if text in self._by_text:
            return self._by_text[text]
        prefecture = next((name for name in self.prefectures.values() if text.startswith(name)), "")
        name = re.sub(r"^.+?郡", "", text.removeprefix(prefecture), count=1)
        return self._by_text.get(prefecture + name, []) if name else []

    def named(self, text: str, year: int) -> list[Body]:
        """The bodies called `text` in a fiscal year; more than one where it does not say which."""
        return self.meant(self.ever(text), year)

    def meant(self, candidates: Sequence[Body], year: int) -> list[Body]:
        """Those of the candidates that existed in a fiscal year.

        Of a body that followed another of the same name within the year, the former is meant.
        """
        found = sorted(
            (body for body in candidates if body.was_in(year)),
            key=lambda body: (body.until or date.max, body.code),
        )
        first = found[:1]
        if all(
            body.code[:2] == first[0].code[:2] and body.since and body.since >= (first[0].until or date.max)
            for body in found[1:]
        ):
            return first
        return found

    def of_another_time(self, body: Body, year: int) -> list[Body]:
        """What a body had become by a fiscal year, or what it was then, step by step."""
        is_past = body.until is not None and body.until <= FiscalYear(year).starts_on
        found: dict[Body, None] = {}
        seen: set[Key] = set()
        waiting = [(body.code, body.name_ja)]
        while waiting:
            key = waiting.pop(0)
            if key in seen:
                continue
            seen.add(key)
            near = [after for _on, after in self._next.get(key, ())] if is_past else self._last.get(key, [])
            for step in near:
                other = self._of.get(step) or self._of.get(self._city_of(*step))
                if other and other.was_in(year):
                    found[other] = None
                else:
                    waiting.append(step)
        return list(found)

    def is_of_today(self, body: Body) -> bool:
        """Whether nothing has become of it since."""
        return (body.code, body.name_ja) in self._today

    def present(self, body: Body) -> list[tuple[str, str]]:
        """Code and name of what it is today: itself, or those it went into; a ward means its city."""
        found: dict[Key, None] = {}
        waiting: list[tuple[Key, date]] = [((body.code, body.name_ja), date.min)]
        while waiting:
            key, on = waiting.pop(0)
            later = [step for step in self._next.get(key, ()) if step[0] >= on]
            if not later:
                found[self._city_of(*key)] = None
            waiting += [(after, day) for day, after in later]
        return list(found)

    def _city_of(self, code: str, name: str) -> Key:
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


def _pair(change: Record) -> tuple[Key, Key]:
    """What a change leads from and to."""
    return (
        (str(change["from_code"]), str(change["from_name_ja"])),
        (str(change["to_code"]), str(change["to_name_ja"])),
    )


def _span(begins: date | None, ends: date | None) -> tuple[date | None, date | None]:
    """From which day to which; a body that gave up its name and later bears it again is still there."""
    return (None, None) if begins and ends and begins > ends else (begins, ends)
