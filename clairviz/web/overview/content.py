"""Parts of the overview: findings, key figures and descriptions."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.base.schema import GOVERNMENT_KINDS
from clairviz.store.queries.offices import events
from clairviz.store.queries.provenance import DOCUMENT
from clairviz.subsidy import Rule
from clairviz.subsidy.written.yen import yen_words
from clairviz.web import answers, charts
from clairviz.web.rules import rules_on_file
from clairviz.web.view import View
from clairviz.words import findings, tables
from clairviz.words.chronology import PROGRAMME_START
from clairviz.words.phrases import count_of_projects, joined, names_of, spelling_note, years_label


@dataclass(frozen=True)
class Content:
    """Everything on the page that is computed from the data; nobody may change the tables."""

    findings: tuple[str, ...]
    kinds: str
    map_alt: str
    region_alt: str
    region_note: str
    field_alt: str
    field_note: str
    region_table: pd.DataFrame
    field_table: pd.DataFrame
    project_table: pd.DataFrame
    sources: tuple[str, ...]


def content(
    regions: pd.DataFrame,
    fields: pd.DataFrame,
    governments: pd.DataFrame,
    listed: pd.DataFrame,
    counts: pd.DataFrame,
    options: pd.DataFrame,
    *,
    _: Translator,
) -> Content:
    """The page's sentences, descriptions and tables from the answers of its queries."""
    total, not_stated, pairings = (
        int(counts.iloc[0][name]) for name in ("project_count", "not_stated_count", "pairing_count")
    )
    by_region = _numbers(regions, "project_count", _)
    sentences = (
        findings.region_finding(regions, total, _=_),
        findings.field_finding(fields, _=_),
        findings.repeat_finding(governments, _=_),
        findings.unmarked_finding(listed, not_stated, _=_),
    )
    return Content(
        findings=tuple(sentence for sentence in sentences if sentence),
        kinds=_kinds(governments, _),
        map_alt=_(
            "World map of partner regions: {numbers}; not stated {not_stated}.",
            numbers=by_region,
            not_stated=not_stated,
        ),
        region_alt=_(
            "Bar chart of projects by partner region: {numbers}; not stated {not_stated}.",
            numbers=by_region,
            not_stated=not_stated,
        ),
        region_note=_(
            "{pairings} pairings over {stated}; region not stated for {not_stated}.",
            pairings=f"{pairings:,}",
            not_stated=count_of_projects(not_stated, _),
            stated=count_of_projects(total - not_stated, _),
        ),
        field_alt=_(
            "Bar chart of projects by primary field: {numbers}.", numbers=_numbers(fields, "primary_count", _)
        ),
        field_note=joined(
            [_("Counted by primary field; secondary marks are shown apart."), spelling_note(fields, _)], _
        ),
        region_table=tables.region_table(regions, not_stated, _=_),
        field_table=tables.field_table(fields, _=_),
        project_table=tables.project_table(listed, names_of(options, _=_), _=_),
        sources=tuple(listed["source_id"].unique()),
    )


def key_figures(view: View, content: Content) -> None:
    """Five counts, each with what it is compared with."""
    _, counts = view._, view.key_figures
    cards = [
        (
            _("Recognised projects"),
            f"{counts['project_count']:,}",
            answers.cached(_programme_start, (events,), _=_),
        ),
        (_("Recognised bodies"), f"{counts['local_government_count']:,}", content.kinds),
        (
            _("Partner regions"),
            f"{counts['region_count']:,}",
            _(
                "{pairings} pairings, {not_stated} not stated",
                pairings=f"{counts['pairing_count']:,}",
                not_stated=f"{counts['not_stated_count']:,}",
            ),
        ),
        (
            _("Fields"),
            f"{counts['field_count']:,}",
            _("and {count} only as secondary", count=counts["secondary_only_count"])
            if counts["secondary_only_count"]
            else _("primary fields"),
        ),
        _limit(view),
    ]
    with st.grid(len(cards), min_column_width=150, gap="xsmall", key="key_figures"):
        for label, value, comparator in cards:
            st.metric(label, value, delta=comparator, delta_color="off", delta_arrow="off", border=True)
    st.caption(_sources_of_key_figures(view, content))


def _sources_of_key_figures(view: View, content: Content) -> str:
    """Where the key figures come from, and where their rules and oddities stand."""
    _ = view._
    rule = _rule(view)
    sources = dict.fromkeys((*content.sources, *((rule.source_id,) if rule else ()), DOCUMENT))
    parts = [charts.source_text(tuple(sources), _)]
    if rule:
        years = years_label((rule.fiscal_year,), (), _)
        text = _("limit of {years}, other years differ", years=years)
        parts.append(charts.part_link("model-project", text, _))
    parts.append(charts.part_link("oddities", _("Conflicts and oddities in the sources"), _))
    return " · ".join(parts)


def _numbers(rows: pd.DataFrame, column: str, _: Translator) -> str:
    return _(", ").join(f"{_.name(record)} {int(record[column])}" for record in rows.to_dict("records"))


def _kinds(governments: pd.DataFrame, _: Translator) -> str:
    """How many of each kind: by the ending of the name in Japanese (府, 県, 市), else by kind."""
    kinds = list(zip(governments["kind"], governments["name_ja"].str[-1], strict=True))
    endings = sorted(set(kinds), key=lambda pair: (GOVERNMENT_KINDS.index(pair[0]), kinds.count(pair)))
    if _.lang == "ja":
        return _(", ").join(f"{kinds.count(pair)}{pair[1]}" for pair in endings)
    prefectures = sum(kind == "prefecture" for kind, ending in kinds)
    return _(
        "{prefectures} prefectures, {others} municipalities",
        prefectures=prefectures,
        others=len(kinds) - prefectures,
    )


def _programme_start(happened: pd.DataFrame, *, _: Translator) -> str:
    start = happened[happened["milestone_id"] == PROGRAMME_START]
    if start.empty:
        return _("start of the programme not stated")
    year = int(start.iloc[0]["happened"])
    return _("programme since {years}", years=years_label((year,), (), _))


def _rule(view: View) -> Rule | None:
    years = view.selection.years or view.years
    return rules_on_file().get(years[-1]) if len(years) == 1 else None


def _limit(view: View) -> tuple[str, str, str]:
    _ = view._
    rule = _rule(view)
    if rule is None:
        return _("Limit of the subsidy"), _("–"), _("no rule on file for this selection")
    if rule.cap_joint_yen is None:
        return _("Limit of the subsidy"), yen_words(rule.cap_single_yen, lang=_.lang), _("joint: not stated")
    return (
        _("Limit of the subsidy"),
        yen_words(rule.cap_single_yen, lang=_.lang),
        _("joint: {limit}", limit=yen_words(rule.cap_joint_yen, lang=_.lang)),
    )
