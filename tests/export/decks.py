"""Reports and decks of several selections, each made once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

import duckdb
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.export.pptx.deck import deck
from clairviz.report import Report, Story, project_scene, tell

SELECTIONS = {
    "all": Selection(),
    "kyoto": Selection(prefectures=("26",)),
    "environment": Selection(years=(2005,), fields=("environment",), regions=("CHN", "not-stated")),
    "none": Selection(prefectures=("13",)),
}
PROJECTS = ("2005-062014", "2005-260002-2")
STORY = Story(
    occasion="報告会 <&> 年次",
    held_on=date(2026, 11, 30),
    notes={"map": "一行目 <&>\n二行目", "closing": "ありがとうございました"},
)
for _project in PROJECTS:
    STORY = STORY.with_scene(project_scene(_project))
LONGEST = {
    "ja": ("自治体国際協力促進事業における環境・人材育成・医療保険分野の協力の成果と課題を報告する" * 6)[
        :200
    ],
    "en": ("Environmental cooperation of local governments in Japan and their partners abroad " * 4)[:200],
}


def longest(lang: str) -> Story:
    """The story with the longest titles and occasion that a presenter can type."""
    return replace(STORY, occasion=LONGEST[lang], titles=dict.fromkeys(STORY.scenes, LONGEST[lang]))


def a_template(*, wide: bool = False) -> bytes:
    """A template of 4:3 (or 16:9 at another size) with a slide that must not come along."""
    presentation = Presentation()
    if wide:
        presentation.slide_height = 5_143_500
        holders = (presentation.slide_master, *presentation.slide_layouts)
        shapes = [shape for holder in holders for shape in holder.placeholders]
        places = [(shape.left, shape.top, shape.width, shape.height) for shape in shapes]
        for shape, (left, top, width, height) in zip(shapes, places, strict=True):
            shape.left, shape.width = left, width
            shape.top, shape.height = top * 3 // 4, height * 3 // 4
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    slide.shapes.title.text = "FORMER SLIDE"
    stream = BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def every(shapes: Any) -> Iterator[Any]:
    """All shapes, those within groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from every(shape.shapes)


def texts(slide: Any) -> str:
    """All words of a slide's boxes of text."""
    return "\n".join(shape.text_frame.text for shape in every(slide.shapes) if shape.has_text_frame)


def tables(slide: Any) -> list[Any]:
    """The tables of a slide."""
    return [shape.table for shape in slide.shapes if shape.has_table]


def apart(code: str, slide: Any) -> None:
    """No part of the slide lies on another."""
    boxes = [
        shape
        for shape in slide.shapes
        if shape.has_chart
        or shape.has_table
        or shape.shape_type == MSO_SHAPE_TYPE.GROUP
        or (shape.has_text_frame and shape.text_frame.text)
    ]
    for index, one in enumerate(boxes):
        for other in boxes[:index]:
            wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
            tall = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
            assert wide <= Pt(1) or tall <= Pt(1), (code, one.name, other.name)


LANGUAGES = ("ja", "en")
PLAIN, SMALL, WIDE = None, a_template(), a_template(wide=True)
Make = Callable[..., tuple[Report, bytes, Any]]


@pytest.fixture(scope="session")
def make(connection: duckdb.DuckDBPyConnection) -> Make:
    """The report, the bytes and the opened presentation of a selection and story."""

    def ask(query: Any, *arguments: Any) -> Any:
        return query(connection.cursor(), *arguments)

    @lru_cache(maxsize=16)
    def told(selection: Selection, story: Story, lang: str) -> Report:
        return tell(ask, selection, story, _=translator(lang), outlines="world.geojson")

    @lru_cache(maxsize=32)
    def made(name: str, lang: str, *, story: Story = STORY, template: bytes | None = None) -> Any:
        report = told(SELECTIONS[name], story, lang)
        content = deck(report, _=translator(lang), template=template)
        return report, content, Presentation(BytesIO(content))

    return made
