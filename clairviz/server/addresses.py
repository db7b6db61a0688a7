"""The addresses beside the pages: health, readiness, outlines."""

import gzip
import hashlib
import logging
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit.runtime import Runtime, RuntimeState

from clairviz.figures.linked.ground import GROUNDS
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.queries.reference import fiscal_years
from clairviz.web import answers, assets, charts

log = logging.getLogger(__name__)

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
    """200 while the newest data are served and answer a query; 503 with the reason otherwise."""
    try:
        service = answers.service()
        years = len(fiscal_years(answers.cursor()))
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
    return _kept(request, "application/geo+json", *_outline(name))


def picture(request: Request) -> Response:
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


ROUTES = [
    Route(assets.ADDRESS + "/{name}", asset),
    Route("/healthz", health),
    Route("/readyz", ready),
    Route(charts.OUTLINES_ADDRESS + "/{name}.geojson", outline),
    Route(charts.OUTLINES_ADDRESS + "/{name}.svg", picture),
]
