"""The server: app.py as an ASGI application with what a public body's network expects.

``python -m clairviz.server --port 8501``, or ``uvicorn clairviz.server:app``. Everything is
imported, built and drawn once before the first viewer can connect.
"""

import argparse
import asyncio
import gc
import gzip
import hashlib
import logging
import os
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from clairviz import paths

# Streamlit finds its settings from the folder it is started in.
os.chdir(paths.PROJECT)

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, Response  # noqa: E402
from starlette.routing import Route  # noqa: E402
from starlette.types import ASGIApp, Message, Receive, Scope, Send  # noqa: E402
from streamlit.runtime import Runtime, RuntimeState  # noqa: E402
from streamlit.runtime.pages_manager import PagesManager  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

from clairviz import navigation  # noqa: E402
from clairviz.i18n import DEFAULT_LANGUAGE, languages  # noqa: E402
from clairviz.ingest.problem import DataRefused  # noqa: E402
from clairviz.queries.reference import fiscal_years  # noqa: E402
from clairviz.ui import charts, serving, shell  # noqa: E402
from clairviz.ui.scripts import CONSTANT_SCRIPTS  # noqa: E402

log = logging.getLogger(__name__)

# Open by default in Streamlit and of no use to a viewer.
CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent")
OUTLINE_NAMES = ("world", "japan", "world-land", "japan-land")
OUTLINES_MAX_AGE = 86_400
WARM_UP_SECONDS = 120
GC_THRESHOLD = 100_000
SETTLE_SECONDS = 2.0
ROUNDS_UNTIL_ALL = 50


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

        # A page kept by the browser would keep its language too.
        scope["headers"] = [
            (name, value)
            for name, value in scope["headers"]
            if name not in (b"if-none-match", b"if-modified-since")
            or scope["path"].startswith(("/static/", charts.OUTLINES_ADDRESS))
        ]
        await self.app(scope, receive, answer)


def warm_up() -> None:
    """Run every page in every language once, so that the first viewer finds all answers kept.

    The run of app.py also tells Streamlit that pages/ is not its own folder of pages,
    before the first viewer opens a link to one.
    """
    for lang in languages():
        test = AppTest.from_file(str(paths.APP), default_timeout=WARM_UP_SECONDS)
        test.query_params["lang"] = lang
        test.run()
        for page in navigation.PAGES:
            if page.url_path and not test.exception:
                test.switch_page(f"pages/{page.file}").run()
    # The test runs leave it undecided; the first link to a page would then bypass app.py.
    PagesManager.uses_pages_directory = False


async def health(request: Request) -> Response:
    """200 while the server can run scripts."""
    running = Runtime.exists() and Runtime.instance().state not in (
        RuntimeState.STOPPING,
        RuntimeState.STOPPED,
    )
    return JSONResponse({"healthy": running}, status_code=200 if running else 503)


def ready(request: Request) -> Response:
    """200 while the newest data are served and answer a query; 503 with the reason otherwise."""
    try:
        service = serving.service()
        years = len(fiscal_years(serving.cursor()))
    except DataRefused as refused:
        return JSONResponse({"ready": False, "problems": len(refused.problems)}, status_code=503)
    except Exception:
        log.exception("not ready")
        return JSONResponse({"ready": False}, status_code=503)
    if service.problems:
        return JSONResponse(
            {"ready": False, "problems": len(service.problems), "serving": service.stamp}, status_code=503
        )
    return JSONResponse({"ready": True, "serving": service.stamp, "fiscal_years": years})


def outline(request: Request) -> Response:
    """An outline file, compressed, kept by the browser and confirmed by its tag."""
    name = request.path_params["name"]
    if name not in OUTLINE_NAMES:
        return Response(status_code=404)
    content, packed, tag = _outline(name)
    headers = {"cache-control": f"public, max-age={OUTLINES_MAX_AGE}", "etag": tag, "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            packed, media_type="application/geo+json", headers={**headers, "content-encoding": "gzip"}
        )
    return Response(content, media_type="application/geo+json", headers=headers)


@lru_cache(maxsize=len(OUTLINE_NAMES))
def _outline(name: str) -> tuple[bytes, bytes, str]:
    content = charts.outline_text(name).encode()
    return content, gzip.compress(content, 9, mtime=0), f'"{hashlib.sha256(content).hexdigest()[:16]}"'


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
        start["headers"] = [
            (name, value)
            for name, value in start["headers"]
            if name.lower() not in (b"content-length", b"etag")
        ] + [(b"content-length", str(len(body)).encode())]
    return [start, {"type": "http.response.body", "body": body, "more_body": False}]


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
    seen, rounds = serving.answers_made(), 0
    while True:
        await asyncio.sleep(SETTLE_SECONDS)
        if (made := serving.answers_made()) == seen:
            continue
        seen, rounds = made, rounds + 1
        if rounds % ROUNDS_UNTIL_ALL == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()


def create_app() -> st.App:
    """The application, warmed up."""
    charts.serve_outlines()
    warm_up()
    return st.App(
        paths.APP,
        lifespan=settled,
        middleware=[Middleware(Hardening)],
        on_script_error=shell.script_failed,
        routes=[
            Route("/healthz", health),
            Route("/readyz", ready),
            Route(charts.OUTLINES_ADDRESS + "/{name}.geojson", outline),
        ],
    )


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m clairviz.server", description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8501))
    parser.add_argument(
        "--address",
        default=os.environ.get("ADDRESS") or "127.0.0.1",
        help="127.0.0.1 for this machine only, 0.0.0.0 for the network",
    )
    chosen = parser.parse_args()
    create_app().run(config={"server.port": chosen.port, "server.address": chosen.address})


def __getattr__(name: str) -> st.App:
    """``app``, made when an ASGI server asks for it."""
    if name != "app":
        raise AttributeError(name)
    globals()["app"] = create_app()
    return globals()["app"]  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
