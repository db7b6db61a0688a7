"""Memory: what is kept for good is taken out of garbage collection, what ended is let go of."""

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import streamlit as st
from streamlit.runtime import Runtime

from clairviz.base import events
from clairviz.web import answers

log = logging.getLogger(__name__)

GC_THRESHOLD = 100_000
SETTLE_SECONDS = 2.0
# What was taken out may have died meanwhile: all of it is looked at again this often where
# sessions have ended or answers were made, and at least so often in any case.
LOOK_AGAIN_SECONDS = 20.0
LOOK_ANYWAY_SECONDS = 300.0
# How long a viewer whose connection broke may come back to the same session. The view itself is in
# the link; a session holds descriptors and files.
RETURN_SECONDS = 20.0


@asynccontextmanager
async def settled(app: st.App) -> AsyncIterator[None]:
    """Once everything is loaded, take it out of garbage collection before the first viewer.

    Streamlit walks all objects after each run, and most of a run's time is that walk;
    collections in the middle of a run only cost time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD, 50, 100)
    asyncio.get_running_loop().set_exception_handler(_failed)
    task = asyncio.create_task(_keep_settled())
    yield
    task.cancel()
    events.log_event(log, logging.INFO, "ended")


def _failed(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """One event for what fails in the loop itself, such as a connection when descriptors run out."""
    error = context.get("exception")
    events.log_event(
        logging.getLogger("asyncio"),
        logging.ERROR,
        str(context.get("message") or "event loop failed"),
        error=repr(error) if error else None,
    )


async def _keep_settled() -> None:
    settling, closing = Settling(), Closing()
    while True:
        await asyncio.sleep(SETTLE_SECONDS)
        try:
            closing.step(time.monotonic())
            settling.step(time.monotonic(), answers.answers_made(), closing.closed)
        except Exception:
            log.exception("settling failed")


class Settling:
    """Freezes the answers kept since, or each of them would be walked after every run, and thaws
    everything now and then: a dead buffer that is frozen stays in memory."""

    def __init__(
        self,
        collect: Callable[[], object] = gc.collect,
        freeze: Callable[[], None] = gc.freeze,
        unfreeze: Callable[[], None] = gc.unfreeze,
    ) -> None:
        self._collect, self._freeze, self._unfreeze = collect, freeze, unfreeze
        self._made = 0
        self._looked: tuple[float, int, int] | None = None

    def step(self, now: float, made: int, ended: int) -> None:
        """One look, given the answers made and the sessions ended since the start."""
        if self._looked is None:
            self._looked = (now, made, ended)
        since, made_then, ended_then = self._looked
        has_changed = (made, ended) != (made_then, ended_then)
        if now - since >= (LOOK_AGAIN_SECONDS if has_changed else LOOK_ANYWAY_SECONDS):
            self._unfreeze()
            self._looked = (now, made, ended)
        elif made == self._made:
            return
        self._made = made
        self._collect()
        self._freeze()


class Closing:
    """Ends sessions whose viewer has not come back."""

    def __init__(self) -> None:
        self.closed = 0
        self._gone: dict[str, float] = {}

    def step(self, now: float) -> None:
        """End those that were gone for long enough."""
        if not Runtime.exists():
            return
        manager = Runtime.instance()._session_mgr
        gone = {
            found.session.id
            for found in manager.list_sessions()
            if not manager.is_active_session(found.session.id)
        }
        self._gone = {name: self._gone.get(name, now) for name in gone}
        for name, since in list(self._gone.items()):
            if now - since >= RETURN_SECONDS:
                Runtime.instance().close_session(name)
                del self._gone[name]
                self.closed += 1
