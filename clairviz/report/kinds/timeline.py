"""How the organisation grew."""

from clairviz.base.i18n import message
from clairviz.figures.offices import office_timeline
from clairviz.report.model import Scene, Timeline
from clairviz.report.teller import Teller
from clairviz.store.queries import offices, reference
from clairviz.words import chronology

NAME = message("Timeline")


def scene(teller: Teller, code: str) -> Scene:
    """Offices, events and fiscal years on file."""
    _ = teller._
    content = Timeline(
        teller.ask(offices.offices),
        teller.ask(offices.readings),
        teller.ask(offices.events),
        teller.ask(reference.fiscal_years),
        teller.ask(offices.span),
    )
    frames = (content.offices, content.readings, content.events, content.years)
    table = chronology.timeline_table(*frames, _=_)
    spoken = _("; ").join(
        f"{what} {when}" for what, when in zip(table.iloc[:, 1], table.iloc[:, 2], strict=True)
    )
    return Scene(
        code,
        chronology.growth(content.offices, _) or _("Timeline"),
        content,
        figure=office_timeline(*frames, content.span, _=_),
        table=table,
        alt=_("{title}: {numbers}.", title=_("Timeline"), numbers=spoken),
        caveat=_("Bars run to the end of the data; no closing is recorded."),
        sources=tuple(table[_("Source")].unique()),
    )
