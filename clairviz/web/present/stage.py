"""Scenes on a projector: all of them drawn at once, one of them shown.

Which one is shown is the browser's affair (stage.js): a change of scene asks nothing of the
server and cannot fail for want of it. Figures and the simulator stay live.
"""

import json
from html import escape
from pathlib import Path
from typing import assert_never

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.base.markup import bold_parts
from clairviz.base.selection import Selection
from clairviz.export.html.calculator import calculator
from clairviz.figures import clicks
from clairviz.figures.stage import enlarge
from clairviz.report import Report, Scene
from clairviz.report.model import (
    Bars,
    Cover,
    FactTable,
    Matrix,
    Numbers,
    PartnerMap,
    Simulator,
    SourceList,
    Timeline,
)
from clairviz.store.queries import reference
from clairviz.store.queries.projects import projects
from clairviz.subsidy.words.labels import rule_note
from clairviz.web import answers, state
from clairviz.web.navigation import SIMULATION, VIEW
from clairviz.web.scripts import STAGE_SCRIPT
from clairviz.web.simulator import fragment as simulator
from clairviz.words.phrases import names_of, project_name

STYLE = Path(__file__).parents[1] / "styles" / "stage.css"
# Names behind a mark that fit beside a figure.
MOST_NAMES = 12
# The counts beside the map that are shown large; the rest are named in a line.
LARGE_COUNTS = 3


def draw(report: Report, view: str, channel: str, _: Translator) -> None:
    """All scenes of `report`. Windows with the same `channel` show the same scene."""
    st.html(STYLE)
    with st.container(key="stage"):
        for number, scene in enumerate(report.scenes, start=1):
            with st.container(key=f"scene_{number}"):
                st.html(_head(report, scene))
                _body(report, scene, _)
                st.html(_foot(scene, number, len(report.scenes)))
        st.html(
            f'<div id="stage-data" {_attributes(report, view, channel, _)}></div><script>{STAGE_SCRIPT}</script>',
            unsafe_allow_javascript=True,
        )
    st.button(_("End the presentation"), key="leave_stage", on_click=_leave)


def _leave() -> None:
    state.put(VIEW.key, "edit")


def _head(report: Report, scene: Scene) -> str:
    kicker = "" if isinstance(scene.content, Cover) else f'<p class="kicker">{escape(report.kicker)}</p>'
    return f'<header class="scene-head {scene.kind}">{kicker}<h1>{escape(scene.title)}</h1></header>'


def _foot(scene: Scene, number: int, count: int) -> str:
    said = " ".join(part for part in (scene.caveat, scene.source) if part)
    return f'<footer class="scene-foot"><span>{escape(said)}</span><span>{number} / {count}</span></footer>'


def _body(report: Report, scene: Scene, _: Translator) -> None:
    """What the scene shows, by its form."""
    match scene.content:
        case PartnerMap() | Bars() | Matrix() | Timeline():
            _live(report, scene, _)
        case Simulator():
            _simulator(_)
        case Numbers():
            st.html(f'<div class="scene-body">{_figures(scene)}{_sentences(scene)}</div>')
        case FactTable():
            st.html(f'<div class="scene-body">{_facts(scene)}</div>')
        case Cover() | SourceList():
            st.html(f'<div class="scene-body {scene.kind}">{_sentences(scene)}</div>')
        case never:
            assert_never(never)


@st.fragment
def _simulator(_: Translator) -> None:
    """The live simulator, and its rule for the calculator that answers while the server is away."""
    with st.container(height="stretch", key="live_simulator"):
        found = simulator.draw_stage(_, is_big=True)
    if found.rule is None:
        return
    told = calculator(found.rule, _)
    words = {
        **told.words,
        "rule": rule_note(found.rule, _),
        "uncalculated": _("Calculated on this screen; not yet checked by the server"),
    }
    data = {**told.data(), "words": json.dumps(words, ensure_ascii=False)}
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    st.html(f'<div id="stage-rule" {attributes} hidden></div>')


@st.fragment
def _live(report: Report, scene: Scene, _: Translator) -> None:
    """A figure, and beside it what it says; after a click on a mark, the projects behind the mark."""
    with st.container(horizontal=True, wrap=False, height="stretch", key=f"live_{scene.code}"):
        with st.container(height="stretch", key=f"figure_{scene.code}"):
            event = st.plotly_chart(
                stage_figure(scene.figure),
                key=f"stage_{scene.code}",
                alt=scene.alt,
                theme=None,
                height="stretch",
                config={"displayModeBar": False, "scrollZoom": False},
                on_select="rerun",
                selection_mode="points",
            )
        chosen = clicks.chosen_in(event)
        aside = _behind(report.selection, chosen, _) if chosen else _beside(scene, _)
        if aside:
            with st.container(key=f"aside_{scene.code}"):
                st.html(f'<div class="scene-aside" role="status">{aside}</div>')


def stage_figure(figure: go.Figure) -> go.Figure:
    """The figure enlarged, described once."""
    return answers.FinishedFigure(enlarge(figure))


def _beside(scene: Scene, _: Translator) -> str:
    if isinstance(scene.content, PartnerMap):
        counts = scene.content.counts
        large, small = counts[:LARGE_COUNTS], counts[LARGE_COUNTS:]
        lines = [f"<li><b>{count:,}</b> {escape(name)}</li>" for name, count in large]
        rest = _(", ").join(f"{name} {count:,}" for name, count in small)
        return f'<ul class="counts">{"".join(lines)}</ul><p>{escape(rest)}</p>'
    return "".join(f"<p>{_bold(line)}</p>" for line in scene.lines) if isinstance(scene.content, Bars) else ""


def _behind(selection: Selection, chosen: clicks.Chosen, _: Translator) -> str:
    """The projects of a mark: what was clicked, how many, and which."""
    narrowed = selection.choosing({key: (code,) for key, code in chosen.items()})
    return answers.cached(
        _behind_text, (projects, narrowed), (reference.options,), _=_, chosen=tuple(chosen.items())
    )


def _behind_text(
    found: pd.DataFrame, options: pd.DataFrame, *, _: Translator, chosen: tuple[tuple[str, str], ...]
) -> str:
    names = names_of(options, _=_)
    title = " × ".join(names.get(pair, pair[1]) for pair in chosen)
    listed = [project_name(record, _) for record in found.head(MOST_NAMES).to_dict("records")]
    more = len(found) - len(listed)
    items = "".join(f"<li>{escape(name)}</li>" for name in listed)
    rest = f"<p>{escape(_('{count} others', count=more))}</p>" if more else ""
    head = f'<p class="behind"><b>{len(found):,}</b> {escape(title)}</p>'
    return f"{head}<ul>{items}</ul>{rest}"


def _figures(scene: Scene) -> str:
    cells = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in scene.facts
    )
    return f'<dl class="key-figures">{cells}</dl>'


def _facts(scene: Scene) -> str:
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in scene.facts)
    return f'<dl class="facts">{rows}</dl>'


def _sentences(scene: Scene) -> str:
    return "".join(f"<p>{_bold(line)}</p>" for line in scene.lines)


def _bold(sentence: str) -> str:
    """A sentence with its Markdown bold as HTML."""
    return "".join(
        f"<b>{escape(part)}</b>" if is_bold else escape(part) for part, is_bold in bold_parts(sentence)
    )


def _attributes(report: Report, view: str, channel: str, _: Translator) -> str:
    scenes = report.scenes
    listed: dict[str, object] = {
        "words": _words(_),
        "notes": [scene.notes for scene in scenes],
        "titles": [scene.title for scene in scenes],
        "hidden": [scene.is_hidden for scene in scenes],
        "plan": [parameter.key for parameter in SIMULATION],
    }
    values = {
        "view": view,
        "channel": channel,
        "scenes": str(len(scenes)),
        "figures": str(
            sum(scene.figure is not None or isinstance(scene.content, Simulator) for scene in scenes)
        ),
        **{name: json.dumps(value, ensure_ascii=False) for name, value in listed.items()},
    }
    return " ".join(f'data-{name}="{escape(value)}"' for name, value in values.items())


def _words(_: Translator) -> dict[str, object]:
    """What the script says, in the reader's language."""
    return {
        "bar": _("Presentation controls"),
        "previous": _("Previous"),
        "next": _("Next"),
        "blank": _("Blank"),
        "notes": _("Notes"),
        "timer": _("Timer"),
        "allotted": _("Time allotted"),
        "allot": _("Minutes allotted to the presentation (0 for none)"),
        "left": _("left"),
        "onscene": _("this scene"),
        "now": _("now"),
        "screen": _("Full screen"),
        "window": _("Presenter's window"),
        "overview": _("All scenes"),
        "help": _("Keys"),
        "hidden": _("hidden"),
        "end": _("End"),
        "keys": _("Press ? for the keys."),
        "keylist": [list(pair) for pair in key_list(_)],
        "following": _("Next scene"),
        "nonotes": _("No notes on this scene."),
        "last": _("This is the last scene."),
        "lost": _("No connection to the server. The scenes and the calculator go on."),
        "back": _("Connected again."),
        "running": _("Updating…"),
        "fault": _("A part of this scene could not be drawn."),
    }


def key_list(_: Translator) -> tuple[tuple[str, str], ...]:
    """The keys of the stage and what each does."""
    return (
        (_("→ ↓ Space Enter PageDown"), _("next scene")),
        (_("← ↑ Backspace PageUp"), _("previous scene")),
        (_("Home, End"), _("first, last scene")),
        (_("number, then Enter"), _("that scene, hidden ones too")),
        ("O", _("overview of the scenes")),
        (_("B or ."), _("blank the screen")),
        ("L", _("pointer")),
        ("F", _("full screen")),
        (_("T, Shift + T"), _("timer: start or stop, to zero")),
        ("P", _("presenter's window: notes, next scene, time left")),
        ("Shift + N", _("notes on this screen, seen by the audience")),
        ("?", _("these keys")),
        ("Esc", _("close what is open, else end")),
        (_("Shift + F5, on the page"), _("start at the scene last shown")),
    )
