"""What is loaded or kept for good is taken out of garbage collection."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from clairviz.web import answers

GC_THRESHOLD = 100_000
SETTLE_SECONDS = 2.0
ROUNDS_UNTIL_ALL = 50


@asynccontextmanager
async def settled(app: st.App) -> AsyncIterator[None]:
    """Once everything is loaded, take it out of garbage collection before the first viewer.

    Streamlit walks all objects after each run, and most of a run's time is that walk;
    collections in the middle of a run only cost time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD, 50, 100)
    task = asyncio.create_task(_keep_settled())
    yield
    task.cancel()


async def _keep_settled() -> None:
    """Do the same for the answers kept since, or each of them would be walked after every run.

    What was taken out may have died meanwhile; now and then all of it is looked at again.
    """
    seen, rounds = answers.answers_made(), 0
    while True:
        await asyncio.sleep(SETTLE_SECONDS)
        if (made := answers.answers_made()) == seen:
            continue
        seen, rounds = made, rounds + 1
        if rounds % ROUNDS_UNTIL_ALL == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
