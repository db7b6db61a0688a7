"""Parts of the timeline page: the year looked back on, its map and what changed."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.figures.offices import office_map, office_timeline
from clairviz.store.queries import offices as queries
from clairviz.store.queries import reference
from clairviz.store.queries.provenance import DOCUMENT
from clairviz.web import answers, charts, notices, page_state, play, state
from clairviz.web.navigation import AS_OF
from clairviz.words import chronology
from clairviz.words.phrases import joined, listing

_FRAMES = ((queries.offices,), (queries.readings,), (queries.events,), (reference.fiscal_years,))


def statement(_: Translator) -> None:
    """Head office, branches and overseas offices, as the document states them."""
    notices.findings(
        [answers.cached(_statement, (queries.offices,), _=_), charts.source_text((DOCUMENT,), _)]
    )
    st.markdown(
        " · ".join(
            (
                charts.part_link("programmes", _("What these offices offer"), _),
                charts.part_link("model-project", _("The Model Project, step by step"), _),
                charts.part_link("oddities", _("Conflicts and oddities in the sources"), _),
            )
        )
    )


def _statement(offices: pd.DataFrame, *, _: Translator) -> str:
    abroad = [record for record in offices.to_dict("records") if not record["is_head"]]
    return _(
        "**Head office** in Tokyo; **branches** in every prefecture and designated city; "
        "**{count} overseas offices**: {cities}.",
        count=len(abroad),
        cities=listing([_.name(record, "city") for record in abroad], _),
    )


def look_back(_: Translator) -> None:
    """The slider with play, the timeline, and the offices then. Steps run in a fragment of their own."""
    playing = play.is_playing(AS_OF.key)
    body = st.fragment(_body, run_every=play.STEP_SECONDS if playing else None)
    body(playing, _)


def _body(was_playing: bool, _: Translator) -> None:
    years = page_state.options()[AS_OF.key]
    play.advance(AS_OF.key, years)
    with st.container(horizontal=True, vertical_alignment="bottom", key="asof_controls"):
        play.button(AS_OF.key, years, _("Play"), _)
        st.select_slider(
            _("As of the end of"),
            years,
            **state.bind(AS_OF.key),
            format_func=lambda year: _("{year} ({era})", year=year, era=chronology.era_of_year(int(year), _)),
        )
    # A fragment runs by itself only as it was told when the whole page ran.
    if play.is_playing(AS_OF.key) != was_playing:
        st.rerun()
    year = int(st.session_state[AS_OF.key])
    content = answers.cached(_content, *_FRAMES, _=_, year=year)
    charts.chart(
        "office_timeline",
        answers.cached(office_timeline, *_FRAMES, (queries.span,), (reference.sources,), _=_, as_of=year),
        title=_("Founding, offices, programme and fiscal years on file"),
        alt=content.alt,
        table=content.table,
        sources=content.sources,
        _=_,
        note=content.note,
    )
    left, right = st.columns([3, 2])
    with left:
        charts.chart(
            "office_map",
            answers.cached(
                office_map, _FRAMES[0], _FRAMES[1], _=_, as_of=year, outlines=charts.outlines("world")
            ),
            title=_("Offices open at the end of {year}", year=year),
            alt=content.open_text,
            table=content.open_table,
            sources=content.open_sources,
            _=_,
            note=_("Points stand for cities. Outlines are illustrative and take no position."),
            height="stretch",
        )
    with right, st.container(border=True, key="changes"):
        st.metric(
            _("Overseas offices open at the end of {year}", year=year),
            f"{content.open_abroad}",
            delta=_("of {total} in all", total=content.abroad),
            delta_color="off",
            delta_arrow="off",
        )
        st.markdown(content.open_text)
        st.subheader(_("What changed in {year}", year=year), anchor=False)
        st.markdown(content.changes or _("Nothing is recorded for this year."))


@dataclass(frozen=True)
class _Content:
    """What the page says as of a year; nobody may change the tables."""

    table: pd.DataFrame
    alt: str
    sources: tuple[str, ...]
    open_text: str
    open_table: pd.DataFrame
    open_sources: tuple[str, ...]
    open_abroad: int
    abroad: int
    changes: str
    note: str


def _content(
    offices: pd.DataFrame,
    readings: pd.DataFrame,
    events: pd.DataFrame,
    on_file: pd.DataFrame,
    *,
    _: Translator,
    year: int,
) -> _Content:
    table = chronology.timeline_table(offices, readings, events, on_file, _=_)
    opened = chronology.open_offices(offices, year)
    other = chronology.otherwise_open(offices, readings, year)
    lines = chronology.changes(offices, readings, events, on_file, year, _)
    return _Content(
        table=table,
        alt=_alt(table, _),
        sources=tuple(dict.fromkeys([*table[_("Source")], DOCUMENT])),
        open_text=_open_text(opened, other, _),
        open_table=_open_table(opened, _),
        open_sources=tuple(opened["source_id"]) or (DOCUMENT,),
        open_abroad=int((~opened["is_head"]).sum()),
        abroad=int((~offices["is_head"]).sum()),
        changes="\n".join(f"- {line}" for line in lines),
        note=_note(offices, readings, _),
    )


def _open_text(opened: pd.DataFrame, other: pd.DataFrame, _: Translator) -> str:
    names = [chronology.office_name(record, _) for record in opened.to_dict("records")]
    text = _("Open: {names}.", names=listing(names, _)) if names else _("No office was open yet.")
    if other.empty:
        return text
    return text + _(
        " By another source also {names}.",
        names=listing([chronology.office_name(record, _) for record in other.to_dict("records")], _),
    )


def _open_table(opened: pd.DataFrame, _: Translator) -> pd.DataFrame:
    records = opened.to_dict("records")
    return pd.DataFrame(
        {
            _("Office"): [chronology.office_name(record, _) for record in records],
            _("Opened"): [chronology.both(record["opened"], record["precision"], _) for record in records],
            _("In the document"): list(opened["opened_in_source"].fillna(_("not stated"))),
            _("Source"): list(opened["source_id"]),
        }
    )


def _note(offices: pd.DataFrame, readings: pd.DataFrame, _: Translator) -> str:
    """What touches the dates drawn: how far the bars go, months and years from other sources."""
    sentences = [
        _("Bars run to the end of the data; no closing is recorded."),
        _("The document gives only the year of an overseas office; a month is from another source."),
    ]
    cities = chronology.disputed(offices, readings, _)
    if cities:
        sentences.append(
            _(
                "For {cities} another source gives another year, drawn with dots; the document's stands first in the table.",
                cities=listing(cities, _),
            )
        )
    return joined(sentences, _)


def _alt(table: pd.DataFrame, _: Translator) -> str:
    return _("; ").join(
        f"{what} {when}" for what, when in zip(table[_("What")], table[_("Date")], strict=True)
    )
