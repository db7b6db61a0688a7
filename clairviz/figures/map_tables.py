"""Title, description and table of the map of partners."""

from collections.abc import Sequence

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED, Basis
from clairviz.figures.clicks import filters_link

Table = tuple[str, pd.DataFrame, Sequence[str]]


def partner_title(basis: Basis, _: Translator) -> str:
    """What the world map counts."""
    return _("Projects in each partner region") if basis == "projects" else _("Pairings by partner region")


def partner_rows(regions: pd.DataFrame, not_stated: int, basis: Basis, _: Translator) -> Table:
    """One row a region, and one for projects without a stated region, if any.

    A project counts at most once in a region, so projects and pairings of a region agree.
    """
    unit = _("Projects") if basis == "projects" else _("Pairings")
    rows = [
        (_.name(record), int(record["project_count"]), int(record["local_government_count"]))
        for record in regions.to_dict("records")
    ]
    marks = [filters_link(region=code) for code in regions["region_code"]]
    table = pd.DataFrame(rows, columns=[_("Partner region"), unit, _("Lead bodies")])
    if not_stated:
        name = _("Region not stated") if basis == "projects" else _("Region not stated (projects)")
        table = pd.concat(
            [table, pd.DataFrame([[name, not_stated, None]], columns=table.columns)], ignore_index=True
        )
        table[_("Lead bodies")] = table[_("Lead bodies")].astype("Int64")
        marks.append(filters_link(region=NOT_STATED))
    return "partners", table, marks


def undrawn(regions: pd.DataFrame, _: Translator) -> str:
    """The regions that the map cannot show, with their numbers; empty where it shows all."""
    areas = [
        _("{name} ({count})", name=_.name(record), count=f"{int(record['project_count']):,}")
        for record in regions[regions["latitude"].isna()].to_dict("records")
    ]
    return (
        _("Not on the map, being areas and no countries: {areas}.", areas=_(", ").join(areas))
        if areas
        else ""
    )


def partner_alt(regions: pd.DataFrame, not_stated: int, basis: Basis, _: Translator) -> str:
    """The world map in words, with its numbers."""
    numbers = _(", ").join(
        f"{_.name(record)} {int(record['project_count'])}" for record in regions.to_dict("records")
    )
    return _(
        "World map, {title}: {numbers}; not stated {not_stated}.",
        title=partner_title(basis, _),
        numbers=numbers,
        not_stated=not_stated,
    )
