"""The simulator on a slide: the parameters of the rule, and its curve as a native chart."""

import math
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.util import Pt

from clairviz.base.i18n import Translator
from clairviz.export.pptx.canvas import Box, Canvas, Text
from clairviz.export.pptx.charts import chart_of, dress_chart, label_point, number_axis, rgb_of
from clairviz.export.pptx.table import MARGIN, draw_grid, fact_grid, facts_alt
from clairviz.export.pptx.text import width_of
from clairviz.figures import theme
from clairviz.figures.steps import axis_step
from clairviz.report.model import Scene, Simulator
from clairviz.subsidy import break_even, curve
from clairviz.subsidy.rule.solve import subsidy_of

# Marks of an axis after 0.
_MOST_MARKS = 5


def rule_alt(scene: Scene, _: Translator) -> str:
    """What the curve of a rule says, in words."""
    return _("{title}: {numbers}.", title=_("Curve of subsidy against cost"), numbers=facts_alt(scene, _))


def draw_simulator(canvas: Canvas, scene: Scene, content: Simulator, box: Box, *, _: Translator) -> None:
    """The parameters of the rule, and subsidy against cost, alone and jointly."""
    rule = content.rule
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
            cap=_.yen_words(cap),
            cost=_.yen_words(kink),
        )
        drawn.append((costs.index(kink), costs.index((kink + up_to) // 2), words, colour))
    chart = chart_of(
        canvas, right, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, scene, rule_alt(scene, _)
    )
    for index, (series, (kink_at, words_at, words, colour)) in enumerate(
        zip(chart.plots[0].series, drawn, strict=True)
    ):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = rgb_of(colour), Pt(3.5 * canvas.unit)
        if index:
            series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE
        marker = series.points[kink_at].marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 11
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb_of(colour)
        where = XL_LABEL_POSITION.ABOVE if index else XL_LABEL_POSITION.BELOW
        label_point(canvas, series.points[words_at], words, 15.0 if right.width > 480 else 13.0, where)
    caps = max(rule.cap_single_yen, rule.cap_joint_yen or 0)
    number_axis(canvas, chart.category_axis, up_to, step, _("Cost that counts (yen)"))
    number_axis(
        canvas, chart.value_axis, caps * 1.3, axis_step(caps, _MOST_MARKS), _("Subsidy, at most (yen)")
    )
    dress_chart(canvas, chart)
