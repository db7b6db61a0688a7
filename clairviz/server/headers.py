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

from clairviz.base.i18n import DEFAULT_LANGUAGE, languages
from clairviz.web import assets, charts
from clairviz.web.scripts import CONSTANT_SCRIPTS

# Open by default in Streamlit and of no use to a viewer.
CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent")


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

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].startswith(CLOSED_PATHS):
            await Response(status_code=404, headers=_text(security_headers()))(scope, receive, send)
            return
        page: list[Message] = []

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in security_headers()}
                message["headers"] = [
                    (name, value) for name, value in message["headers"] if name.lower() not in names
                ] + list(security_headers())
                if message["status"] == 200 and _is_page(message):
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
        if not scope["path"].startswith(("/static/", "/api/", charts.OUTLINES_ADDRESS, assets.ADDRESS)):
            dropped = (b"if-none-match", b"if-modified-since", b"accept-encoding")
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in dropped]
        await self.app(scope, receive, answer)


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
