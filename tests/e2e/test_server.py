"""The server: headers, health, outlines, deep links, broken data."""

import gzip
import json
import re
import shutil
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from playwright.sync_api import Page, expect

from tests.conftest import FY2005
from tests.e2e.conftest import WAIT_SECONDS, Server, settled


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def copy_of_data(folder: Path) -> Path:
    return Path(shutil.copytree(FY2005, folder / "data", ignore=shutil.ignore_patterns("*.duckdb*", "geo")))


def ready(server: Server, problems: bool) -> dict[str, Any]:
    """The answer of /readyz once it is ready, with `problems` or without; each question is a look at data/."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        status, _, body = get(f"{server.url}/readyz")
        answer: dict[str, Any] = json.loads(body)
        if status == 200 and ("problems" in answer) is problems:
            return answer
        assert time.monotonic() < deadline, answer


def test_headers_of_every_answer(server: str) -> None:
    for path in ("/", "/healthz", "/outlines/world.geojson", "/_stcore/health"):
        _, headers, _ = get(server + path)
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
        assert "http" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert get(server + path)[0] == 404


def test_the_page_declares_its_language(server: str) -> None:
    for query, lang in (("", "ja"), ("?lang=en", "en"), ("?lang=xx", "ja")):
        status, headers, body = get(f"{server}/{query}")
        assert status == 200
        assert f'<html lang="{lang}">'.encode() in body
        assert int(headers["content-length"]) == len(body)


def test_outlines_are_compressed_and_kept(server: str) -> None:
    status, headers, body = get(f"{server}/outlines/world.geojson", accept_encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "max-age" in headers["cache-control"]
    assert json.loads(gzip.decompress(body))["type"] == "FeatureCollection"
    assert len(body) < 120_000
    assert get(f"{server}/outlines/world.geojson", if_none_match=headers["etag"])[0] == 304
    assert get(f"{server}/outlines/moon.geojson")[0] == 404
    assert json.loads(get(f"{server}/outlines/japan.geojson")[2])["features"]


def test_broken_data_are_explained_and_mended_without_a_restart(
    start_server: Callable[..., Server], tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    data = copy_of_data(tmp_path)
    file = data / "source/projects/2005.csv"
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("山形市", "幻市"), encoding="utf-8")
    server = start_server(CLAIRVIZ_DATA=str(data))
    page = open_page("/", at=server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("データを表示できません")
    expect(page.get_by_text("source/projects/2005.csv、2行目、local_government列")).to_be_visible()
    assert get(f"{server.url}/readyz")[0] == 503
    file.write_text(good, encoding="utf-8")
    ready(server, problems=False)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("平成17年度 モデル事業の概要")
    settled(page)

    file.write_text(good.replace("山形市", "幻市"), encoding="utf-8")
    ready(server, problems=True)
    page.reload()
    expect(page.get_by_text("直前の正常な版")).to_be_visible()
    expect(page.locator(".cv-figures dd b").first).to_have_text("14")


def test_style_sheet_and_script_are_files_kept_for_good(server: str) -> None:
    page = get(server)[2].decode()
    # A browser asks for packed pages, and a deep link is packed where the first page is not.
    assert b"/assets/clairviz.css" in get(f"{server}/map", accept_encoding="gzip")[2]
    for name, kind in (("clairviz.css", "text/css"), ("clairviz.js", "text/javascript")):
        found = re.search(rf'"(/assets/{name}\?v=\w+)"', page)
        assert found, name
        status, headers, _ = get(server + found[1])
        assert (status, headers["content-type"].split(";")[0]) == (200, kind)
        assert "immutable" in headers["cache-control"]
    assert get(f"{server}/assets/none.css")[0] == 404


def test_land_of_the_maps_is_one_picture_kept_by_the_browser(server: str) -> None:
    status, headers, body = get(f"{server}/outlines/asia.svg", accept_encoding="gzip")
    assert (status, headers["content-type"]) == (200, "image/svg+xml")
    assert gzip.decompress(body).startswith(b"<svg")
    assert get(f"{server}/outlines/asia.svg", if_none_match=headers["etag"])[0] == 304
    assert get(f"{server}/outlines/mars.svg")[0] == 404
