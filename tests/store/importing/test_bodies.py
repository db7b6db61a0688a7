"""Bodies of their year: one that took in others under its own name was there before."""

from datetime import date

import pytest

from clairviz.store.importing.bodies import PrintedBodies
from clairviz.store.importing.cells import CellRefused
from clairviz.store.ingest.bodies import Bodies

PREFECTURES = [{"prefecture_code": "31", "name_ja": "鳥取県"}]
GOVERNMENTS = [
    {"local_government_code": code, "name_ja": name, "name_en": "", "kind": "town", "prefecture_code": "31"}
    for code, name in (("313866", "大山町"), ("313874", "名和町"))
]
CHANGES = [
    {
        "effective_on": date(2005, 3, 28),
        "change": "新設合併",
        "from_code": code,
        "from_name_ja": name,
        "to_code": "313866",
        "to_name_ja": "大山町",
    }
    for code, name in (("313866", "大山町"), ("313874", "名和町"))
]


def printed(changes: list[dict[str, object]]) -> PrintedBodies:
    return PrintedBodies(Bodies(GOVERNMENTS, changes, PREFECTURES), GOVERNMENTS)


def test_a_merger_under_an_old_name_does_not_begin_that_name() -> None:
    bodies = printed(CHANGES)
    assert bodies.find("大山町", 1999).body.code == "313866"
    assert bodies.find("大山町", 2022).body.code == "313866"
    assert bodies.find("名和町", 1999).body.code == "313874"


def change(on: date, kind: str, before: tuple[str, str], after: tuple[str, str]) -> dict[str, object]:
    names = ("from_code", "from_name_ja", "to_code", "to_name_ja")
    return {"effective_on": on, "change": kind, **dict(zip(names, (*before, *after), strict=True))}


@pytest.mark.parametrize(
    ("on", "of_old", "of_new"),
    [
        # Born on the last day of fiscal 2004, and on the first of fiscal 2005.
        (date(2005, 3, 31), [2003, 2004], [2004, 2005, 2006]),
        (date(2005, 4, 1), [2003, 2004], [2005, 2006]),
        (date(2005, 4, 2), [2003, 2004, 2005], [2005, 2006]),
    ],
)
def test_a_body_is_of_the_year_in_which_it_was_born_and_in_which_it_died(
    on: date, of_old: list[int], of_new: list[int]
) -> None:
    old, new = ("313874", "名和町"), ("313866", "大山町")
    bodies = Bodies(GOVERNMENTS, [change(on, "新設合併", old, new)], PREFECTURES)
    for (_code, name), years in ((old, of_old), (new, of_new)):
        assert [year for year in range(2003, 2007) if bodies.named(name, year)] == years


def test_a_name_borne_for_no_day_is_refused_with_what_was_before_and_after() -> None:
    # As 三好町 in 2010: renamed みよし町 and made みよし市 on one day.
    day, old, new = date(2010, 1, 4), ("313866", "大山町"), ("313874", "名和町")
    between = ("313866", "だいせん町")
    changes = [change(day, "名称変更", old, between), change(day, "市制施行", between, new)]
    bodies = Bodies(GOVERNMENTS, changes, PREFECTURES)
    assert [body.code for body in bodies.ever("だいせん町")] == ["313866"]
    for year, name in ((2008, "大山町"), (2011, "名和町")):
        assert not bodies.named("だいせん町", year)
        with pytest.raises(CellRefused) as refused:
            printed(changes).find("だいせん町", year)
        assert refused.value.suggestions == (name,)


def test_namesakes_of_one_prefecture_are_told_apart_by_code() -> None:
    governments = [*GOVERNMENTS, {**GOVERNMENTS[0], "local_government_code": "313891"}]
    bodies = PrintedBodies(Bodies(governments, [], PREFECTURES), governments)
    with pytest.raises(CellRefused) as refused:
        bodies.find("大山町", 1999)
    assert refused.value.suggestions == ("313866", "313891")
