"""Bodies of their year: one that took in others under its own name was there before."""

from datetime import date

from clairviz.store.importing.bodies import Bodies

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


def test_a_merger_under_an_old_name_does_not_begin_that_name() -> None:
    bodies = Bodies(GOVERNMENTS, CHANGES, PREFECTURES)
    assert bodies.find("大山町", 1999).body.code == "313866"
    assert bodies.find("大山町", 2022).body.code == "313866"
    assert bodies.find("名和町", 1999).body.code == "313874"
