"""The about page: three short views with a link each: programmes, sources, technical."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.i18n import Translator, message
from clairviz.figures.linked.element import element, link
from clairviz.web import answers, navigation
from clairviz.web.about import installation, programmes, sources
from clairviz.web.scripts import PART_SCRIPT
from clairviz.web.state import view_address

# Each view, the part that leads to it, its name, and the parts that stand in it.
VIEWS = {
    "programmes": (message("Programmes"), ("programmes", "model-project")),
    "sources": (message("Sources and oddities"), ("sources", "oddities")),
    "version": (message("Technical"), ("version", "network")),
}
_BUILDERS: dict[str, Callable[..., Markup]] = {
    "programmes": programmes.page,
    "sources": sources.page,
    "version": installation.page,
}


def draw(_: Translator) -> None:
    """The view that the link asks for by part or by source; the programmes otherwise."""
    part = st.session_state.get(navigation.PART.key) or ""
    source = st.session_state.get(navigation.SOURCE.key) or ""
    view = view_of(part, source)
    options = {"only": source} if view == "sources" else {}
    st.html(
        str(view_switch(view, view_address("about"), _))
        + str(answers.compose(_BUILDERS[view], _=_, **options))
    )
    if view == "version":
        installation.network(_)
    if part and part != view:
        st.html(
            f'<div id="asked-part" data-part="{part}"></div><script>{PART_SCRIPT}</script>',
            unsafe_allow_javascript=True,
        )


def view_of(part: str, source: str) -> str:
    """The view a part stands in; a source without a part stands among the sources."""
    if not part:
        return "sources" if source else "programmes"
    return next(view for view, (_name, parts) in VIEWS.items() if part in parts)


def view_switch(shown: str, here: Address, _: Translator) -> Markup:
    """Links to the three views, the one shown marked."""
    return element(
        "nav",
        *(
            link(
                here.without("source").having("part", view).text,
                _(name),
                id=f"cv-view-{view}",
                aria_current="page" if view == shown else None,
            )
            for view, (name, _parts) in VIEWS.items()
        ),
        class_="cv-switch",
        aria_label=_("Views of this page"),
    )
