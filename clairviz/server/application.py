"""app.py as an ASGI application, warmed up, hardened and settled."""

import streamlit as st
from starlette.middleware import Middleware

from clairviz.base import paths
from clairviz.server.addresses import ROUTES
from clairviz.server.api.routes import ROUTES as API_ROUTES
from clairviz.server.headers import Hardening
from clairviz.server.settling import settled
from clairviz.server.warm_up import warm_up
from clairviz.web import assets, charts, shell


def create_app() -> st.App:
    """The application, warmed up."""
    charts.serve_outlines()
    assets.serve()
    warm_up()
    return st.App(
        paths.APP,
        lifespan=settled,
        middleware=[Middleware(Hardening)],
        on_script_error=shell.script_failed,
        routes=[*ROUTES, *API_ROUTES],
    )
