"""Where the words on a map stand: beside their mark, clear of other words and marks."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
# The marks in pixels (x to the right, y down) on a map of some width, and its width and height.
Layout = Callable[[float], tuple[Sequence[Point], Point]]
Boxes = NDArray[np.float64]
SIDES = (
    "middle right",
    "middle left",
    "top center",
    "bottom center",
    "top right",
    "bottom right",
    "top left",
    "bottom left",
)
# Square pixels of a word that another may cover or the edge may cut off.
COVERED = 45.0
# Characters from here on are square; others take this part of the size of the letters.
_WIDE_FROM, _NARROW, _LINE = 0x2E80, 0.57, 1.25
# A word outside the map is cut off, which is worse than one that touches another.
_OUTSIDE = 4.0
_PASSES = 2


def text_width(text: str, size: float) -> float:
    """About how wide `text` is in pixels at that font size."""
    return sum(size if ord(letter) >= _WIDE_FROM else size * _NARROW for letter in text)


def placed_names(
    layout: Layout,
    heads: Sequence[str],
    names: Sequence[str],
    *,
    tried: Sequence[tuple[float, float]],
    radius: float,
) -> tuple[list[str], list[int | None]]:
    """The side of its mark that each name stands on, and from which map width on it has room.

    `heads` stand before the names and are always written. `tried` are widths of the map and
    sizes of the letters there, the narrowest first; what stands clear on one stands clear on
    any wider one. The second answer is the place in `tried`, None where there is never room.
    """
    fits: list[int | None] = [None] * len(names)
    sides = [SIDES[0]] * len(names)
    for rank, (width, size) in enumerate(tried):
        points, bounds = layout(width)
        fixed = {index: sides[index] for index, fit in enumerate(fits) if fit is not None}
        texts = [f"{head} {name}".strip() for head, name in zip(heads, names, strict=True)]
        sides, faults = label_sides(points, texts, size=size, radius=radius, bounds=bounds, fixed=fixed)
        clear = [fault <= COVERED for fault in faults]
        if not all(clear):
            # Those without room leave theirs to the others.
            texts = [text if yes else head for text, yes, head in zip(texts, clear, heads, strict=True)]
            sides, faults = label_sides(points, texts, size=size, radius=radius, bounds=bounds, fixed=fixed)
        for index, yes in enumerate(clear):
            if fits[index] is None and yes and faults[index] <= COVERED:
                fits[index] = rank
        if None not in fits:
            break
    return sides, fits


def label_sides(
    points: Sequence[Point],
    texts: Sequence[str],
    *,
    size: float,
    radius: float | Sequence[float],
    bounds: Point,
    fixed: Mapping[int, str] | None = None,
) -> tuple[list[str], list[float]]:
    """The side of each point its text stands on, and the square pixels of it that are covered.

    There may be more points than texts. `radius` is that of all marks or of each, `bounds` width
    and height of the map, in pixels; `fixed` are sides that stay. Greedy, the first texts first.
    """
    radii = [radius] * len(points) if isinstance(radius, int | float) else list(radius)
    marks = np.array([(x - r, y - r, x + r, y + r) for (x, y), r in zip(points, radii, strict=True)]).reshape(
        -1, 4
    )
    candidates = [
        _boxes(x, y, text, size, r + 2) for (x, y), text, r in zip(points, texts, radii, strict=False)
    ]
    chosen = np.zeros((len(texts), 4))
    sides, faults = [SIDES[0]] * len(texts), [0.0] * len(texts)
    for _pass in range(_PASSES):
        for index, boxes in enumerate(candidates):
            if not texts[index]:
                continue
            others = np.concatenate([np.delete(chosen, index, 0), np.delete(marks, index, 0)])
            costs = _overlaps(boxes, others) + _OUTSIDE * _outside(boxes, bounds)
            side = (fixed or {}).get(index)
            best = SIDES.index(side) if side else int(np.argmin(costs))
            sides[index], faults[index], chosen[index] = SIDES[best], float(costs[best]), boxes[best]
    return sides, faults


def _boxes(x: float, y: float, text: str, size: float, gap: float) -> Boxes:
    """Left, top, right, bottom of `text` on each of SIDES."""
    wide, tall = text_width(text, size), size * _LINE
    found = []
    for side in SIDES:
        vertical, horizontal = side.split()
        # Beside and above at once: close to the mark, as plotly.js sets it.
        near = gap if vertical == "middle" else gap / 2
        left = {"right": x + near, "left": x - near - wide, "center": x - wide / 2}[horizontal]
        top = {"middle": y - tall / 2, "top": y - gap - tall, "bottom": y + gap}[vertical]
        found.append((left, top, left + wide, top + tall))
    return np.array(found)


def _overlaps(boxes: Boxes, others: Boxes) -> Boxes:
    """The area of each of `boxes` that `others` share."""
    a, b = boxes[:, None, :], others[None, :, :]
    wide = np.clip(np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0]), 0, None)
    tall = np.clip(np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1]), 0, None)
    return np.asarray((wide * tall).sum(axis=1))


def _outside(boxes: Boxes, bounds: Point) -> Boxes:
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return np.asarray(areas - _overlaps(boxes, np.array([[0.0, 0.0, *bounds]])))
