"""Discrete steps: of shade, which counts share one; of an axis, where its marks stand."""

from collections.abc import Iterable, Sequence

# Upper ends of the steps of shade; a step means the same on every map whose counts they hold.
STEP_ENDS = (1, 3, 9, 29)
# Beyond them the steps follow the largest count, and never part counts nearer than this.
_LEAST_RATIO = 1.5


def step_of(count: int, ends: Sequence[int] = STEP_ENDS) -> int:
    """The shade step of a count of projects; by default 1, 2–3, 4–9, 10–29, 30 and more."""
    return sum(count > end for end in ends)


def step_ends(counts: Iterable[int]) -> tuple[int, ...]:
    """The upper ends of the steps that suit `counts`: the common ones where they do."""
    found = [count for count in counts if count > 0]
    largest = max(found, default=1)
    if largest <= STEP_ENDS[-1]:
        return STEP_ENDS
    steps = len(STEP_ENDS) + 1
    ratio = max(_LEAST_RATIO, (largest / min(found)) ** (1 / steps))
    ends = [_rounded(largest / ratio**power) for power in range(steps - 1, 0, -1)]
    # Rounding may make two ends one; the ends stay apart and in order.
    for index in range(1, len(ends)):
        ends[index] = max(ends[index], ends[index - 1] + 1)
    return tuple(ends)


def axis_step(end: float, most: int) -> int:
    """The least of 1, 2, 5, 10, 20 … that marks an axis from 0 to `end` at most `most` times after 0."""
    power = 1
    while True:
        for part in (1, 2, 5):
            if part * power * most >= end:
                return part * power
        power *= 10


def _rounded(value: float) -> int:
    unit: int = 10 ** max(0, len(str(int(value))) - 2)
    return max(1, round(value / unit) * unit)
