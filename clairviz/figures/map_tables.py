"""Titles, descriptions and tables of the map page; a table comes with the link of each row."""

from collections.abc import Sequence

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED, Basis
from clairviz.figures.body_map import BODIES
from clairviz.figures.clicks import mark
from clairviz.figures.partner_map import ARCS
from clairviz.figures.steps import step_ends

Table = tuple[str, pd.DataFrame, Sequence[str]]


def partner_title(basis: Basis, _: Translator) -> str:
    """What the world map counts."""
    return _("Projects in each partner region") if basis == "projects" else _("Pairings by partner region")


def body_title(basis: Basis, _: Translator) -> str:
    """What the map of Japan counts."""
    return _("Projects by lead body") if basis == "projects" else _("Pairings by lead body")


def partners(regions: pd.DataFrame, not_stated: int, basis: Basis, _: Translator) -> Table:
    """One row a region, and one for projects without a stated region, if any.

    A project counts at most once in a region, so projects and pairings of a region agree.
    """
    unit = _("Projects") if basis == "projects" else _("Pairings")
    rows = [
        (_.name(record), int(record["project_count"]), int(record["local_government_count"]))
        for record in regions.to_dict("records")
    ]
    marks = [mark(region=code) for code in regions["region_code"]]
    table = pd.DataFrame(rows, columns=[_("Partner region"), unit, _("Lead bodies")])
    if not_stated:
        name = _("Region not stated") if basis == "projects" else _("Region not stated (projects)")
        table = pd.concat(
            [table, pd.DataFrame([[name, not_stated, None]], columns=table.columns)], ignore_index=True
        )
        table[_("Lead bodies")] = table[_("Lead bodies")].astype("Int64")
        marks.append(mark(region=NOT_STATED))
    return "partners", table, marks


def pairs(frame: pd.DataFrame, _: Translator) -> Table:
    """One row a body and region: what the arcs show."""
    return (
        "arcs",
        pd.DataFrame(
            {
                _("Local government"): list(frame[f"government_{_.lang}"]),
                _("Partner region"): list(frame[f"region_{_.lang}"]),
                _("Projects"): frame["project_count"].astype(int),
            }
        ),
        [
            mark(gov=gov, region=region)
            for gov, region in zip(frame["local_government_code"], frame["region_code"], strict=True)
        ],
    )


def bodies(frame: pd.DataFrame, _: Translator) -> Table:
    """One row a body: projects, pairings, and projects without a stated region."""
    return (
        "bodies",
        pd.DataFrame(
            {
                _("Local government"): list(frame[f"name_{_.lang}"]),
                _("Projects"): frame["project_count"].astype(int),
                _("Pairings"): frame["pairing_count"].astype(int),
                _("Region not stated (projects)"): frame["not_stated_count"].astype(int),
            }
        ),
        [mark(gov=code) for code in frame["local_government_code"]],
    )


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


def body_alt(frame: pd.DataFrame, basis: Basis, _: Translator) -> str:
    """The map of Japan in words, with its numbers."""
    column = "project_count" if basis == "projects" else "pairing_count"
    numbers = _(", ").join(
        f"{_.name(record)} {int(record[column])}" for record in frame.head(BODIES).to_dict("records")
    )
    return _("Map of Japan, {title}: {numbers}.", title=body_title(basis, _), numbers=numbers)


def boundary_note(_: Translator) -> str:
    """How to read the map, and what its outlines are and are not."""
    return _(
        "Click a country or an arc to filter by it, and again to clear. Outlines: Natural Earth, edited; "
        "illustrative only, no position on boundaries is taken."
    )


def cut_note(governments: pd.DataFrame, pairings: pd.DataFrame, _: Translator) -> str:
    """Says so where the maps draw only the most frequent bodies and arcs."""
    if len(governments) <= BODIES and len(pairings) <= ARCS:
        return _("Marked at the place of the office; a number moved aside has a line to its place.")
    return _(
        "The maps draw the {bodies} bodies and {arcs} arcs with the most projects; the tables have all.",
        bodies=BODIES,
        arcs=ARCS,
    )


def step_labels(regions: pd.DataFrame, _: Translator) -> list[str]:
    """What each step of shade stands for: the counts of projects it holds."""
    ends = step_ends(int(count) for count in regions["project_count"])
    firsts = [1, *(end + 1 for end in ends)]
    labels = [
        f"{first:,}" if first == end else f"{first:,}–{end:,}"
        for first, end in zip(firsts, ends, strict=False)
    ]
    return [*labels, _("{count} or more", count=f"{firsts[-1]:,}")]


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
