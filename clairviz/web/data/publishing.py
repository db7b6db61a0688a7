"""Publishing what was previewed, the way back, and the history. Who may not is shown the command."""

import getpass
import shlex
from collections.abc import Callable
from datetime import datetime

import streamlit as st

from clairviz.base import paths
from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element
from clairviz.figures.linked.panel import plain_table
from clairviz.store.importing import history
from clairviz.store.importing.model import TABLES, TOTALS, Preview, Published, ReadOptions
from clairviz.store.importing.publishing import on_file, publish_import, roll_back
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.ingest.table import bare_name
from clairviz.web import jobs, notices
from clairviz.web.data import reading
from clairviz.web.data.reading import Read
from clairviz.web.data.upload import FilesAsked
from clairviz.web.permission import may_publish

_JOB = "_data_publish"
Ended = Published | DataRefused | OSError
MOST_ENTRIES = 200


def draw(read: Read, asked: FilesAsked, _: Translator) -> None:
    """The last step: the button, or the command for who may not publish here."""
    st.html(element("h2", _("Publish"), class_="cv-part"))
    if read.seen.is_refused:
        st.info(_("Errors refuse the files. Correct them, here by a click or in the file, to go on."))
        return
    if read.seen.is_unchanged:
        st.info(_("There is nothing to publish: what is on file says the same already."))
        return
    overwritten = [problem.value for problem in on_file(read.seen)]
    if not may_publish():
        _command(read.seen, asked, overwritten, _)
        return
    is_meant = True
    if overwritten:
        years = _(", ").join(_.fiscal_year(int(name)) if name.isdigit() else name for name in overwritten)
        is_meant = st.checkbox(
            _("Replace what is on file of {years}, as shown above", years=years), key="_data_replace"
        )
    st.button(
        _("Publish"),
        type="primary",
        key="data_publish",
        disabled=not is_meant,
        on_click=_publish,
        args=(read.seen, asked.note),
    )


def outcome(_: Translator) -> None:
    """How far a publish or a rollback is, and how it ended; drawn whatever files are at hand."""
    job: jobs.Job[Ended] | None = st.session_state.get(_JOB)
    if job is None:
        return
    if not job.is_done:

        @st.fragment(run_every=reading.LOOK_SECONDS)
        def look() -> None:
            if job.is_done:
                st.rerun()
            st.info(_("Publishing: checking, building and switching to the new state …"))

        look()
    elif isinstance(job.result, Published) and job.result.number is not None:
        number = job.result.number
        st.success(_("Published as number {number}. All readers see it from now on.", number=number))
    elif isinstance(job.result, Published):
        st.info(_("Unchanged: what is on file says the same already."))
    elif isinstance(job.result, DataRefused):
        st.error(_("Refused: nothing was stored."))
        notices.problems(job.result.problems, _)
    else:
        st.error(_("It could not be published. What is on file is whole; tell the administrator."))


def command(options: ReadOptions, files: list[str], note: str, *, is_replacing: bool) -> str:
    """The command that does the same, for a shell."""
    words = ["python", "-m", "clairviz", "import", *files]
    new = options.new_source
    for flag, text in (
        ("--sheet", options.sheet),
        ("--fiscal-year", str(options.fiscal_year or "")),
        ("--source", "" if new else options.source),
        ("--source-title", new.title if new else ""),
        ("--source-publisher", new.publisher if new else ""),
        ("--source-date", new.retrieved_on.isoformat() if new and new.retrieved_on else ""),
        ("--note", note),
    ):
        words += [flag, text] if text else []
    words += {TOTALS: ["--totals"], TABLES: ["--tables"]}.get(options.holds, [])
    words += ["--partial"] if options.is_partial else []
    words += ["--replace"] if is_replacing else []
    return shlex.join(words)


def _command(seen: Preview, asked: FilesAsked, overwritten: list[str], _: Translator) -> None:
    files = [bare_name(upload.name) for upload in asked.uploads]
    if asked.options.corrections:
        st.markdown(
            _(
                "This page does not publish for you. Save **What was read, as CSV to import** above, which holds "
                "your corrections, and have this run on the server beside it:"
            )
        )
        files = [f"{bare_name(asked.uploads[0].name).rpartition('.')[0]}_read.csv"]
    else:
        st.markdown(_("This page does not publish for you. Have this run on the server, beside the file:"))
    options = asked.options if not asked.options.corrections else _without_sheet(asked.options)
    st.code(command(options, files, asked.note, is_replacing=bool(overwritten)), language="bash")


def _without_sheet(options: ReadOptions) -> ReadOptions:
    return ReadOptions(
        holds=options.holds,
        is_partial=options.is_partial,
        source=options.source,
        new_source=options.new_source,
    )


def _start(work: Callable[[], Published]) -> None:
    """In a thread, where no click and no closed page can end it midway."""

    def run(_progress: jobs.Progress) -> Ended:
        try:
            return work()
        except (DataRefused, OSError) as refused:
            return refused

    job = jobs.start(run)
    st.session_state[_JOB] = job
    job.wait(reading.SHORT_SECONDS)


def _publish(seen: Preview, note: str) -> None:
    if not may_publish():
        return
    replace = bool(st.session_state.get("_data_replace"))
    who, place = getpass.getuser(), paths.database_file()
    _start(lambda: publish_import(seen, place, who=who, note=note, replace=replace))


def _roll_back(number: int) -> None:
    if not may_publish():
        return
    who, folder, place = getpass.getuser(), paths.data_folder(), paths.database_file()
    _start(lambda: roll_back(folder, number, place, who=who))


def kept(_: Translator) -> None:
    """Every publish that was kept, the last first, for everybody; the way back for who may publish."""
    entries = history.entries(paths.data_folder())[::-1]
    st.html(element("h2", _("History"), class_="cv-part"))
    if not entries:
        st.html(element("p", _("Nothing was published yet."), class_="cv-note"))
        return
    heads = (_("No."), _("When"), _("Who"), _("What"), _("Fiscal years"), _("Changes"), _("Files"), _("Note"))
    st.html(
        plain_table(
            heads,
            [_entry(entry, _) for entry in entries[:MOST_ENTRIES]],
            label=_("History"),
            numeric=frozenset({0}),
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        numbers = [entry.number for entry in entries[1:]] + [0]
        number = st.selectbox(
            _("Go back to the state after number (0: before all)"), numbers, key="_data_back", width=320
        )
        if may_publish():
            st.button(_("Go back"), key="data_back", on_click=_roll_back, args=(number,))
        else:
            st.code(f"python -m clairviz rollback {number}", language="bash")


def _entry(entry: history.Entry, _: Translator) -> tuple[object, ...]:
    when = datetime.fromisoformat(entry.at).astimezone()
    counts = entry.changes
    signs = (("added", "+"), ("changed", "~"), ("removed", "−"), ("same", "="))
    return (
        entry.number,
        when.strftime("%Y-%m-%d %H:%M"),
        entry.who,
        _("import") if entry.action == "import" else _("back to {number}", number=entry.of),
        _(", ").join(_.fiscal_year(year) for year in entry.years),
        " ".join(f"{sign}{counts[kind]:,}" for kind, sign in signs if counts.get(kind)),
        _(", ").join(name for name, _digest in entry.files),
        entry.note,
    )
