"""Long work in a thread: progress, the end, a failure, and being cancelled."""

import threading

from clairviz.web import jobs


def test_progress_and_result() -> None:
    seen = threading.Event()
    go_on = threading.Event()

    def work(progress: jobs.Progress) -> bytes:
        progress(1, 2)
        seen.set()
        go_on.wait(5)
        progress(2, 2)
        return b"done"

    job = jobs.start(work)
    assert seen.wait(5)
    assert (job.done, job.total, job.is_done) == (1, 2, False)
    go_on.set()
    assert job.wait(5)
    assert (job.result, job.error, job.is_cancelled) == (b"done", None, False)


def test_a_cancelled_job_stops_at_its_next_step_and_keeps_nothing() -> None:
    begun, go_on, steps = threading.Event(), threading.Event(), []

    def work(progress: jobs.Progress) -> bytes:
        for step in range(100):
            progress(step, 100)
            steps.append(step)
            begun.set()
            go_on.wait(5)
        return b"all"

    job = jobs.start(work)
    assert begun.wait(5)
    job.cancel()
    go_on.set()
    assert job.wait(5)
    assert steps == [0]
    assert job.result is None
    assert job.error is None
    assert job.is_cancelled


def test_a_failure_is_kept() -> None:
    def work(progress: jobs.Progress) -> bytes:
        raise ValueError("no")

    job = jobs.start(work)
    assert job.wait(5)
    assert isinstance(job.error, ValueError)
    assert job.result is None
