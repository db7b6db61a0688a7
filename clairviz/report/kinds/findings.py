"""The key figures and what stands out."""

from clairviz.base.i18n import message
from clairviz.report.model import Numbers, Scene
from clairviz.report.teller import Teller
from clairviz.words.cautions import cautions, silence
from clairviz.words.telling import findings

NAME = message("Key findings")


def scene(teller: Teller, code: str) -> Scene:
    """Large numbers over sentences."""
    _, counts = teller._, teller.counts
    facts_told = teller.facts()
    sentences = (*findings(facts_told, _=_), *cautions(facts_told, _=_), silence(facts_told, _))
    facts = (
        (_("Recognised projects"), f"{counts['project_count']:,}"),
        (_("Lead bodies"), f"{counts['local_government_count']:,}"),
        (_("Partner regions"), f"{counts['region_count']:,}"),
        (_("Fields"), f"{counts['field_count']:,}"),
    )
    return Scene(
        code,
        _("Key findings"),
        Numbers(),
        tuple(sentence for sentence in sentences if sentence) or (teller.nothing(),),
        facts=facts,
        sources=teller.sources,
    )
