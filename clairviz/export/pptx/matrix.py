"""A matrix on a slide: a table whose cells are shaded by their counts."""

from clairviz.base.i18n import Translator
from clairviz.export.pptx.canvas import INK, Box, Canvas, Text
from clairviz.export.pptx.oxml import WHITE
from clairviz.export.pptx.table import MARGIN, Grid, TableCell, draw_grid
from clairviz.export.pptx.text import width_of
from clairviz.figures import theme
from clairviz.figures.steps import step_of
from clairviz.report.model import Matrix, Scene

# Steps of shade from here on are dark.
_DARK = 2


def draw_matrix(canvas: Canvas, scene: Scene, content: Matrix, box: Box, *, _: Translator) -> None:
    """Cells shaded by their counts; what has no room is said."""
    if not content.rows:
        canvas.text(box, [_("There is nothing to show for this selection.")], Text((20.0,)))
        return
    heads = [
        TableCell(name, align="ctr" if index else "l", colour=theme.MUTED)
        for index, name in enumerate(content.columns)
    ]
    rows = [
        heads,
        *(
            [TableCell(row.name, bold=True), *(_shaded(text, count) for text, count in row.cells)]
            for row in content.rows
        ),
    ]
    wide = content.columns[1:]
    first = min(
        0.32 * box.width, max(width_of(row[0].text, 18.0, bold=True) for row in rows) + 2 * MARGIN + 4
    )
    grid = Grid(rows, [first, *([(box.width - first) / len(wide)] * len(wide))], has_head=True)
    whole, sizes = len(rows) - 1, (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0)
    room = box
    while len(grid.rows) > 2 and not grid.is_low(sizes[-1], room.height):
        # What has no room is said; the handout and the page have all.
        room, grid = box.above(20.0), Grid(grid.rows[:-1], grid.widths, has_head=True)
    used = draw_grid(canvas, room, grid, name=scene.title, alt=scene.alt, sizes=sizes, tallest=36.0)
    if len(grid.rows) - 1 < whole:
        said = _("The first {count} of {total} rows.", count=len(grid.rows) - 1, total=whole)
        canvas.text(box.below(used + 4).head(16.0), [said], Text((12.0,), colour=theme.MUTED))


def _shaded(text: str, count: int) -> TableCell:
    if not count:
        return TableCell(text, align="ctr", colour=theme.TEXT)
    step = step_of(count)
    return TableCell(text, True, "ctr", WHITE if step >= _DARK else INK, theme.STEPS[step])
