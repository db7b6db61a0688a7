"""Native charts of a slide, with the workbook of their data inside."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN_TYPE
from pptx.util import Pt

from clairviz.export.pptx import oxml
from clairviz.export.pptx.canvas import LANGUAGES, Box, Canvas, Text, name_shape
from clairviz.figures import theme
from clairviz.report.model import Bars, Scene

# The second cue where colours repeat, as theme.FIELD_PATTERNS.
_PATTERNS = {
    "/": MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL,
    ".": MSO_PATTERN_TYPE.LARGE_CONFETTI,
    "x": MSO_PATTERN_TYPE.DIAGONAL_CROSS,
}


def draw_bars(canvas: Canvas, scene: Scene, content: Bars, box: Box) -> None:
    """Bars from zero, each with its number, and its note behind it."""
    bars = content.bars
    counts = [bar.count for bar in bars]
    data: Any = CategoryChartData(number_format="#,##0")  # type: ignore[no-untyped-call]
    data.categories = [bar.label for bar in bars]
    data.add_series(content.series, counts)
    size = max(12.0, min(18.0, box.height / max(1, len(counts)) * 0.5))
    chart = chart_of(canvas, box, XL_CHART_TYPE.BAR_CLUSTERED, data, scene)
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
    for bar, point in zip(bars, series.points, strict=True):
        fill = point.format.fill
        if bar.pattern:
            fill.patterned()
            fill.pattern = _PATTERNS[bar.pattern]
            fill.fore_color.rgb, fill.back_color.rgb = rgb_of(bar.colour), rgb_of("#ffffff")
        else:
            fill.solid()
            fill.fore_color.rgb = rgb_of(bar.colour)
        if bar.note:
            label_point(canvas, point, f"**{bar.count:,}**{bar.note}", size, XL_LABEL_POSITION.OUTSIDE_END)
    dress_chart(canvas, chart)


def chart_of(canvas: Canvas, box: Box, kind: Any, data: Any, scene: Scene, alt: str = "") -> Any:
    """A chart in `box`, named and described; without legend and title of its own."""
    place = [canvas.emu(length) for length in (box.left, box.top, box.width, box.height)]
    frame = canvas.shapes.add_chart(kind, *place, data)
    name_shape(frame, scene.title, alt or scene.alt)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(14 * canvas.unit)
    return chart


def _hide_value_axis(axis: Any, top: float) -> None:
    axis.minimum_scale, axis.maximum_scale = 0, top
    axis.has_major_gridlines = False
    axis.visible = False


def _plain_axis(canvas: Canvas, axis: Any, size: float) -> None:
    axis.format.line.color.rgb = rgb_of(theme.UNKNOWN)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.size = Pt(size * canvas.unit)
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def number_axis(canvas: Canvas, axis: Any, top: float, step: int, title: str) -> None:
    """An axis of numbers from 0 to `top`, marked every `step`."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, top, step
    axis.has_major_gridlines = True
    axis.major_gridlines.format.line.color.rgb = rgb_of(theme.GRID)
    axis.format.line.color.rgb = rgb_of(theme.UNKNOWN)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
    axis.tick_labels.font.size = Pt(12 * canvas.unit)
    axis.has_title = True
    _set(canvas, axis.axis_title.text_frame._txBody, title, 14.0)


def label_point(canvas: Canvas, point: Any, text: str, size: float, position: Any) -> None:
    """The words at a point of a series."""
    label = point.data_label
    _set(canvas, label.text_frame._txBody, text, size)
    label.position = position


def _set(canvas: Canvas, body: Any, text: str, size: float) -> None:
    for old in body.findall("{*}p"):
        body.remove(old)
    for line in text.split("\n"):
        oxml.add_paragraph(body, canvas.paragraph(line, Text((size,), align="ctr"), size))
    body.find("{*}bodyPr").set("wrap", "none")
    for paragraph in body.findall("{*}p"):
        # Charts take no distance of lines in points.
        for spacing in list(paragraph.find("{*}pPr")):
            paragraph.find("{*}pPr").remove(spacing)


def dress_chart(canvas: Canvas, chart: Any) -> None:
    """Fonts, language and colour of all the text that a chart sets by itself."""
    face = canvas.face
    oxml.set_chart_text(
        chart,
        lang=LANGUAGES[face.lang],
        colour=face.colour(theme.TEXT),
        latin=face.latin,
        asian=face.asian,
    )


def rgb_of(colour: str) -> RGBColor:
    """A colour as python-pptx takes it."""
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]
