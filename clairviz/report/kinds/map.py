"""Where the partners are."""

from clairviz.base.i18n import message
from clairviz.figures import map_tables
from clairviz.figures.partner_map import partner_map
from clairviz.report.model import PartnerMap, Scene
from clairviz.report.teller import Teller
from clairviz.store.queries.fields import projects_by_field
from clairviz.store.queries.partners import projects_by_local_government_and_region
from clairviz.words.headlines import region_headline
from clairviz.words.phrases import joined
from clairviz.words.telling import leading_region

NAME = message("Map")


def scene(teller: Teller, code: str) -> Scene:
    """Partner regions on a map, with their counts."""
    _, regions, not_stated = teller._, teller.regions(), teller.counts["not_stated_count"]
    pairs = teller.ask(projects_by_local_government_and_region, teller.selection)
    finding = leading_region(teller.facts(), _)
    counts = [(_.name(record), int(record["project_count"])) for record in regions.to_dict("records")]
    if not_stated:
        counts.append((_("Region not stated"), not_stated))
    outlines = _("Outlines are illustrative and take no position.")
    return Scene(
        code,
        region_headline(teller.facts(), _=_) or teller.nothing(),
        PartnerMap(regions, pairs, tuple(counts)),
        (finding.text,) if finding else (),
        figure=partner_map(
            regions,
            pairs,
            teller.ask(projects_by_field, teller.selection),
            _=_,
            outlines=teller.outlines,
            chosen=teller.selection.regions,
            field=teller.selection.fields[0] if len(teller.selection.fields) == 1 else "",
        ),
        table=map_tables.partner_rows(regions, not_stated, "projects", _)[1],
        alt=map_tables.partner_alt(regions, not_stated, "projects", _),
        caveat=joined([text for text in (map_tables.undrawn(regions, _), outlines) if text], _),
        sources=teller.sources,
    )
