"""Stories: in a link, in a file, changed scene by scene, refused when they are none."""

import json
import zlib
from base64 import urlsafe_b64encode
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clairviz.report import USUAL, Story, StoryRefused, project_scene
from clairviz.report.story import MOST_SCENES, from_text, is_story, link_of_story, story_of_link, to_text

PROJECTS = [f"2005-26000{n}-{n}" for n in range(1, 8)]
CODES = st.sampled_from([*USUAL, *map(project_scene, PROJECTS)])
STORIES = st.builds(
    Story,
    scenes=st.lists(CODES, min_size=1, max_size=MOST_SCENES, unique=True).map(tuple),
    titles=st.dictionaries(CODES, st.text(min_size=1, max_size=40), max_size=4),
    notes=st.dictionaries(CODES, st.text(min_size=1, max_size=80), max_size=4),
    occasion=st.text(max_size=40),
    held_on=st.none() | st.dates(min_value=date(1996, 4, 1)),
)


@given(STORIES)
def test_a_story_survives_the_link_and_the_file(story: Story) -> None:
    assert story_of_link(link_of_story(story)) == story
    assert from_text(to_text(story, selection={"year": ["2005"]})) == (
        story,
        {"selection": {"year": ["2005"]}},
    )


@given(STORIES, CODES, st.integers(-3, 3))
def test_changes_keep_every_other_scene_in_order(story: Story, code: str, by: int) -> None:
    with_it = story.with_scene(code)
    if len(story.scenes) < MOST_SCENES:
        assert code in with_it.scenes
    moved = with_it.moved(with_it.scenes[0], by)
    assert sorted(moved.scenes) == sorted(with_it.scenes)
    rest = [kept for kept in moved.scenes if kept != with_it.scenes[0]]
    assert rest == list(with_it.scenes[1:])
    without = with_it.without(with_it.scenes[0])
    assert list(without.scenes) == (rest or list(with_it.scenes))


def test_a_project_comes_before_the_closing() -> None:
    story = Story().with_scene(project_scene(PROJECTS[0])).with_scene(project_scene(PROJECTS[1]))
    assert story.scenes[-3:] == (*map(project_scene, PROJECTS[:2]), "closing")


def test_an_empty_title_brings_the_finding_back() -> None:
    story = Story().titled("map", " China leads ")
    assert story.titles == {"map": "China leads"}
    assert story.titled("map", "  ") == Story()
    assert Story().noted("map", "say this").notes == {"map": "say this"}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"format": "other"}, "format"),
        ({"scenes": []}, "scenes"),
        ({"scenes": ["map", "map"]}, "scenes"),
        ({"scenes": ["../../etc"]}, "scenes"),
        ({"scenes": "map"}, "scenes"),
        ({"scenes": [1]}, "scenes"),
        ({"titles": {"map": 1}}, "titles"),
        ({"titles": {"map": "x" * 201}}, "titles"),
        ({"notes": []}, "notes"),
        ({"notes": {"map": "x" * 4001}}, "notes"),
        ({"occasion": 5}, "occasion"),
        ({"occasion": "x" * 201}, "occasion"),
        ({"held_on": "2026-02-30"}, "held_on"),
        ({"held_on": 3}, "held_on"),
    ],
)
def test_what_is_no_story_is_refused_by_its_part(change: dict[str, object], part: str) -> None:
    text = json.dumps({**json.loads(to_text(Story())), **change})
    with pytest.raises(StoryRefused) as refused:
        from_text(text)
    assert refused.value.part == part


@pytest.mark.parametrize(
    "value", ["", "x", "!!!!", "eJwDAAAAAAE", "a" * 100_001, link_of_story(Story())[:-4]]
)
def test_a_broken_link_is_no_story(value: str) -> None:
    assert not is_story(value)


def test_a_link_that_unpacks_to_too_much_is_refused() -> None:
    bomb = urlsafe_b64encode(zlib.compress(b" " * 50_000_000)).decode()
    assert len(bomb) < 100_000
    assert not is_story(bomb)


@pytest.mark.parametrize(
    "change",
    [
        {"titles": {"map": "\ud800"}},
        {"notes": {"map": "a\udfff"}},
        {"occasion": "\ud83d"},
        {"selection": {"pref": ["\udc00"]}},
    ],
)
def test_half_of_a_character_is_refused_in_a_file_and_in_a_link(change: dict[str, object]) -> None:
    text = json.dumps({**json.loads(to_text(Story())), **change})
    with pytest.raises(StoryRefused):
        from_text(text)
    assert not is_story(urlsafe_b64encode(zlib.compress(text.encode())).decode())


def test_brackets_without_end_are_refused() -> None:
    with pytest.raises(StoryRefused):
        from_text("[" * 200_000)
