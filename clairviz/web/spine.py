"""The spine of years above the filters of every filtered page."""

import streamlit as st
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.facets import YEAR
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked import spine
from clairviz.figures.linked.element import element
from clairviz.report.facts import counts_with
from clairviz.report.model import Ask
from clairviz.store.queries import offices
from clairviz.web import answers
from clairviz.web.navigation import Page
from clairviz.web.state import view_address
from clairviz.web.view import View
from clairviz.words.chronology import PROGRAMME_START


def draw(view: View, page: Page) -> None:
    """The programme in a line, and years as one control, or which year is on file where there is one."""
    st.html(answers.compose(_spine, view.selection, view_address(page.url_path), _=view._))


def _spine(ask: Ask, selection: Selection, here: Address, *, _: Translator) -> Markup:
    counts = counts_with(ask, selection)
    on_file = ask(offices.events)
    start = on_file[on_file["milestone_id"] == PROGRAMME_START]["happened"]
    if len(counts.on_file) == 1:
        year = spine.only_year(counts, int(start.iloc[0]) if len(start) else None, _=_)
        return element("div", lead(_), year, class_="cv-page cv-time")
    shown = spine.year_spine(counts, selection.of(YEAR), _=_, address=here)
    return element("div", lead(_), shown, spine.spine_legend(counts, _=_), class_="cv-page cv-time")


def lead(_: Translator) -> Markup:
    """The programme in a line."""
    text = _(
        "Pioneering international cooperation projects of Japanese local governments, recognised and subsidised by "
        "CLAIR, the Council of Local Authorities for International Relations"
    )
    return element("p", text, class_="cv-lead")
