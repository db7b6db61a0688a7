"""A figure's finding as short as a headline; where nothing leads, what the figure holds."""

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED
from clairviz.words.facts import Facts
from clairviz.words.phrases import count_of_projects, listing
from clairviz.words.telling import NAMED


def region_headline(facts: Facts, *, _: Translator) -> str | None:
    """Which partner region leads. None where there is no project."""
    if not facts.total:
        return None
    ranking, total = facts.counts.ranking("region", facts.chosen), count_of_projects(facts.total, _)
    if not ranking:
        return _("{count} without a stated partner region", count=total)
    if len(ranking) == 1 and ranking[0][1] == facts.total:
        return _("{count} with {name}", count=total, name=facts.name("region", ranking[0][0]))
    leaders, top = _leaders(facts, "region")
    if not leaders:
        return _.plural(
            "{count} with {regions} partner region",
            "{count} with {regions} partner regions",
            len(ranking),
            count=total,
            regions=len(ranking),
        )
    if len(leaders) > 1:
        return _("{names} lead with {count} each", names=listing(leaders, _), count=count_of_projects(top, _))
    return _("{top} of {total} are with {name}", top=top, total=total, name=leaders[0])


def field_headline(facts: Facts, *, _: Translator) -> str | None:
    """Which field leads by primary marks. None where there is no project."""
    if not facts.total:
        return None
    ranking, total = facts.counts.ranking("field", facts.chosen), count_of_projects(facts.total, _)
    if not ranking:
        return _("{count} without a stated field", count=total)
    if len(ranking) == 1 and ranking[0][1] == facts.total:
        return _("{count} in the field {name}", count=total, name=facts.name("field", ranking[0][0]))
    leaders, top = _leaders(facts, "field")
    count = count_of_projects(top, _)
    if not leaders:
        return _.plural(
            "{count} in {fields} field",
            "{count} in {fields} fields",
            len(ranking),
            count=total,
            fields=len(ranking),
        )
    if len(leaders) > 1:
        return _("{names} lead with {count} each", names=listing(leaders, _), count=count)
    return _("{name} leads with {count}", name=leaders[0], count=count)


def _leaders(facts: Facts, facet: str) -> tuple[list[str], int]:
    """The names of those with the most, none where naming them says nothing, and their count."""
    ranking = facts.counts.ranking(facet, facts.chosen)
    top = ranking[0][1]
    leaders = [code for code, count in ranking if count == top]
    if facet in facts.filtered or top == 1 or len(leaders) > NAMED or len(leaders) == len(ranking) > 1:
        return [], top
    return [facts.name(facet, code) for code in leaders], top


def combination_headline(
    facts: Facts, cells: pd.DataFrame, fields: pd.DataFrame, *, _: Translator
) -> str | None:
    """Which region and field go together most, by primary marks. None where there is no project.

    Takes the answers of ``projects_by_field_and_region`` and ``projects_by_field``.
    """
    marked = cells[(cells["primary_count"] > 0) & (cells["code"] != NOT_STATED)]
    if marked.empty:
        return region_headline(facts, _=_)
    top = int(marked["primary_count"].max())
    leaders = marked[marked["primary_count"] == top]
    if top == 1 or len(leaders) > NAMED:
        return _.plural(
            "{number} combination of field and partner region",
            "{number} combinations of field and partner region",
            len(marked),
            number=len(marked),
        )
    names = dict(zip(fields["field_code"], fields[f"name_{_.lang}"], strict=True))
    pairs = [f"{_.name(record)} × {names[record['field_code']]}" for record in leaders.to_dict("records")]
    values = {"names": _(", ").join(pairs), "count": count_of_projects(top, _)}
    if len(leaders) > 1:
        return _("{names}: the most frequent combinations ({count} each)", **values)
    return _("{names}: the most frequent combination ({count})", **values)
