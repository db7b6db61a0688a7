"""What a reader waits for on a cold first view, and how much the page jumps meanwhile.

    python -m benchmarks.first_view [--rounds 3]

Each view is opened in a fresh Chromium, turn about with a stock Streamlit page of one chart, so
the machine's mood cancels out. Printed: milliseconds to the first headline and to the last figure
drawn, both also as ratios to the stock page, and the cumulative layout shift.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.__main__ import server

# The whole view at most so many times what a stock page takes; the shift is web.dev's "good", halved.
GOAL, SHIFT_GOAL = 1.3, 0.05
STOCK = "stock"
VIEWS = {"overview": "/", "timeline": "/timeline", "about": "/about"}
# What is looked for: the heading, and what is drawn last.
LAST = {
    STOCK: ".js-plotly-plot .main-svg .point",
    "overview": ".cv-sources",
    "timeline": ".cv-sources",
    "about": ".cv-sources",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Noted in the page itself, since a question from outside would come too late.
WATCH = """
(() => {
  window.seen = {shift: 0, moved: []};
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.seen.shift += entry.value;
      for (const source of entry.sources || []) {
        const node = source.node?.nodeType === 1 ? source.node : source.node?.parentElement;
        window.seen.moved.push([Math.round(entry.value * 1000) / 1000, node?.className?.slice?.(0, 60) || node?.tagName || "gone"]);
      }
    }
  }).observe({type: "layout-shift", buffered: true});
  const note = () => {
    for (const [name, place] of Object.entries(window.wanted || {}))
      if (!window.seen[name] && [...document.querySelectorAll(place)].some(each => each.getClientRects().length))
        window.seen[name] = performance.now();
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
})();
"""


@dataclass(frozen=True)
class View:
    """Milliseconds to headline and last figure, and what moved."""

    headline: float
    last: float
    shift: float
    moved: tuple[tuple[float, str], ...]


def look(browser: Any, port: int, path: str, last: str, width: int) -> View:
    """One cold view: a context of its own has no cache."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wanted = f'window.wanted = {{headline: "[data-testid=stMainBlockContainer] h1", last: "{last}"}};'
    page.add_init_script(wanted + WATCH)
    page.goto(f"http://127.0.0.1:{port}{path}")
    page.wait_for_selector(last, timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(1_500)
    seen = page.evaluate("window.seen")
    context.close()
    moved = tuple((float(value), str(name)) for value, name in seen["moved"])
    return View(seen["headline"], seen["last"], seen["shift"], moved)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0 if every view meets both goals."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_view", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--why", action="store_true", help="name what moved")
    chosen = parser.parse_args(arguments)
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        parser.error("no Chromium found")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stock, _ = stack.enter_context(
            server([sys.executable, "-m", "streamlit", "run", "benchmarks/stock_chart.py", "--server.port"])
        )
        ours, _ = stack.enter_context(
            server(
                [sys.executable, "-m", "clairviz.server", "--port"],
                CLAIRVIZ_DATABASE=str(folder / "clairviz.duckdb"),
            )
        )
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        ports = {STOCK: (stock, "/"), **{name: (ours, path) for name, path in VIEWS.items()}}
        seen: dict[str, list[View]] = {name: [] for name in ports}
        # The first round wakes both servers and is not counted.
        for turn in range(chosen.rounds + 1):
            for name, (port, path) in ports.items():
                view = look(browser, port, path, LAST[name], chosen.width)
                if turn:
                    seen[name].append(view)
        browser.close()
    return report(seen, why=chosen.why)


def report(seen: dict[str, list[View]], *, why: bool) -> int:
    """The table of medians and ratios; 0 if the goals are met."""
    base = seen[STOCK]
    met = True
    print(f"{'view':<12}{'headline':>10}{'ratio':>8}{'last':>10}{'ratio':>8}{'shift':>9}")
    for name, views in seen.items():
        headline, last = (
            statistics.median(getattr(view, part) for view in views) for part in ("headline", "last")
        )
        shift = max(view.shift for view in views)
        ratios = [
            value / statistics.median(getattr(view, part) for view in base)
            for value, part in ((headline, "headline"), (last, "last"))
        ]
        print(f"{name:<12}{headline:>8.0f}ms{ratios[0]:>8.2f}{last:>8.0f}ms{ratios[1]:>8.2f}{shift:>9.3f}")
        if why:
            for value, moved in sorted({pair for view in views for pair in view.moved}, reverse=True)[:8]:
                print(f"    {value:.3f} {moved}")
        if name != STOCK:
            met = met and ratios[1] <= GOAL and shift <= SHIFT_GOAL
    print(
        f"goals: last figure {GOAL} of the stock page, layout shift {SHIFT_GOAL}: {'met' if met else 'missed'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
