"""The timeline page: the years on one axis, the year looked back on, its offices and what changed."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.i18n import Translator
from clairviz.export.csv import table_csv
from clairviz.figures.linked import key_figures, organisation, panel, place_map, time_axis
from clairviz.figures.linked.element import element
from clairviz.figures.linked.ground import WORLD
from clairviz.figures.linked.key_figures import KeyFigure
from clairviz.figures.linked.notes import Notes
from clairviz.figures.linked.organisation import AxisAnswers
from clairviz.figures.linked.place_map import MapPlace
from clairviz.report.model import Ask
from clairviz.store.queries import offices as queries
from clairviz.store.queries import reference
from clairviz.store.queries.provenance import DOCUMENT
from clairviz.web import answers, charts, page_state, play, state
from clairviz.web.navigation import AS_OF
from clairviz.web.state import view_address
from clairviz.words import chronology
from clairviz.words.phrases import joined, listing


def draw(_: Translator) -> None:
    """The statement, the slider with play, and all that follows them; steps run in a fragment."""
    st.html(answers.compose(statement, _=_))
    playing = play.is_playing(AS_OF.key)
    body = st.fragment(_body, run_every=play.STEP_SECONDS if playing else None)
    body(playing, _)


def _body(was_playing: bool, _: Translator) -> None:
    years = page_state.values_on_offer()[AS_OF.key]
    play.advance(AS_OF.key, years)
    with st.container(horizontal=True, vertical_alignment="bottom", key="asof_controls"):
        play.button(AS_OF.key, years, _("Play"), _)
        st.select_slider(
            _("As of the end of"),
            years,
            **state.bind(AS_OF.key),
            format_func=lambda year: _("{year} ({era})", year=year, era=_.era_of_year(int(year))),
        )
    # A fragment runs by itself only as it was told when the whole page ran.
    if play.is_playing(AS_OF.key) != was_playing:
        st.rerun()
    st.html(answers.compose(page, int(st.session_state[AS_OF.key]), view_address("timeline"), _=_))
    st.download_button(
        _("Download as {format}", format="CSV"),
        lambda: table_csv(answers.compose(statements_table, _=_)),
        file_name="clairviz_timeline.csv",
        mime="text/csv",
        on_click="ignore",
        key="csv_timeline",
    )


def _timeline(ask: Ask) -> AxisAnswers:
    return AxisAnswers(
        ask(queries.offices),
        ask(queries.readings),
        ask(queries.events),
        ask(reference.fiscal_years),
        ask(queries.span),
    )


def statements_table(ask: Ask, *, _: Translator) -> pd.DataFrame:
    """Every statement on the axis as a row, with its date, precision, source and note."""
    content = _timeline(ask)
    return chronology.timeline_table(content.offices, content.readings, content.events, content.years, _=_)


def statement(ask: Ask, *, _: Translator) -> Markup:
    """Head office, branches and overseas offices, as the document states them, and where more stands."""
    offices = ask(queries.offices)
    abroad = [record for record in offices.to_dict("records") if not record["is_head"]]
    said = _(
        "**Head office** in Tokyo; **branches** in every prefecture and designated city; "
        "**{count} overseas offices**: {cities}.",
        count=len(abroad),
        cities=listing([_.name(record, "city") for record in abroad], _),
    )
    readings = ask(queries.readings)
    cautions = [_("The document gives only the year of an overseas office; a month is from another source.")]
    cities = chronology.disputed(offices, readings, _)
    if cities:
        cautions.append(
            _("For {cities} another source gives another year, drawn with dots.", cities=listing(cities, _))
        )
    return element("div", panel.sentences([said], [joined(cautions, _)]), class_="cv-page")


def page(ask: Ask, year: int, here: Address, *, _: Translator) -> Markup:
    """Everything below the slider as of the end of a calendar year, as one piece of HTML."""
    content = _timeline(ask)
    sources = ask(reference.sources)
    notes = Notes(dict(zip(sources["source_id"], sources["title"], strict=True)), _)
    rows = organisation.rows(content, notes.cite, here, _)
    words = statements_table(ask, _=_)
    label = _("; ").join(
        f"{what} {when}" for what, when in zip(words[_("What")], words[_("Date")], strict=True)
    )
    drawn = panel.panel(
        _("Founding, offices, programme and fiscal years on file"),
        time_axis.axis_legend(organisation.looks(content, _)),
        time_axis.time_axis(rows, content.axis, as_of=year, label=label, _=_),
        _as_table(words, notes, _),
        note=_(
            "Fiscal years run from 1 April to 31 March. Bars run to the end of the data; no closing is recorded."
        ),
        foot=[
            panel.more(here.at("about", "year", "lang").having("part", part).text, text, _)
            for part, text in (
                ("programmes", _("What these offices offer")),
                ("model-project", _("The Model Project, step by step")),
                ("oddities", _("Conflicts and oddities in the sources")),
            )
        ],
    )
    notes.use(DOCUMENT, _("what is said of the head office and the branches"))
    return element(
        "div",
        drawn,
        panel.grid("timeline", _map_panel(content, year, _), _changes_panel(content, year, _)),
        notes.foot(),
        class_="cv-page cv-timeline",
    )


def _as_table(words: pd.DataFrame, notes: Notes, _: Translator) -> Markup:
    """The same as a table, closed until it is asked for."""
    source = _("Source")
    rows = []
    for record in words.to_dict("records"):
        cells: list[object] = [
            notes.cite(str(value)) if column == source else str(value) for column, value in record.items()
        ]
        rows.append(cells)
    return element(
        "details",
        element("summary", _("As a table")),
        panel.plain_table([str(column) for column in words.columns], rows, label=_("Timeline")),
        class_="cv-details",
    )


def _map_panel(content: AxisAnswers, year: int, _: Translator) -> Markup:
    """The offices open then, named; hollow those open by another source only."""
    opened = chronology.open_offices(content.offices, year)
    other = chronology.otherwise_open(content.offices, content.readings, year)
    open_codes = set(opened["office_code"])
    places = [
        MapPlace(
            _.name(office, "city")
            if office["office_code"] in open_codes
            else _("{city} (other reading)", city=_.name(office, "city")),
            float(office["latitude"]),
            float(office["longitude"]),
            chronology.office_name(office, _) + "\n" + _.date_text(office["opened"], office["precision"]),
            bool(office["is_head"]),
            office["office_code"] not in open_codes,
        )
        for office in [*opened.to_dict("records"), *other.to_dict("records")]
        if not pd.isna(office["latitude"])
    ]
    text = _open_text(opened, other, _)
    return panel.panel(
        _("Offices open at the end of {year}", year=year),
        place_map.place_map(
            places, ground=WORLD, picture=charts.land_source(WORLD), frame=WORLD.whole, label=text
        ),
        element("p", text),
        note=_("Points stand for cities. Outlines are illustrative and take no position."),
    )


def _changes_panel(content: AxisAnswers, year: int, _: Translator) -> Markup:
    opened = chronology.open_offices(content.offices, year)
    number = int((~opened["is_head"]).sum())
    lines = chronology.changes_in_year(
        content.offices, content.readings, content.events, content.years, year, _
    )
    return panel.panel(
        _("What changed in {year}", year=year),
        key_figures.key_figure_row(
            [
                KeyFigure(
                    _("Overseas offices open at the end of {year}", year=year),
                    f"{number}",
                    _.plural("office", "offices", number),
                    _("of {total} in all", total=int((~content.offices["is_head"]).sum())),
                )
            ]
        ),
        element("ul", *(element("li", line) for line in lines), class_="cv-list")
        if lines
        else element("p", _("Nothing is recorded for this year.")),
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
