"""Parts of the map page: what is counted, the unmarked projects, cards, years in turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from clairviz.base.facets import BY_KEY, YEAR
from clairviz.base.i18n import Translator
from clairviz.base.selection import BASES, NOT_STATED, Basis
from clairviz.figures import map_tables
from clairviz.figures.theme import STEPS
from clairviz.store.queries import projects, reference
from clairviz.store.queries.partner_map import bodies
from clairviz.store.queries.partners import projects_by_local_government_and_region, projects_by_region
from clairviz.store.queries.provenance import sources_of_projects
from clairviz.web import answers, charts, clicks, play, state
from clairviz.web.charts import source_address
from clairviz.web.notices import truncation_note
from clairviz.web.view import View, key_figures
from clairviz.words import findings
from clairviz.words.phrases import Names, count_of_projects, names_of, period_label, project_name, years_label

CARDS = 40


def counting(_: Translator) -> None:
    """The switch between counting projects and counting pairings, which becomes the view's basis."""
    names = {"projects": _("Count projects"), "pairings": _("Count pairings")}
    st.segmented_control(
        _("What is counted"), BASES, **state.bind("count"), required=True, format_func=names.__getitem__
    )


def total(counts: dict[str, int], basis: Basis, _: Translator) -> str:
    """What the numbers add up to, in the unit counted."""
    stated = count_of_projects(counts["project_count"] - counts["not_stated_count"], _)
    unmarked = count_of_projects(counts["not_stated_count"], _)
    if basis == "pairings":
        return _.plural(
            "**{count} pairing** over {stated}; plus {not_stated} with no region stated.",
            "**{count} pairings** over {stated}; plus {not_stated} with no region stated.",
            counts["pairing_count"],
            count=f"{counts['pairing_count']:,}",
            stated=stated,
            not_stated=unmarked,
        )
    return _(
        "**{count}**: {stated} with a stated region and {not_stated} without.",
        count=count_of_projects(counts["project_count"], _),
        stated=stated,
        not_stated=unmarked,
    )


def unmarked(view: View) -> None:
    """The projects whose region the source does not mark, as a group that is always there."""
    _, selection = view._, view.selection
    count = view.key_figures["not_stated_count"]
    outside = key_figures(selection.ignoring(BY_KEY["region"]))["not_stated_count"]
    clicks.button(
        _("Region not stated {count}", count=f"{count:,}"),
        {"region": NOT_STATED},
        key="not_stated",
        pressed=selection.regions == (NOT_STATED,),
    )
    if outside != count:
        st.caption(_("{count} without the partner region filter", count=count_of_projects(outside, _)))
    if outside:
        st.caption(charts.part_link("oddities", _("Conflicts and oddities in the sources"), _))


def other_regions(view: View) -> tuple[str, ...]:
    """Regions that have projects if the filter on regions were lifted."""
    return answers.cached(_other_regions, (projects.project_counts_by_option, view.selection))


def _other_regions(counts: pd.DataFrame) -> tuple[str, ...]:
    return tuple(counts["code"][(counts["facet"] == "region") & (counts["code"] != NOT_STATED)])


@dataclass(frozen=True)
class Content:
    """Everything on the page that is computed from the data; nobody may change the tables."""

    findings: tuple[str | None, ...]
    sources: tuple[str, ...]
    partner_alt: str
    partner_tables: tuple[map_tables.Table, ...]
    legend: str
    body_alt: str
    body_tables: tuple[map_tables.Table, ...]
    body_note: str
    cards: str
    card_count: int


def content(view: View) -> Content:
    """The page's sentences, descriptions, tables and cards for the view."""
    selection = view.selection
    return answers.cached(
        _content,
        (projects_by_region, selection),
        (projects_by_local_government_and_region, selection),
        (bodies, selection),
        (projects.projects, selection, projects.PAGE_OF_PROJECTS),
        (projects.key_figures, selection),
        (sources_of_projects, selection),
        (reference.options,),
        (reference.sources,),
        _=view._,
        basis=selection.basis,
    )


def _content(
    regions: pd.DataFrame,
    pairs: pd.DataFrame,
    governments: pd.DataFrame,
    listed: pd.DataFrame,
    counts: pd.DataFrame,
    used: pd.DataFrame,
    options: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    _: Translator,
    basis: Basis,
) -> Content:
    total, not_stated = (int(counts.iloc[0][name]) for name in ("project_count", "not_stated_count"))
    return Content(
        findings=(
            findings.region_finding(regions, total, _=_),
            findings.unmarked_finding(listed, not_stated, _=_),
        ),
        sources=tuple(used["source_id"]),
        partner_alt=map_tables.partner_alt(regions, not_stated, basis, _),
        partner_tables=(
            map_tables.partners(regions, not_stated, basis, _),
            map_tables.pairs(pairs, _),
        ),
        legend=_legend(map_tables.step_labels(regions, _), _),
        body_alt=map_tables.body_alt(governments, basis, _),
        body_tables=(map_tables.bodies(governments, _),),
        body_note="  \n".join(
            part
            for part in (
                findings.body_finding(governments, _=_),
                map_tables.cut_note(governments, pairs, _),
            )
            if part
        ),
        cards=_cards(listed, names_of(options, _=_), sources.set_index("source_id")["title"], _),
        card_count=min(len(listed), CARDS),
    )


def _legend(labels: Sequence[str], _: Translator) -> str:
    steps = "".join(
        f'<li><i style="background:{colour}"></i>{escape(label)}'
        for colour, label in zip(STEPS, labels, strict=True)
    )
    label = escape(_("Legend: projects"), quote=True)
    return f'<ul class="steps" aria-label="{label}">{steps}</ul>'


def cards(view: View, content: Content) -> None:
    """The selected projects: body and number, fields with their mark, partners, period, source."""
    st.html(content.cards)
    truncation_note(content.card_count, view.key_figures["project_count"], view._)


def _cards(listed: pd.DataFrame, names: Names, titles: pd.Series, _: Translator) -> str:
    shown, source = [], escape(_("Source"))
    for record in listed.head(CARDS).to_dict("records"):
        title = record[f"title_{_.lang}"]
        fields = [f"○ {names.get(('field', code), code)}" for code in record["primary_fields"]]
        fields += [
            _("(○) {field} (secondary)", field=names.get(("field", code), code))
            for code in record["secondary_fields"]
        ]
        regions = [names.get(("region", code), code) for code in record["regions"]]
        lines = [
            (_("Field"), _(", ").join(fields) or _("not stated")),
            (_("Partner region"), _(", ").join(regions) or _("not stated")),
            (_("Period"), period_label(int(record["fiscal_year"]), _)),
        ]
        rows = "".join(f"<dt>{escape(label)}<dd>{escape(value)}" for label, value in lines)
        source_id = record["source_id"]
        address = escape(source_address(source_id, _), quote=True)
        rows += f'<dt>{source}<dd><a href="{address}">{escape(str(titles.get(source_id, source_id)))}</a>'
        head = escape(project_name(record, _)) + (
            "" if pd.isna(title) else f"<br><small>{escape(str(title))}</small>"
        )
        shown.append(f"<li><b>{head}</b><dl>{rows}</dl>")
    label = escape(_("Projects"), quote=True)
    return f'<ul class="cards" tabindex="0" aria-label="{label}">{"".join(shown)}</ul>'


def years_in_turn(view: View) -> None:
    """Buttons that show one fiscal year after another, once several are on file."""
    _, years, chosen = view._, view.years, view.selection.years
    if len(years) < 2:
        return
    at = years.index(chosen[-1]) if chosen and chosen[-1] in years else len(years) - 1
    with st.container(horizontal=True, vertical_alignment="center", key="years_in_turn"):
        st.button(
            _("Earlier year"),
            key="earlier",
            on_click=_show_year,
            args=(years[max(0, at - 1)],),
            disabled=at == 0,
        )
        st.markdown(f"**{years_label(chosen, years, _)}**", width="content")
        st.button(
            _("Later year"),
            key="later",
            on_click=_show_year,
            args=(years[min(len(years) - 1, at + 1)],),
            disabled=at == len(years) - 1,
        )
        steps = tuple(map(str, years))
        play.button(YEAR.key, steps, _("Play through the years"), _)
        play.turn_page(YEAR.key, steps)


def _show_year(year: int) -> None:
    state.put(YEAR.key, [str(year)])
