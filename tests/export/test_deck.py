"""The PowerPoint says what the queries say, in native and named parts, and nothing runs over."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.export.pptx.canvas import FONT
from clairviz.export.pptx.deck import deck
from clairviz.report import Story, tell
from clairviz.store.queries.field_matrix import projects_by_field_and_region
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.partners import projects_by_region
from clairviz.subsidy import curve
from tests.export.decks import (
    LANGUAGES,
    LONGEST,
    PLAIN,
    PROJECTS,
    SELECTIONS,
    SMALL,
    STORY,
    Make,
    apart,
    every,
    make,
    tables,
    texts,
)
from tests.rules import RULES

__all__ = ["make"]  # the fixture
BOTH = [(name, lang) for name in SELECTIONS for lang in LANGUAGES]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def slide_of(report: Any, presentation: Any, kind: str) -> Any:
    place = next(index for index, scene in enumerate(report.scenes) if scene.kind == kind)
    return presentation.slides[place]


def chart_of(slide: Any) -> Any:
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_one_slide_a_scene_with_a_real_title(make: Make, name: str, lang: str) -> None:
    report, _content, presentation = make(name, lang)
    assert len(presentation.slides) == len(report.scenes) == len(STORY.scenes)
    for scene, slide in zip(report.scenes, presentation.slides, strict=True):
        assert slide.shapes.title.text_frame.text == scene.title
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        left = {shape.placeholder_format.type for shape in slide.placeholders if not shape.text_frame.text}
        assert not left


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_field_chart_equals_the_query_and_can_be_edited(
    make: Make, cursor: Any, name: str, lang: str
) -> None:
    report, _content, presentation = make(name, lang)
    chart = chart_of(slide_of(report, presentation, "fields"))
    answer = projects_by_field(cursor, SELECTIONS[name])
    wanted = dict(zip(answer[f"name_{lang}"], answer["primary_count"], strict=True))
    plot = chart.plots[0]
    assert dict(zip(plot.categories, plot.series[0].values, strict=True)) == wanted
    book = openpyxl.load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert {row[0].value: row[1].value for row in book.iter_rows(min_row=2)} == wanted
    assert chart.value_axis.minimum_scale == 0
    for record in answer.to_dict("records"):
        if record["secondary_count"]:
            labels = "".join(chart._chartSpace.xpath(".//c:dLbl//a:t/text()"))
            assert f"{int(record['secondary_count'])}" in labels


@pytest.mark.parametrize("lang", LANGUAGES)
def test_subsidy_chart_runs_through_the_corners_of_the_rule(make: Make, lang: str) -> None:
    report, _content, presentation = make("all", lang)
    chart = chart_of(slide_of(report, presentation, "simulator"))
    rule = RULES[2005]
    assert len(list(chart.plots[0].series)) == 2
    for governments, series in enumerate(chart.plots[0].series, 1):
        costs = [float(value.text) for value in series._element.xpath(".//c:xVal//c:v")]
        drawn = dict(zip(costs, series.values, strict=True))
        corners = {
            point.cost_yen: point.subsidy_yen
            for point in curve(rule, up_to_yen=int(max(costs)), governments=governments)
        }
        assert corners.items() <= drawn.items()
        assert series._element.xpath(".//c:xVal/c:numRef")
    assert chart.part.chart_workbook.xlsx_part.blob[:2] == b"PK"
    facts = tables(slide_of(report, presentation, "simulator"))[0]
    scene = next(scene for scene in report.scenes if scene.kind == "simulator")
    assert [(row.cells[0].text, row.cells[1].text) for row in facts.rows] == list(scene.facts)


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_matrix_cells_equal_the_query(make: Make, cursor: Any, name: str, lang: str) -> None:
    report, _content, presentation = make(name, lang)
    slide = slide_of(report, presentation, "matrix")
    cells = projects_by_field_and_region(cursor, SELECTIONS[name])
    fields = projects_by_field(cursor, SELECTIONS[name])
    names = dict(zip(fields["field_code"], fields[f"name_{lang}"], strict=True))
    wanted = {}
    for record in cells.to_dict("records"):
        region = record[f"name_{lang}"] or translator(lang)("Region not stated")
        primary, secondary = int(record["primary_count"]), int(record["secondary_count"])
        text = (f"{primary}" if primary else "") + (f"({secondary})" if secondary else "")
        wanted[region, names[record["field_code"]]] = text
    if not wanted:
        assert tables(slide) == []
        return
    head, *rows = [[cell.text for cell in row.cells] for row in tables(slide)[0].rows]
    found = {
        (region, field): text
        for region, *texts in rows
        for field, text in zip(head[1:], texts, strict=True)
        if text
    }
    assert found == wanted


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_map_has_a_shape_a_country_and_a_list_of_all_counts(
    make: Make, cursor: Any, name: str, lang: str
) -> None:
    report, _content, presentation = make(name, lang)
    slide = slide_of(report, presentation, "map")
    scene = next(scene for scene in report.scenes if scene.kind == "map")
    shapes = {shape.name for shape in every(slide.shapes)}
    for record in projects_by_region(cursor, SELECTIONS[name]).to_dict("records"):
        assert f"{record[f'name_{lang}']} {record['project_count']}" in shapes
        assert f"{record['project_count']} {record[f'name_{lang}']}" in texts(slide)
    arcs = [one for one in shapes if " → " in one]
    assert len(arcs) == len(scene.content.pairs)
    listed = [tuple(cell.text for cell in row.cells) for table in tables(slide) for row in table.rows]
    assert listed == [(label, f"{count}") for label, count in scene.content.counts]
    assert scene.caveat in texts(slide)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_timeline_has_all_offices_in_both_calendars(make: Make, lang: str) -> None:
    report, _content, presentation = make("all", lang)
    slide = slide_of(report, presentation, "timeline")
    scene = next(scene for scene in report.scenes if scene.kind == "timeline")
    said = texts(slide)
    for record in scene.content.offices.to_dict("records"):
        assert record[f"city_{lang}"] in said
    assert "1990" in said
    assert {"ja": "平成2年", "en": "Heisei 2"}[lang] in said
    names = [shape.name for shape in every(slide.shapes)]
    for record in scene.content.readings.to_dict("records"):
        assert record[f"title_{lang}"] in names
    dashed = slide._element.xpath(".//a:ln/a:prstDash[@val='sysDash']")
    assert len(dashed) == len(scene.content.readings) + 1  # and the legend's
    assert slide._element.xpath(".//a:pattFill[@prst='wdUpDiag']")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_thirty_years_of_projects_are_one_number(make: Make, lang: str) -> None:
    report, _content, _presentation = make("all", lang)
    scene = next(scene for scene in report.scenes if scene.code == "timeline")
    one = scene.content.years
    years = one.loc[one.index.repeat(30)].assign(fiscal_year=range(1996, 2026), project_count=15)
    content = replace(scene.content, years=years, span=scene.content.span.assign(last_year=2025))
    told = replace(report, scenes=(replace(scene, content=content),))
    slide = Presentation(BytesIO(deck(told, _=translator(lang)))).slides[0]
    said = [shape.text_frame.text for shape in every(slide.shapes) if shape.has_text_frame]
    assert "15" not in said
    assert {"ja": "30年度で450事業", "en": "450 projects in 30 fiscal years"}[lang] in said
    apart("timeline", slide)


@pytest.mark.parametrize("year", RULES)
def test_the_rule_of_every_year_has_a_slide(cursor: Any, year: int) -> None:
    def ask(query: Any, *arguments: Any) -> Any:
        return query(cursor, *arguments)

    told = tell(ask, Selection(years=(year,)), Story(("simulator",)), _=translator("ja"), outlines="none")
    chart = chart_of(Presentation(BytesIO(deck(told, _=translator("ja")))).slides[0])
    assert chart.value_axis.maximum_scale / chart.value_axis.major_unit <= 7


@pytest.mark.parametrize(("name", "lang"), BOTH)
@pytest.mark.parametrize("template", [PLAIN, SMALL], ids=["plain", "template"])
def test_figures_say_what_they_show(make: Make, name: str, lang: str, template: bytes | None) -> None:
    _report, _content, presentation = make(name, lang, template=template)
    for slide in presentation.slides:
        for shape in slide.shapes:
            is_figure = shape.has_chart or shape.has_table or shape.shape_type == MSO_SHAPE_TYPE.GROUP
            if is_figure or shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
                assert len(shape._element.xpath("./*/p:cNvPr")[0].get("descr")) > 10, shape.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_notes_footer_and_cover(make: Make, lang: str) -> None:
    report, _content, presentation = make("kyoto", lang)
    count = len(report.scenes)
    for number, (scene, slide) in enumerate(zip(report.scenes, presentation.slides, strict=True), 1):
        said = texts(slide)
        assert report.selected.split("。")[0] in said
        assert {"ja": "令和8年11月24日現在", "en": "2026-11-24 (Reiwa 8)"}[lang] in said
        assert scene.source in said
        assert f"{number} / {count}" in said
        assert slide.has_notes_slide == bool(scene.notes)
        if scene.notes:
            assert slide.notes_slide.notes_text_frame.text == scene.notes
    cover = texts(presentation.slides[0])
    for line in next(scene for scene in report.scenes if scene.kind == "title").lines:
        assert line in cover
    assert {"ja": "令和8年11月30日", "en": "2026-11-30"}[lang] in cover


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", [PLAIN, SMALL], ids=["plain", "template"])
def test_every_run_names_its_fonts_and_language(make: Make, lang: str, template: bytes | None) -> None:
    _report, _content, presentation = make("all", lang, template=template)
    for slide in presentation.slides:
        parts = [slide._element, *(shape.chart._chartSpace for shape in slide.shapes if shape.has_chart)]
        if slide.has_notes_slide:
            parts.append(slide.notes_slide.notes_text_frame._txBody)
        for part in parts:
            for run in part.iter(f"{A}r", f"{A}fld"):
                look = run.find(f"{A}rPr")
                assert look.find(f"{A}ea").get("typeface"), run
                assert look.get("lang") == {"ja": "ja-JP", "en": "en-US"}[lang]
                if template is None:
                    assert {look.find(f"{A}{tag}").get("typeface") for tag in ("latin", "ea")} == {FONT}
            for look in part.iter(f"{A}defRPr"):
                assert look.find(f"{A}ea").get("typeface")


def test_the_same_report_makes_the_same_file_under_the_same_day(make: Make) -> None:
    report, content, presentation = make("all", "ja")
    assert deck(report, _=translator("ja")) == content
    assert len(content) < 1_500_000
    properties = presentation.core_properties
    assert (properties.title, properties.author) == (report.heading, "clairviz")
    assert properties.created.date() == report.day
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 11, 24)}
        outside = [name for name in names if b'TargetMode="External"' in archive.read(name)]
        assert outside == []


def test_progress_is_told_and_can_cancel(make: Make) -> None:
    report, _content, _presentation = make("none", "ja")
    told: list[tuple[int, int]] = []
    deck(report, _=translator("ja"), progress=lambda done, total: told.append((done, total)))
    assert told == [(number, len(report.scenes)) for number in range(1, len(report.scenes) + 1)]

    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        deck(report, _=translator("ja"), progress=cancel)


def test_words_that_xml_does_not_take_are_left_out(make: Make) -> None:
    told = STORY.titled("map", "a\x0bb\x00c ]]> & <b> \ud800d").noted("map", "\x01n\u2028")
    _report, _content, presentation = make("all", "ja", story=told)
    assert presentation.slides[2].shapes.title.text_frame.text == "a bc ]]> & <b> d"


def _opened(content: bytes, folder: Path) -> int:
    from pptx import Presentation

    return len(Presentation(BytesIO(content)).slides)


def _printed(content: bytes, folder: Path) -> int:
    """The pages of the PDF that LibreOffice makes of it."""
    file = folder / "deck.pptx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return len(re.findall(rb"/Type\s*/Page\b", file.with_suffix(".pdf").read_bytes()))


READERS = [_opened, *([_printed] if shutil.which("soffice") else [])]


@pytest.mark.parametrize("reader", READERS)
def test_readers_find_all_slides(make: Make, tmp_path: Path, reader: Any) -> None:
    report, content, _presentation = make("all", "ja")
    assert reader(content, tmp_path) == len(report.scenes)
    assert len(PROJECTS) + 8 == len(report.scenes)
    assert len(LONGEST["ja"]) == len(LONGEST["en"]) == 200
