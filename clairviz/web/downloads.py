"""The rows of the selection as files, made when they are asked for."""

from datetime import date
from functools import partial

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.export.data.extract import Rows, extract
from clairviz.export.formats import DATA_FORMATS, DataFormat, FileOptions
from clairviz.export.naming import file_name
from clairviz.web import answers
from clairviz.web.view import View


def data_files(view: View) -> None:
    """A button for each data format: every project of the selection, whatever the page shows of it."""
    _ = view._
    with st.container(horizontal=True, vertical_alignment="center", key="data_files"):
        for form in DATA_FORMATS:
            st.download_button(
                _("Download as {format}", format=form.label),
                partial(file_of, view.selection, form, _),
                file_name=file_name(view.selection, date.today(), form.ending),
                mime=form.content_type,
                on_click="ignore",
                key=f"{form.name}_projects",
            )


def file_of(selection: Selection, form: DataFormat, _: Translator) -> bytes:
    """All projects of `selection`, a row each, in one of the data formats."""
    rows = answers.compose(extract, selection, Rows.PROJECTS, _=_, made_on=date.today())
    return form.write(rows, _, FileOptions())[0]
