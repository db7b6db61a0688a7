"""The frame around every page: language, address, menu, heading, filters, footer."""

import logging
import secrets
import time

import streamlit as st
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx

from clairviz import __version__
from clairviz.base import events, paths
from clairviz.base.facets import YEAR
from clairviz.base.i18n import DEFAULT_LANGUAGE, Translator, languages, message, translator
from clairviz.store.database import Service
from clairviz.store.ingest.problem import DataRefused
from clairviz.web import (
    answers,
    assets,
    filters,
    lasting,
    navigation,
    notices,
    page_state,
    printing,
    spine,
    state,
)
from clairviz.web.navigation import Page, Parameter
from clairviz.web.view import View, current
from clairviz.words.phrases import minute, years_label

log = logging.getLogger(__name__)

ICON = paths.PACKAGE / "web" / "icon.svg"
# Where the name of a page that there is not is kept, and what the browser's tab calls it.
_ASKED, _NOT_FOUND = "_asked_page", "404"
LANGUAGE = Parameter("lang", options=languages(), default=(DEFAULT_LANGUAGE,))


def configure_page() -> None:
    """Page settings; the icon is our own, since a named one would be fetched from outside."""
    st.set_page_config(page_icon=str(ICON), layout="wide", initial_sidebar_state="auto", menu_items={})
    assets.style()


def run_page() -> None:
    """Draw the frame and the page the reader is on, and count the run."""
    start = time.perf_counter()
    try:
        _run()
    finally:
        events.count("reruns")
        events.count("rerun_seconds", time.perf_counter() - start)


def _run() -> None:
    try:
        service = answers.service()
        lasting.arrive()
        rejected = state.sync(
            (*filters.filter_parameters(), LANGUAGE, *page_state.page_parameters()),
            {**filters.codes_on_offer(), **page_state.values_on_offer()},
            always=YEAR.key,
            resolve=filters.codes_of_link,
        )
    except DataRefused as refused:
        _refused(refused)
        return
    view = current()
    _ = view._
    pages = {
        st.Page(
            str(paths.PAGES / page.file),
            title=_(page.title),
            url_path=page.url_path,
            default=not page.url_path,
        ): page
        for page in navigation.PAGES
    }
    opened = st.navigation([*pages, *_no_page()])
    page = next((spec for shown, spec in pages.items() if shown.url_path == opened.url_path), None)
    if page is None:
        _no_such_page(_)
        return
    shown_as = st.session_state.get(navigation.VIEW.key)
    state.enter((page.url_path, shown_as))
    if navigation.VIEW in page.parameters and shown_as in navigation.BARE_VIEWS:
        opened.run()
        return
    _heading(page, view)
    printing.header(page, view)
    notices.synthetic(_)
    notices.link_notice(rejected, _)
    lasting.notice(view, service)
    if service.problems:
        built = minute(service.built_at)
        st.warning(
            _(
                "The database cannot be written, so the last good version is shown (built at {time}).",
                time=built,
            )
            if service.fault == "database"
            else _("data/ has problems, so the last good version is shown (built at {time}).", time=built)
        )
        notices.problems(service.problems, _)
    if page.is_filtered:
        spine.draw(view, page)
        filters.draw(view, page)
    opened.run()
    lasting.draw(page, view, service)
    _footer(service, _)


def page_links(view_pages: tuple[Page, ...], _: Translator) -> None:
    """Entries to other pages, each with what it holds."""
    with st.grid(2, min_column_width=330, border=True):
        for page in view_pages:
            label = _("**{title}** {summary}", title=_(page.title), summary=_(page.summary))
            st.page_link(str(paths.PAGES / page.file), label=label)


def script_failed(error: Exception) -> bool:
    """Show an id instead of the error, and log the error under that id."""
    identity = secrets.token_hex(4)
    context = get_script_run_ctx(suppress_warning=True)
    log.error(
        "page failed",
        exc_info=error,
        extra={"fields": {"id": identity, "query": context.query_string if context else ""}},
    )
    events.count("errors")
    _ = translator(st.session_state.get("lang") or DEFAULT_LANGUAGE)
    st.error(_("Something went wrong. Reload the page; if it happens again, report error {id}.", id=identity))
    return True


def _heading(page: Page, view: View) -> None:
    _ = view._
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="heading"
    ):
        years = years_label(view.selection.years, view.years, _)
        st.title(
            _(page.heading, years=years) if page.heading else _(page.title), anchor=False, width="content"
        )
        st.segmented_control(
            _("Language"),
            languages(),
            **state.bind(LANGUAGE.key),
            required=True,
            label_visibility="collapsed",
            format_func=_language_name,
        )


def _no_page() -> list[StreamlitPage]:
    """A page under the name that the browser asked for, where there is none of that name.

    Without it Streamlit would lay its own dialog over what is said here, in English.
    """
    context = get_script_run_ctx(suppress_warning=True)
    asked = context.pages_manager.intended_page_name if context else None
    if asked and asked not in {page.url_path for page in navigation.PAGES}:
        st.session_state[_ASKED] = asked
    # A later run, for a language chosen here, knows the page by its hash alone.
    name = st.session_state.get(_ASKED)
    if not name:
        return []
    return [st.Page(_nothing, title=_NOT_FOUND, url_path=name, visibility="hidden")]


def _nothing() -> None:
    """The page that is none: the frame says so."""


def _no_such_page(_: Translator) -> None:
    """What an address without a page gets: that there is none, and the pages there are."""
    st.title(_("There is no such page"), anchor=False)
    st.markdown(_("Nothing stands at this address. Choose one of the pages below."))
    page_links(navigation.PAGES, _)


def _language_name(lang: str) -> str:
    # Each catalogue translates this word as the name of its own language.
    return translator(lang)(message("English"))


def _footer(service: Service, _: Translator) -> None:
    st.caption(
        _(
            "clairviz {version} · data {stamp}, built at {time}",
            version=__version__,
            stamp=service.stamp,
            time=minute(service.built_at),
        )
    )


def _refused(refused: DataRefused) -> None:
    asked = st.query_params.get(LANGUAGE.key, DEFAULT_LANGUAGE)
    _ = translator(asked if asked in languages() else DEFAULT_LANGUAGE)
    st.title(_("The data cannot be shown"), anchor=False)
    if refused.fault == "database":
        st.markdown(
            _("The folder of the database must be mended first. Then reload this page; no restart is needed.")
        )
    else:
        st.markdown(_("The files below must be mended first. Then reload this page; no restart is needed."))
    notices.problems(refused.problems, _)
