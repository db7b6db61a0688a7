"""The key figures and what stands out."""

from clairviz.base.i18n import message
from clairviz.report.model import Numbers, Scene
from clairviz.report.teller import Teller
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.projects import projects_by_local_government
from clairviz.words import findings

NAME = message("Key findings")


def scene(teller: Teller, code: str) -> Scene:
    """Large numbers over sentences."""
    _, counts = teller._, teller.counts
    sentences = (
        findings.region_finding(teller.regions(), counts["project_count"], _=_),
        findings.field_finding(teller.ask(projects_by_field, teller.selection), _=_),
        findings.repeat_finding(teller.ask(projects_by_local_government, teller.selection), _=_),
        findings.unmarked_finding(teller.listed, counts["not_stated_count"], _=_),
    )
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
