"""Preparing a presentation: its occasion and its scenes.

The story is kept in one place, the link's ``story``; every widget here shows a part of it and
writes the whole anew.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.report import USUAL, Report, Story, StoryRefused, project_scene, scene_name, tell
from clairviz.report.kinds import PROJECT, kind_of
from clairviz.report.story import (
    MOST_NOTES,
    MOST_OCCASION,
    MOST_SCENES,
    MOST_TITLE,
    link_of_story,
    story_of_link,
)
from clairviz.store.queries.projects import PAGE_OF_PROJECTS, projects
from clairviz.web import answers, charts, state
from clairviz.web.navigation import SCENE, STORY, VIEW
from clairviz.web.view import View
from clairviz.words.phrases import project_name

# A session before the programme began, or so far ahead, is a slip of the finger.
FIRST_DAY, LAST_DAY = date(1996, 4, 1), date(2099, 12, 31)
EVERY_PROJECT = "every-project"
_WIDGET = "_present_"
_NOTED = "_present_noted"


def story() -> Story:
    """The story of the link, else the usual one."""
    value = st.session_state.get(STORY.key)
    try:
        return story_of_link(value) if value else Story()
    except StoryRefused:
        return Story()


def keep_story(told: Story) -> None:
    """Make `told` the story of the link; the usual one leaves no trace there."""
    state.put(STORY.key, None if told == Story() else link_of_story(told))


def report_of_story(view: View, told: Story) -> Report:
    """The scenes of `told` for the current selection."""
    return answers.compose(tell, view.selection, told, _=view._, outlines=charts.outlines("world"))


def channel(view: View, told: Story) -> str:
    """A name that windows showing the same scenes share."""
    return hashlib.sha256(repr((view.selection, link_of_story(told))).encode()).hexdigest()[:12]


def stage_links(_: Translator) -> None:
    """The way onto the stage, and to the presenter's second window."""
    with st.container(horizontal=True, vertical_alignment="center", key="start_row"):
        st.button(_("Start the presentation"), type="primary", on_click=_start, key="start")
        # Where this browser was last is known to the script; a link's scene is known here.
        scene = st.session_state.get(SCENE.key)
        st.button(_("Go on where it was left (Shift + F5)"), on_click=_start, args=(scene,), key="start_here")
        st.link_button(_("Presenter's window (notes, timer, next scene)"), _address("presenter"))
    st.caption(
        _(
            "Next: → or Space; back: ←; all keys: ?; end: Esc. A presenter's remote, a click and a swipe work too. "
            "The presenter's window follows in the same browser."
        )
    )


def occasion(told: Story, _: Translator) -> None:
    """Where and when it is held; both stand on the first scene."""
    with st.container(horizontal=True, key="occasion_row"):
        _text_input(
            _("Occasion"),
            "occasion",
            told.occasion,
            lambda now, text: replace(now, occasion=text.strip()[:MOST_OCCASION]),
            most=MOST_OCCASION,
            placeholder=_("e.g. Reporting session of the Model Projects"),
        )
        st.date_input(
            _("Held on"),
            **state.bound(_WIDGET + "held_on", told.held_on, _day_changed),
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY/MM/DD",
            width=180,
        )


def scenes(view: View, told: Story, shown: Report) -> None:
    """The scenes in order, each with title and notes, to move, take away and add."""
    _ = view._
    names = answers.cached(_project_names, (projects, view.selection, PAGE_OF_PROJECTS), _=_)
    titles = {scene.code: scene.title for scene in shown.scenes}
    st.subheader(_("Scenes"), anchor=False)
    for number, code in enumerate(told.scenes, start=1):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", key=f"row_{code}"):
            name = _("{number}. {name}", number=number, name=scene_name(code, names, _))
            if code not in titles:
                name = _("{name} (no longer on file)", name=name)
            _text_input(
                name,
                f"title_{code}",
                told.titles.get(code, ""),
                partial(_titled, code),
                most=MOST_TITLE,
                placeholder=titles.get(code, ""),
            )
            _move("↑", _("Move up"), code, -1, number == 1)
            _move("↓", _("Move down"), code, 1, number == len(told.scenes))
            st.checkbox(
                _("Hide"),
                **state.bound(f"{_WIDGET}hide_{code}", code in told.hidden, partial(_hidden, code)),
                help=_("Kept for questions: steps pass over it, its number and the overview reach it"),
            )
            st.button(
                "✕",
                key=f"{_WIDGET}drop_{code}",
                help=_("Take this scene away"),
                on_click=_change,
                args=(Story.without, code),
                disabled=len(told.scenes) == 1,
            )
    _add(told, names, _)
    _notes(told, names, _)


def _notes(told: Story, names: dict[str, str], _: Translator) -> None:
    """The notes on one scene at a time; a mark says which scenes have some."""

    def label(code: str) -> str:
        name = scene_name(code, names, _)
        return _("{name} ✓", name=name) if told.notes.get(code) else name

    if st.session_state.get(_NOTED) not in told.scenes:
        st.session_state.pop(_NOTED, None)
    st.subheader(_("Notes for the presenter"), anchor=False)
    noted = st.selectbox(_("Scene"), told.scenes, key=_NOTED, format_func=label)
    st.text_area(
        _("Notes"),
        **_part(f"notes_{noted}", told.notes.get(noted, ""), partial(_noted, noted)),
        max_chars=MOST_NOTES,
    )


def _move(sign: str, label: str, code: str, by: int, at_end: bool) -> None:
    st.button(
        sign,
        key=f"{_WIDGET}{by}_{code}",
        help=label,
        on_click=_change,
        args=(Story.moved, code, by),
        disabled=at_end,
    )


def _add(told: Story, names: dict[str, str], _: Translator) -> None:
    absent = [code for code in USUAL if code not in told.scenes]
    codes = [code for project in names if (code := project_scene(project)) not in told.scenes]
    choices = [*absent, *codes, *([EVERY_PROJECT] if len(codes) > 1 else [])]
    with st.container(horizontal=True, vertical_alignment="bottom", key="add_row"):
        st.selectbox(
            _("Add a scene"),
            choices,
            index=None,
            **state.bound(_WIDGET + "add", None, partial(_added, tuple(codes))),
            placeholder=_("A page, or one of the selected projects"),
            format_func=lambda code: (
                _("All {count} selected projects", count=len(codes))
                if code == EVERY_PROJECT
                else _("Project: {name}", name=scene_name(code, names, _))
                if kind_of(code) is PROJECT
                else scene_name(code, names, _)
            ),
        )
        st.button(
            _("Back to the usual scenes"),
            key=f"{_WIDGET}usual",
            type="tertiary",
            on_click=keep_story,
            args=(Story(),),
            disabled=told == Story(),
        )
    if len(told.scenes) >= MOST_SCENES:
        st.caption(_("A presentation holds at most {count} scenes; no more were added.", count=MOST_SCENES))


def _project_names(listed: pd.DataFrame, *, _: Translator) -> dict[str, str]:
    several = listed["fiscal_year"].nunique() > 1
    return {
        str(record["project_id"]): project_name(record, _)
        + (_(" ({year})", year=int(record["fiscal_year"])) if several else "")
        for record in listed.to_dict("records")
    }


def _text_input(
    label: str, key: str, value: str, write: Callable[[Story, str], Story], *, most: int, placeholder: str
) -> None:
    st.text_input(label, **_part(key, value, write), max_chars=most, placeholder=placeholder)


def _part(key: str, value: str, write: Callable[[Story, str], Story]) -> state.WidgetBinding:
    """A widget shows what the story holds, whoever changed it, and changes that part of it."""
    return state.bound(_WIDGET + key, value, lambda text: keep_story(write(story(), text or "")))


def _titled(code: str, told: Story, text: str) -> Story:
    return told.titled(code, text)


def _noted(code: str, told: Story, text: str) -> Story:
    return told.noted(code, text)


def _hidden(code: str, is_hidden: bool) -> None:
    keep_story(story().hiding(code, is_hidden))


def _day_changed(day: date | None) -> None:
    keep_story(replace(story(), held_on=day))


def _change(change: Callable[..., Story], *arguments: object) -> None:
    keep_story(change(story(), *arguments))


def _added(codes: tuple[str, ...], chosen: str | None) -> None:
    told = story()
    for code in codes if chosen == EVERY_PROJECT else [chosen] if chosen else []:
        told = told.with_scene(code)
    keep_story(told)


def _start(scene: str | None = None) -> None:
    state.put_all({VIEW.key: "stage", SCENE.key: scene})


def _address(view: str) -> str:
    """This page in another view, with everything else of its link."""
    pairs = [
        (key, value)
        for key in st.query_params
        if key not in (VIEW.key, SCENE.key)
        for value in st.query_params.get_all(key)
    ]
    return f"present?{urlencode([*pairs, (VIEW.key, view)])}"
