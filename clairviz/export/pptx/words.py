"""Slides of words and numbers: key findings and sources."""

from clairviz.export.pptx.canvas import Box, Canvas, Text
from clairviz.export.pptx.text import LEADING, height_of, width_of
from clairviz.figures import theme
from clairviz.report import Scene

_NUMBER = 52.0


def draw_numbers(canvas: Canvas, scene: Scene, box: Box) -> None:
    """The key figures as large numbers over the sentences."""
    if scene.facts:
        tall = min(104.0, max(76.0, 0.4 * box.height))
        labels = [label for label, _value in scene.facts]
        room = (box.width - 20.0 * (len(labels) - 1)) / len(labels)
        size = next(
            (
                size
                for size in (17.0, 16.0, 15.0, 14.0)
                if all(width_of(label, size) <= room for label in labels)
            ),
            12.0,
        )
        for (label, value), place in zip(
            scene.facts, box.head(tall).columns([1.0] * len(scene.facts), 20.0), strict=True
        ):
            line = [(place.left, place.top), (place.right, place.top)]
            canvas.path([line], line=theme.ACCENT, width=2)
            number = place.below(6).head(tall - 40)
            sizes = (_NUMBER, 44.0, 36.0, 28.0, 24.0)
            canvas.text(number, [value], Text(sizes, True, theme.ACCENT))
            canvas.text(place.foot(30), [label], Text((size,)))
        box = box.below(tall + 18)
    canvas.text(
        box,
        scene.lines,
        Text((22.0, 20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0), gap=0.55),
    )


def draw_sources(canvas: Canvas, scene: Scene, box: Box) -> None:
    """The sources as a list, in two columns where one does not hold them."""
    sizes = (20.0, 18.0, 17.0, 16.0, 15.0, 14.0)
    for size in sizes:
        if height_of(scene.lines, size, box.width, gap=0.5) <= box.height:
            canvas.text(box, scene.lines, Text((size,), gap=0.5))
            return
    for size in (*sizes[-1:], 13.0, 12.0, 11.0, 10.0, 9.0, 8.0):
        halves = _halves(scene.lines, size, box)
        columns = box.columns((1, 1), 28.0)
        if (
            all(height_of(half, size, columns[0].width, gap=0.4) <= box.height for half in halves)
            or size == 8.0
        ):
            for half, column in zip(halves, columns, strict=True):
                if half:
                    canvas.text(column, half, Text((size,), gap=0.4))
            return


def _halves(lines: tuple[str, ...], size: float, box: Box) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines in two parts of about the same height."""
    width = (box.width - 28.0) / 2
    whole = height_of(lines, size, width, gap=0.4)
    for count in range(1, len(lines)):
        if height_of(lines[:count], size, width, gap=0.4) >= whole / 2 - size * LEADING / 2:
            return lines[:count], lines[count:]
    return lines, ()
