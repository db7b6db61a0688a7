"""``make bench``: what a rerun costs on each page, as a ratio to a stock empty Streamlit page.

Both servers run side by side and are asked in turn, so the machine's mood cancels out.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from benchmarks.synthetic import write
from benchmarks.viewer import Viewer, viewer
from clairviz.web import navigation

PROJECT = Path(__file__).resolve().parent.parent
GOAL = 0.30
# A change of the simulator's slider, each to a cost that has not been asked for yet.
SLIDER_GOAL = 0.25
SLIDER_COSTS = range(100_000, 20_000_001, 300_000)
REAL = "data/"
# Views a filter change goes through; each is seen before it is timed, as a presenter's would be,
# and the first pass tells the cost of a view nobody has asked for yet.
QUERIES = (
    "year=2005",
    "year=2005&pref=26",
    "year=2005&field=environment",
    "year=2005&region=CHN",
    "year=2005&field=environment&region=CHN",
    "year=all",
)


@contextmanager
def server(command: Sequence[str], **environment: str) -> Iterator[tuple[int, psutil.Process]]:
    """A server on a free port, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [*command, str(port)],
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            if process.poll() is not None:
                raise RuntimeError(f"{command} ended with status {process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def cpu(process: psutil.Process) -> float:
    """Seconds of processor time a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


def measure(
    who: Viewer, process: psutil.Process, queries: Sequence[str], rounds: int
) -> tuple[float, float, int]:
    """Processor milliseconds a run, median wall milliseconds, largest bytes received."""
    walls, sizes = [], []
    before = cpu(process)
    for _ in range(rounds):
        for query in queries:
            run = who.run(query)
            walls.append(run.seconds * 1000)
            sizes.append(run.received)
    used = (cpu(process) - before) * 1000 / (rounds * len(queries))
    return used, statistics.median(walls), max(sizes)


def measure_slider(
    ours: Viewer, process: psutil.Process, theirs: Viewer, stock: psutil.Process
) -> tuple[float, float, float, int]:
    """A slider moved to costs nobody has asked for, a stock rerun after each move.

    Processor milliseconds of both, median wall milliseconds and largest bytes of the slider.
    """
    walls, sizes = [], []
    before, stock_before = cpu(process), cpu(stock)
    for cost in SLIDER_COSTS:
        run = ours.slide("_slider1", cost, QUERIES[0])
        walls.append(run.seconds * 1000)
        sizes.append(run.received)
        theirs.run("")
    used, base = (
        (cpu(each) - start) * 1000 / len(SLIDER_COSTS)
        for each, start in ((process, before), (stock, stock_before))
    )
    return used, base, statistics.median(walls), max(sizes)


def slider_ratio(ours_at: tuple[int, psutil.Process], stock_at: tuple[int, psutil.Process]) -> float:
    """Prints the slider's line; its processor time as a ratio of a stock rerun's."""
    with viewer(ours_at[0]) as ours, viewer(stock_at[0]) as theirs:
        ours.open("simulator", QUERIES[0])
        theirs.open("", "")
        used, base, wall, received = measure_slider(ours, ours_at[1], theirs, stock_at[1])
    print(
        f"{'its slider':<12}{REAL:<28}{used:>8.1f}ms{'':>9}{base:>7.1f}ms"
        f"{used / base:>8.2f}{wall:>7.1f}ms{received / 1000:>8.1f}",
        flush=True,
    )
    return used / base


def main() -> int:
    """Print the table; 0 if the heaviest page and the slider meet their goals on the real data."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument(
        "--large", type=int, default=50_000, help="projects of the large data set; 0 leaves it out"
    )
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stock_port, stock = stack.enter_context(
            server([sys.executable, "-m", "streamlit", "run", "benchmarks/stock.py", "--server.port"])
        )
        sizes = {
            REAL: stack.enter_context(
                server(
                    [sys.executable, "-m", "clairviz.server", "--port"],
                    CLAIRVIZ_DATABASE=str(folder / "real.duckdb"),
                )
            )
        }
        if chosen.large:
            write(folder / "large", projects=chosen.large, years=25, seed=1)
            sizes[f"{chosen.large:,} synthetic projects"] = stack.enter_context(
                server(
                    [sys.executable, "-m", "clairviz.server", "--port"],
                    CLAIRVIZ_DATA=str(folder / "large"),
                    CLAIRVIZ_DATABASE=str(folder / "large.duckdb"),
                )
            )
        ratios = []
        print(
            f"{'page':<12}{'data':<28}{'new view':>10}{'rerun':>9}{'stock':>9}{'ratio':>8}{'wall':>9}{'kB':>8}"
        )
        for page in navigation.PAGES:
            for name, (port, process) in sizes.items():
                with viewer(port) as ours, viewer(stock_port) as theirs:
                    ours.open(page.url_path, QUERIES[0])
                    theirs.open("", "")
                    fresh, _, _ = measure(ours, process, QUERIES, 1)
                    used, wall, received = measure(ours, process, QUERIES, chosen.rounds)
                    base, _, _ = measure(theirs, stock, [""] * len(QUERIES), chosen.rounds)
                    # The simulator answers in a fragment, which has a line and a goal of its own.
                    if name == REAL and page.url_path != "simulator":
                        ratios.append(used / base)
                    print(
                        f"{page.url_path or 'overview':<12}{name:<28}{fresh:>8.1f}ms{used:>7.1f}ms{base:>7.1f}ms"
                        f"{used / base:>8.2f}{wall:>7.1f}ms{received / 1000:>8.1f}",
                        flush=True,
                    )
        slider = slider_ratio(sizes[REAL], (stock_port, stock))
        print(f"heaviest page on data/: {max(ratios):.2f} of a stock empty page (goal {GOAL:.2f})")
        print(f"slider of the simulator: {slider:.2f} of a stock empty page (goal {SLIDER_GOAL:.2f})")
    return 0 if max(ratios) <= GOAL and slider <= SLIDER_GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
