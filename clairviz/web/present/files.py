"""The files of a presentation: slides, handout, and the story itself."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.export.formats import SCENE_FORMATS, SceneFormat
from clairviz.export.naming import file_name
from clairviz.export.pptx.deck import DeckRefused
from clairviz.export.pptx.template import dropped_text
from clairviz.report import Story, StoryRefused, tell
from clairviz.report.story import from_text, to_text
from clairviz.web import answers, filters, jobs
from clairviz.web.present import prepare as present
from clairviz.web.view import View

LARGEST_STORY = 1_000_000
# How often a running export is looked at, and how long a short one may keep the page waiting.
LOOK_SECONDS, SHORT_SECONDS = 0.5, 0.3
_OPENED, _JOBS = "_present_opened", "_present_jobs"


def draw(view: View, told: Story) -> None:
    """Everything that can be taken away, made for the current selection and story."""
    _ = view._
    st.subheader(_("Files"), anchor=False)
    state = present.channel(view, told) + _.lang
    made = st.container()
    with st.expander(_("Use your own PowerPoint template")):
        template = _template(_)
    with made:
        for form in SCENE_FORMATS:
            own = template if form.takes_template else None
            name = file_name(view.selection, date.today(), form.ending, about=told.occasion)
            make = partial(_content, form, view, told, own)
            _export(state + (f"-{hash(own)}" if own else ""), form, name, make, _, template=own)
    _story_file(told, _)


def _content(
    form: SceneFormat, view: View, told: Story, template: bytes | None, progress: jobs.Progress
) -> bytes:
    report = answers.compose(tell, view.selection, told, _=view._, has_list=form.has_list)
    return form.write(report, view._, progress, template)


def _template(_: Translator) -> bytes | None:
    uploaded = st.file_uploader(
        _("Template (.pptx or .potx)"),
        type=["pptx", "potx"],
        key="_present_template",
        max_upload_size=20,
    )
    return uploaded.getvalue() if uploaded else None


def _export(
    state: str,
    form: SceneFormat,
    name: str,
    make: Callable[[jobs.Progress], bytes],
    _: Translator,
    *,
    template: bytes | None = None,
) -> None:
    """Make one kind of file, watch it being made, take it."""
    is_watched = _is_running(_job(state, form))

    @st.fragment(run_every=LOOK_SECONDS if is_watched else None)
    def look() -> None:
        job = _job(state, form)
        if _is_running(job) != is_watched:
            # Only the whole page can begin or end the looking.
            st.rerun()
        if job is None or job.is_cancelled:
            _make(state, form, make, _)
        elif not job.is_done:
            text = _("{name}: {done} of {total}", name=_(form.label), done=job.done, total=job.total)
            st.progress(job.done / job.total, text)
            st.button(_("Cancel"), key=f"cancel_{form.name}", on_click=job.cancel)
        elif job.result is not None:
            st.download_button(
                _("Save: {name}", name=_(form.label)),
                job.result,
                file_name=name,
                mime=form.content_type,
                on_click="ignore",
                key=f"save_{form.name}",
                type="primary",
                width="stretch",
            )
            # Read already when the file was made.
            if template and (left_out := dropped_text(template, _)):
                st.caption(left_out)
        else:
            st.error(_failure(job.error, _))
            _make(state, form, make, _)

    look()


def _make(state: str, form: SceneFormat, make: Callable[[jobs.Progress], bytes], _: Translator) -> None:
    label = _("Make: {name}", name=_(form.label))
    st.button(label, key=f"make_{form.name}", on_click=_start, args=(state, form, make), width="stretch")


def _job(state: str, form: SceneFormat) -> jobs.Job[bytes] | None:
    """The work on this file for the present state of things, if any was begun."""
    running: dict[str, tuple[str, jobs.Job[bytes]]] = st.session_state.setdefault(_JOBS, {})
    made = running.get(form.name)
    return made[1] if made and made[0] == state else None


def _is_running(job: jobs.Job[bytes] | None) -> bool:
    return job is not None and not job.is_done and not job.is_cancelled


def _start(state: str, form: SceneFormat, make: Callable[[jobs.Progress], bytes]) -> None:
    job = jobs.start(make)
    st.session_state[_JOBS][form.name] = (state, job)
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
    present.keep_story(told)
    selection = beside.get("selection")
    if isinstance(selection, dict):
        filters.hold({each.key: selection.get(each.key, []) for each in filters.filter_parameters()})
    st.session_state[_OPENED] = ""
