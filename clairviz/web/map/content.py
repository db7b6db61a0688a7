"""The map page: partners in and around Asia, bodies in Japan, both over the years, and the projects."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.counts import Counts
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked import dot_map, ground, matrix, panel
from clairviz.figures.linked.bars import BarRow, ranked_bars
from clairviz.figures.linked.dot_map import Dot
from clairviz.figures.linked.element import element
from clairviz.figures.linked.ground import JAPAN, Frame
from clairviz.figures.linked.matrix import Head
from clairviz.report.facts import counts_in_basis, facts_of
from clairviz.report.model import Ask
from clairviz.store.queries.counts import crossed
from clairviz.store.queries.partner_map import bodies
from clairviz.store.queries.partners import projects_by_local_government_and_region
from clairviz.web import charts, counting
from clairviz.web.cited import Cited
from clairviz.web.csv_links import counts_csv
from clairviz.web.overview import lists, partners
from clairviz.web.overview.content import prefecture_panel
from clairviz.words.cautions import cautions
from clairviz.words.facts import Facts
from clairviz.words.telling import findings

# Rows of the ranking and of the heat map; circles in Japan; arcs from the bodies' own places.
MOST_PARTNERS, MOST_ROWS, MOST_DOTS, MOST_ARCS = 16, 60, 150, 16
# Width over height of the two maps.
ASIA_RATIO, JAPAN_RATIO = 1.45, 1.2
Record = dict[Any, Any]


def page(ask: Ask, selection: Selection, address: Address, *, _: Translator) -> Markup:
    """Everything below the filters as one piece of HTML; empty where nothing is selected."""
    facts = facts_of(ask, selection, _=_)
    if not facts.total:
        return Markup("")
    counted = counting.facts_in_basis(ask, selection, facts)
    cited = Cited(ask, selection, _)
    return element(
        "div",
        counting.head(ask, selection, address, _=_),
        panel.sentences(findings(facts, _=_, most=3), cautions(facts, _=_)),
        panel.grid(
            "map",
            _partner_map(ask, selection, counted, address, cited.mark(), _),
            _ranking(facts, counted, selection, address, cited.mark(), _),
        ),
        panel.grid(
            "japan",
            _body_map(ask, selection, counted, address, cited.mark(), _),
            prefecture_panel(ask, counted, address, cited.mark(), _=_, basis=selection.basis),
        ),
        _regions_by_year(ask, selection, counted, address, cited.mark(), _),
        lists.project_panel(ask, selection, facts, address, cited.mark(), _=_),
        cited.foot(),
        class_="cv-page",
    )


def _partner_map(
    ask: Ask, selection: Selection, facts: Facts, address: Address, mark: Markup, _: Translator
) -> Markup:
    """The map, and below it the partners that are not on it."""
    beyond = partners.beyond(ask, facts, address, _=_, has_silent=False)
    most = partners.scale_of(
        counts_in_basis(ask, Selection(basis=selection.basis)), "region", is_single=len(facts.chosen) == 1
    )
    return panel.panel(
        counting.titled(
            _("Projects by partner region"), _("Pairings by partner region (map)"), selection.basis
        ),
        partners.asia_map(
            ask, facts, address, _=_, ratio=ASIA_RATIO, starts=_starts(ask, selection, address)
        ),
        element("div", *beyond, class_="cv-beyond") if beyond else "",
        note=_(
            "Circles are in proportion to their counts, the largest on file standing for {most}; choose one to "
            "filter by it. Outlines take no position.",
            most=counting.counted(most, selection.basis, _),
        ),
        foot=[mark],
    )


def _starts(ask: Ask, selection: Selection, address: Address) -> dict[str, list[tuple[float, float]]]:
    """Where arcs to the regions chosen begin: at the bodies, where these are few and have a place."""
    chosen = set(address.values("region"))
    pairs = ask(projects_by_local_government_and_region, selection)
    shown = pairs[pairs["region_code"].isin(chosen) & pairs["government_latitude"].notna()]
    starts: dict[str, list[tuple[float, float]]] = {}
    if len(shown) <= MOST_ARCS:
        for code, latitude, longitude in zip(
            shown["region_code"], shown["government_latitude"], shown["government_longitude"], strict=True
        ):
            starts.setdefault(str(code), []).append((float(latitude), float(longitude)))
    return starts


def _ranking(
    facts: Facts, counted: Facts, selection: Selection, address: Address, mark: Markup, _: Translator
) -> Markup:
    ranking = counted.counts.ranking("region", facts.chosen)
    total = counted.total
    rows = [
        BarRow(
            facts.name("region", code),
            count,
            address.toggled(region=code).text,
            f"region:{code}",
            _(
                "{name}: {count} of {total}",
                name=facts.name("region", code),
                count=count,
                total=counting.counted(total, selection.basis, _),
            ),
            is_chosen=address.values("region") == (code,),
        )
        for code, count in ranking[:MOST_PARTNERS]
    ]
    silent = facts.counts.not_stated("region", facts.chosen)
    if silent and selection.basis == "projects":
        rows.append(
            BarRow(
                _("Region not stated"),
                silent,
                address.toggled(region="not-stated").text,
                "region:not-stated",
                is_chosen=address.values("region") == ("not-stated",),
                is_unknown=True,
            )
        )
    rest = len(ranking) - MOST_PARTNERS
    return panel.panel(
        counting.titled(
            _("Partner regions, ranked (projects)"),
            _("Partner regions, ranked (pairings)"),
            selection.basis,
        ),
        ranked_bars(rows, label=_("Partner regions, ranked"), _=_),
        note=_("and {count} more", count=rest) if rest > 0 else "",
        foot=[mark, *counts_csv(address, "region", _)],
    )


def _body_map(
    ask: Ask, selection: Selection, facts: Facts, address: Address, mark: Markup, _: Translator
) -> Markup:
    """The bodies at their offices; those whose place is not on file beside, as bars."""
    column = "project_count" if selection.basis == "projects" else "pairing_count"
    every: list[Record] = ask(bodies, Selection()).to_dict("records")
    found = ask(bodies, selection)
    found = found[found[column] > 0].sort_values(column, ascending=False, kind="stable")
    records: list[Record] = found.to_dict("records")
    placed = [record for record in records if not pd.isna(record["latitude"])]
    lost = [record for record in records if pd.isna(record["latitude"])]
    rest = len(placed) - MOST_DOTS
    most = partners.scale_of(
        counts_in_basis(ask, Selection(basis=selection.basis)), "gov", is_single=len(facts.chosen) == 1
    )
    shown = dot_map.dot_map(
        [_dot(record, int(record[column]), selection, address, _) for record in placed[:MOST_DOTS]],
        ground=JAPAN,
        picture=charts.land_source(JAPAN),
        frame=_japan(every, address),
        most=most,
        label=_(
            "Map of bodies in Japan: {numbers}",
            numbers=_(", ").join(
                f"{_.name(record)} {int(record[column]):,}" for record in records[:MOST_PARTNERS]
            ),
        ),
    )
    notes = [
        _(
            "At the place of the office; the largest circle on file stands for {most}.",
            most=counting.counted(most, selection.basis, _),
        )
    ]
    if rest > 0:
        notes.append(_("The {count} with the most are drawn.", count=MOST_DOTS))
    return panel.panel(
        counting.titled(_("Projects by lead body"), _("Pairings by lead body"), selection.basis),
        shown,
        *_without_place(lost, column, address, _),
        note=" ".join(notes),
        foot=[mark],
    )


def _dot(record: Record, count: int, selection: Selection, address: Address, _: Translator) -> Dot:
    code = str(record["local_government_code"])
    return Dot(
        f"gov:{code}",
        _.name(record),
        float(record["latitude"]),
        float(record["longitude"]),
        count,
        address.toggled(gov=code).text,
        _("{name}: {count}", name=_.name(record), count=counting.counted(count, selection.basis, _)),
        address.values("gov") == (code,),
    )


def _without_place(lost: Sequence[Record], column: str, address: Address, _: Translator) -> list[Markup]:
    if not lost:
        return []
    title = _("Bodies whose place is not on file")
    rows = [
        BarRow(
            _.name(record),
            int(record[column]),
            address.toggled(gov=str(record["local_government_code"])).text,
            f"gov:{record['local_government_code']}",
        )
        for record in lost[:MOST_PARTNERS]
    ]
    return [element("h4", title), element("div", ranked_bars(rows, label=title, _=_), class_="cv-beyond")]


def _japan(every: Sequence[Record], address: Address) -> Frame:
    """The frame of all bodies on file; closer in on what is chosen."""
    places = [
        (
            str(record["local_government_code"]),
            (float(record["latitude"]), float(record["longitude"])),
        )
        for record in every
        if not pd.isna(record["latitude"])
    ]
    if not places:
        return JAPAN.whole
    whole = ground.around([place for _code, place in places], JAPAN.whole, margin=1.2, ratio=JAPAN_RATIO)
    chosen, prefectures = set(address.values("gov")), set(address.values("pref"))
    picked = [place for code, place in places if code in chosen or (not chosen and code[:2] in prefectures)]
    if not picked:
        return whole
    return ground.around(picked, whole, margin=1, ratio=JAPAN_RATIO, least=5)


def _regions_by_year(
    ask: Ask, selection: Selection, facts: Facts, address: Address, mark: Markup, _: Translator
) -> Markup:
    """Partner regions by fiscal year, where several are on file."""
    counts: Counts = facts.counts
    if len(counts.on_file) < 2:
        return Markup("")
    columns = counting.year_heads(facts, address, _)
    years = [int(column.key) for column in columns if not column.is_empty]
    cells = {
        (str(row["row_code"]), str(row["column_code"])): int(row["primary_count"])
        for row in ask(crossed, counting.spanned(selection, facts), "region", "year").to_dict("records")
    }
    ranking = counts.ranking("region", years)
    rows = [
        Head(
            code,
            facts.name("region", code),
            address.toggled(region=code).text,
            is_chosen=address.values("region") == (code,),
        )
        for code, _count in ranking[:MOST_ROWS]
    ]
    silent = counts.not_stated("region", years)
    if silent:
        rows.append(Head("not-stated", _("Region not stated"), address.toggled(region="not-stated").text))
    rest = len(ranking) - MOST_ROWS
    notes = [
        _("A project with several partners stands in several rows; the last row counts each once.")
        if selection.basis == "projects"
        else "",
        counting.span_note(facts, _),
        _("and {count} more", count=rest) if rest > 0 else "",
    ]
    title = counting.titled(
        _("Partner regions by fiscal year (projects)"),
        _("Partner regions by fiscal year (pairings)"),
        selection.basis,
    )
    return panel.panel(
        title,
        matrix.count_matrix(
            rows,
            columns,
            cells,
            label=title,
            corner=_("Partner region"),
            href=lambda region, year: address.toggled(region=region, year=year).text,
            row_totals={**dict(ranking), "not-stated": silent},
            column_totals={str(year): counts.total((year,)) for year in years},
            total=counts.total(years),
            _=_,
        ),
        note=" ".join(note for note in notes if note),
        foot=[mark],
    )
