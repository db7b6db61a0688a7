"""The overview: findings, key figures, partners, fields, prefectures and the first projects."""

from collections.abc import Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.counts import ALL
from clairviz.base.i18n import Translator
from clairviz.base.selection import Basis, Selection
from clairviz.figures.linked import key_figures, panel, tiles
from clairviz.figures.linked.element import element
from clairviz.figures.linked.key_figures import KeyFigure
from clairviz.report.facts import facts_of
from clairviz.report.model import Ask
from clairviz.store.queries import projects, reference
from clairviz.store.queries.amounts import amounts
from clairviz.web.cited import Cited
from clairviz.web.csv_links import counts_csv
from clairviz.web.overview import lists, partners
from clairviz.words.cautions import cautions
from clairviz.words.facts import Facts
from clairviz.words.phrases import count_of_projects, kinds_of_bodies, pairings
from clairviz.words.telling import findings


def page(ask: Ask, selection: Selection, address: Address, *, _: Translator) -> Markup:
    """Everything below the filters as one piece of HTML; empty where nothing is selected."""
    facts = facts_of(ask, selection, _=_)
    if not facts.total:
        return Markup("")
    cited = Cited(ask, selection, _)
    return element(
        "div",
        panel.sentences(findings(facts, _=_), cautions(facts, _=_)),
        key_figures.key_figure_row(_key_figures(ask, selection, facts, _)),
        panel.grid(
            "overview",
            partners.map_panel(ask, facts, address, cited.mark(), _=_),
            lists.panel_of_ranks(ask, selection, facts, address, cited.mark(), _=_),
            prefecture_panel(ask, facts, address, cited.mark(), _=_),
        ),
        lists.project_panel(ask, selection, facts, address, cited.mark(), _=_),
        cited.foot(),
        class_="cv-page",
    )


def prefecture_panel(
    ask: Ask, facts: Facts, address: Address, mark: Markup, *, _: Translator, basis: Basis = "projects"
) -> Markup:
    """All 47 prefectures, each leading to its profile."""
    rows = ask(reference.prefectures).to_dict("records")
    names = {("pref", row["prefecture_code"]): _.name(row) for row in rows}
    counted = dict(facts.counts.ranking("pref", facts.chosen))
    rest = len(tiles.PLACES) - len(counted)
    title = _("Projects by prefecture") if basis == "projects" else _("Pairings by prefecture")
    note = _(
        "Lead bodies by prefecture: {count} with projects, {rest} with none on file.",
        count=len(counted),
        rest=rest,
    )
    shown = tiles.prefecture_tiles(
        counted,
        names=names,
        href=lambda code: address.at("profile", "year", "lang").having("of", f"pref-{code}").text,
        label=_("{title}: {numbers}", title=title, numbers=_numbers(counted, names, "pref", _)),
        tips=None
        if basis == "projects"
        else {
            code: _("{name}: {count}", name=names["pref", code], count=pairings(count, _))
            for code, count in counted.items()
        },
        _=_,
    )
    return panel.panel(title, shown, note=note, foot=[mark, *counts_csv(address, "pref", _)])


def _numbers(
    counted: Mapping[str, int], names: Mapping[tuple[str, str], str], facet: str, _: Translator
) -> str:
    return _(", ").join(f"{names.get((facet, code), code)} {count:,}" for code, count in counted.items())


def _key_figures(ask: Ask, selection: Selection, facts: Facts, _: Translator) -> list[KeyFigure]:
    counted = ask(projects.key_figures, selection).iloc[0]
    bodies = ask(projects.projects_by_local_government, selection)
    return [
        _projects(facts, _),
        KeyFigure(
            _("Lead bodies"),
            f"{int(counted['local_government_count']):,}",
            _.plural("body", "bodies", int(counted["local_government_count"])),
            _bodies_compared(facts, bodies, _),
        ),
        KeyFigure(
            _("Partner regions"),
            f"{int(counted['region_count']):,}",
            _.plural("country or area", "countries and areas", int(counted["region_count"])),
            _(
                "{pairings} pairings; not stated for {not_stated}",
                pairings=f"{int(counted['pairing_count']):,}",
                not_stated=count_of_projects(int(counted["not_stated_count"]), _),
            ),
        ),
        KeyFigure(
            _("Fields"),
            f"{int(counted['field_count']):,}",
            _.plural("field", "fields", int(counted["field_count"])),
            _("and {count} as secondary only", count=int(counted["secondary_only_count"]))
            if int(counted["secondary_only_count"])
            else _("by primary marks"),
        ),
        *_money(ask(amounts, selection), facts, _),
    ]


def _projects(facts: Facts, _: Translator) -> KeyFigure:
    series = facts.counts.series(ALL, "")
    complete = [year for year in facts.chosen if year in facts.counts.complete]
    if len(facts.chosen) == 1:
        before = facts.chosen[0] - 1
        if complete and before in facts.counts.complete:
            compared = _(
                "{before} in the year before", before=count_of_projects(facts.counts.total((before,)), _)
            )
        else:
            compared = _("the year is on file in full") if complete else _("only partly on file")
    elif complete:
        mean = facts.counts.total(complete) / len(complete)
        compared = _("{mean} a year over {years} complete years", mean=f"{mean:.1f}", years=len(complete))
    else:
        compared = _("only partly on file")
    return KeyFigure(
        _("Recognised projects"),
        f"{facts.total:,}",
        _.plural("project", "projects", facts.total),
        compared,
        series if len(series) > 2 else None,
        _("Projects by fiscal year"),
    )


def _bodies_compared(facts: Facts, bodies: pd.DataFrame, _: Translator) -> str:
    if len(facts.chosen) == 1:
        return kinds_of_bodies(bodies, _)
    several = int((bodies["project_count"] > 1).sum())
    return _("{several} with several projects", several=f"{several:,}")


def _money(stated: pd.DataFrame, facts: Facts, _: Translator) -> Sequence[KeyFigure]:
    """The subsidies, where any is stated; never the few as if they were all."""
    row = stated[stated["amount"] == "subsidy"].iloc[0]
    count = int(row["stated_count"])
    if not count:
        return ()
    value, unit = _.yen_and_unit(int(row["total_yen"]))
    return (
        KeyFigure(
            _("Subsidies as far as stated"),
            value,
            unit,
            _(
                "stated for {count} of {total}; median ¥{median}",
                count=f"{count:,}",
                total=count_of_projects(facts.total, _),
                median=f"{int(row['median_yen']):,}",
            ),
        ),
    )
