"""Links to the numbers behind a figure, where the server hands them out."""

from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.facets import FACETS
from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element
from clairviz.web import assets
from clairviz.web.navigation import COUNT

MOST = "10000"
_KEPT = (*(key for facet in FACETS for key in (facet.key, facet.excluded_key)), "lang")


def counts_csv(address: Address, facet: str, _: Translator) -> list[Markup]:
    """The projects counted by one facet for the selection of `address`.

    Nothing where nobody serves them, or where the figures count pairings.
    """
    if address.values(COUNT.key) not in ((), COUNT.default):
        return []
    return _link(address.at("api/counts.csv", *_KEPT).having("facet", facet), _)


def projects_csv(address: Address, _: Translator) -> list[Markup]:
    """The projects of the selection of `address`; nothing where nobody serves them."""
    return _link(address.at("api/projects.csv", *_KEPT), _)


def _link(address: Address, _: Translator) -> list[Markup]:
    if not assets.is_served():
        return []
    href = address.having("limit", MOST).text
    return [element("a", "CSV", href=href, download=True, aria_label=_("Numbers of this figure as CSV"))]
