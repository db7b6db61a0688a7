"""The partners of the overview: Asia as a map, those beyond it as bars by part of the world."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.counts import Counts
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked import dot_map, ground, panel
from clairviz.figures.linked.bars import BarRow, ranked_bars
from clairviz.figures.linked.dot_map import Dot, Home
from clairviz.figures.linked.element import element
from clairviz.figures.linked.ground import ASIA, JAPAN_BODY, Frame
from clairviz.figures.linked.part_of_world import PARTS, part_of_world
from clairviz.report.facts import counts_with
from clairviz.report.model import Ask
from clairviz.store.queries.partners import projects_by_region
from clairviz.web import charts
from clairviz.web.csv_links import counts_csv
from clairviz.words.facts import Facts
from clairviz.words.phrases import count_of_projects

# What can be on the map: from the Indian Ocean to Japan.
NEAR = Frame(58, -14, 156, 72)
# More bars than these beside the map are summed up by part of the world.
MOST_BESIDE = 9
# Japan's own ends, which every map holds.
JAPAN_ENDS = ((45.0, 145.5), (36.5, 149.0), (31.0, 130.0))
HOME_PLACE = (36.5, 140.5)
Record = dict[Any, Any]


def map_panel(
    ask: Ask, facts: Facts, address: Address, mark: Markup, *, _: Translator, ratio: float = 0.92
) -> Markup:
    """Partners in and around Asia as named circles, the others as bars beside."""
    shown = asia_map(ask, facts, address, _=_, ratio=ratio)
    beside = beyond(ask, facts, address, _=_, most_bars=MOST_BESIDE)
    return panel.panel(
        _("Projects by partner region"),
        element("div", shown, element("div", *beside), class_="cv-split") if beside else shown,
        note=_("A project with several partners counts with each. Outlines take no position."),
        foot=[
            mark,
            panel.more(
                address.at("map", "year", "field", "pref", "gov", "q", "lang").text, _("To the map"), _
            ),
            *counts_csv(address, "region", _),
        ],
    )


def asia_map(
    ask: Ask,
    facts: Facts,
    address: Address,
    *,
    _: Translator,
    ratio: float,
    starts: Mapping[str, Sequence[tuple[float, float]]] | None = None,
) -> Markup:
    """The map alone. Arcs lead to the regions chosen, from the places in `starts` by region, or from Japan."""
    near = [place for place in _places(ask) if _is_near(place)]
    counted = [place for place in near if _count(place, facts)]
    chosen = address.values("region")
    return dot_map.dot_map(
        [_dot(place, facts, address, _) for place in counted],
        ground=ASIA,
        picture=charts.land_source(ASIA),
        frame=frame_of(near, chosen, ratio),
        most=scale_of(counts_with(ask, Selection()), "region", is_single=len(facts.chosen) == 1),
        label=_(
            "Map of partner regions in and around Asia: {numbers}",
            numbers=_(", ").join(f"{_.name(place)} {_count(place, facts):,}" for place in counted),
        ),
        home=Home(_("Japan"), *HOME_PLACE, JAPAN_BODY),
        arcs=[
            (start, (place["latitude"], place["longitude"]))
            for place in near
            if place["region_code"] in chosen
            for start in (starts or {}).get(str(place["region_code"])) or [HOME_PLACE]
        ],
    )


def _places(ask: Ask) -> list[Record]:
    """Every region with a project on file, whatever is selected: the frame stays."""
    found: list[Record] = ask(projects_by_region, Selection()).to_dict("records")
    return found


def frame_of(near: Sequence[Record], chosen: Sequence[str], ratio: float) -> Frame:
    """The part of Asia that holds all partners on file; closer in on those chosen, never further out.

    It is as wide for its height as `ratio` says, or less where the partners reach far north and south.
    """
    places = [(float(place["latitude"]), float(place["longitude"])) for place in near]
    held = [*places, *JAPAN_ENDS]
    ratio = ground.widest_ratio(held, NEAR, margin=6, ratio=ratio)
    whole = ground.around(held, NEAR, margin=6, ratio=ratio)
    picked = [
        (float(place["latitude"]), float(place["longitude"]))
        for place in near
        if place["region_code"] in chosen
    ]
    if not picked:
        return whole
    return ground.around([*picked, *JAPAN_ENDS], whole, margin=5, ratio=ratio, least=20)


def scale_of(counts: Counts, facet: str, *, is_single: bool) -> int:
    """The count of the largest circle on file: of any one year where one is shown, else of all years.

    `counts` are of everything on file, so that sizes compare over years and selections.
    """
    codes = [code for code, _count in counts.ranking(facet, counts.on_file)]
    spans = [(year,) for year in counts.on_file] if is_single else [counts.on_file]
    return max((counts.of(facet, code, span) for code in codes for span in spans), default=1)


def _is_near(place: Record) -> bool:
    return not pd.isna(place["latitude"]) and NEAR.holds(float(place["latitude"]), float(place["longitude"]))


def _count(place: Record, facts: Facts) -> int:
    return facts.counts.of("region", str(place["region_code"]), facts.chosen)


def _tip(place: Record, facts: Facts, _: Translator) -> str:
    code, name = str(place["region_code"]), _.name(place)
    text = _(
        "{name}: {count} of {total}",
        name=name,
        count=_count(place, facts),
        total=count_of_projects(facts.total, _),
    )
    years = [year for year in facts.chosen if facts.counts.of("region", code, (year,))]
    if len(facts.chosen) > 1:
        text += "\n" + _(
            "in {count} of {years} fiscal years on file", count=len(years), years=len(facts.chosen)
        )
    return text


def _dot(place: Record, facts: Facts, address: Address, _: Translator) -> Dot:
    code = str(place["region_code"])
    return Dot(
        f"region:{code}",
        _.name(place),
        float(place["latitude"]),
        float(place["longitude"]),
        _count(place, facts),
        address.toggled(region=code).text,
        _tip(place, facts, _),
        address.values("region") == (code,),
    )


def beyond(
    ask: Ask,
    facts: Facts,
    address: Address,
    *,
    _: Translator,
    has_silent: bool = True,
    most_bars: int | None = None,
) -> list[Markup]:
    """Bars by part of the world, then areas that are no country, then what is not stated.

    Where there are more than `most_bars`, one bar stands for all partners of a part.
    """
    most = [place for place in _places(ask) if not _is_near(place) and _count(place, facts)]
    groups: list[tuple[str, list[Record]]] = [
        (
            _(part),
            [
                place
                for place in most
                if not pd.isna(place["latitude"])
                and part_of_world(float(place["latitude"]), float(place["longitude"])) == part
            ],
        )
        for part in PARTS
    ]
    groups.append((_("Areas that are no country"), [place for place in most if pd.isna(place["latitude"])]))
    # One scale for all partners, so that a bar here compares with any other.
    largest = max((count for _code, count in facts.counts.ranking("region", facts.chosen)), default=0)
    parts: list[Markup] = []
    if most_bars is not None and len(most) > most_bars:
        rows = [_sum(title, places, facts, address, _) for title, places in groups if places]
        title = _("Beyond the map, by part of the world")
        parts.append(element("div", element("h4", title), ranked_bars(rows, label=title, _=_, most=largest)))
        groups = []
    for title, places in groups:
        if places:
            rows = [_row(place, facts, address, _) for place in places]
            parts.append(
                element("div", element("h4", title), ranked_bars(rows, label=title, _=_, most=largest))
            )
    unknown = facts.counts.not_stated("region", facts.chosen)
    if unknown and has_silent:
        row = BarRow(
            _("Region not stated"), unknown, address.toggled(region="not-stated").text, is_unknown=True
        )
        parts.append(element("div", ranked_bars([row], label=row.name, _=_), class_="cv-apart"))
    return parts


def _sum(title: str, places: list[Record], facts: Facts, address: Address, _: Translator) -> BarRow:
    """The pairings with all partners of a part of the world; hover says with which."""
    codes = tuple(str(place["region_code"]) for place in places)
    names = _(", ").join(f"{_.name(place)} {_count(place, facts):,}" for place in places)
    return BarRow(
        title,
        sum(_count(place, facts) for place in places),
        address.having("region", *codes).text,
        tip=_("{title}: {numbers}", title=title, numbers=names),
        is_chosen=set(address.values("region")) == set(codes),
    )


def _row(place: Record, facts: Facts, address: Address, _: Translator) -> BarRow:
    code = str(place["region_code"])
    return BarRow(
        _.name(place),
        _count(place, facts),
        address.toggled(region=code).text,
        f"region:{code}",
        _tip(place, facts, _),
        is_chosen=address.values("region") == (code,),
    )
