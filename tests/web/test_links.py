"""Links: of the first edition, by hand, damaged on their way, and far too long."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.report import Story
from clairviz.report.story import StoryRefused, from_text, link_of_story, to_text
from clairviz.web import navigation
from tests.web.conftest import count

RunPage = Callable[..., AppTest]
Query = dict[str, str | list[str]]


def address(test: AppTest, key: str) -> list[str]:
    value = test.query_params.get(key, [])
    return [value] if isinstance(value, str) else list(value)


# Links as the first edition wrote them, and what the session held for them.
FIRST_EDITION: list[tuple[str, Query, dict[str, object]]] = [
    ("", {"year": "2005"}, {"year": ["2005"], "pref": [], "lang": "ja"}),
    ("", {"year": "all", "lang": "en"}, {"year": [], "lang": "en"}),
    ("", {"year": "2005", "field": ["environment", "peace"]}, {"field": ["environment", "peace"]}),
    ("", {"year": "2005", "region": "not-stated", "gov": "062014"}, {"region": ["not-stated"]}),
    ("map", {"year": "2005", "pref": "26", "count": "pairings"}, {"pref": ["26"], "count": "pairings"}),
    (
        "fields",
        {"year": "2005", "measure": "share"},
        {"measure": "share"},
    ),
    ("timeline", {"year": "2005", "asof": "1996"}, {"asof": "1996"}),
    ("about", {"year": "2005", "source": "clair-2005", "part": "sources"}, {"part": "sources"}),
    (
        "simulator",
        {
            "year": "2005",
            "cost": "12000000",
            "govs": "3",
            "rule": "2005",
            "body": "ngo",
            "partner": "local-government",
            "applies": ["survey", "other"],
            "items": '[["旅費","500,000",1],["食糧費","20000",0]]',
            "against": "2005",
            "burden": "1",
            "want": "3000000",
            "shares": "1:2:3",
            "scenario": ['{"name":"案A","cost":"8000000"}', '{"name":"案B","cost":"6000000","govs":"2"}'],
            "budget": "20000000",
        },
        {
            "cost": "12000000",
            "govs": "3",
            "body": "ngo",
            "partner": "local-government",
            "applies": ["survey", "other"],
            "items": '[["旅費","500,000",1],["食糧費","20000",0]]',
            "burden": "1",
            "want": "3000000",
            "shares": "1:2:3",
            "scenario": ['{"name":"案A","cost":"8000000"}', '{"name":"案B","cost":"6000000","govs":"2"}'],
            "budget": "20000000",
        },
    ),
    (
        "simulator",
        {"year": "2005", "whatif": "1", "rate": "1/3", "cap1": "2000000", "cap2": "4000000"},
        {"whatif": "1", "rate": "1/3", "cap1": "2000000", "cap2": "4000000"},
    ),
    (
        "present",
        {
            "year": "2005",
            "view": "stage",
            "scene": "2",
            "story": link_of_story(Story(("title", "map")).titled("map", "地図")),
        },
        {
            "view": "stage",
            "scene": "2",
            "story": link_of_story(Story(("title", "map")).titled("map", "地図")),
        },
    ),
]


@pytest.mark.parametrize(("page", "query", "state"), FIRST_EDITION, ids=lambda part: str(part)[:40])
def test_links_of_the_first_edition_open_the_same_view(
    run_page: RunPage, page: str, query: Query, state: dict[str, object]
) -> None:
    test = run_page("", **query)
    assert not test.exception
    assert not test.warning
    assert {key: test.session_state[key] for key in state} == state
    for key, value in query.items():
        default = next(
            (one.default for each in navigation.PAGES for one in each.parameters if one.key == key), ()
        )
        values = [value] if isinstance(value, str) else value
        assert address(test, key) == ([] if tuple(values) == default else values)
    assert not run_page(page, **query).exception


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"pref": "京都府"}, {"pref": ["26"]}),
        ({"pref": "Kyoto"}, {"pref": ["26"]}),
        ({"pref": " ｋｙｏｔｏ"}, {"pref": ["26"]}),
        ({"region": "chn"}, {"region": ["CHN"]}),
        ({"region": ["中国", "相手地域の記載なし"]}, {"region": ["CHN", "not-stated"]}),
        ({"region": ["China", "CHN", "Region not stated"]}, {"region": ["CHN", "not-stated"]}),
        ({"field": "環境"}, {"field": ["environment"]}),
        ({"xfield": "環境"}, {"xfield": ["environment"]}),
        ({"gov": "北九州市"}, {"gov": ["401005"]}),
        ({"year": "平成17年度"}, {"year": ["2005"]}),
        ({"year": "H17"}, {"year": ["2005"]}),
    ],
    ids=str,
)
def test_links_take_names_as_the_command_does(
    run_page: RunPage, query: Query, codes: dict[str, list[str]]
) -> None:
    test = run_page(**query)
    assert not test.exception
    assert not test.warning
    for key, values in codes.items():
        assert test.session_state[key] == values
        assert address(test, key) == values


def test_eight_hundred_unknown_values_are_one_notice(run_page: RunPage) -> None:
    test = run_page(field=[f"magic-{number}" for number in range(800)], pref="99")
    assert not test.exception
    assert len(test.warning) == 1
    said = str(test.warning[0].value).replace("\\", "")
    assert "ほか796件" in said
    assert "pref=99、field=magic-0" in said
    assert len(said) < 400
    assert count(test) == "14"


@pytest.mark.parametrize(
    "key", ["q", "pref", "xregion", "story", "items", "scenario", "cost", "asof", "lang"]
)
def test_a_link_of_sixteen_kilobytes_says_what_was_left_out(run_page: RunPage, key: str) -> None:
    test = run_page(**{key: "長" * 5_500, "region": "CHN"})
    assert not test.exception
    assert len(test.warning) == 1
    said = str(test.warning[0].value)
    assert f"{key}=長長長" in said
    assert len(said) < 400
    assert count(test) == "6"


def test_a_link_of_sixteen_kilobytes_that_is_right_is_taken(run_page: RunPage) -> None:
    story = Story(("title", "map")).noted("map", "".join(chr(0x4E00 + number) for number in range(3_900)))
    test = run_page(story=link_of_story(story), region="CHN")
    assert not test.warning
    assert test.session_state["story"] == link_of_story(story)
    assert count(test) == "6"


@pytest.mark.parametrize("text", ["\ufffd", "京都\ufffd\ufffd", "a\x00b"], ids=ascii)
@pytest.mark.parametrize(
    "key", ["q", "xq", "year", "pref", "lang", "count", "story", "cost", "want", "shares", "rate", "scene"]
)
def test_unreadable_text_is_a_notice_and_a_default(run_page: RunPage, key: str, text: str) -> None:
    test = run_page(**{key: text})
    assert not test.exception
    assert len(test.warning) == 1
    assert count(test) == "14"
    assert not address(test, key) or key == "year"
    str(test.warning[0].value).encode()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("items", '[["\\ud83d","1",1]]'),
        ("scenario", '{"name":"\\ud83d","cost":"8000000"}'),
        ("scenario", "[" * 3_000),
    ],
)
def test_half_a_character_hidden_in_json_is_refused(run_page: RunPage, key: str, text: str) -> None:
    test = run_page("", **{key: text})
    assert not test.exception
    assert len(test.warning) == 1
    assert not test.session_state[key]
    assert not run_page("simulator", **{key: text}).exception


def test_half_a_character_in_a_story_is_refused() -> None:
    text = to_text(Story().titled("map", "X")).replace('"X"', '"\\ud83d"')
    with pytest.raises(StoryRefused):
        from_text(text)
    with pytest.raises(StoryRefused):
        from_text("[" * 100_000)
