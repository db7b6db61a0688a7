"""The files of a presentation: slides, handout, and the story itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.export.html.handout import handout
from clairviz.export.pptx.deck import CONTENT_TYPE as SLIDES
from clairviz.export.pptx.deck import DeckRefused, deck
from clairviz.report import Report, Story, StoryRefused, tell
from clairviz.report.story import from_text, to_text
from clairviz.web import answers, charts, filters, jobs
from clairviz.web.present import prepare as present
from clairviz.web.view import View

LARGEST_STORY = 1_000_000
# How often a running export is looked at, and how long a short one may keep the page waiting.
LOOK_SECONDS, SHORT_SECONDS = 0.5, 0.3
_OPENED, _JOBS = "_present_opened", "_present_jobs"


@dataclass(frozen=True)
class _File:
    """One kind of file: its ending, its type, the words on its button, and how it is made."""

    ending: str
    mime: str
    label: str
    make: Callable[[jobs.Progress], bytes]


def draw(view: View, told: Story, shown: Report) -> None:
    """Everything that can be taken away, made for the current selection and story."""
    _ = view._
    st.subheader(_("Files"), anchor=False)
    state = present.channel(view, told) + _.lang
    slides = st.container()
    with st.expander(_("Use your own PowerPoint template")):
        template = _template(_)
    with slides:
        _export(
            state + (f"-{hash(template)}" if template else ""),
            _File(
                "pptx",
                SLIDES,
                _("PowerPoint (editable)"),
                lambda progress: deck(shown, _=_, template=template, progress=progress),
            ),
            _,
        )
    _export(
        state,
        _File(
            "html",
            "text/html",
            _("Handout (one file, opens without a network)"),
            lambda progress: handout(
                answers.compose(tell, view.selection, told, _=_, outlines=charts.outline_text("world")),
                _=_,
                made_on=date.today(),
                progress=progress,
            ),
        ),
        _,
    )
    _story_file(told, _)


def _template(_: Translator) -> bytes | None:
    uploaded = st.file_uploader(
        _("Template (.pptx or .potx)"),
        type=["pptx", "potx"],
        key="_present_template",
        max_upload_size=20,
    )
    return uploaded.getvalue() if uploaded else None


def _export(state: str, file: _File, _: Translator) -> None:
    """Make one kind of file, watch it being made, take it."""
    is_watched = _is_running(_job(state, file))

    @st.fragment(run_every=LOOK_SECONDS if is_watched else None)
    def look() -> None:
        job = _job(state, file)
        if _is_running(job) != is_watched:
            # Only the whole page can begin or end the looking.
            st.rerun()
        if job is None or job.is_cancelled:
            _make(state, file, _)
        elif not job.is_done:
            text = _("{name}: {done} of {total}", name=file.label, done=job.done, total=job.total)
            st.progress(job.done / job.total, text)
            st.button(_("Cancel"), key=f"cancel_{file.ending}", on_click=job.cancel)
        elif job.result is not None:
            st.download_button(
                _("Save: {name}", name=file.label),
                job.result,
                file_name=f"clairviz.{file.ending}",
                mime=file.mime,
                on_click="ignore",
                key=f"save_{file.ending}",
                type="primary",
                width="stretch",
            )
        else:
            st.error(_failure(job.error, _))
            _make(state, file, _)

    look()


def _make(state: str, file: _File, _: Translator) -> None:
    label = _("Make: {name}", name=file.label)
    st.button(label, key=f"make_{file.ending}", on_click=_start, args=(state, file), width="stretch")


def _job(state: str, file: _File) -> jobs.Job | None:
    """The work on this file for the present state of things, if any was begun."""
    running: dict[str, tuple[str, jobs.Job]] = st.session_state.setdefault(_JOBS, {})
    made = running.get(file.ending)
    return made[1] if made and made[0] == state else None


def _is_running(job: jobs.Job | None) -> bool:
    return job is not None and not job.is_done and not job.is_cancelled


def _start(state: str, file: _File) -> None:
    job = jobs.start(file.make)
    st.session_state[_JOBS][file.ending] = (state, job)
    job.wait(SHORT_SECONDS)


def _failure(error: Exception | None, _: Translator) -> str:
    if isinstance(error, DeckRefused):
        return str(error)
    return _("The file could not be made. Try again; if it happens again, tell the administrator.")


def _story_file(told: Story, _: Translator) -> None:
    st.download_button(
        _("Save this presentation's set-up"),
        to_text(told, selection=filters.held()),
        file_name="clairviz-presentation.json",
        mime="application/json",
        on_click="ignore",
        key="save_story",
        width="stretch",
    )
    st.file_uploader(
        _("Open a saved set-up"),
        type=["json"],
        key="_present_story",
        max_upload_size=1,
        on_change=_open,
    )
    problem = st.session_state.get(_OPENED)
    if problem == "":
        st.success(_("Opened."))
    elif problem is not None:
        st.error(
            _(
                "This is not a presentation saved here (what is wrong: {part}). Choose a file that “Save this "
                "presentation's set-up” wrote.",
                part=problem,
            )
        )


def _open() -> None:
    uploaded = st.session_state["_present_story"]
    if uploaded is None:
        st.session_state.pop(_OPENED, None)
        return
    try:
        told, beside = from_text(uploaded.getvalue()[:LARGEST_STORY].decode("utf-8-sig"))
    except (StoryRefused, UnicodeDecodeError) as refused:
        st.session_state[_OPENED] = refused.part if isinstance(refused, StoryRefused) else "UTF-8"
        return
    present.keep(told)
    selection = beside.get("selection")
    if isinstance(selection, dict):
        filters.hold({each.key: selection.get(each.key, []) for each in filters.parameters()})
    st.session_state[_OPENED] = ""
