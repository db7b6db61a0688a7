"""Projects by field."""

from clairviz.base.i18n import message
from clairviz.figures import theme
from clairviz.figures.field_matrix import field_counts_bar
from clairviz.figures.fields import secondary_text
from clairviz.report.model import Bar, Bars, Scene
from clairviz.report.teller import Teller
from clairviz.store.queries.field_matrix import pairings_by_field
from clairviz.store.queries.fields import projects_by_field
from clairviz.words import tables, telling
from clairviz.words.headlines import field_headline

NAME = message("Fields")


def scene(teller: Teller, code: str) -> Scene:
    """A bar a field."""
    _, fields = teller._, teller.ask(projects_by_field, teller.selection)
    numbers = _(", ").join(
        f"{_.name(record)} {int(record['primary_count'])}" for record in fields.to_dict("records")
    )
    facts = teller.facts()
    said = (telling.leading_field(facts, _), telling.secondary_only(facts, _))
    rows = fields.sort_values(["primary_count", "sort_order"], ascending=[False, True])
    orders = list(rows["sort_order"])
    bars = tuple(
        Bar(
            _.name(record),
            int(record["primary_count"]),
            colour,
            pattern,
            secondary_text(int(record["secondary_count"]), _) if record["secondary_count"] else "",
            str(record["field_code"]),
        )
        for record, colour, pattern in zip(
            rows.to_dict("records"), theme.field_colours(orders), theme.field_patterns(orders), strict=True
        )
    )
    return Scene(
        code,
        field_headline(facts, _=_) or teller.nothing(),
        Bars(_("Projects (primary)"), bars),
        tuple(finding.text for finding in said if finding),
        figure=field_counts_bar(fields, teller.ask(pairings_by_field, teller.selection), _=_, order="count"),
        table=tables.field_table(fields, _=_),
        alt=_("Bar chart of projects by primary field: {numbers}.", numbers=numbers),
        caveat=_("Counted by primary field; secondary marks are shown apart."),
        sources=teller.sources,
    )
