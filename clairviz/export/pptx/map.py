"""The map of a slide as vector shapes, and the counts beside it."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.export.pptx.canvas import INK, Box, Canvas, Text
from clairviz.export.pptx.outlines import Point, SlideFrame, frame_on, world
from clairviz.export.pptx.oxml import WHITE, solid
from clairviz.export.pptx.table import ROW, count_grid, draw_grid
from clairviz.export.pptx.text import LEADING, width_of
from clairviz.figures import theme
from clairviz.figures.partner_map import ARC, ARCS, NAMED, WIDTHS, between
from clairviz.figures.partners import map_span
from clairviz.figures.steps import step_of
from clairviz.report.model import PartnerMap, Scene

SIZE = 14.0
# Points of the great circle an arc is drawn through.
_PARTS = 48
Record = Mapping[Hashable, Any]


def draw_map(canvas: Canvas, scene: Scene, content: PartnerMap, box: Box, *, _: Translator) -> None:
    """Partner regions shaded and named, arcs from each body, and the list of counts beside them."""
    regions, pairs = content.regions, content.pairs
    left, right = box.columns((0.72, 0.28), 20.0)
    if not content.counts:
        left = box
    elif len(content.counts) > int(box.height / ROW):
        left, right = box.columns((0.62, 0.38), 20.0)
    records = [record for record in regions.to_dict("records") if not pd.isna(record["latitude"])]
    frame = frame_on(left, *map_span(records))
    group = canvas.group(scene.title, scene.alt)
    group.rectangle(frame.box, fill=solid(theme.SEA), name=_("Sea"))
    _land(group, frame, regions, _)
    _arcs(group, frame, pairs, _)
    _names(group, frame, records, _)
    group.close()
    if content.counts:
        grid, sizes = count_grid(content.counts, right, _)
        draw_grid(canvas, right, grid, name=_("Partner region"), alt=scene.alt, sizes=sizes, tallest=36.0)


def _land(canvas: Canvas, frame: SlideFrame, regions: pd.DataFrame, _: Translator) -> None:
    """All other land as one freeform, and one for each partner region."""
    partners = {record["region_code"]: record for record in regions.to_dict("records")}
    shaded, land = [], []
    for code, geometry in world():
        rings = frame.rings(geometry, every=code in partners)
        if code in partners and rings:
            shaded.append((partners[code], rings))
        else:
            land += rings
    canvas.path(land, fill=solid(theme.LAND), line=WHITE, width=0.4, name=_("Land"))
    for record, rings in shaded:
        count = int(record["project_count"])
        name = f"{_.name(record)} {count:,}"
        canvas.path(rings, fill=solid(theme.STEPS[step_of(count)]), line=WHITE, width=0.5, name=name)


def _arcs(canvas: Canvas, frame: SlideFrame, pairs: pd.DataFrame, _: Translator) -> None:
    known = pairs.dropna(subset=["government_latitude", "region_latitude"])
    drawn = known.sort_values(["project_count", "local_government_code"], ascending=[False, True]).head(ARCS)
    for record in drawn.to_dict("records"):
        lines = frame.lines([between(record, part / _PARTS) for part in range(_PARTS + 1)])
        if lines:
            width = next(width for upper, width in WIDTHS if record["project_count"] <= upper)
            name = f"{_.name(record, 'government')} → {_.name(record, 'region')} {int(record['project_count']):,}"
            canvas.path(lines, line=ARC, width=width, name=name, opacity=0.7)


def _names(canvas: Canvas, frame: SlideFrame, records: list[dict[Hashable, Any]], _: Translator) -> None:
    """A point and a label for each region; those of few projects have the number alone if many."""
    points = [frame.place(float(record["longitude"]), float(record["latitude"])) for record in records]
    for x, y in points:
        dot = Box(x - 4, y - 4, 8, 8)
        canvas.rectangle(dot, fill=solid(theme.HIGHLIGHT), line=WHITE, width=1, shape="ellipse")
    texts = [
        f"**{int(record['project_count']):,}** {_.name(record)}"
        if index < NAMED
        else f"**{int(record['project_count']):,}**"
        for index, record in enumerate(records)
    ]
    widths = [width_of(text.replace("**", ""), SIZE, bold=True) + 4 for text in texts]
    japan = frame.place(138.0, 37.0)
    for box, text in zip(beside(points, widths, frame.box, japan), texts, strict=True):
        canvas.text(
            box, [text], Text((SIZE,), align="ctr", colour=INK, anchor="ctr", wrap=False), ground=True
        )


def beside(points: list[Point], widths: list[float], inside: Box, keep_clear: Point) -> list[Box]:
    """Where each label stands: next to its point, within the map, clear of other labels and points.

    Greedy in the given order; `keep_clear` is where the arcs meet.
    """
    tall = SIZE * LEADING
    taken: list[Box] = []
    dots = [Box(x - 5, y - 5, 10, 10) for x, y in points]
    knot = Box(keep_clear[0] - 12, keep_clear[1] - 12, 24, 24)
    for index, ((x, y), width) in enumerate(zip(points, widths, strict=True)):
        candidates = [
            Box(left, top, width, tall)
            for reach in (7.0, 22.0)
            for left, top in (
                (x + reach, y - tall / 2),
                (x - reach - width, y - tall / 2),
                (x - width / 2, y - reach - tall),
                (x - width / 2, y + reach),
                (x + reach, y + reach / 2),
                (x - reach - width, y + reach / 2),
                (x + reach, y - reach / 2 - tall),
                (x - reach - width, y - reach / 2 - tall),
            )
        ]
        others = [dot for at, dot in enumerate(dots) if at != index]

        def fault(box: Box, others: list[Box] = others, x: float = x, y: float = y) -> float:
            out: float = max(0.0, inside.left - box.left, box.right - inside.right, inside.top - box.top)
            out += max(0.0, box.bottom - inside.bottom)
            far = abs(box.left + box.width / 2 - x) + abs(box.top + box.height / 2 - y)
            return (
                20 * sum(shared(box, other) for other in taken)
                + 5 * sum(shared(box, other) for other in others)
                + 3 * shared(box, knot)
                + 1000 * out
                + far / 10
            )

        taken.append(min(candidates, key=fault))
    return taken


def shared(one: Box, other: Box) -> float:
    """The area two boxes have in common."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, wide) * max(0.0, tall)
