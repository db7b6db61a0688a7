"""SQL for analysts: tables and columns, examples, the statement, its result, files and a chart."""

from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from clairviz.base.i18n import Translator, message
from clairviz.base.schema import TABLES
from clairviz.base.selection import Selection
from clairviz.export.data.extract import Extract
from clairviz.export.data.query_rows import cut_text, query_rows
from clairviz.export.formats import DATA_FORMATS, DataFormat, FileOptions
from clairviz.export.naming import file_name
from clairviz.figures import theme
from clairviz.figures.settings import plotly_config
from clairviz.store import console
from clairviz.web import answers, state
from clairviz.web.navigation import SQL

EXAMPLES = (
    (
        message("Projects by fiscal year"),
        "SELECT fiscal_year, count(*) AS projects\nFROM project\nGROUP BY ALL\nORDER BY fiscal_year",
    ),
    (
        message("Bodies with the most projects"),
        "SELECT name_ja, count(*) AS projects\nFROM project\n"
        "JOIN local_government USING (local_government_code)\nGROUP BY ALL\nORDER BY projects DESC, name_ja\nLIMIT 20",
    ),
    (
        message("Fields by partner region"),
        "SELECT region.name_ja AS region, field.name_ja AS field, count(*) AS projects\n"
        "FROM project_region\nJOIN region USING (region_code)\nJOIN project_field USING (project_id)\n"
        "JOIN field USING (field_code)\nWHERE role = 'primary'\nGROUP BY ALL\nORDER BY projects DESC",
    ),
)
_MOST_BARS = 30


def draw(_: Translator) -> None:
    """The part of the page, or that it is switched off."""
    st.subheader(_("SQL"), anchor=False)
    if not console.is_console_on():
        st.info(_("SQL is switched off on this installation."))
        return
    st.caption(
        _(
            "One SELECT, read only: at most {seconds} seconds, {rows} rows and {memory} MB of memory.",
            seconds=console.MOST_SECONDS,
            rows=f"{console.MOST_ROWS:,}",
            memory=console.MOST_MEMORY_MB,
        )
    )
    with st.expander(_("Tables and columns")):
        st.dataframe(_dictionary(_), hide_index=True, key="sql_dictionary", alt=_("Tables and columns"))
    with st.container(horizontal=True, key="sql_examples"):
        for number, (label, statement) in enumerate(EXAMPLES):
            st.button(_(label), key=f"sql_example_{number}", on_click=_take, args=(statement,))
    st.text_area(
        _("Statement (Ctrl+Enter runs it)"),
        **state.bind(SQL.key),
        height=150,
        max_chars=console.LONGEST_STATEMENT,
        placeholder="SELECT …",
    )
    statement = st.session_state.get(SQL.key) or ""
    if statement.strip():
        _result(statement, _)


def _take(statement: str) -> None:
    state.put(SQL.key, statement)


def _result(statement: str, _: Translator) -> None:
    service = answers.service()
    try:
        answer = _answer(service.version, statement)
    except console.ConsoleBusy as busy:
        answer = busy
    if isinstance(answer, console.StatementRefused):
        st.error(answer.text(_))
        return
    rows = query_rows(answer, statement, service.stamp, _=_, made_on=date.today())
    if not rows.rows:
        st.info(_("The query has no rows: nothing fits its conditions."))
        return
    if answer.is_cut:
        st.warning(cut_text(_))
    frame = pd.DataFrame(rows.rows, columns=[column.name for column in rows.columns])
    st.dataframe(frame, hide_index=True, key="sql_result", alt=_("Result of a query"))
    with st.container(horizontal=True, vertical_alignment="center", key="sql_files"):
        st.markdown(_.plural("{count} row", "{count} rows", len(rows.rows), count=f"{len(rows.rows):,}"))
        for form in DATA_FORMATS:
            st.download_button(
                _("Download as {format}", format=form.label),
                partial(_file, form, rows, _),
                file_name=file_name(Selection(), date.today(), form.ending, about="query"),
                mime=form.content_type,
                on_click="ignore",
                key=f"{form.name}_sql",
            )
        drawn = st.toggle(_("As a chart"), key="sql_chart_on")
    if drawn:
        _chart(rows, _)


def _file(form: DataFormat, rows: Extract, _: Translator) -> bytes:
    return form.write(rows, _, FileOptions())[0]


def _chart(rows: Extract, _: Translator) -> None:
    """The first column against the first with numbers after it, as bars, or why there are none."""
    numbers = [at for at, column in enumerate(rows.columns) if at and column.type in ("BIGINT", "DOUBLE")]
    if not numbers:
        st.info(_("A chart needs a column of numbers after the first column."))
        return
    shown = rows.rows[:_MOST_BARS]
    label, value = rows.columns[0].name, rows.columns[numbers[0]].name
    figure = go.Figure(
        go.Bar(
            x=[row[numbers[0]] for row in shown],
            y=[f"{row[0]}" for row in shown],
            orientation="h",
            marker_color=theme.ACCENT,
        )
    )
    figure.update_layout(height=90 + 26 * len(shown), margin={"l": 10, "r": 20, "t": 10, "b": 40})
    figure.update_yaxes(autorange="reversed", type="category", title_text=label, automargin=True)
    figure.update_xaxes(title_text=value, rangemode="tozero")
    alt = _("Bar chart of {value} by {label}.", value=value, label=label)
    st.plotly_chart(figure, key="chart_sql", alt=alt, theme=None, config=plotly_config(_))
    if len(rows.rows) > _MOST_BARS:
        st.caption(_("The first {count} rows are drawn.", count=_MOST_BARS))


@lru_cache(maxsize=32)
def _answer(version: Path, statement: str) -> console.QueryResult | console.StatementRefused:
    # Kept by statement, so that a change of filters or language does not run it again.
    try:
        return console.run_statement(version, statement)
    except console.ConsoleBusy:
        raise
    except console.StatementRefused as refused:
        return refused


def _dictionary(_: Translator) -> pd.DataFrame:
    """Every column at hand: its table, type and meaning."""
    rows = [
        (table.name, column.name, column.type, column.meaning, column.unit)
        for table in TABLES
        for column in table.columns
    ]
    rows += [(name, "", "", _(meaning), "") for name, meaning in console.MARTS.items()]
    return pd.DataFrame(rows, columns=[_("Table"), _("Column"), _("Type"), _("Meaning"), _("Unit")])
