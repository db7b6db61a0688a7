"""The server process: from its start to the end it is told to come to."""

import logging
import os
import signal
import time
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from clairviz.base import events
from clairviz.server import connections
from clairviz.server.addresses import draining

log = logging.getLogger(__name__)

# Between the signal to end and the end: /readyz answers 503 meanwhile, so that a proxy sends viewers
# elsewhere before their connections close.
DRAIN_SECONDS = float(os.environ.get("CLAIRVIZ_DRAIN_SECONDS") or 0)


class Server(uvicorn.Server):
    """Ends in two steps: not ready any more, then gone."""

    _ends_at: float | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first SIGTERM drains; a second one, or Ctrl+C, ends at once."""
        if not draining.is_set():
            events.log_event(
                log, logging.INFO, "ending", signal=signal.Signals(sig).name, drain_seconds=DRAIN_SECONDS
            )
        draining.set()
        if sig != signal.SIGTERM or self._ends_at is not None or not DRAIN_SECONDS:
            super().handle_exit(sig, frame)
            return
        self._captured_signals.append(sig)
        self._ends_at = time.monotonic() + DRAIN_SECONDS

    async def on_tick(self, counter: int) -> bool:
        """Whether the time has come."""
        if self._ends_at is not None and time.monotonic() >= self._ends_at:
            return True
        return await super().on_tick(counter)


def serve(app: ASGIApp, port: int, address: str) -> None:
    """Serve `app` until told to end. Exits with 3 if the address is in use."""
    connections.Connection.limit = connections.most_connections()
    server = Server(uvicorn.Config(app, **connections.server_options(port, address)))
    events.log_event(
        log, logging.INFO, "starting", address=address, port=port, connections=connections.Connection.limit
    )
    server.run()
