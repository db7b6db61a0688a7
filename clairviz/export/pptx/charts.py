"""Native charts of a slide, with the workbook of their data inside."""

import math
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN_TYPE
from pptx.util import Pt

from clairviz.base.i18n import Translator
from clairviz.export.pptx.canvas import LANGUAGES, Box, Canvas, Text, describe, element, xml_names
from clairviz.export.pptx.table import MARGIN, draw_grid, fact_grid, facts_alt
from clairviz.export.pptx.text import width_of
from clairviz.figures import theme
from clairviz.figures.fields import secondary_text
from clairviz.figures.steps import axis_step
from clairviz.report import Scene
from clairviz.subsidy import Rule, break_even, curve, yen_words
from clairviz.subsidy.rule.solve import subsidy_of

# The second cue where colours repeat, as theme.FIELD_PATTERNS.
_PATTERNS = {
    "/": MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
    ".": MSO_PATTERN_TYPE.LARGE_CONFETTI,
    "x": MSO_PATTERN_TYPE.DIAGONAL_CROSS,
}
# Marks of an axis after 0.
_MOST_MARKS = 5


def fields(canvas: Canvas, scene: Scene, box: Box, *, _: Translator) -> None:
    """Projects by primary field as bars from zero; secondary marks as text behind the number."""
    rows = scene.frames["fields"].sort_values(["primary_count", "sort_order"], ascending=[False, True])
    counts = [int(count) for count in rows["primary_count"]]
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    data.categories = list(rows[f"name_{_.lang}"])
    data.add_series(_("Projects (primary)"), counts)
    size = max(12.0, min(18.0, box.height / max(1, len(counts)) * 0.5))
    chart = _chart(canvas, box, XL_CHART_TYPE.BAR_CLUSTERED, data, scene)
    plot = chart.plots[0]
    plot.gap_width, plot.vary_by_categories = 45, False
    _hide_value_axis(chart.value_axis, max([1, *counts]) * 1.18)
    _plain_axis(canvas, chart.category_axis, size)
    chart.category_axis.reverse_order = True
    series = plot.series[0]
    labels = series.data_labels
    labels.show_value = True
    labels.position, labels.number_format, labels.number_format_is_linked = (
        XL_LABEL_POSITION.OUTSIDE_END,
        "#,##0",
        False,
    )
    labels.font.size, labels.font.bold = Pt(size * canvas.unit), True
    orders = list(rows["sort_order"])
    for index, (colour, pattern, secondary) in enumerate(
        zip(theme.field_colours(orders), theme.field_patterns(orders), rows["secondary_count"], strict=True)
    ):
        fill = series.points[index].format.fill
        if pattern:
            fill.patterned()
            fill.pattern = _PATTERNS[pattern]
            fill.fore_color.rgb, fill.back_color.rgb = _rgb(colour), _rgb("#ffffff")
        else:
            fill.solid()
            fill.fore_color.rgb = _rgb(colour)
        if secondary:
            text = f"**{counts[index]:,}**{secondary_text(int(secondary), _)}"
            _label(canvas, series.points[index], text, size, XL_LABEL_POSITION.OUTSIDE_END)
    _dress(canvas, chart)


def rule_alt(scene: Scene, _: Translator) -> str:
    """What the curve of a rule says, in words."""
    return _("{title}: {numbers}.", title=_("Curve of subsidy against cost"), numbers=facts_alt(scene, _))


def simulator(canvas: Canvas, scene: Scene, box: Box, *, _: Translator, rule: Rule | None) -> None:
    """The parameters of the rule, and subsidy against cost, alone and jointly."""
    if rule is None:
        canvas.text(box, scene.lines, Text((24.0, 20.0, 18.0)))
        return
    left, right = box.columns((0.36, 0.64), 28.0)
    wide = max(width_of(value, 20.0, bold=True) for _label, value in scene.facts) + 2 * MARGIN
    grid = fact_grid(scene.facts, left.width, value=min(wide, 0.6 * left.width))
    draw_grid(canvas, left, grid, name=scene.title, alt=facts_alt(scene, _), tallest=52.0)
    ends = break_even(rule)
    top = 1.4 * max(ends.single_yen, ends.joint_yen or 0)
    step = axis_step(top, _MOST_MARKS)
    up_to = math.ceil(top / step) * step
    data: Any = XyChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    lines = [(1, _("Alone"), theme.ACCENT), (2, _("Jointly"), theme.HIGHLIGHT)]
    drawn = []
    for governments, name, colour in lines:
        corners = curve(rule, up_to_yen=up_to, governments=governments)
        if not corners:
            continue
        kink = next(corner.cost_yen for corner in corners if corner.is_kink)
        # A further point on the flat line carries the words, where they meet no other line.
        costs = sorted({*(corner.cost_yen for corner in corners), (kink + up_to) // 2})
        series = data.add_series(name)
        for cost in costs:
            series.add_data_point(cost, subsidy_of(rule, cost, governments=governments))
        cap = rule.cap_yen(governments) or 0
        words = _(
            "**{name}: {cap}**\nfrom a cost of {cost}",
            name=name,
            cap=yen_words(cap, lang=_.lang),
            cost=yen_words(kink, lang=_.lang),
        )
        drawn.append((costs.index(kink), costs.index((kink + up_to) // 2), words, colour))
    chart = _chart(canvas, right, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, scene, rule_alt(scene, _))
    for index, (series, (kink_at, words_at, words, colour)) in enumerate(
        zip(chart.plots[0].series, drawn, strict=True)
    ):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = _rgb(colour), Pt(3.5 * canvas.unit)
        if index:
            series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE
        marker = series.points[kink_at].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 11
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = _rgb(colour)
        where = XL_LABEL_POSITION.ABOVE if index else XL_LABEL_POSITION.BELOW
        _label(canvas, series.points[words_at], words, 15.0 if right.width > 480 else 13.0, where)
    caps = max(rule.cap_single_yen, rule.cap_joint_yen or 0)
    _number_axis(canvas, chart.category_axis, up_to, step, _("Cost that counts (yen)"))
    _number_axis(canvas, chart.value_axis, caps * 1.3, axis_step(caps, _MOST_MARKS), _("Subsidy (yen)"))
    _dress(canvas, chart)


def _chart(canvas: Canvas, box: Box, kind: Any, data: Any, scene: Scene, alt: str = "") -> Any:
    place = [canvas.emu(length) for length in (box.left, box.top, box.width, box.height)]
    frame = canvas.shapes.add_chart(kind, *place, data)
    describe(frame, scene.title, alt or scene.alt)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(14 * canvas.unit)
    return chart


def _hide_value_axis(axis: Any, top: float) -> None:
    axis.minimum_scale, axis.maximum_scale = 0, top
    axis.has_major_gridlines = False
    axis.visible = False


def _plain_axis(canvas: Canvas, axis: Any, size: float) -> None:
    axis.format.line.color.rgb = _rgb(theme.UNKNOWN)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(size * canvas.unit)
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _number_axis(canvas: Canvas, axis: Any, top: float, step: int, title: str) -> None:
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, top, step
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = _rgb(theme.GRID)
    axis.format.line.color.rgb = _rgb(theme.UNKNOWN)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
    axis.tick_labels.font.size = Pt(12 * canvas.unit)
    axis.has_title = True
    _set(canvas, axis.axis_title.text_frame._txBody, title, 14.0)


def _label(canvas: Canvas, point: Any, text: str, size: float, position: Any) -> None:
    label = point.data_label
    _set(canvas, label.text_frame._txBody, text, size)
    label.position = position


def _set(canvas: Canvas, body: Any, text: str, size: float) -> None:
    for old in body.findall("{*}p"):
        body.remove(old)
    for line in text.split("\n"):
        body.append(element(canvas.paragraph(line, Text((size,), align="ctr"), size)))
    body.find("{*}bodyPr").set("wrap", "none")
    for paragraph in body.findall("{*}p"):
        # Charts take no distance of lines in points.
        for spacing in list(paragraph.find("{*}pPr")):
            paragraph.find("{*}pPr").remove(spacing)


def _dress(canvas: Canvas, chart: Any) -> None:
    """Fonts, language and colour of all the text that a chart sets by itself."""
    face, space = canvas.face, chart._chartSpace
    for look in _looks(space):
        look.set("lang", LANGUAGES[face.lang])
        for old in [*look.findall("{*}latin"), *look.findall("{*}ea")]:
            look.remove(old)
        if look.find("{*}solidFill") is None:
            look.insert(0, element(f"<a:solidFill {xml_names()}>{face.colour(theme.TEXT)}</a:solidFill>"))
        for tag, name in (("latin", face.latin), ("ea", face.asian)):
            look.append(element(f"<a:{tag} {xml_names()} typeface={quoteattr(name)}/>"))


def _looks(space: Any) -> Iterable[Any]:
    return space.xpath(".//a:defRPr | .//a:rPr | .//a:endParaRPr")  # type: ignore[no-any-return]


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
