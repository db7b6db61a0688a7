"""``python -m clairviz.server``: serve until stopped."""

import argparse
import os

import clairviz.server
from clairviz.server.application import create_app


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m clairviz.server", description=clairviz.server.__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8501))
    parser.add_argument(
        "--address",
        default=os.environ.get("ADDRESS") or "127.0.0.1",
        help="127.0.0.1 for this machine only, 0.0.0.0 for the network",
    )
    chosen = parser.parse_args()
    create_app().run(config={"server.port": chosen.port, "server.address": chosen.address})


if __name__ == "__main__":
    main()
