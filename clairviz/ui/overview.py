"""Parts of the overview: findings, key figures and descriptions."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from clairviz.i18n import Translator
from clairviz.queries import reference
from clairviz.schema import GOVERNMENT_KINDS
from clairviz.subsidy import rules_on_file
from clairviz.subsidy.yen import yen_words
from clairviz.ui import serving
from clairviz.ui.view import View
from clairviz.wording import count_of_projects, years_label

PROGRAMME_START = "model-project-start"


def nothing_found(_: Translator) -> None:
    """Why the page is empty and how to get back."""
    st.info(_("No project fits all the filters. Take one away, or reset the filters."))


def findings(sentences: Sequence[str | None]) -> None:
    """The sentences that apply, as the first thing to read."""
    with st.container(key="findings"):
        st.markdown("  \n".join(sentence for sentence in sentences if sentence))


def key_figures(view: View, governments: pd.DataFrame) -> None:
    """Five counts, each with what it is compared with."""
    _, counts = view._, view.key_figures
    cards = [
        (_("Recognised projects"), f"{counts['project_count']:,}", _programme_start(_)),
        (_("Recognised bodies"), f"{counts['local_government_count']:,}", _kinds(governments, _)),
        (_("Partner regions"), f"{counts['region_count']:,}", _(
            "{pairings} pairings, {not_stated} not stated", pairings=f"{counts['pairing_count']:,}",
            not_stated=f"{counts['not_stated_count']:,}")),
        (_("Fields"), f"{counts['field_count']:,}", _(
            "and {count} only as secondary", count=counts["secondary_only_count"]) if counts["secondary_only_count"] else _("primary fields")),
        _limit(view),
    ]
    with st.grid(len(cards), min_column_width=150, gap="xsmall", key="key_figures"):
        for label, value, comparator in cards:
            st.metric(label, value, delta=comparator, delta_color="off", delta_arrow="off", border=True)


def region_note(counts: dict[str, int], _: Translator) -> str:
    """What the numbers on the map add up to."""
    return _("{pairings} pairings over {stated}; region not stated for {not_stated}.",
             pairings=f"{counts['pairing_count']:,}", not_stated=count_of_projects(counts["not_stated_count"], _),
             stated=count_of_projects(counts["project_count"] - counts["not_stated_count"], _))


def boundary_note(_: Translator) -> str:
    """What the outlines are, and are not."""
    return _("Outlines are illustrative and take no position.")


def region_bar_alt(regions: pd.DataFrame, counts: dict[str, int], _: Translator) -> str:
    """The bars in words, with their numbers."""
    return _("Bar chart of projects by partner region: {numbers}; not stated {not_stated}.",
             numbers=_numbers(regions, "project_count", _), not_stated=counts["not_stated_count"])


def region_alt(regions: pd.DataFrame, counts: dict[str, int], _: Translator) -> str:
    """The map in words, with its numbers."""
    return _("World map of partner regions: {numbers}; not stated {not_stated}.",
             numbers=_numbers(regions, "project_count", _), not_stated=counts["not_stated_count"])


def field_alt(fields: pd.DataFrame, _: Translator) -> str:
    """The bars in words, with their numbers."""
    return _("Bar chart of projects by primary field: {numbers}.", numbers=_numbers(fields, "primary_count", _))


def truncation_note(shown: int, total: int, _: Translator) -> None:
    """Say so where the list is cut."""
    if shown < total:
        st.caption(_("The first {shown} of {total} are listed.", shown=shown, total=count_of_projects(total, _)))


def _numbers(rows: pd.DataFrame, column: str, _: Translator) -> str:
    return _(", ").join(f"{_.name(record)} {int(record[column])}" for record in rows.to_dict("records"))


def _kinds(governments: pd.DataFrame, _: Translator) -> str:
    """How many of each kind: by the ending of the name in Japanese (府, 県, 市), else by kind."""
    kinds = list(zip(governments["kind"], governments["name_ja"].str[-1], strict=True))
    endings = sorted(set(kinds), key=lambda pair: (GOVERNMENT_KINDS.index(pair[0]), kinds.count(pair)))
    if _.lang == "ja":
        return _(", ").join(f"{kinds.count(pair)}{pair[1]}" for pair in endings)
    prefectures = sum(kind == "prefecture" for kind, ending in kinds)
    return _("{prefectures} prefectures, {others} municipalities", prefectures=prefectures,
             others=len(kinds) - prefectures)


def _programme_start(_: Translator) -> str:
    milestones = serving.ask(reference.milestones)
    start = milestones[milestones["milestone_id"] == PROGRAMME_START]
    if start.empty:
        return _("start of the programme not stated")
    year = int(start.iloc[0]["happened"])
    return _("programme since {years}", years=years_label((year,), (), _))


def _limit(view: View) -> tuple[str, str, str]:
    _ = view._
    years = view.selection.years or view.years
    rule = rules_on_file().get(years[-1]) if len(years) == 1 else None
    if rule is None:
        return _("Limit of the subsidy"), _("–"), _("no rule on file for this selection")
    if rule.cap_joint_yen is None:
        return _("Limit of the subsidy"), yen_words(rule.cap_single_yen, lang=_.lang), _("joint: not stated")
    return (_("Limit of the subsidy"), yen_words(rule.cap_single_yen, lang=_.lang),
            _("joint: {limit}", limit=yen_words(rule.cap_joint_yen, lang=_.lang)))
