"""app.py as an ASGI application, warmed up, hardened and settled."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from clairviz.base import paths
from clairviz.server.addresses import routes
from clairviz.server.api.routes import ROUTES as API_ROUTES
from clairviz.server.headers import Hardening
from clairviz.server.settling import settled
from clairviz.server.uploads import Uploads
from clairviz.server.warm_up import warm_up
from clairviz.web import assets, charts, shell


class App(st.App):
    """Knows its script by a relative name: every viewer is told the name."""

    def _resolve_script_path(self) -> Path:
        # The process stands in the folder of the project; see clairviz.server.
        return Path(paths.APP.name)


def create_app() -> st.App:
    """The application, warmed up."""
    charts.serve_outlines()
    assets.mark_served()
    warm_up()
    base = assets.base_path()
    return App(
        paths.APP.name,
        lifespan=settled,
        middleware=[Middleware(Hardening, base=base), Middleware(Uploads, base=base)],
        on_script_error=shell.script_failed,
        routes=[*routes(base), *(Route(base + route.path, route.endpoint) for route in API_ROUTES)],
    )
