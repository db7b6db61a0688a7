"""Marks of an axis are round and few, whatever its end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clairviz.figures.steps import axis_step


@given(st.floats(min_value=0.5, max_value=1e15), st.integers(2, 12))
def test_round_and_no_more_than_asked_for(end: float, most: int) -> None:
    step = axis_step(end, most)
    assert end / step <= most
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert step == 1 or axis_step(end, most + 1) <= step


@pytest.mark.parametrize(("end", "step"), [(5.1, 2), (9, 2), (10, 2), (14e6, 5e6), (7e6, 2e6), (99, 20)])
def test_every_end_has_a_step(end: float, step: float) -> None:
    assert axis_step(end, 5) == step
