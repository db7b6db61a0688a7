"""What is told, where and when."""

from clairviz.base.i18n import message
from clairviz.report.model import Cover, Scene
from clairviz.report.teller import Teller

NAME = message("First scene")


def scene(teller: Teller, code: str) -> Scene:
    """The first scene."""
    _, day = teller._, teller.held_on
    lines = [
        _("CLAIR Model Project programme"),
        *([teller.occasion] if teller.occasion else []),
        *([_.day(day)] if day else []),
    ]
    # What must be known before any number is seen.
    if teller.selection.is_filtered or teller.partial or teller.synthetic:
        lines.append(teller.selected())
    title = _("Model Projects, {years}", years=teller.years)
    return Scene(code, title, Cover(), tuple(lines), sources=teller.sources)
