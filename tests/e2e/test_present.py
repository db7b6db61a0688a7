"""A presentation in a real browser: keys, clicks, touch, position, second window, a lost server."""

import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from clairviz.report import Story
from clairviz.report.story import is_story, link_of_story, story_of_link
from tests.e2e.conftest import axe, has, settled, still, until
from tests.e2e.stage import LAST, STAGE, on_stage, shown

OpenPage = Callable[..., Page]
RANDOM_SECONDS = 25
# Smallest type in pixels by projector.
SMALLEST = {(1920, 1080): 24, (1024, 768): 18}
TYPE = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector(".st-key-stage"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, box = node.parentElement.getBoundingClientRect();
    const style = getComputedStyle(node.parentElement);
    if (!node.textContent.trim() || style.visibility !== "visible" || !box.width || style.opacity === "0") continue;
    if (["SCRIPT", "STYLE"].includes(node.parentElement.tagName)) continue;
    if (node.parentElement.closest("[data-testid=stTooltipContent]")) continue;
    found.push([parseFloat(style.fontSize), node.textContent.trim().slice(0, 40), box.left, box.top, box.right, box.bottom]);
  }
  return found;
}"""


def titles(page: Page) -> str:
    """What the story in the link says, "" as long as it says nothing readable."""
    story = parse_qs(page.evaluate("location.search").removeprefix("?")).get("story", [""])[0]
    return repr(story_of_link(story)) if is_story(story) else ""


@pytest.mark.parametrize("lang", ["ja", pytest.param("en", marks=pytest.mark.full)])
@pytest.mark.parametrize("size", SMALLEST, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_scene_is_readable_from_the_back_row_and_needs_no_scrolling(
    open_page: OpenPage, size: tuple[int, int], lang: str
) -> None:
    page = on_stage(open_page(STAGE, width=size[0], height=size[1], lang=lang))
    still(page, ".st-key-stage *")
    for scene in range(1, LAST + 1):
        texts = page.evaluate(TYPE)
        assert texts
        small = [text for text in texts if text[0] < SMALLEST[size] - 0.01]
        assert small == [], f"scene {scene}"
        outside = [t for t in texts if t[2] < -1 or t[3] < -1 or t[4] > size[0] + 1 or t[5] > size[1] + 1]
        assert outside == [], f"scene {scene}"
        page.keyboard.press("ArrowRight")
    assert page.evaluate("document.scrollingElement.scrollHeight") <= size[1]
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_keys_turn_the_scenes_and_the_link_keeps_the_position(open_page: OpenPage) -> None:
    page = on_stage(open_page(STAGE))
    steps = [
        ("ArrowRight", 2),
        (" ", 3),
        ("PageDown", 4),
        ("ArrowLeft", 3),
        ("PageUp", 2),
        ("End", LAST),
        ("ArrowRight", LAST),
        ("Home", 1),
        ("ArrowLeft", 1),
        ("5", 1),
        ("Enter", 5),
    ]
    for key, expected in steps:
        page.keyboard.press(key)
        assert shown(page) == expected, key
    assert "scene=5" in page.evaluate("location.search")
    page.reload()
    on_stage(page)
    assert shown(page) == 5
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="発表を始める")).to_be_visible()
    assert "view" not in page.evaluate("location.search")


def test_the_story_is_in_the_link_and_a_broken_one_is_named(open_page: OpenPage) -> None:
    page = open_page("/present?story=nonsense")
    expect(page.get_by_text("story=nonsense")).to_be_visible()
    page.get_by_label("3．地図").fill("中国との協力が最多")
    page.get_by_label("会議名").fill("モデル事業報告会")
    page.get_by_label("会議名").press("Tab")
    settled(page)
    expect(page.get_by_label("3．地図")).to_have_value("中国との協力が最多")
    until(page, lambda: "中国との協力が最多" in titles(page) and "モデル事業報告会" in titles(page))
    again = open_page(page.evaluate("location.pathname + location.search"))
    expect(again.get_by_label("3．地図")).to_have_value("中国との協力が最多")
    again.get_by_role("button", name="発表を始める").click()
    on_stage(again)
    again.keyboard.press("3")
    again.keyboard.press("Enter")
    expect(again.locator(".st-key-scene_3 h1")).to_have_text("中国との協力が最多")
    expect(again.locator(".st-key-scene_3 .kicker")).to_have_text("モデル事業報告会")


def test_slides_handout_and_set_up_are_made_and_saved(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(f"/present?pref=26&story={link_of_story(Story().titled('map', '京都府の相手地域'))}")

    def saved(button: Locator, name: str) -> Path:
        with page.expect_download() as download:
            button.click()
        download.value.save_as(tmp_path / name)
        return tmp_path / name

    for ending in ("pptx", "html"):
        page.locator(f".st-key-make_{ending} button").click()
        expect(page.locator(f".st-key-save_{ending} button")).to_be_visible(timeout=30_000)
    slides = Presentation(str(saved(page.locator(".st-key-save_pptx button"), "a.pptx"))).slides
    assert len(slides) == LAST
    assert slides[2].shapes.title.text == "京都府の相手地域"
    assert "京都府の相手地域" in saved(page.locator(".st-key-save_html button"), "a.html").read_text("utf-8")
    story = saved(page.locator(".st-key-save_story button"), "a.json")
    fresh = open_page("/present")
    fresh.locator(".st-key-_present_story input[type=file]").set_input_files(story)
    expect(fresh.get_by_label("3．地図")).to_have_value("京都府の相手地域")
    expect(fresh.locator(".cv-summary")).to_contain_text("京都府")
    broken = tmp_path / "b.json"
    broken.write_text("{}", encoding="utf-8")
    fresh.locator(".st-key-_present_story input[type=file]").set_input_files(broken)
    expect(fresh.get_by_text("問題の箇所：format")).to_be_visible()
    expect(fresh.get_by_label("3．地図")).to_have_value("京都府の相手地域")


def test_blank_notes_timer_and_bar(open_page: OpenPage) -> None:
    story = link_of_story(Story().noted("findings", "ここで質問を受ける"))
    page = on_stage(open_page(f"{STAGE}&story={story}&scene=2"))
    blank, notes, clock = (page.locator(f"#stage-{name}") for name in ("blank", "notes", "clock"))
    page.keyboard.press("b")
    expect(blank).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(blank).to_be_hidden()
    assert shown(page) == 2
    # Notes are never on the audience's screen by one key.
    page.keyboard.press("n")
    expect(notes).to_be_hidden()
    page.keyboard.press("Shift+N")
    expect(notes).to_have_text("ここで質問を受ける")
    page.keyboard.press("Shift+N")
    expect(notes).to_be_hidden()
    page.keyboard.press("t")
    expect(clock).to_have_text("00:01", timeout=5000)
    page.keyboard.press("Shift+T")
    expect(clock).to_have_text("00:00")
    expect(page.locator("#stage-bar")).to_have_css("opacity", "0")
    page.mouse.move(400, 300)
    expect(page.locator("#stage-bar")).to_have_css("opacity", "1")
    page.get_by_role("toolbar").get_by_role("button", name="次へ").click()
    assert shown(page) == 3


def test_clicks_and_swipes_turn_and_marks_stay_live(open_page: OpenPage) -> None:
    page = on_stage(open_page(f"{STAGE}&scene=2", has_touch=True))
    page.mouse.click(900, 160)
    assert shown(page) == 3
    page.mouse.click(40, 100)
    assert shown(page) == 2
    page.mouse.dblclick(900, 160)
    assert shown(page) == 3
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    bar = page.locator(".st-key-stage_fields .point path").first
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    behind = page.locator(".st-key-scene_4 .behind")
    expect(behind).to_have_text("5 環境")
    assert shown(page) == 4
    assert "scene=4" in page.evaluate("location.search")


def test_a_swipe_turns(open_page: OpenPage) -> None:
    page = on_stage(open_page(f"{STAGE}&scene=2", has_touch=True))
    touch = page.context.new_cdp_session(page)

    def swipe(start: int, end: int) -> None:
        for kind, points in (
            ("touchStart", [{"x": start, "y": 60}]),
            ("touchMove", [{"x": end, "y": 60}]),
            ("touchEnd", []),
        ):
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    swipe(900, 500)
    expect(page.locator(".st-key-scene_3")).to_have_css("visibility", "visible")
    swipe(500, 900)
    expect(page.locator(".st-key-scene_2")).to_have_css("visibility", "visible")


def test_the_simulator_is_live_on_stage(open_page: OpenPage) -> None:
    page = on_stage(open_page(f"{STAGE}&scene=7"))
    scene = page.locator(".st-key-scene_7")
    cost = scene.get_by_label("助成対象経費", exact=False).first
    cost.fill("500万円")
    cost.press("Enter")
    expect(scene.locator(".sim-subsidy")).to_contain_text("2,500,000")
    assert shown(page) == 7
    page.keyboard.press("PageDown")
    assert shown(page) == 8
    expect(page).to_have_url(has("scene=8"))
    expect(page).to_have_url(re.compile("[?&]cost="))


# Fails: of a number entered within a moment of the end, the next start knows nothing.
def test_a_number_of_the_live_simulator_outlives_the_end_of_the_presentation(open_page: OpenPage) -> None:
    page = on_stage(open_page(f"{STAGE}&scene=7"))
    cost = page.get_by_role("textbox", name="助成対象経費")
    cost.fill("500万円")
    cost.press("Enter")
    # At once, before the browser has taken over what the server made of the number.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="発表を始める").click()
    on_stage(page)
    expect(page.locator(".st-key-sim_answer .sim-subsidy")).to_contain_text("2,500,000")
    expect(page.locator(".st-key-panel_subsidy_curve .annotation")).to_have_count(5)


def test_a_click_and_a_key_draw_no_frame(open_page: OpenPage) -> None:
    page = on_stage(open_page(STAGE))
    page.mouse.click(640, 400)
    page.keyboard.press("ArrowRight")
    main = page.get_by_test_id("stMain")
    expect(main).to_be_focused()
    assert main.evaluate("e => getComputedStyle(e, '::before').content") == "none"


def test_the_presenters_window_follows(open_page: OpenPage) -> None:
    story = link_of_story(Story().noted("map", "色の濃さを説明する"))
    stage = on_stage(open_page(f"{STAGE}&story={story}"))
    own = stage.context.new_page()
    own.goto(stage.url.replace("view=stage", "view=presenter"))
    settled(own)
    expect(own.locator("#stage-bar")).to_be_attached()
    stage.keyboard.press("3")
    stage.keyboard.press("Enter")
    expect(own.locator("#stage-notes")).to_have_text("色の濃さを説明する")
    expect(own.locator("#stage-following")).to_have_text(f"次のスライド 4 / {LAST}")
    own.keyboard.press("ArrowRight")
    expect(stage.locator(".st-key-scene_4")).to_have_css("visibility", "visible")
    stage.bring_to_front()
    stage.keyboard.press("7")
    stage.keyboard.press("Enter")
    cost = stage.locator(".st-key-sim_inputs [data-testid=stTextInput] input")
    cost.fill("500万円")
    cost.press("Enter")
    expect(own.locator(".sim-subsidy")).to_contain_text("2,500,000")
    own.bring_to_front()
    own.once("dialog", lambda asked: asked.accept("2"))
    own.locator("#stage-bar [data-does=allotted]").click()
    expect(own.locator("#stage-clock")).to_contain_text("残り 02:00")
    own.keyboard.press("t")
    expect(own.locator("#stage-clock")).to_contain_text("このスライド 00:01", timeout=6000)
    expect(own.locator("#stage-clock")).to_contain_text("残り 01:5")


def test_overview_help_pointer_and_hidden_scenes(open_page: OpenPage) -> None:
    story = link_of_story(Story().hiding("findings", True))
    page = on_stage(open_page(f"{STAGE}&story={story}"))
    still(page, ".st-key-stage *")
    page.keyboard.press("ArrowRight")
    assert shown(page) == 3
    page.keyboard.press("o")
    tiles = page.locator("#stage-overview button")
    expect(tiles).to_have_count(LAST)
    expect(tiles.nth(1)).to_contain_text("非表示")
    tiles.nth(1).click()
    assert shown(page) == 2
    page.keyboard.press("?")
    expect(page.locator("#stage-help")).to_contain_text("前のスライド")
    page.keyboard.press("Escape")
    expect(page.locator("#stage-help")).to_be_hidden()
    page.keyboard.press("l")
    page.mouse.move(300, 200)
    expect(page.locator("#stage-pointer")).to_have_css("left", "300px")
    page.keyboard.press("Escape")
    expect(page.locator("#stage-pointer")).to_be_hidden()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(page).to_have_url(has("scene=4"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="続きから始める")).to_be_visible()
    settled(page)
    page.keyboard.press("Shift+F5")
    on_stage(page)
    assert shown(page) == 4


@pytest.mark.full
def test_random_keys_and_clicks_leave_no_error_and_no_lost_position(open_page: OpenPage) -> None:
    chance = random.Random(17)
    page = on_stage(open_page(STAGE))
    expected, is_blank = 1, False
    deadline = time.monotonic() + RANDOM_SECONDS
    keys = ["ArrowRight", "ArrowLeft", "PageDown", "PageUp", "Home", "End", "b", "n", "t", "Enter", "number"]
    steps = 0
    while time.monotonic() < deadline:
        steps += 1
        if chance.random() < 0.15:
            page.mouse.click(chance.randint(5, 1435), chance.randint(5, 895))
            if page.locator("#stage-blank").is_visible():
                page.keyboard.press("b")
            if page.get_by_role("button", name="発表を始める").is_visible():
                page.get_by_role("button", name="発表を始める").click()
                on_stage(page)
            page.keyboard.press("Home")
            expected, is_blank = 1, False
            continue
        key = chance.choice(keys)
        number = chance.randint(1, LAST + 1)
        target = {
            "ArrowRight": expected + 1,
            "PageDown": expected + 1,
            "Enter": expected + 1,
            "ArrowLeft": expected - 1,
            "PageUp": expected - 1,
            "Home": 1,
            "End": LAST,
            "number": number,
        }.get(key)
        if key == "number":
            page.keyboard.press(str(number))
            page.keyboard.press("Enter")
        else:
            page.keyboard.press(key)
        if key == "b":
            is_blank = not is_blank
        elif target is not None:
            expected = expected if is_blank else min(LAST, max(1, target))
            is_blank = False
        assert shown(page) == expected, (steps, key)
    assert steps > 100
    if expected > 1:
        expect(page).to_have_url(has(f"scene={expected}"))
    page.reload()
    on_stage(page)
    assert shown(page) == expected


@pytest.mark.parametrize("lang", ["ja", pytest.param("en", marks=pytest.mark.full)])
def test_the_stage_is_accessible(open_page: OpenPage, lang: str) -> None:
    page = on_stage(open_page(f"{STAGE}&scene=2", lang=lang))
    for _scene in range(3):
        assert axe(page) == []
        page.keyboard.press("ArrowRight")
