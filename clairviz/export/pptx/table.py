"""Tables of a slide: native, editable, with no more lines than they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clairviz.base.i18n import Translator
from clairviz.export.pptx import oxml
from clairviz.export.pptx.canvas import Box, Canvas, Text, name_shape
from clairviz.export.pptx.text import LEADING, lines_of, width_of, words_fit
from clairviz.figures import theme
from clairviz.report import Scene

# "No Style, No Grid" of PowerPoint: what a table looks like stands in its cells.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
MARGIN = 5.0
# From the sizes that carry to the back row down to the smallest that is still read there.
SIZES = (20.0, 18.0, 16.0, 15.0, 14.0)
_HEAD_SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
# From here down, a name without blanks may fill two lines.
_HEAD_BREAKS = 13.0
# The lowest row of a list.
ROW = 12.0 * LEADING + 1.5


@dataclass(frozen=True)
class TableCell:
    """One cell; `shade` is the colour behind its text."""

    text: str
    bold: bool = False
    align: str = "l"
    colour: str = theme.TEXT
    shade: str = ""


@dataclass(frozen=True)
class Grid:
    """A table before it is drawn: rows of cells and the widths of columns, in points."""

    rows: Sequence[Sequence[TableCell]]
    widths: Sequence[float]
    has_head: bool = False

    def sizes(self, size: float) -> list[float]:
        """The size of each row: the head may be smaller, so that its words fit their columns."""
        rows = [size] * len(self.rows)
        if self.has_head:
            smaller = (part for part in _HEAD_SIZES if part <= size and self._head_fits(part))
            rows[0] = next(smaller, _HEAD_SIZES[-1])
        return rows

    def heights(self, size: float, pad: float) -> list[float]:
        """How tall each row must be at `size`."""
        return [
            own
            * LEADING
            * max(self._lines(cell, own, width) for cell, width in zip(row, self.widths, strict=True))
            + 2 * pad
            for row, own in zip(self.rows, self.sizes(size), strict=True)
        ]

    def fits(self, size: float, pad: float, height: float) -> bool:
        """Whether all rows have room in `height`, and every word in its column."""
        return sum(self.heights(size, pad)) <= height and all(
            self._words_fit(row, own) for row, own in zip(self.rows, self.sizes(size), strict=True)
        )

    def is_low(self, size: float, height: float) -> bool:
        """Whether all rows have room in `height` when set tight."""
        return sum(self.heights(size, 0.5)) <= height

    def _head_fits(self, size: float) -> bool:
        """Whether the head breaks between words only, if it can do so at a size that carries."""
        return self._words_fit(self.rows[0], size) and all(
            size <= _HEAD_BREAKS or " " in cell.text or self._lines(cell, size, width) == 1
            for cell, width in zip(self.rows[0], self.widths, strict=True)
        )

    def _words_fit(self, row: Sequence[TableCell], size: float) -> bool:
        return all(
            words_fit([cell.text], size, width - 2 * MARGIN, cell.bold)
            for cell, width in zip(row, self.widths, strict=True)
        )

    def _lines(self, cell: TableCell, size: float, width: float) -> int:
        return lines_of(cell.text, size, width - 2 * MARGIN, bold=cell.bold)


def draw_grid(
    canvas: Canvas,
    box: Box,
    grid: Grid,
    *,
    name: str,
    alt: str,
    sizes: Sequence[float] = SIZES,
    tallest: float = 40.0,
    lined: bool = True,
) -> float:
    """Draws `grid` at the largest size that fits; rows grow up to `tallest`. Returns its height."""
    tries = [(size, pad) for size in sizes for pad in (4.0, 1.0, 0.5)]
    size, pad = next(((size, pad) for size, pad in tries if grid.fits(size, pad, box.height)), (0.0, 0.5))
    # Where a word is longer than its column at any size, it is broken.
    size = size or next((size for size in sizes if grid.is_low(size, box.height)), sizes[-1])
    heights = grid.heights(size, pad)
    spare = max(0.0, box.height - sum(heights)) / len(heights)
    heights = [max(height, min(height + spare, tallest)) for height in heights]
    frame = canvas.shapes.add_table(
        len(grid.rows),
        len(grid.widths),
        canvas.emu(box.left),
        canvas.emu(box.top),
        canvas.emu(sum(grid.widths)),
        canvas.emu(sum(heights)),
    )
    name_shape(frame, name, alt)
    table = frame.table
    properties = table._tbl.tblPr
    for flag in list(properties.attrib):
        del properties.attrib[flag]
    if grid.has_head:
        properties.set("firstRow", "1")
    properties.find("{*}tableStyleId").text = _NO_STYLE
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = canvas.emu(width)
    for row, height, cells, own in zip(table.rows, heights, grid.rows, grid.sizes(size), strict=True):
        row.height = canvas.emu(height)
        for place, cell in zip(row.cells, cells, strict=True):
            _fill(canvas, place._tc, cell, own, lined=lined)
    return sum(heights)


def _fill(canvas: Canvas, tc: Any, cell: TableCell, size: float, *, lined: bool) -> None:
    style = Text((size,), bold=cell.bold, colour=cell.colour, align=cell.align)
    canvas.fill(tc.txBody, [cell.text], style, size, plain_box=False)
    oxml.set_cell(
        tc,
        margin=canvas.emu(MARGIN),
        thin=canvas.emu(0.75),
        under=theme.GRID if lined else "",
        shade=cell.shade,
    )


def fact_grid(facts: Sequence[tuple[str, str]], width: float, *, value: float) -> Grid:
    """Labels and values in two columns, that of the values `value` wide."""
    first = width - value
    return Grid(
        [[TableCell(label, colour=theme.MUTED), TableCell(value, bold=True)] for label, value in facts],
        [first, value],
    )


def draw_facts(canvas: Canvas, scene: Scene, box: Box, *, _: Translator) -> None:
    """The facts as a table of labels and values."""
    label = max(width_of(label, 24.0) for label, _value in scene.facts) + 3 * MARGIN
    grid = fact_grid(scene.facts, box.width, value=box.width - min(0.35 * box.width, label))
    draw_grid(
        canvas, box, grid, name=scene.title, alt=facts_alt(scene, _), sizes=(24.0, 22.0, *SIZES), tallest=46.0
    )


def facts_alt(scene: Scene, _: Translator) -> str:
    """The facts of a scene in one line."""
    return _("; ").join(f"{label}: {value}" for label, value in scene.facts)


def count_grid(counts: Sequence[tuple[str, int]], box: Box, _: Translator) -> tuple[Grid, list[float]]:
    """Names and numbers, the most first, in one or more columns, and the sizes to try.

    What has no room is counted in the last row, never dropped in silence.
    """
    rows = int(box.height / ROW)
    columns = 1 if len(counts) <= rows else max(1, int(box.width / 130.0))
    if len(counts) > rows * columns:
        rest = counts[rows * columns - 1 :]
        others = (_("{count} others", count=len(rest)), sum(number for _name, number in rest))
        counts = [*counts[: rows * columns - 1], others]
    per = -(-len(counts) // columns)
    number = 8 + max(width_of(f"{value:,}", 18.0, bold=True) for _name, value in counts) + 2 * MARGIN
    column = box.width / columns
    cells = [
        [
            cell
            for at in range(columns)
            for cell in (
                (
                    TableCell(counts[row + at * per][0]),
                    TableCell(f"{counts[row + at * per][1]:,}", bold=True, align="r"),
                )
                if row + at * per < len(counts)
                else (TableCell(""), TableCell(""))
            )
        ]
        for row in range(per)
    ]
    return Grid(cells, [column - number, number] * columns), [18.0, 16.0, 15.0, 14.0, 13.0, 12.0]
