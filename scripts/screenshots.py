"""Pictures of every page: page by width by language by data set, by headless Chromium.

    python -m scripts.screenshots --out FOLDER [--pages overview map] [--widths 1440] [--langs ja] [--data fy2005]

`fy2005` is data/; `synthetic` thirty synthetic years made in a temporary folder. Files are named
PAGE-WIDTH-LANG.png, those of the synthetic years in a folder of that name.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.synthetic import write
from clairviz.base.i18n import languages
from clairviz.base.paths import PROJECT
from clairviz.web import navigation

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Height of the window by its width.
HEIGHTS = {390: 844, 1024: 768, 1440: 900, 1920: 1080}
REAL, SYNTHETIC = "fy2005", "synthetic"
YEARS, PROJECTS = 30, 600
TIMEOUT = 60_000
PAGES = {page.url_path or "overview": f"/{page.url_path}" for page in navigation.PAGES}
# Scenes on stage beside the pages.
PAGES |= {f"stage-{scene}": f"/present?view=stage&scene={scene}" for scene in (3, 7)}


@contextmanager
def served(data: Path, folder: Path) -> Iterator[str]:
    """The address of a server on the folder `data`, its database in `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "clairviz.server", "--port", str(port)],
        cwd=PROJECT,
        env={
            **os.environ,
            "CLAIRVIZ_DATA": str(data),
            "CLAIRVIZ_DATABASE": str(folder / f"{data.name}.duckdb"),
        },
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            with suppress(OSError), urlopen(f"{address}/readyz", timeout=5):
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.2)
        else:
            raise SystemExit("the server did not start")
        yield address
    finally:
        process.terminate()
        process.wait()


def take(browser: Browser, address: str, path: str, width: int, lang: str, file: Path) -> None:
    """One picture of the window, once no script runs, no chart is missing and nothing moves."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHTS.get(width, 900)})
    page.set_default_timeout(TIMEOUT)
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
    page.wait_for_selector("[data-testid=stMainBlockContainer] h1:visible")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_attached(
        timeout=TIMEOUT
    )
    expect(page.locator("[data-stale=true], [data-testid=stSkeleton]")).to_have_count(0, timeout=TIMEOUT)
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        expect(chart.locator(".main-svg").first).to_be_attached(timeout=TIMEOUT)
    page.evaluate(
        """async () => {
            await document.fonts.ready;
            await Promise.all(document.getAnimations().filter(
                each => each.effect.getComputedTiming().endTime !== Infinity).map(each => each.finished));
        }"""
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)
    page.close()


def main() -> int:
    """Take the pictures asked for; prints each file."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.screenshots",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=list(PAGES))
    parser.add_argument("--widths", nargs="+", type=int, default=list(HEIGHTS))
    parser.add_argument("--langs", nargs="+", choices=languages(), default=list(languages()))
    parser.add_argument("--data", nargs="+", choices=(REAL, SYNTHETIC), default=[REAL, SYNTHETIC])
    chosen = parser.parse_args()
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        print("no Chromium found; `make screenshots` installs it on Debian and Ubuntu", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=found, args=["--no-sandbox"]
        )
        stack.callback(browser.close)
        for name in chosen.data:
            data, out = PROJECT / "data", chosen.out
            if name == SYNTHETIC:
                data, out = folder / SYNTHETIC, chosen.out / SYNTHETIC
                write(data, projects=PROJECTS, years=YEARS, seed=1)
            with served(data, folder) as address:
                for page in chosen.pages:
                    for width in chosen.widths:
                        for lang in chosen.langs:
                            file = out / f"{re.sub('[^a-z0-9-]', '', page)}-{width}-{lang}.png"
                            take(browser, address, PAGES[page], width, lang, file)
                            print(file, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
