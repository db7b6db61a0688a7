"""Files, how to read them, and the template to fill in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

import pandas as pd
import streamlit as st

from clairviz.base import fiscal_year, paths
from clairviz.base.i18n import Translator, languages, message, translator
from clairviz.export.xlsx.import_template import import_template, names_to_offer
from clairviz.store.importing.model import PROJECTS, TABLES, TOTALS, NewSource, ReadOptions, Upload
from clairviz.store.ingest.reference import load_reference
from clairviz.store.ingest.table import Limits, bare_name
from clairviz.store.queries import reference
from clairviz.web import answers
from clairviz.web.data import reading
from clairviz.web.simulator.download import XLSX

_CORRECTIONS, _CORRECTED = "_data_corrections", "_data_corrected"
SHEET = "_data_sheet"
_NEW = "+"
_HOLDS = {
    PROJECTS: message("projects of one or more years"),
    TOTALS: message("published totals to compare with"),
    TABLES: message("reference tables or subsidy rules"),
}
_LONGEST_TEXT = 200
_LANGUAGE_NAMES = {"ja": message("in Japanese"), "en": message("in English")}


@dataclass(frozen=True)
class FilesAsked:
    """The files of the reader and how they are to be read."""

    ids: tuple[str, ...]
    uploads: tuple[Upload, ...]
    options: ReadOptions
    note: str


def introduction(_: Translator) -> None:
    """What the page does, and that looking stores nothing."""
    text = _(
        "Choose the Excel or CSV file you have. You see what is read, what is wrong with which cell, and what would "
        "change. **Nothing is stored until it is published.**"
    )
    st.markdown(text)


def templates(_: Translator) -> None:
    """The template in each kind and language, made when it is asked for."""
    st.caption(_("Template to fill in (lists of names, a guide to the columns, an example):"))
    with st.container(horizontal=True):
        kinds: tuple[tuple[Literal["xlsx", "csv"], str], ...] = (("xlsx", XLSX), ("csv", "text/csv"))
        for kind, mime in kinds:
            for lang in languages():
                st.download_button(
                    _("Template {kind}, {language}", kind=kind, language=_(_LANGUAGE_NAMES[lang])),
                    partial(template, kind, lang),
                    file_name=f"clairviz_import_{lang}.{kind}",
                    mime=mime,
                    on_click="ignore",
                    key=f"import_template_{kind}_{lang}",
                )


def template(kind: Literal["xlsx", "csv"], lang: str) -> bytes:
    """The template with the names on file now."""
    return _template(kind, lang, answers.service().fingerprint)


@lru_cache(maxsize=8)
def _template(kind: Literal["xlsx", "csv"], lang: str, _fingerprint: str) -> bytes:
    records, _problems = load_reference(paths.reference_folder())
    return import_template(kind, names_to_offer(records), _=translator(lang))


def asked(_: Translator) -> FilesAsked | None:
    """The widgets; None while there is no file, or an option cannot be read."""
    kinds = [kind.removeprefix(".") for kind in Limits().kinds]
    files = st.file_uploader(
        _("Files with projects, totals or tables (CSV, xlsx, xlsm, xls, ods)"),
        type=kinds,
        accept_multiple_files=True,
        key="_data_files",
        max_upload_size=reading.MOST_MEGABYTES,
        help=_(
            "At most {files} files of {megabytes} MB, {rows} rows and {columns} columns a sheet. They are read on "
            "this server within limits of time and memory, and nothing is kept when you leave.",
            files=reading.MOST_FILES,
            megabytes=reading.MOST_MEGABYTES,
            rows=f"{reading.LIMITS.rows:,}",
            columns=reading.LIMITS.columns,
        ),
    )
    if not files:
        reading.forget()
        for key in (_CORRECTIONS, _CORRECTED, SHEET):
            st.session_state.pop(key, None)
        return None
    if len(files) > reading.MOST_FILES:
        st.error(_("At most {count} files are read at once; take some away.", count=reading.MOST_FILES))
        return None
    ids = tuple(file.file_id for file in files)
    if st.session_state.get(_CORRECTED) != ids:
        st.session_state[_CORRECTED], st.session_state[_CORRECTIONS] = ids, {}
    names = [bare_name(file.name) for file in files]
    if len(set(names)) < len(names):
        st.error(_("Two files have the same name; rename one of them, so that findings can be told apart."))
        return None
    options, note = _options(_)
    if options is None:
        return None
    return FilesAsked(ids, tuple(Upload(file.name, file.getvalue()) for file in files), options, note)


def corrections() -> dict[tuple[str, str], str]:
    """The corrections clicked for the files at hand."""
    held: dict[tuple[str, str], str] = st.session_state.get(_CORRECTIONS, {})
    return dict(held)


def correct(meant: Mapping[tuple[str, str], str]) -> None:
    """Take values for what they are meant to be; the files are read again."""
    st.session_state[_CORRECTIONS] = {**corrections(), **meant}


def undo(key: tuple[str, str] | None) -> None:
    """Take back one correction, or all."""
    held = corrections()
    st.session_state[_CORRECTIONS] = {k: v for k, v in held.items() if key is not None and k != key}


def choose_sheet(name: str) -> None:
    """Read this sheet; called before the list of sheets is drawn."""
    st.session_state[SHEET] = name


def _options(_: Translator) -> tuple[ReadOptions | None, str]:
    titles = dict(answers.cached(_titles, (reference.sources,)))
    with st.container(border=True, key="data_options"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            sheet = _sheet(_)
            holds = _holds(_)
            year = st.text_input(
                _("Fiscal year, where the file does not say"),
                key="_data_year",
                placeholder=_("for example 2022 or R4"),
                max_chars=20,
                width=260,
                autocomplete="off",
            )
            source = st.selectbox(
                _("Source"),
                ["", *titles, _NEW],
                format_func=lambda key: {
                    "": _("as the file says, else the file itself"),
                    _NEW: _("a new source …"),
                }.get(key, f"{titles.get(key, '')} [{key}]"),
                key="_data_source",
                width=360,
            )
            is_partial = st.checkbox(_("Not all projects of the year (partial)"), key="_data_partial")
        new, is_known = _new_source(_) if source == _NEW else (None, True)
        note = st.text_input(
            _("Note for the history (may stay empty)"),
            key="_data_note",
            max_chars=_LONGEST_TEXT,
            autocomplete="off",
        )
    value = None
    if year:
        try:
            value = fiscal_year.parse(year).year
        except ValueError:
            st.error(_("The fiscal year cannot be read. Write it as 2022, R4 or 令和4年度."))
            return None, note
    if not is_known:
        st.info(_("Give the title of the new source; then the files are read."))
        return None, note
    return ReadOptions(
        sheet=sheet,
        holds=holds,
        fiscal_year=value,
        is_partial=is_partial,
        source=new.source_id if new else source,
        new_source=new,
        corrections=corrections(),
    ), note


def _holds(_: Translator) -> str:
    return st.selectbox(
        _("The files hold"),
        list(_HOLDS),
        format_func=lambda key: _(_HOLDS[key]),
        key="_data_holds",
        width=300,
        help=_(
            "Published totals: columns 年度, 区分 (事業, 団体, 分野, 相手地域, 種類), 名称, 件数, 出典. Tables: each "
            "known by its headings, as the data dictionary names them."
        ),
    )


def _sheet(_: Translator) -> str:
    """The sheet to read, asked for once files are known to have several."""
    read = reading.last()
    tables = read.seen.validated.tables.values() if read else ()
    names = [t.name for found in tables for t in found if t.name and not t.is_hidden and t.rows]
    names = list(dict.fromkeys(names))
    chosen = str(st.session_state.get(SHEET) or "")
    if len(names) < 2 and not chosen:
        return ""
    return str(
        st.selectbox(
            _("Sheet"),
            ["", *dict.fromkeys([*names, *([chosen] if chosen else [])])],
            format_func=lambda name: name or _("the one with projects"),
            key=SHEET,
            width=220,
        )
    )


def _new_source(_: Translator) -> tuple[NewSource | None, bool]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(
            _("Title of the new source"),
            key="_data_source_title",
            max_chars=_LONGEST_TEXT,
            autocomplete="off",
        ).strip()
        publisher = st.text_input(
            _("Its publisher"), key="_data_source_publisher", max_chars=_LONGEST_TEXT, autocomplete="off"
        ).strip()
        day = st.date_input(_("Taken over on"), date.today(), key="_data_source_date", width=180)
    if not title:
        return None, False
    digest = hashlib.sha256(title.encode()).hexdigest()[:8]
    return NewSource(f"source-{digest}", title, publisher, retrieved_on=day), True


def _titles(sources: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple(zip(sources["source_id"], sources["title"], strict=True))


def stem(asked_for: FilesAsked) -> str:
    """A name for files made of the first upload."""
    return Path(bare_name(asked_for.uploads[0].name)).stem
