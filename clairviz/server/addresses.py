"""The addresses beside the pages: health, readiness, metrics, outlines, style sheet and script."""

import gzip
import hashlib
import logging
import threading
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.runtime import Runtime, RuntimeState

from clairviz.figures.linked.ground import GROUNDS
from clairviz.server.metrics import metrics
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.queries.reference import fiscal_years
from clairviz.web import answers, assets, charts

log = logging.getLogger(__name__)

# Set once the server has been told to end; a proxy then sends viewers elsewhere.
draining = threading.Event()

OUTLINE_NAMES = ("world", "japan", "world-land", "japan-land")
OUTLINES_MAX_AGE = 86_400


async def health(request: Request) -> Response:
    """200 while the server can run scripts."""
    running = Runtime.exists() and Runtime.instance().state not in (
        RuntimeState.STOPPING,
        RuntimeState.STOPPED,
    )
    return JSONResponse({"healthy": running}, status_code=200 if running else 503)


def ready(request: Request) -> Response:
    """200 while viewers can be served, if only with the last good version, which the body says; 503
    if nothing can be served, and while the server is ending."""
    if draining.is_set():
        return JSONResponse({"ready": False, "draining": True}, status_code=503)
    try:
        service = answers.service()
        years = len(fiscal_years(answers.cursor()))
    except DataRefused as refused:
        body: dict[str, object] = {"ready": False, "problems": len(refused.problems), "fault": refused.fault}
        return JSONResponse(body, status_code=503)
    except Exception:
        log.exception("not ready")
        return JSONResponse({"ready": False}, status_code=503)
    body = {"ready": True, "serving": service.stamp, "built_at": service.built_at, "fiscal_years": years}
    if service.problems:
        body |= {"problems": len(service.problems), "fault": service.fault}
    return JSONResponse(body)


def outline(request: Request) -> Response:
    """An outline file, compressed, kept by the browser and confirmed by its tag."""
    name = request.path_params["name"]
    if name not in OUTLINE_NAMES:
        return Response(status_code=404)
    return _kept(request, "application/geo+json", *_outline(name))


def land_svg(request: Request) -> Response:
    """The land below a map of dots as SVG; compressed, kept and confirmed as outlines are."""
    name = request.path_params["name"]
    if name not in GROUNDS:
        return Response(status_code=404)
    return _kept(request, "image/svg+xml", *_picture(name))


def _kept(request: Request, kind: str, content: bytes, packed: bytes, tag: str) -> Response:
    headers = {"cache-control": f"public, max-age={OUTLINES_MAX_AGE}", "etag": tag, "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=kind, headers={**headers, "content-encoding": "gzip"})
    return Response(content, media_type=kind, headers=headers)


def asset(request: Request) -> Response:
    """The style sheet or the script; its address changes with its contents, so it is kept for good."""
    found = assets.files().get(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    return Response(
        found[0], media_type=found[1], headers={"cache-control": "public, max-age=31536000, immutable"}
    )


@lru_cache(maxsize=len(OUTLINE_NAMES))
def _outline(name: str) -> tuple[bytes, bytes, str]:
    return _packed(charts.outline_text(name))


@lru_cache(maxsize=len(GROUNDS))
def _picture(name: str) -> tuple[bytes, bytes, str]:
    return _packed(charts.picture_text(name))


def _packed(text: str) -> tuple[bytes, bytes, str]:
    content = text.encode()
    return content, gzip.compress(content, 9, mtime=0), f'"{hashlib.sha256(content).hexdigest()[:16]}"'


def routes(base: str) -> list[Route]:
    """All of them, below the prefix the app is served under (as in /sub, or empty)."""
    return [
        Route(base + assets.ADDRESS + "/{name}", asset),
        Route(base + "/healthz", health),
        Route(base + "/readyz", ready),
        Route(base + "/metrics", metrics),
        Route(base + charts.OUTLINES_ADDRESS + "/{name}.geojson", outline),
        Route(base + charts.OUTLINES_ADDRESS + "/{name}.svg", land_svg),
    ]
