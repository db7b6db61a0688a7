"""The handout holds the whole report, in one file that can do no harm."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from html.parser import HTMLParser

import duckdb
import pandas as pd
import pytest

from clairviz.base.fold import fold
from clairviz.base.i18n import languages, translator
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.export.html.handout import handout
from clairviz.export.paper import css_text
from clairviz.export.pptx.text import plain_text
from clairviz.report import USUAL, Report, Story
from tests.telling import ALL, MADE_ON, PROJECT, YEAR, page, report

MOST_BYTES = 2_000_000
HOSTILE = "</script><img src=x onerror=alert(1)>&\"'"
SELECTIONS = {
    "year": YEAR,
    "Kyoto": Selection(years=(2005,), prefectures=("26",)),
    "not stated": Selection(regions=(NOT_STATED,)),
    "nothing": Selection(prefectures=("13",)),
}
VOID = {"meta", "link", "input", "img"}


@pytest.fixture
def told(cursor: duckdb.DuckDBPyConnection) -> Callable[..., Report]:
    return partial(report, cursor)


@pytest.fixture
def made(cursor: duckdb.DuckDBPyConnection) -> Callable[..., str]:
    return partial(page, cursor)


class Text(HTMLParser):
    """The text outside scripts and styles, every element by name, and whether they nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.labels: list[str] = []
        self.elements: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.labels += [value or "" for name, value in attrs if name == "aria-label"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def data_of(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", SELECTIONS)
def test_every_scene_is_told_in_text_and_tables(told: Callable[..., Report], name: str, lang: str) -> None:
    report = told(lang, selection=SELECTIONS[name])
    page = handout(report, _=translator(lang), made_on=MADE_ON)
    assert len(page) < MOST_BYTES
    found = Text(page.decode())
    text = re.sub(r"\s", "", found.text)
    assert f'<html lang="{lang}">' in page.decode()
    assert found.open == []
    for scene in report.scenes:
        said = [scene.title, scene.caveat, *(part for fact in scene.facts for part in fact)]
        if scene.kind != "closing":
            said += [plain_text(line) for line in scene.lines]
            said += [scene.source] if scene.kind != "title" else []
        if scene.table is not None:
            said += [str(column) for column in scene.table.columns] if len(scene.table) else []
            said += [
                str(value)
                for row in scene.table.astype(object).itertuples(index=False)
                for value in row
                if not pd.isna(value)
            ]
        for words in said:
            assert re.sub(r"\s", "", words) in text, (scene.code, words)
        if scene.figure is not None:
            assert scene.alt in found.labels
    assert report.selected in found.text
    assert report.as_of in found.text


def test_sources_have_their_publisher_and_their_day(made: Callable[..., str]) -> None:
    text = Text(made()).text
    for words in ("自治体国際化協会パリ事務所 FAQ", "clairparis.org/fr/faq", "令和8年11月24日"):
        assert words in text
    assert 'href="#source-clair-paris"' in made() and 'id="source-clair-paris"' in made()


def test_figures_are_html_with_marks_that_lead_to_their_projects(told: Callable[..., Report]) -> None:
    page = handout(told(), _=translator("ja"), made_on=MADE_ON).decode()
    figures = re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL)
    assert len(figures) == 4
    for address in ("region=CHN", "field=environment", "region=CHN&amp;field=environment", "year=2005"):
        assert f'href="#projects?{address}"' in "".join(figures)
    for figure in figures:
        assert set(re.findall(r'href="(.)', figure)) <= {"#"}
    # The land stands in the file once.
    assert page.count("data:image/svg+xml") == 1


def test_every_project_is_listed_with_codes_and_folded_words(told: Callable[..., Report]) -> None:
    report = told()
    page = handout(report, _=translator("ja"), made_on=MADE_ON).decode()
    body = re.search(r'<table class="listed">.*?<tbody>(.*?)</tbody>', page, flags=re.DOTALL)
    assert body
    rows = re.findall(r"<tr ([^>]*)>", body[1])
    assert len(rows) == len(report.listed.projects) == 14
    assert 'data-year="2005" data-pref="26" data-gov="260002" data-field=' in "".join(rows)
    assert any('data-region="not-stated"' in row for row in rows)
    data = data_of(page)
    assert len(data["words"]) == 14
    assert any("京都府" in words and "\n" in words for words in data["words"])
    spelt = data["years"]["2005"]
    for written in ("H17", "平成17年度", "2005", "FY2005", "２００５年度", "平成１７年"):
        assert fold(written) in spelt["is"]
    assert "h18" not in spelt["is"]


def test_a_list_too_long_says_what_it_leaves_out(
    told: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clairviz.report.scenes.MOST_LISTED", 5)
    report = told()
    assert len(report.listed.projects) == 5
    assert "全14行のうち先頭の5行。" in handout(report, _=translator("ja"), made_on=MADE_ON).decode()


def test_nothing_typed_becomes_markup(made: Callable[..., str]) -> None:
    story = Story(scenes=ALL.scenes, titles=dict.fromkeys(ALL.scenes, HOSTILE), occasion=HOSTILE)
    page = made(story=story)
    found = Text(page)
    assert found.text.count(HOSTILE) > len(ALL.scenes)
    assert found.elements.count("img") == 1  # The land.
    assert found.elements.count("script") == 2
    assert found.open == []


def test_no_notes_and_no_address_to_ask(made: Callable[..., str]) -> None:
    page = made(story=Story(notes={"map": "only for the presenter"}))
    assert "only for the presenter" not in page
    policy = re.search(r'http-equiv="Content-Security-Policy" content="(.*?)"', page)
    assert policy and policy[1].startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "connect-src" not in policy[1] and "unsafe-eval" not in policy[1]
    frame = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r'(src|href)="(?!#|data:,"|data:image/svg)', frame)
    assert "url(" not in frame and "@import" not in frame


def test_sixty_projects_fit(told: Callable[..., Report]) -> None:
    report = told()
    project = next(scene for scene in report.scenes if scene.kind == "project")
    others = [scene for scene in report.scenes if scene.kind != "project"]
    facts = tuple((label, value + "長" * 400) for label, value in project.facts)
    many = tuple(replace(project, code=f"project-{number}", facts=facts) for number in range(60))
    steps: list[tuple[int, int]] = []
    page = handout(
        replace(report, scenes=(*others, *many)),
        _=translator("ja"),
        made_on=MADE_ON,
        progress=lambda done, count: steps.append((done, count)),
    )
    assert len(page) < MOST_BYTES
    assert steps == [(done, 67) for done in range(68)]


def test_what_progress_raises_ends_the_work(told: Callable[..., Report]) -> None:
    def stop(done: int, count: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        handout(told(), _=translator("ja"), made_on=MADE_ON, progress=stop)


@pytest.mark.parametrize("scene", [*USUAL, PROJECT])
def test_one_scene_alone(made: Callable[..., str], scene: str) -> None:
    assert Text(made(story=Story(scenes=(scene,)))).open == []


def test_the_same_report_gives_the_same_file(made: Callable[..., str]) -> None:
    assert made() == made()


def test_the_day_is_in_the_reader_s_calendar(made: Callable[..., str]) -> None:
    assert "令和8年12月3日" in made(story=Story(held_on=date(2026, 12, 3)))
    assert "2026-12-03" in made("en", story=Story(held_on=date(2026, 12, 3)))


def test_text_of_a_style_sheet_cannot_leave_its_quotes() -> None:
    assert css_text('a"</style>\n{}') == '"a\\22 \\3c \\2f style\\3e \\a \\7b \\7d "'
