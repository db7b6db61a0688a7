"""Parts of the map page: what is counted, the unmarked projects, cards, years in turn."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from clairviz.fiscal_year import FiscalYear, date_in_era
from clairviz.i18n import Translator
from clairviz.queries import projects, reference
from clairviz.selection import BASES, NOT_STATED, Basis
from clairviz.ui import clicks, serving
from clairviz.ui.overview import truncation_note
from clairviz.ui.view import View, key_figures
from clairviz.wording import count_of_projects, project_name, years_label

CARDS = 60
PLAY_SECONDS = 2.0


def counting(_: Translator) -> Basis:
    """The switch between counting projects and counting pairings, and what it says."""
    names = {"projects": _("Count projects"), "pairings": _("Count pairings")}
    st.segmented_control(
        _("What is counted"), BASES, key="count", required=True, format_func=names.__getitem__
    )
    return "pairings" if st.session_state.get("count") == "pairings" else "projects"


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
    outside = key_figures(replace(selection, regions=()))["not_stated_count"]
    clicks.button(
        _("Region not stated {count}", count=f"{count:,}"),
        {"region": NOT_STATED},
        key="not_stated",
        pressed=selection.regions == (NOT_STATED,),
    )
    if outside != count:
        st.caption(_("{count} without the partner region filter", count=count_of_projects(outside, _)))


def other_regions(view: View) -> tuple[str, ...]:
    """Regions that have projects if the filter on regions were lifted."""
    frame = serving.ask(projects.project_counts_by_option, view.selection)
    return tuple(frame["code"][(frame["facet"] == "region") & (frame["code"] != NOT_STATED)])


def cards(view: View, listed: pd.DataFrame) -> None:
    """The selected projects: body and number, fields with their mark, partners, period, source."""
    _, names = view._, view.names
    titles = serving.ask(reference.sources).set_index("source_id")["title"]
    shown = []
    for record in listed.head(CARDS).to_dict("records"):
        year = FiscalYear(int(record["fiscal_year"]))
        period = (
            _("{first} to {last}", first=date_in_era(year.starts_on), last=date_in_era(year.ends_on))
            if _.lang == "ja"
            else f"{year.starts_on.isoformat()} – {year.ends_on.isoformat()}"
        )
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
            (_("Period"), period),
            (_("Source"), str(titles.get(record["source_id"], record["source_id"]))),
        ]
        rows = "".join(f"<dt>{escape(label)}<dd>{escape(value)}" for label, value in lines)
        head = escape(project_name(record, _)) + (
            "" if pd.isna(title) else f"<br><small>{escape(str(title))}</small>"
        )
        shown.append(f"<li><b>{head}</b><dl>{rows}</dl>")
    st.html(
        f'<ul class="cards" tabindex="0" aria-label="{escape(_("Projects"), quote=True)}">{"".join(shown)}</ul>'
    )
    truncation_note(min(len(listed), CARDS), view.key_figures["project_count"], _)


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
        playing = bool(st.session_state.get("_playing"))
        st.button(
            _("Stop") if playing else _("Play through the years"),
            key="play",
            on_click=_play,
            args=(not playing, years[0] if at == len(years) - 1 else None),
        )
        if playing:
            _tick(years, at)


def _tick(years: tuple[int, ...], at: int) -> None:
    started = st.session_state.setdefault("_tick", [years[at], False])

    @st.fragment(run_every=PLAY_SECONDS)
    def turn() -> None:
        # The first run of a fragment is part of drawing the page; only later ones turn the year.
        if started[0] != years[at] or not started[1]:
            started[:] = [years[at], True]
            return
        if at + 1 >= len(years):
            st.session_state["_playing"] = False
        else:
            _show_year(years[at + 1])
        st.rerun(scope="app")

    turn()


def _play(playing: bool, start: int | None) -> None:
    st.session_state["_playing"] = playing
    if playing and start is not None:
        _show_year(start)


def _show_year(year: int) -> None:
    st.session_state["year"] = [str(year)]
