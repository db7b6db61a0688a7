"""Nothing of a deck leaves its slide, runs over its box or lies on another, in any template."""

from typing import Any

import pytest
from pptx.util import Pt

from clairviz.export.pptx.text import height_of, lines_of, width_of
from tests.export.decks import (
    LANGUAGES,
    PLAIN,
    SMALL,
    STORY,
    WIDE,
    Make,
    apart,
    every,
    longest,
    make,
    tables,
)

__all__ = ["make"]  # the fixture
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

CASES = [
    pytest.param(story, lang, template, id=f"{story}-{lang}-{kind}")
    for story in ("usual", "longest")
    for lang in LANGUAGES
    for kind, template in (("plain", PLAIN), ("4:3", SMALL), ("10in", WIDE))
]


@pytest.mark.parametrize(("story", "lang", "template"), CASES)
def test_nothing_leaves_the_slide_runs_over_or_lies_on_another(
    make: Make, story: str, lang: str, template: bytes | None
) -> None:
    told = STORY if story == "usual" else longest(lang)
    report, _content, presentation = make("all", lang, story=told, template=template)
    unit = min(presentation.slide_height / Pt(540), presentation.slide_width / Pt(720))
    for scene, slide in zip(report.scenes, presentation.slides, strict=True):
        for shape in every(slide.shapes):
            assert shape.left >= -1 and shape.top >= -1, (scene.code, shape.name)
            assert shape.left + shape.width <= presentation.slide_width + 1, (scene.code, shape.name)
            assert shape.top + shape.height <= presentation.slide_height + 1, (scene.code, shape.name)
            if shape.has_text_frame and shape.text_frame.text:
                _fits(scene.code, shape, unit)
        for table in tables(slide):
            for row in table.rows:
                for column, cell in zip(table.columns, row.cells, strict=True):
                    size = _size(cell._tc)
                    room = (column.width - cell.margin_left - cell.margin_right) / Pt(1)
                    lines = lines_of(cell.text, size, room, bold=_bold(cell._tc))
                    assert lines * size * 1.25 <= row.height / Pt(1) + 0.5, (scene.code, cell.text)
        apart(scene.code, slide)
        title = slide.shapes.title
        assert _size(title._element.txBody) >= 24 * unit - 0.01


def _size(body: Any) -> float:
    return float(body.xpath(".//a:rPr/@sz | .//a:endParaRPr/@sz")[0]) / 100


def _bold(body: Any) -> bool:
    return "1" in body.xpath(".//a:rPr/@b")


def _fits(code: str, shape: Any, unit: float) -> None:
    size, frame = _size(shape._element.txBody), shape.text_frame
    lines = [paragraph.text for paragraph in frame.paragraphs]
    if frame.word_wrap is False:
        widest = max(width_of(line, size) for line in lines)
        assert widest <= shape.width / Pt(1) + 12 * unit, (code, lines)
        return
    room = (shape.width - frame.margin_left - frame.margin_right) / Pt(1)
    gaps = sum(float(gap) for gap in shape._element.txBody.xpath(".//a:spcBef/a:spcPts/@val")) / 100
    tall = height_of(lines, size, room) + gaps
    assert tall <= shape.height / Pt(1) + 1, (code, lines)
