"""Files a browser sends: only to a page that asks for one, and never more than the process holds.

Streamlit takes a file from anyone who has opened a session, whether or not its page has an
uploader, and keeps it until the session ends.
"""

import logging
import time
from urllib.parse import unquote

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime

from clairviz.base import events

log = logging.getLogger(__name__)

UPLOADS = "/_stcore/upload_file/"
# Of all viewers together, kept and under way; and of one.
MOST_BYTES = 200 * 1024 * 1024
MOST_BYTES_A_SESSION = 60 * 1024 * 1024
# A page in the middle of a run has not drawn its uploader yet.
OFFERED_SECONDS = 30.0
_UPLOADER = "file_uploader_state_value"


class Uploads:
    """Refuses what no page has asked for and what would be too much."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.start = base + UPLOADS
        self.under_way = 0
        self.offered: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] != "http"
            or not scope["path"].startswith(self.start)
            or scope["method"] == "OPTIONS"
        ):
            await self.app(scope, receive, send)
            return
        session = unquote(scope["path"][len(self.start) :]).partition("/")[0]
        size = _length(scope) if scope["method"] in ("PUT", "POST") else 0
        status, reason = self._refusal(session, size)
        if status:
            events.count("refusals", reason=f"upload_{reason}")
            events.log_event(log, logging.WARNING, "upload refused", reason=reason, bytes=size)
            headers = {"connection": "close", **({"retry-after": "30"} if status == 503 else {})}
            await PlainTextResponse("", status, headers)(scope, receive, send)
            return
        assert size is not None
        self.under_way += size
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way -= size

    def _refusal(self, session: str, size: int | None) -> tuple[int, str]:
        """Status and reason, or 0 where the file may come."""
        if size is None:
            return 411, "length"
        if not self._is_offered(session):
            return 403, "not_asked"
        kept = _kept()
        if kept.get(session, 0) + size > MOST_BYTES_A_SESSION:
            return 413, "session_full"
        if sum(kept.values()) + self.under_way + size > MOST_BYTES:
            return 503, "full"
        return 0, ""

    def _is_offered(self, session: str) -> bool:
        now = time.monotonic()
        if has_uploader(session):
            self.offered[session] = now
        self.offered = {name: at for name, at in self.offered.items() if now - at < OFFERED_SECONDS}
        return session in self.offered


def has_uploader(session: str) -> bool:
    """Whether the page that a live session shows has a widget that takes files."""
    if not Runtime.exists():
        return False
    found = Runtime.instance()._session_mgr.get_active_session_info(session)
    if found is None:
        return False
    held = found.session.session_state._new_widget_state
    return any(
        widget.value_type == _UPLOADER and name in held.states
        for name, widget in list(held.widget_metadata.items())
    )


def _kept() -> dict[str, int]:
    """Bytes in memory by session."""
    files = getattr(Runtime.instance().uploaded_file_mgr, "file_storage", {})
    return {
        session: sum(len(file.data) for file in list(held.values())) for session, held in list(files.items())
    }


def _length(scope: Scope) -> int | None:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return None
