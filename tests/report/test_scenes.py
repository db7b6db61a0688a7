"""What the scenes say equals what the queries answer, in both languages and for any selection."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pytest

from clairviz.base.i18n import languages, translator
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.report import USUAL, Report, Story, project_scene, scene_name, tell
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.partners import projects_by_region
from clairviz.store.queries.projects import key_figures, projects

SELECTIONS = {
    "year": Selection(years=(2005,)),
    "everything": Selection(),
    "Kyoto": Selection(years=(2005,), prefectures=("26",)),
    "environment": Selection(fields=("environment",)),
    "China": Selection(regions=("CHN",)),
    "not stated": Selection(regions=(NOT_STATED,)),
    "none": Selection(prefectures=("13",)),
}
ALL = Story(scenes=(*USUAL[:-1], project_scene("2005-260002-2"), USUAL[-1]))


@pytest.fixture
def told(cursor: duckdb.DuckDBPyConnection) -> Callable[..., Report]:
    def ask(query: Callable[..., pd.DataFrame], *arguments: Any) -> pd.DataFrame:
        return query(cursor, *arguments)

    def tell_it(selection: Selection, story: Story = ALL, lang: str = "ja") -> Report:
        return tell(ask, selection, story, _=translator(lang), outlines="/outlines/world.geojson")

    return tell_it


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", SELECTIONS)
def test_scenes_equal_their_queries(
    told: Callable[..., Report], cursor: duckdb.DuckDBPyConnection, name: str, lang: str
) -> None:
    selection = SELECTIONS[name]
    report = told(selection, lang=lang)
    scenes = {scene.code: scene for scene in report.scenes}
    counts = key_figures(cursor, selection).iloc[0]
    assert scenes["findings"].facts[0][1] == f"{counts['project_count']:,}"
    regions = projects_by_region(cursor, selection)
    expected = [(row[f"name_{lang}"], row["project_count"]) for row in regions.to_dict("records")]
    if counts["not_stated_count"]:
        expected.append((translator(lang)("Region not stated"), counts["not_stated_count"]))
    assert list(scenes["map"].content.counts) == expected
    fields = projects_by_field(cursor, selection)
    assert scenes["fields"].table is not None
    assert list(scenes["fields"].table.iloc[:, 1]) == list(fields["primary_count"])
    for scene in report.scenes:
        assert scene.title
        assert (scene.figure is None) == (scene.alt == "")
        assert "**" not in scene.title


def test_typed_words_take_their_places(told: Callable[..., Report]) -> None:
    story = ALL.titled("map", "中国との協力").noted("map", "ここで質問を受ける")
    report = told(SELECTIONS["year"], Story(story.scenes, story.titles, story.notes, "報告会"))
    scene = next(scene for scene in report.scenes if scene.code == "map")
    assert (scene.title, scene.notes, report.kicker) == ("中国との協力", "ここで質問を受ける", "報告会")
    assert "14事業のうち6事業が中国との協力" in scene.lines


def test_a_project_says_what_the_source_does_not_say(told: Callable[..., Report]) -> None:
    report = told(SELECTIONS["year"], Story(scenes=(project_scene("2005-062014"),)))
    facts = dict(report.scenes[0].facts)
    assert facts["相手地域"] == "記載なし"
    assert facts["事業名"] == "記載なし"
    assert facts["期間"] == "平成17年4月1日～平成18年3月31日"


def test_a_project_no_longer_on_file_is_left_out(told: Callable[..., Report]) -> None:
    report = told(Selection(), Story(scenes=("title", project_scene("2005-999999-1"))))
    assert [scene.code for scene in report.scenes] == ["title"]


def test_the_closing_lists_every_source_once(told: Callable[..., Report]) -> None:
    scenes = {scene.code: scene for scene in told(SELECTIONS["year"]).scenes}
    used = {source for scene in scenes.values() for source in scene.sources}
    assert set(scenes["closing"].sources) == used
    assert len(scenes["closing"].lines) == len(used)


def test_every_scene_has_a_name(cursor: duckdb.DuckDBPyConnection) -> None:
    for lang in languages():
        names = [scene_name(code, {}, translator(lang)) for code in USUAL]
        assert len(set(names)) == len(USUAL)
    listed = projects(cursor, Selection())
    assert scene_name(project_scene(listed["project_id"][0]), {}, translator("ja"))
