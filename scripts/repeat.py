"""Runs the browser tests many times while one core is kept busy; every failure is counted.

python scripts/repeat.py [--times 10] [PYTEST OPTIONS]
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PASSED = 0


def main() -> int:
    """0 if every run passed; prints a line a run and the sum."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=10)
    chosen, options = parser.parse_known_args()
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    failed = 0
    try:
        for number in range(1, chosen.times + 1):
            start = time.monotonic()
            code = subprocess.call([sys.executable, "-m", "pytest", *(options or ["tests/e2e"])], cwd=PROJECT)
            failed += code != PASSED
            print(f"run {number}: exit status {code}, {time.monotonic() - start:.0f} s", flush=True)
    finally:
        busy.kill()
        busy.wait()
    print(f"{failed} of {chosen.times} runs failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
