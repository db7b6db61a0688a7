"""Links that last: the full link of a view with the version of its data, to show, scan and cite."""

from datetime import date
from functools import lru_cache
from html import escape
from typing import Any

import segno
import streamlit as st

from clairviz.base.address import Address
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.store import database
from clairviz.store.database import Service
from clairviz.store.queries.projects import key_figures
from clairviz.web import answers, printing, state
from clairviz.web.navigation import Page
from clairviz.web.view import View
from clairviz.words.phrases import joined, minute, years_label

# In a link, the version of the data it was made with.
VERSION = "v"
_ARRIVED = "_link_version"
_LONGEST_STAMP = 16


def arrive() -> None:
    """Take the version out of the address, before the address is brought in order; call first."""
    stamp = st.query_params.get(VERSION, "")
    if stamp and len(stamp) <= _LONGEST_STAMP and stamp.isascii() and stamp.isalnum():
        st.session_state[_ARRIVED] = (stamp, None)


def notice(view: View, service: Service) -> None:
    """Says that the data are others than those the link was made with, as long as its view is shown."""
    stamp, came_as = st.session_state.get(_ARRIVED, ("", None))
    here = state.view_address("").parameters
    if came_as is None:
        st.session_state[_ARRIVED] = (stamp, here)
    if not stamp or stamp == service.stamp or came_as not in (None, here):
        return
    st.info(changed_text(service, stamp, view.selection, view._))


def changed_text(service: Service, stamp: str, selection: Selection, _: Translator) -> str:
    """Which version the link was made with, which is shown, and what changed in its headline counts."""
    start = _(
        "The link was made with version {then} of the data; version {now} is shown.",
        then=stamp,
        now=service.stamp,
    )
    changes = _changes(service, stamp, selection)
    if changes is None:
        return joined([start, _("The former version is no longer kept, so what changed cannot be said.")], _)
    labels = {
        "project_count": _("Recognised projects"),
        "local_government_count": _("Lead bodies"),
        "region_count": _("Partner regions"),
        "field_count": _("Fields"),
    }
    said = [
        _("{name} {before} → {after}", name=labels[key], before=f"{before:,}", after=f"{after:,}")
        for key, before, after in changes
        if before != after and key in labels
    ]
    if not said:
        return joined([start, _("The headline counts of this view are the same.")], _)
    return joined([start, _("Changed: {changes}.", changes=_(", ").join(said))], _)


@lru_cache(maxsize=64)
def _changes(service: Service, stamp: str, selection: Selection) -> tuple[tuple[str, int, int], ...] | None:
    """Each headline count, then and now; None where the version of `stamp` is not kept."""
    former = database.stamped(stamp)
    if former is None:
        return None
    with database.connect(former.version) as connection:
        before = key_figures(connection.cursor(), selection).iloc[0]
    after = answers.ask(key_figures, selection).iloc[0]
    return tuple((str(key), int(before[key]), int(after[key])) for key in after.index)


def draw(page: Page, view: View, service: Service) -> None:
    """「このビューのリンク」: drawn only when open."""
    _ = view._
    popover = st.popover(_("Link to this view"), key="lasting_link", on_change="rerun")
    if not popover.open:
        return
    link = full_link(st.context.url or "", state.view_address(page.url_path), service.stamp)
    with popover:
        st.caption(_("Link with the version of the data"))
        st.code(link, language=None, wrap_lines=True)
        picture = qr_picture(link)
        if picture:
            alt = escape(_("QR code of the link"))
            st.html(f'<img src="{picture}" alt="{alt}" width="180">')
        else:
            st.caption(_("The link is too long for a QR code."))
        st.caption(_("To cite"))
        st.code(citation(page, view, service, link), language=None, wrap_lines=True)


def full_link(base: str, address: Address, stamp: str) -> str:
    """The link of a view below `base`, the address of the app in the browser, with the data's version."""
    whole = address.having(VERSION, stamp).text
    start = base if base.startswith(("http://", "https://")) else ""
    return f"{start.rstrip('/')}/{whole.removeprefix('./')}"


def citation(page: Page, view: View, service: Service, link: str) -> str:
    """Title, selection, version of the data and date in a line."""
    _ = view._
    years = years_label(view.selection.years, view.years, _)
    title = _(page.heading, years=years) if page.heading else _(page.title)
    return _(
        "{title}. {selection} Data version {stamp} ({built}), seen on {day}. {link}",
        title=title,
        selection=printing.selected_text(view) if page.is_filtered else "",
        stamp=service.stamp,
        built=minute(service.built_at),
        day=date.today().isoformat(),
        link=link,
    )


def qr_picture(text: str) -> str:
    """A QR code as the address of a picture; empty where `text` is too long for one."""
    try:
        made: Any = segno.make(text, micro=False, error="l", boost_error=False)
    except segno.DataOverflowError:
        return ""
    return str(made.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
