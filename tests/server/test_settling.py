"""When memory is frozen and thawed."""

import pytest

from clairviz.server import settling


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def settled(done: list[str]) -> settling.Settling:
    return settling.Settling(
        lambda: done.append("collect"), lambda: done.append("freeze"), lambda: done.append("thaw")
    )


def test_new_answers_are_frozen(settled: settling.Settling, done: list[str]) -> None:
    settled.step(0, 0, 0)
    assert done == []
    settled.step(2, 5, 0)
    assert done == ["collect", "freeze"]
    settled.step(4, 5, 0)
    assert done == ["collect", "freeze"]


def test_ended_sessions_thaw_what_was_frozen_without_any_new_answer(
    settled: settling.Settling, done: list[str]
) -> None:
    settled.step(0, 0, 0)
    settled.step(2, 0, 10)
    assert done == []
    settled.step(settling.LOOK_AGAIN_SECONDS, 0, 10)
    assert done == ["thaw", "collect", "freeze"]
    settled.step(settling.LOOK_AGAIN_SECONDS * 2, 0, 10)
    assert len(done) == 3


def test_now_and_then_all_is_looked_at_in_any_case(settled: settling.Settling, done: list[str]) -> None:
    settled.step(0, 0, 0)
    settled.step(settling.LOOK_ANYWAY_SECONDS + 1, 0, 0)
    assert done == ["thaw", "collect", "freeze"]
