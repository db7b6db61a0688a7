"""The figures of a handout: HTML whose marks lead to the projects behind them, in the same file."""

from dataclasses import replace
from functools import cache
from urllib.parse import quote, urlencode

import pandas as pd
from markupsafe import Markup

from clairviz.base import paths
from clairviz.base.address import Address
from clairviz.base.i18n import Translator
from clairviz.figures.linked import dot_map, ground, matrix, organisation, time_axis
from clairviz.figures.linked.bars import BarRow, ranked_bars
from clairviz.figures.linked.dot_map import Dot, Home
from clairviz.figures.linked.element import element
from clairviz.figures.linked.ground import JAPAN_BODY, WORLD, Frame, land_picture
from clairviz.figures.linked.matrix import Head
from clairviz.figures.linked.organisation import AxisAnswers
from clairviz.report.model import Bars, Matrix, PartnerMap, Scene, Timeline
from clairviz.words.phrases import count_of_projects

# Where the list of projects stands, and what its script reads behind the question mark.
LIST = "projects"
_HOME = (36.5, 140.5)
# Width over height of the map, and the degrees around what it shows.
_RATIO, _MARGIN = 1.9, 13


def figure_of(scene: Scene, _: Translator) -> Markup:
    """The figure of a scene; empty where its form has none."""
    match scene.content:
        case PartnerMap(regions):
            return _partner_map(regions, scene.title, _)
        case Bars() as content:
            return _bars(content, scene.title, _)
        case Matrix() as content:
            return _matrix(content, scene.title, _)
        case Timeline() as content:
            return _timeline(content, scene.title, _)
        case _other:
            return Markup("")


def to_list(**codes: str) -> str:
    """The address of the list of projects with only those marked so."""
    return f"#{LIST}?{urlencode(codes)}"


def _partner_map(regions: pd.DataFrame, title: str, _: Translator) -> Markup:
    records = regions[regions["latitude"].notna()].to_dict("records")
    places = [(float(one["latitude"]), float(one["longitude"])) for one in records]
    most = max((int(one["project_count"]) for one in records), default=1)
    dots = [
        Dot(
            f"region:{one['region_code']}",
            _.name(one),
            *place,
            int(one["project_count"]),
            to_list(region=str(one["region_code"])),
            _("{name}: {count}", name=_.name(one), count=count_of_projects(int(one["project_count"]), _)),
        )
        for one, place in zip(records, places, strict=True)
    ]
    return dot_map.dot_map(
        dots,
        ground=WORLD,
        picture=_land(),
        frame=_frame(places),
        most=most,
        label=title,
        home=Home(_("Japan"), *_HOME, JAPAN_BODY),
    )


def _frame(places: list[tuple[float, float]]) -> Frame:
    """What holds Japan and all places: a part of the world, or the whole."""
    held = [*places, *JAPAN_BODY]
    part = ground.around(held, WORLD.whole, margin=_MARGIN, ratio=_RATIO)
    return part if all(part.holds(*place) for place in held) else WORLD.whole


def _bars(content: Bars, title: str, _: Translator) -> Markup:
    rows = [
        BarRow(
            bar.label,
            bar.count,
            to_list(field=bar.code),
            f"field:{bar.code}",
            note=bar.note,
            colour=bar.colour,
            pattern=bar.pattern,
        )
        for bar in content.bars
    ]
    return ranked_bars(rows, label=title, _=_)


def _matrix(content: Matrix, title: str, _: Translator) -> Markup:
    corner, *names = content.columns
    rows = [Head(row.code, row.name, to_list(region=row.code)) for row in content.rows]
    columns = [Head(code, name, to_list(field=code)) for code, name in zip(content.codes, names, strict=True)]
    counts: dict[tuple[str, str], int] = {}
    seconds: dict[tuple[str, str], int] = {}
    for row in content.rows:
        for code, (_text, count), second in zip(content.codes, row.cells, row.seconds, strict=True):
            counts[row.code, code], seconds[row.code, code] = count, second
    return element(
        "div",
        matrix.count_matrix(
            rows,
            columns,
            counts,
            label=title,
            corner=corner,
            href=lambda region, field: to_list(region=region, field=field),
            seconds=seconds,
            _=_,
        ),
        class_="cv-matrix-fields",
    )


def _timeline(content: Timeline, title: str, _: Translator) -> Markup:
    answers = AxisAnswers(content.offices, content.readings, content.events, content.years, content.span)
    # The table below names the sources, and nothing else in the file is a view of another year.
    rows = [
        replace(row, spans=[replace(span, href=_of_year(span.name)) for span in row.spans])
        for row in organisation.rows(answers, lambda _source, _what: Markup(""), Address(), _)
    ]
    axis = answers.axis
    return element(
        "div",
        time_axis.axis_legend(organisation.looks(answers, _)),
        time_axis.time_axis(rows, axis, as_of=axis.stop.year, label=title, _=_),
        class_="cv-timeline",
    )


def _of_year(name: str) -> str:
    before, _hyphen, year = name.partition("-")
    return to_list(year=year) if before == "year" else ""


@cache
def _land() -> str:
    """The picture of the land as an address that holds it."""
    outlines = (paths.geo_folder() / "world.geojson").read_text(encoding="utf-8")
    return f"data:image/svg+xml,{quote(land_picture(outlines, WORLD))}"
