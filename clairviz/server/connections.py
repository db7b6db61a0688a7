"""Connections: as many as the machine holds, and none that is only half there."""

import asyncio
import logging
import os
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from clairviz.base import events

log = logging.getLogger(__name__)

# An open tab takes one for its socket and three for its session.
DESCRIPTORS_A_TAB = 4
# Data, outlines, libraries, children.
DESCRIPTORS_OF_THE_PROCESS = 150
MOST_CONNECTIONS = int(os.environ.get("CLAIRVIZ_CONNECTIONS") or 2000)
# A request's line and headers, cookies of a login included.
HEAD_BYTES = 16 * 1024
# A message of a browser: the state of its widgets. Files come by another way.
MESSAGE_BYTES = 512 * 1024
# Until a request's headers are all there, and between two parts of its body.
HALF_SECONDS = 15.0


def most_connections() -> int:
    """As many as file descriptors allow, once the process may have all that the machine gives it."""
    try:
        import resource
    except ImportError:
        # Windows has no such limit.
        return MOST_CONNECTIONS
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS * DESCRIPTORS_A_TAB + DESCRIPTORS_OF_THE_PROCESS
    granted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
    return max(1, (granted - DESCRIPTORS_OF_THE_PROCESS) // DESCRIPTORS_A_TAB)


class Connection(H11Protocol):
    """A connection that is refused beyond the limit, and closed when a request stays unfinished."""

    limit = MOST_CONNECTIONS
    _late: asyncio.TimerHandle | None = None
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or close it at once."""
        super().connection_made(transport)
        if len(self.connections) > self.limit:
            self._refused = True
            events.count("refusals", reason="connections")
            events.log_event(log, logging.WARNING, "connection refused", limit=self.limit)
            transport.abort()
            return
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock too."""
        self._unwatch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, and wait for the rest no longer than allowed."""
        if self._refused:
            return
        is_in_head = self.conn.their_state is h11.IDLE
        super().data_received(data)
        if self.transport.get_protocol() is not self or self.transport.is_closing():
            self._unwatch()
        elif self.conn.their_state is h11.SEND_BODY:
            self._unwatch()
            self._watch()
        elif self.conn.their_state is not h11.IDLE:
            self._unwatch()
        elif not (is_in_head and self._late):
            self._watch()

    def on_response_complete(self) -> None:
        """Between requests the server's own limit for idle connections counts."""
        super().on_response_complete()
        self._unwatch()

    def _watch(self) -> None:
        self._unwatch()
        self._late = self.loop.call_later(HALF_SECONDS, self._too_late)

    def _unwatch(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None

    def _too_late(self) -> None:
        # Not told: browsers too open connections that they do not use.
        self._late = None
        events.count("refusals", reason="half_request")
        self.transport.abort()


def server_options(port: int, address: str) -> dict[str, Any]:
    """What the server process is started with."""
    return {
        "host": address,
        "port": port,
        "http": Connection,
        "ws": "websockets-sansio",
        "ws_max_size": MESSAGE_BYTES,
        "ws_ping_interval": 30,
        "ws_ping_timeout": 30,
        "ws_per_message_deflate": False,
        "h11_max_incomplete_event_size": HEAD_BYTES,
        "timeout_keep_alive": 20,
        "timeout_graceful_shutdown": 10,
        "log_config": None,
        "access_log": False,
        "server_header": False,
    }
