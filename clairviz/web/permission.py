"""Who may publish from a browser."""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

SETTING = "CLAIRVIZ_PUBLISH"
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
# What a proxy adds: the browser behind it is somewhere else.
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def may_publish() -> bool:
    """Whether this reader may change what is on file.

    There is no sign-in: nobody may, unless CLAIRVIZ_PUBLISH=local is set for the server and the browser
    runs on the same machine.
    """
    return os.environ.get(SETTING) == "local" and is_local(st.context.ip_address, st.context.headers)


def is_local(address: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine, straight from a browser that asked this machine.

    `address` is None for loopback, as Streamlit tells it. The host asked for is looked at too, since
    a page of another site may have its name lead here.
    """
    sent = {name.lower(): text for name, text in headers.items()}
    if any(name in sent for name in _FORWARDED):
        return False
    try:
        host = urlsplit(f"//{sent.get('host', '')}").hostname
        return host in _LOCAL_NAMES and (address is None or ip_address(address).is_loopback)
    except ValueError:
        return False
