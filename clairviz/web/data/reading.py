"""Files in, report and preview out: read in a thread, kept for the session, stored nowhere."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from clairviz.base import paths
from clairviz.base.i18n import Translator
from clairviz.store.importing.layout import Layout, lay_out, with_headings
from clairviz.store.importing.model import PROJECTS, Preview, ReadOptions, Upload
from clairviz.store.importing.preview import preview
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.tables.reader import lay_out_table
from clairviz.store.importing.tables.sheet import only
from clairviz.store.importing.validation import validate
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.ingest.reference import load_reference
from clairviz.store.ingest.table import Limits, SheetTable
from clairviz.web import answers, jobs

MOST_FILES = 10
MOST_MEGABYTES = 20
LIMITS = Limits(bytes=MOST_MEGABYTES * 2**20)
# How long a short file may keep the page waiting, and how often a long one is looked at.
SHORT_SECONDS, LOOK_SECONDS = 1.0, 0.5
_READ = "_data_read"
# A large file takes a processor for a while; other readers keep the rest.
_slots = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as it was read, and how it is laid out."""

    file: str
    table: SheetTable
    layout: Layout


@dataclass(frozen=True)
class Read:
    """What files came to. `names` has the names in each language of a field or region."""

    seen: Preview
    sheets: tuple[ReadSheet, ...]
    names: Mapping[tuple[str, str], Mapping[str, str]]


Outcome = Read | DataRefused


@dataclass(frozen=True)
class _Held:
    key: tuple[object, ...]
    job: jobs.Job[Outcome]


def reading(ids: Sequence[str], uploads: Sequence[Upload], options: ReadOptions) -> jobs.Job[Outcome]:
    """The reading of these files in this way, begun if it was not; a former one is stopped."""
    key = (tuple(ids), repr(options), answers.service().fingerprint)
    held: _Held | None = st.session_state.get(_READ)
    if held is None or held.key != key:
        forget()
        held = _Held(key, jobs.start(lambda progress: read_uploads(uploads, options, progress)))
        st.session_state[_READ] = held
        held.job.wait(SHORT_SECONDS)
    return held.job


def last() -> Read | None:
    """What was read last, if that has ended."""
    held: _Held | None = st.session_state.get(_READ)
    return held.job.result if held and isinstance(held.job.result, Read) else None


def forget() -> None:
    """Stop a reading and keep nothing of it."""
    held: _Held | None = st.session_state.pop(_READ, None)
    if held is not None:
        held.job.cancel()


def read_uploads(uploads: Sequence[Upload], options: ReadOptions, progress: jobs.Progress) -> Outcome:
    """Validate and preview; DataRefused where the reference tables themselves are refused."""
    folder = paths.data_folder()
    with _slots:
        records, problems = load_reference(folder / "reference")
        if problems:
            return DataRefused(problems)
        reference = ReferenceNames.of(records)
        validated = validate(uploads, options, reference, progress=progress, limits=LIMITS)
        seen = preview(validated, reference, folder)
        sheets = tuple(
            ReadSheet(file, table, _layout(file, headed, options, reference))
            for file, tables in validated.tables.items()
            for table in tables
            if not table.is_hidden and (not options.sheet or table.name in ("", options.sheet))
            for headed in (with_headings(table, options.corrections),)
        )
    names = {
        (facet, str(record[f"{facet}_code"])): {
            lang: str(record.get(f"name_{lang}") or record["name_ja"]) for lang in ("ja", "en")
        }
        for facet in ("field", "region")
        for record in records[facet]
    }
    return Read(seen, sheets, names)


def _layout(file: str, table: SheetTable, options: ReadOptions, reference: ReferenceNames) -> Layout:
    if options.holds == PROJECTS:
        return lay_out(table, reference.fields.code, reference.regions.code)
    return lay_out_table(table, file, only=only(options))[1]


def watch(job: jobs.Job[Outcome], _: Translator) -> None:
    """How far a reading is; the page is drawn anew at its end."""

    @st.fragment(run_every=LOOK_SECONDS)
    def look() -> None:
        if job.is_done:
            st.rerun()
        part = min(job.done / job.total, 1.0)
        st.progress(part, _("Reading and checking: {percent}%", percent=int(100 * part)))

    look()
