"""A real server and a real browser: system Chromium, driven by Playwright."""

import inspect
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
START_SECONDS = 300
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Two browsers and their servers share the processors of a small machine.
WAIT_SECONDS = 30
expect.set_options(timeout=WAIT_SECONDS * 1000)
# A window of Chromium draws the list under its address bar, which nobody sees here, twice in a
# process of its own. The others are those that Playwright switches off: the last list counts.
_WITHOUT = "--disable-features=" + ",".join(
    (
        "WebUIOmniboxPopup",
        "WebUIOmniboxAimPopup",
        "WebUIOmniboxFullPopup",
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "HttpsUpgrades",
        "LensOverlay",
        "MediaRouter",
        "OptimizationHints",
        "PaintHolding",
        "PreconnectToSearch",
        "ThirdPartyStoragePartitioning",
    )
)
# Rules up to WCAG 2.2 AA.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# On a deep link Streamlit's client first asks whether the app lives below that path.
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
# plotly.js measures text after a pause; a chart taken off the page meanwhile, by a click that
# comes at once, has lost its settings. Nothing is drawn wrongly, since the chart is gone.
PLOTLY_RACE = "reading 'typesetMath'"
# What the browser and Streamlit's client log once a server is gone.
LOST = ("ERR_CONNECTION_REFUSED", "reaching server endpoint", "server is not responding")
# And of an address that the server does not know.
MISSING = "404 (Not Found)"
# Faults of Streamlit's and Plotly's own parts, by rule and a piece of the element's HTML;
# nothing the program can set changes them. Each is listed in docs/accessibility.md.
KNOWN_AXE: tuple[tuple[str, str], ...] = ()


class Server:
    """A server process on a free port."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log, self.environment = log, environment
        self.process = self._started()
        self.url = f"http://127.0.0.1:{self.port}"
        self.base = environment.get("BASE_PATH", "")

    def _started(self) -> "subprocess.Popen[bytes]":
        with self.log.open("a") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "clairviz.server", "--port", str(self.port)],
                cwd=PROJECT,
                env={**os.environ, **self.environment},
                stdout=output,
                stderr=output,
            )

    def start_again(self) -> "Server":
        """After ``stop``, on the same port."""
        self.process = self._started()
        return self.wait()

    def wait(self) -> "Server":
        """Until it answers; fails with its log if it ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}{self.base}/healthz", timeout=2):
                    return self
            except (URLError, OSError):
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(timeout=0.1)
        raise RuntimeError(f"server did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """``start_server(**environment)``: another server; all are stopped at the end."""
    started: list[Server] = []

    def start(**environment: str) -> Server:
        folder = tmp_path_factory.mktemp("server")
        environment.setdefault("CLAIRVIZ_DATABASE", str(folder / "clairviz.duckdb"))
        started.append(Server(environment, folder / "server.log"))
        return started[-1].wait()

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server]) -> str:
    """The address of a server on the data of the project."""
    return start_server().url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """System Chromium, headless."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium found; `make test` installs it on Debian and Ubuntu")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", _WITHOUT])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def _context(browser: Browser) -> BrowserContext:
    """One for all pages that need no settings of their own: it keeps what it has compiled."""
    return browser.new_context()


@pytest.fixture
def open_page(server: str, browser: Browser, _context: BrowserContext) -> Iterator[Callable[..., Page]]:
    """``open_page(path, width=…, height=…, lang=…)``: a page after the app has drawn it.

    At the end the test fails if any page asked another host for anything or logged an error.
    """
    faults: list[str] = []
    closed: list[Callable[[], None]] = []

    def open_(
        path: str = "/",
        *,
        width: int = 1440,
        height: int = 900,
        lang: str = "ja",
        at: str = "",
        expect_lost: bool = False,
        expect_missing: bool = False,
        **context_options: Any,
    ) -> Page:
        base = at or server
        context = browser.new_context(**context_options) if context_options else _context
        page = context.new_page()
        closed.append(context.close if context_options else partial(_forget, page))
        page.set_viewport_size({"width": width, "height": height})
        page.set_default_timeout(WAIT_SECONDS * 1000)
        host = urlsplit(base).netloc

        def asked(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != host:
                faults.append(f"asked another host: {url}")

        page.on("request", lambda request: asked(request.url))
        page.on("websocket", lambda opened: asked(opened.url))
        page.on(
            "console",
            lambda line: (
                faults.append(f"{line.text} {line.location.get('url')}")
                if line.type == "error"
                and not PROBE.search(str(line.location.get("url")))
                and not (expect_lost and any(said in line.text for said in LOST))
                and not (expect_missing and MISSING in line.text)
                else None
            ),
        )
        page.on(
            "pageerror", lambda error: faults.append(str(error)) if PLOTLY_RACE not in str(error) else None
        )
        separator = "&" if "?" in path else "?"
        page.goto(f"{base}{path}{separator}lang={lang}" if lang != "ja" else f"{base}{path}")
        settled(page)
        return page

    yield open_
    for close in closed:
        close()
    assert not faults


def _forget(page: Page) -> None:
    """Close a page of the common context, with what it kept in the browser."""
    with suppress(Error):  # None is kept by a page whose server is gone.
        page.evaluate("localStorage.clear()")
    page.close()


def settled(page: Page) -> Page:
    """Wait until the app has drawn a heading and no script is running."""
    page.wait_for_selector("[data-testid=stMainBlockContainer] h1:visible")
    # Locators, not a polled expression: the content-security policy forbids evaluating text.
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    return page


def until(page: Page, condition: Callable[[], object]) -> None:
    """Wait for a state that no locator tells; asked once a frame of the page."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, inspect.getsource(condition)
        page.evaluate("() => new Promise(requestAnimationFrame)")


def still(page: Page, selector: str) -> Page:
    """Wait until what `selector` finds is there and has not moved or changed for ten frames."""
    expect(page.locator(selector).first).to_be_attached()
    look = """async selector => {
        const look = () => [...document.querySelectorAll(selector)].map(e => {
            const box = e.getBoundingClientRect();
            const {opacity, color} = getComputedStyle(e);
            return [box.x, box.y, box.width, box.height, e.childElementCount, opacity, color].join();
        }).join(";");
        const before = look();
        for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
        return before === look();
    }"""
    until(page, lambda: page.evaluate(look, selector))
    return page


def address(page: Page) -> str:
    """The query of the page's address as it is now."""
    return str(page.evaluate("location.search"))


def has(part: str) -> re.Pattern[str]:
    """For ``expect(page).to_have_url(has("field=environment"))``: the address comes to hold `part`."""
    return re.compile(rf"[?&]{re.escape(part)}(&|$)")


def click_mark(page: Page, mark: Locator) -> None:
    """Click the middle of a mark of a chart once plotly.js knows what the pointer is on."""
    settled(page)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    under = """([x, y]) => document.elementsFromPoint(x, y)
        .map(e => e.closest(".js-plotly-plot")).filter(Boolean).some(e => (e._hoverdata || []).length)"""

    def is_under() -> bool:
        # Moved again each time: a move before plotly.js listens is lost.
        page.mouse.move(x - 2, y)
        page.mouse.move(x, y)
        return bool(page.evaluate(under, [x, y]))

    until(page, is_under)
    page.mouse.click(x, y)


def axe(page: Page) -> list[str]:
    """WCAG 2.2 A and AA violations that are ours: rule and element."""
    # Streamlit fades new elements in; half faded they have no contrast.
    page.add_style_tag(
        content="* { transition: none !important; animation: none !important; }"
        "[data-stale], [data-testid=stElementContainer] { opacity: 1 !important; }"
    )
    settled(page)
    until(page, lambda: page.evaluate("document.getAnimations().length === 0"))
    still(page, "[data-testid=stMainBlockContainer] *")
    page.evaluate(AXE)
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", AXE_TAGS
    )
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in result["violations"]
        for node in rule["nodes"]
        if not any(rule["id"] == known and piece in node["html"] for known, piece in KNOWN_AXE)
    ]
