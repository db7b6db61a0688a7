"""Preparing a presentation without a browser: order, titles, notes, the link, the stage's content."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base.i18n import languages, translator
from clairviz.report import USUAL, Story, project_scene
from clairviz.report.story import MOST_SCENES, link_of_story, story_of_link
from clairviz.web.page_state import page_parameters

Present = Callable[..., AppTest]


@pytest.fixture
def present(run_page: Callable[..., AppTest]) -> Present:
    return partial(run_page, "present")


def story(app: AppTest) -> Story:
    value = app.session_state["story"]
    return story_of_link(value) if value else Story()


def click(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    "state",
    [
        {},
        {"view": "stage"},
        {"view": "presenter", "scene": "3"},
        {"view": "stage", "region": "not-stated"},
        {"view": "stage", "pref": "13"},
        {"story": link_of_story(Story(scenes=("map",)))},
        {"view": "stage", "story": link_of_story(Story().with_scene(project_scene("2005-062014")))},
    ],
    ids=lambda state: "-".join(state) or "plain",
)
def test_every_state_is_drawn_without_a_fault(present: Present, state: dict[str, str], lang: str) -> None:
    app = present(lang=lang, **state)
    assert not app.exception
    assert not app.error


def test_scenes_are_listed_with_their_findings_as_titles(present: Present) -> None:
    app = present()
    boxes = [box for box in app.text_input if str(box.key).startswith("_present_title_")]
    assert len(boxes) == len(USUAL)
    assert boxes[2].placeholder == "14事業のうち6事業が中国との協力"


def test_moving_dropping_and_adding_change_the_story(present: Present) -> None:
    app = present()
    click(app, "_present_1_map")
    assert story(app).scenes.index("map") == 3
    click(app, "_present_drop_matrix")
    assert "matrix" not in story(app).scenes
    app.selectbox(key="_present_add").select("every-project").run()
    assert len([code for code in story(app).scenes if code.startswith("project-")]) == 14
    click(app, "_present_usual")
    assert story(app) == Story()
    assert app.session_state["story"] is None


def test_titles_notes_occasion_and_day_are_kept(present: Present) -> None:
    app = present()
    app.text_input(key="_present_title_map").set_value("中国との協力が最多").run()
    app.selectbox(key="_present_noted").select("map").run()
    app.text_area(key="_present_notes_map").set_value("色の説明").run()
    app.text_input(key="_present_occasion").set_value("モデル事業報告会").run()
    told = story(app)
    assert told.titles == {"map": "中国との協力が最多"}
    assert told.notes == {"map": "色の説明"}
    assert told.occasion == "モデル事業報告会"
    stage = present(view="stage", story=link_of_story(told))
    html = " ".join(element.proto.body for element in stage.get("html"))
    assert "中国との協力が最多" in html
    assert "モデル事業報告会" in html


def test_typed_text_is_text_on_stage(present: Present) -> None:
    told = Story().titled("map", "<img src=x onerror=alert(1)>").noted("map", '"><script>alert(1)</script>')
    stage = present(view="stage", story=link_of_story(told))
    html = " ".join(element.proto.body for element in stage.get("html"))
    assert "<img src=x" not in html
    assert "<script>alert" not in html


def test_starting_leads_to_the_first_scene_and_leaving_back(present: Present) -> None:
    app = present(scene="4")
    click(app, "start")
    assert app.session_state["view"] == "stage"
    assert app.session_state["scene"] is None
    click(app, "leave_stage")
    assert app.session_state["view"] == "edit"


def test_the_stage_has_the_notes_and_words_for_the_browser(present: Present) -> None:
    stage = present(view="stage", story=link_of_story(Story().noted("title", "はじめの挨拶")))
    data = next(body for element in stage.get("html") if "stage-data" in (body := element.proto.body))
    assert "はじめの挨拶" in data
    assert json.dumps(translator("ja")("Blank"), ensure_ascii=False)[1:-1] in data
    assert f'data-scenes="{len(USUAL)}"' in data


def test_every_parameter_of_the_page_is_synced() -> None:
    assert {"view", "story", "scene", "cost"} <= {parameter.key for parameter in page_parameters()}


def test_a_project_of_an_applicant_without_a_local_government_can_be_told(
    years_in_service: Path, present: Present
) -> None:
    file = years_in_service / "source" / "projects" / "2015.csv"
    head, *rows = file.read_text("utf-8-sig").splitlines()
    cells = dict.fromkeys(head.split(","), "") | {
        "fiscal_year": "2015",
        "applicant": "特定非営利活動法人合成の会",
        "fields": "環境",
        "regions": "ペルー",
        "source": "synthetic",
    }
    file.write_text("\n".join([head, *rows, ",".join(cells.values())]) + "\n", "utf-8")
    app = present(year="2015")
    assert not app.exception
    app.selectbox(key="_present_add").select("every-project").run()
    assert not app.exception
    told = [code for code in story(app).scenes if code.startswith("project-")]
    assert len(told) == len(rows) + 1
    assert any(code.startswith("project-2015-x") for code in told)


def test_more_scenes_than_a_presentation_holds_are_refused_aloud(
    years_in_service: Path, present: Present
) -> None:
    app = present()
    app.selectbox(key="_present_add").select("every-project").run()
    assert not app.exception
    assert len(story(app).scenes) == MOST_SCENES
    assert any("60枚" in note.value for note in app.caption)
