"""Work that takes longer than a page should: in a thread, with progress, and to be cancelled."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
T = TypeVar("T")


class Cancelled(Exception):
    """Raised inside the work once it has been cancelled."""


@dataclass
class Job(Generic[T]):
    """One piece of work. `result` is there once `is_done`; `error` if it failed instead."""

    done: int = 0
    total: int = 1
    result: T | None = None
    error: Exception | None = None
    _cancelled: threading.Event = field(default_factory=threading.Event)
    _finished: threading.Event = field(default_factory=threading.Event)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self._finished.is_set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was told to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Stop at the next step; what was made so far is thrown away."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it is done, at most `seconds`; says whether it is."""
        return self._finished.wait(seconds)

    def advance(self, done: int, total: int) -> None:
        """What the work calls at each step. Raises Cancelled if it is to stop."""
        self.done, self.total = done, max(total, 1)
        if self.is_cancelled:
            raise Cancelled


def start(work: Callable[[Progress], T]) -> Job[T]:
    """Do `work` in a thread; it is given the function to report each step to."""
    job: Job[T] = Job()

    def run() -> None:
        try:
            job.result = work(job.advance)
        except Cancelled:
            pass
        except Exception as error:
            log.error("a long piece of work failed", exc_info=error)
            job.error = error
        finally:
            job._finished.set()

    threading.Thread(target=run, daemon=True).start()
    return job
