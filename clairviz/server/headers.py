"""Headers of every answer, closed paths, and the language of the page."""

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clairviz.base import events
from clairviz.base.i18n import DEFAULT_LANGUAGE, languages
from clairviz.server.connections import HEAD_BYTES
from clairviz.web import assets, charts, navigation
from clairviz.web.scripts import CONSTANT_SCRIPTS

# Open by default in Streamlit and of no use to a viewer.
# Files made for a download; an HTML file among them is no page.
MEDIA_PATH = "/media/"
CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent")
# The browser may keep these; a page kept by it would keep its language too.
KEPT_PATHS = ("/static/", "/api/", charts.OUTLINES_ADDRESS, assets.ADDRESS)
# Streamlit answers every other address with its page, so that a mistyped probe never failed.
PAGE_PATHS = {"", "/", "/index.html", *(f"/{page.url_path}" for page in navigation.PAGES)}


@cache
def security_headers() -> tuple[tuple[bytes, bytes], ...]:
    """Headers of every answer; the policy allows this host and our own scripts, nothing else."""
    scripts = " ".join(f"'sha256-{_hash(script)}'" for script in (*_inline_scripts(), *CONSTANT_SCRIPTS))
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    }
    return tuple((name.encode(), value.encode()) for name, value in headers.items())


class Hardening:
    """Adds the security headers, closes paths and sets the language of the page."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        # The protocol below holds back what comes in pieces only.
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > HEAD_BYTES:
            events.count("refusals", reason="headers")
            await _refuse(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self._path_of(scope)
        if path is None or path.startswith(CLOSED_PATHS):
            await Response(status_code=404, headers=_text(security_headers()))(scope, receive, send)
            return
        page: list[Message] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                _harden(message)
                if message["status"] == 200 and _is_page(message) and not path.startswith(MEDIA_PATH):
                    message["status"] = 200 if path in PAGE_PATHS else 404
                    page.append(message)
                    return
            elif page:
                page.append(message)
                if not message.get("more_body"):
                    for part in _in_language(page, _language(scope)):
                        await send(part)
                return
            await send(message)

        # A page kept by the browser would keep its language too, and in a packed one there is
        # nothing to replace.
        if not path.startswith(KEPT_PATHS):
            dropped = (b"if-none-match", b"if-modified-since", b"accept-encoding")
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in dropped]
        await self.app(scope, receive, answer)

    def _path_of(self, scope: Scope) -> str | None:
        """The path below the prefix; None beside it."""
        path = str(scope["path"])
        is_below = path == self.base or path.startswith(self.base + "/")
        return path[len(self.base) :] if is_below else None


def _harden(start: Message) -> None:
    names = {name for name, _ in security_headers()}
    start["headers"] = [pair for pair in start["headers"] if pair[0].lower() not in names] + list(
        security_headers()
    )


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1009})
    else:
        headers = {**_text(security_headers()), "connection": "close"}
        await Response(status_code=431, headers=headers)(scope, receive, send)


def _inline_scripts() -> list[str]:
    """The scripts that stand inside Streamlit's own page, read off the installed version."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    return re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)


def _hash(script: str) -> str:
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _text(headers: tuple[tuple[bytes, bytes], ...]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in headers}


def _is_page(start: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"]
    )


def _language(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return asked if asked in languages() else DEFAULT_LANGUAGE


def _in_language(parts: list[Message], lang: str) -> list[Message]:
    start, *rest = parts
    body = b"".join(part.get("body", b"") for part in rest)
    if body:
        body = body.replace(b'<html lang="en">', f'<html lang="{lang}">'.encode())
        body = body.replace(b"</body>", f"{assets.markup()}</body>".encode())
        start["headers"] = [
            (name, value)
            for name, value in start["headers"]
            if name.lower() not in (b"content-length", b"etag")
        ] + [(b"content-length", str(len(body)).encode())]
    return [start, {"type": "http.response.body", "body": body, "more_body": False}]
