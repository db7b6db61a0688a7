"""``python -m benchmarks.messages``: what a rerun of each page sends, in messages and bytes.

Streamlit pays for every message whatever its size, so their number tells what a rerun costs.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.__main__ import QUERIES, server
from benchmarks.viewer import viewer
from clairviz.web import navigation


def main() -> int:
    """Print a line a page: first view, then a rerun after a change of filter. No goal is checked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.messages", description=__doc__)
    parser.add_argument("--kinds", action="store_true", help="also how many messages of each kind")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "clairviz.server", "--port"]
        with server(command, CLAIRVIZ_DATABASE=str(Path(folder) / "clairviz.duckdb")) as (port, _process):
            print(f"{'page':<12}{'first view':>12}{'bytes':>10}{'rerun':>8}{'bytes':>10}")
            for page in navigation.PAGES:
                with viewer(port) as opened:
                    first = opened.open(page.url_path, QUERIES[0])
                    rerun = opened.run(QUERIES[1])
                print(
                    f"{page.url_path or 'overview':<12}{first.kinds.total():>12}{first.received:>10,}"
                    f"{rerun.kinds.total():>8}{rerun.received:>10,}",
                    flush=True,
                )
                if chosen.kinds:
                    print("  " + ", ".join(f"{kind} {count}" for kind, count in rerun.kinds.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
