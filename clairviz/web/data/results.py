"""What files came to: report, one-click corrections, the cells, and the preview."""

from functools import partial

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.export.xlsx.findings import findings_workbook
from clairviz.figures.linked.element import element
from clairviz.store.importing import canonical
from clairviz.store.importing.tables.headings import IMPORTED
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.queries import reference
from clairviz.web import answers, notices
from clairviz.web.data import changes, corrections, reading, report, sheets, upload
from clairviz.web.data.reading import Read
from clairviz.web.data.upload import FilesAsked
from clairviz.web.simulator.download import XLSX


def draw(asked: FilesAsked, _: Translator) -> Read | None:
    """The reading of these files, its progress while it runs, its results when it has ended."""
    job = reading.reading(asked.ids, asked.uploads, asked.options)
    if not job.is_done:
        reading.watch(job, _)
        return None
    outcome = job.result
    if isinstance(outcome, DataRefused):
        st.error(_("The reference tables on file have problems; they must be mended first."))
        notices.problems(outcome.problems, _)
        return None
    if outcome is None:
        st.error(_("The files could not be read. Try again; if it happens again, tell the administrator."))
        return None
    _report(outcome, asked, _)
    if outcome.seen.rows and not outcome.seen.is_refused:
        st.html(element("h2", _("What would change"), class_="cv-part"))
        st.html(changes.planned_changes(outcome, counts_on_file(), _))
    return outcome


def counts_on_file() -> dict[int, int]:
    """Projects on file by fiscal year."""
    years = answers.ask(reference.fiscal_years)
    return {int(y): int(n) for y, n in zip(years["fiscal_year"], years["project_count"], strict=True)}


def _report(read: Read, asked: FilesAsked, _: Translator) -> None:
    problems = read.seen.problems
    st.html(element("h2", _("Report"), class_="cv-part"))
    _corrections(read, _)
    st.html(report.problem_report(problems, _))
    with st.container(horizontal=True):
        st.download_button(
            _("Findings as a workbook (comments on the cells)"),
            partial(findings_workbook, read.seen.validated, _=_),
            file_name=f"{upload.stem(asked)}_findings.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="data_findings",
        )
        if not read.seen.is_refused and (read.seen.counts or len(read.seen.validated.records) == 1):
            st.download_button(
                _("What was read, as CSV to import"),
                partial(corrected, read),
                file_name=f"{upload.stem(asked)}_read.csv",
                mime="text/csv",
                on_click="ignore",
                key="data_corrected",
            )
    if any(sheet.table.rows for sheet in read.sheets):
        st.html(sheets.shown(read.sheets, problems, _))


def corrected(read: Read) -> bytes:
    """Every row as it was read, corrections included, in the form that imports to the same."""
    for table, records in read.seen.validated.records.items():
        columns = [c.name for c in IMPORTED[table].columns if c.name in records[0].cells]
        return b"\xef\xbb\xbf" + canonical.write_table(columns, [row.cells for row in records])[0]
    unknown = {source.source_id for source in read.seen.validated.new_sources}
    rows = [
        {**row.cells, "source": "" if row.cells["source"] in unknown else row.cells["source"]}
        for found in read.seen.validated.rows.values()
        for row in found
    ]
    return b"\xef\xbb\xbf" + canonical.write_projects(rows)[0]


def _corrections(read: Read, _: Translator) -> None:
    """What a click corrects, and what was corrected."""
    offered = corrections.suggestions(read)
    made = upload.corrections()
    if not offered and not made:
        return
    with st.container(border=True, key="data_corrections"):
        st.markdown(_("**Correct by a click** (all equal cells at once; your file stays as it is)"))
        for place, suggestion in enumerate(offered[: corrections.MOST_SUGGESTIONS]):
            with st.container(horizontal=True, vertical_alignment="center"):
                said = _(
                    "“{value}” ({count} cells) is meant as:", value=suggestion.value, count=suggestion.count
                )
                st.text(_("Read the sheet:") if suggestion.is_sheet else said)
                for choice in suggestion.choices:
                    st.button(
                        choice,
                        key=f"correct_{place}_{choice}",
                        on_click=upload.choose_sheet if suggestion.is_sheet else upload.correct,
                        args=(choice,) if suggestion.is_sheet else (suggestion.meaning(choice),),
                    )
        if len(offered) > corrections.MOST_SUGGESTIONS:
            left = len(offered) - corrections.MOST_SUGGESTIONS
            st.caption(_("{count} more follow when these are done.", count=left))
        for place, ((column, text), meant) in enumerate(made.items()):
            with st.container(horizontal=True, vertical_alignment="center"):
                name = sheets.column_name(column, _) if column else _("heading")
                st.text(_("Corrected: {column} “{value}” → “{meant}”", column=name, value=text, meant=meant))
                st.button(_("Undo"), key=f"undo_{place}", on_click=upload.undo, args=((column, text),))
