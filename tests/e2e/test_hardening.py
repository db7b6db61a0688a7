"""What an anonymous client can take from the server, and what the server says of itself.

Plain sockets and the websocket, all on loopback and bounded; one look with a browser.
"""

import http.client
import json
import os
import re
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from clairviz.base import paths
from clairviz.server import connections
from tests.e2e.conftest import Server, settled
from tests.e2e.test_server import copy_of_data, get

BASE = "/sub/path"


@pytest.fixture(scope="module")
def hosted(start_server: Callable[..., Server]) -> Server:
    """A server below a prefix, with its metrics on and few connections."""
    return start_server(
        BASE_PATH=BASE, CLAIRVIZ_METRICS="1", CLAIRVIZ_DRAIN_SECONDS="2", CLAIRVIZ_CONNECTIONS="40"
    )


@contextmanager
def session(server: Server, page: str = "") -> Iterator[tuple[ClientConnection, str, list[bytes]]]:
    """A viewer on `page` after its first run: socket, session id, messages."""
    with connect(
        f"ws://127.0.0.1:{server.port}{BASE}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=server.url,  # type: ignore[arg-type]
        max_size=None,
    ) as opened:
        request = BackMsg()
        request.rerun_script.page_script_hash = calc_hash(page) if page else ""
        opened.send(request.SerializeToString())
        name, received = "", []
        while True:
            content = opened.recv(timeout=60)
            assert isinstance(content, bytes)
            received.append(content)
            message = ForwardMsg()
            message.ParseFromString(content)
            if message.WhichOneof("type") == "new_session":
                name = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished" and message.script_finished != 2:
                yield opened, name, received
                return


def put(server: Server, name: str, content: bytes, **headers: str) -> int:
    """Upload as a browser does, with the token that anyone may fetch."""
    with urllib.request.urlopen(f"{server.url}{BASE}/_stcore/health") as answer:
        token = re.search(r"_streamlit_xsrf=([^;]+)", answer.headers["set-cookie"] or "")
    assert token
    body = (
        b'--part\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n--part--\r\n"
    )
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as line:
        line.request(
            "PUT",
            f"{BASE}/_stcore/upload_file/{name}/file-1",
            body,
            {
                "content-type": "multipart/form-data; boundary=part",
                "cookie": f"_streamlit_xsrf={token[1]}",
                "x-xsrftoken": token[1],
                **headers,
            },
        )
        return line.getresponse().status


def metric(server: Server, name: str) -> float:
    text = get(f"{server.url}{BASE}/metrics")[2].decode()
    return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))


def test_everything_is_served_below_a_prefix_and_nothing_beside_it(hosted: Server) -> None:
    for path, status in (
        ("/", 200),
        ("/map", 200),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/metrics", 200),
        ("/outlines/world.geojson", 200),
        ("/outlines/asia.svg", 200),
        ("/nowhere", 404),
        ("/ready", 404),
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/health", 200),
    ):
        assert get(f"{hosted.url}{BASE}{path}")[0] == status, path
    for path in ("/", "/readyz", "/metrics", "/sub", "/_stcore/health", "/subpath/readyz"):
        assert get(f"{hosted.url}{path}")[0] == 404, path
    page = get(f"{hosted.url}{BASE}/")[2].decode()
    for address in re.findall(r'"(/[^"]*clairviz\.(?:css|js)\?v=\w+)"', page):
        assert address.startswith(BASE)
        assert get(hosted.url + address)[0] == 200
    assert "clairviz.css" in page


def test_a_browser_below_a_prefix_sees_pages_and_follows_their_links(
    hosted: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page("/", at=hosted.url + BASE)
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    link = page.locator("a[data-soft][href*='of=pref-']").first
    link.click()
    settled(page)
    assert "of=pref-" in page.evaluate("location.search")
    assert page.evaluate("location.pathname").startswith(BASE)
    opened = open_page("/map", at=hosted.url + BASE, lang="en")
    expect(opened.locator("html")).to_have_attribute("lang", "en")
    expect(opened.locator("a[data-soft][href*='region=']").first).to_be_visible()


def test_messages_carry_no_path_of_the_machine(hosted: Server) -> None:
    for page in ("", "about"):
        with session(hosted, page) as (_, name, received):
            assert name
            assert not [content[:200] for content in received if str(paths.PROJECT).encode() in content]


def test_a_message_that_is_too_large_closes_the_socket(hosted: Server) -> None:
    with session(hosted) as (opened, _, _received), pytest.raises(ConnectionClosed) as closed:
        opened.send(b"\0" * (connections.MESSAGE_BYTES + 1))
        while True:
            opened.recv(timeout=10)
    assert closed.value.rcvd
    assert closed.value.rcvd.code == 1009


def test_files_are_taken_only_where_a_page_asks_for_one(hosted: Server) -> None:
    with session(hosted) as (_, name, _received):
        assert put(hosted, name, b"a") == 403
    assert put(hosted, "no-session", b"a") == 403
    with session(hosted, "present") as (_, name, _received):
        assert put(hosted, name, b"a") == 204
        assert put(hosted, name, b"", **{"content-length": str(900 * 1024 * 1024)}) == 413
    assert metric(hosted, "clairviz_refusals_total") >= 3


def test_large_headers_are_refused(hosted: Server) -> None:
    assert get(f"{hosted.url}{BASE}/healthz", x_large="a" * 8_000)[0] == 200
    assert get(f"{hosted.url}{BASE}/healthz", x_large="a" * 20_000)[0] in (400, 431)


def is_ended(one: socket.socket) -> bool:
    """Whether the server has closed the connection."""
    one.settimeout(0.05)
    try:
        return one.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def is_served(server: Server) -> bool:
    try:
        return get(f"{server.url}{BASE}/healthz")[0] == 200
    except OSError:
        return False


def test_connections_beyond_the_limit_are_closed_and_the_rest_are_served(hosted: Server) -> None:
    held = [socket.create_connection(("127.0.0.1", hosted.port), 5) for _ in range(60)]
    deadline = time.monotonic() + connections.HALF_SECONDS - 5
    try:
        while (ended := sum(map(is_ended, held))) < 20 and time.monotonic() < deadline:
            pass
        assert 20 <= ended < 60
    finally:
        for one in held:
            one.close()
    while not is_served(hosted):
        assert time.monotonic() < deadline + 20
    refused = [line for line in hosted.log.read_text().splitlines() if "connection refused" in line]
    assert 1 <= len(refused) <= 5


def test_half_a_request_is_not_kept(hosted: Server) -> None:
    with closing(socket.create_connection(("127.0.0.1", hosted.port), 5)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        half.settimeout(connections.HALF_SECONDS + 10)
        began = time.monotonic()
        with suppress(ConnectionError):
            assert half.recv(1) == b""
        assert time.monotonic() - began < connections.HALF_SECONDS + 5


def test_sessions_of_closed_tabs_let_go_of_their_descriptors(hosted: Server) -> None:
    before = metric(hosted, "clairviz_descriptors")
    for _ in range(8):
        with session(hosted):
            pass
    deadline = time.monotonic() + 60
    while metric(hosted, "clairviz_descriptors") > before + 6 and time.monotonic() < deadline:
        pass
    assert metric(hosted, "clairviz_descriptors") <= before + 6
    assert metric(hosted, "clairviz_sessions") == 0


def test_data_that_break_leave_the_server_ready_and_are_said(
    start_server: Callable[..., Server], tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    data = copy_of_data(tmp_path)
    server = start_server(CLAIRVIZ_DATA=str(data))
    # The very first viewer may open a deep link.
    page = open_page("/map?region=CHN", at=server.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("相手地域マップ")
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    assert get(f"{server.url}/metrics")[0] == 404
    status, _, body = get(f"{server.url}/readyz")
    assert (status, json.loads(body)["fiscal_years"]) == (200, 1)
    good = (data / "reference/fields.csv").read_text(encoding="utf-8")
    (data / "reference/fields.csv").write_text("nonsense\n", encoding="utf-8")
    deadline = time.monotonic() + 30
    while "problems" not in json.loads(body) and time.monotonic() < deadline:
        status, _, body = get(f"{server.url}/readyz")
    assert (status, json.loads(body)["fault"]) == (200, "data")
    said = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert all({"time", "level", "logger", "event"} <= set(line) for line in said)
    (refused,) = [line for line in said if line["event"] == "data refused"]
    assert "reference/fields.csv" in refused["first"]
    (data / "reference/fields.csv").write_text(good, encoding="utf-8")
    while "problems" in json.loads(body) and time.monotonic() < deadline:
        body = get(f"{server.url}/readyz")[2]
    assert "problems" not in json.loads(body)


@pytest.mark.skipif(os.name == "nt", reason="sends SIGTERM")
def test_a_server_told_to_end_is_not_ready_first_and_then_gone(hosted: Server) -> None:
    hosted.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + 1.5
    status = 200
    while status == 200 and time.monotonic() < deadline:
        status = get(f"{hosted.url}{BASE}/readyz")[0]
    assert status == 503
    assert get(f"{hosted.url}{BASE}/")[0] == 200
    assert hosted.process.wait(timeout=30) in (0, -signal.SIGTERM)
    lines = [json.loads(line)["event"] for line in hosted.log.read_text().splitlines()]
    assert lines[-1] == "ended"
    assert "ending" in lines
