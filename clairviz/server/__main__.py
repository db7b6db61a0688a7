"""``python -m clairviz.server``: serve until stopped."""

import argparse
import os

import clairviz.server


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m clairviz.server", description=clairviz.server.__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8501))
    parser.add_argument(
        "--address",
        default=os.environ.get("ADDRESS") or "127.0.0.1",
        help="127.0.0.1 for this machine only, 0.0.0.0 for the network",
    )
    parser.add_argument(
        "--base-path",
        default=os.environ.get("BASE_PATH") or "",
        help="the prefix of every address behind a proxy, as in /clairviz; it reaches the server unchanged",
    )
    chosen = parser.parse_args()
    # Late, so that a question for help is answered at once.
    from streamlit.web import bootstrap

    from clairviz.server import logs
    from clairviz.server.application import create_app
    from clairviz.server.process import serve

    settings = {
        "server.port": chosen.port,
        "server.address": chosen.address,
        "server.baseUrlPath": chosen.base_path.strip("/"),
    }
    bootstrap.load_config_options(settings)
    logs.begin()
    serve(create_app(), chosen.port, chosen.address)


if __name__ == "__main__":
    main()
