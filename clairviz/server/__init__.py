"""The server: app.py as an ASGI application with what a public body's network expects.

``python -m clairviz.server --port 8501``, or ``uvicorn clairviz.server:app``. Everything is
imported, built and drawn once before the first viewer can connect.
"""

import os
from typing import Any

from clairviz.base import paths

# Streamlit finds its settings from the folder it is started in.
os.chdir(paths.PROJECT)


def __getattr__(name: str) -> Any:
    """``app``, made when an ASGI server asks for it."""
    if name != "app":
        raise AttributeError(name)
    from clairviz.server.application import create_app

    globals()["app"] = create_app()
    return globals()["app"]
