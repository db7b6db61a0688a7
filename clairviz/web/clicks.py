"""Charts, tables and buttons that change the shared filters."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.figures import clicks
from clairviz.figures.map_tables import Table
from clairviz.web import charts, filters, state


def chart(
    name: str,
    figure: go.Figure,
    *,
    tables: Sequence[Table],
    title: str,
    alt: str,
    sources: Sequence[str],
    _: Translator,
    note: str = "",
    legend: str = "",
    is_fluid: bool = False,
) -> None:
    """As ``charts.chart``, with marks and table rows that set and clear filters.

    `tables` are (name, table, link of each row): the same data for those without a mouse.
    `legend` is HTML that stands under the figure; `is_fluid` as in ``charts.plot``.
    """

    def as_figure() -> None:
        on_select = partial(_clicked, f"chart_{name}")
        charts.plot(name, figure, alt=alt, _=_, on_select=on_select, is_fluid=is_fluid)
        if legend:
            st.html(legend)

    def as_tables() -> None:
        st.caption(
            _("Choose a row to filter by it, with the mouse or with Shift and Space; once more to clear.")
        )
        for table_name, rows, marks in tables:
            _table(table_name, rows, marks, _)

    charts.panel(
        name,
        title=title,
        figure=as_figure,
        table=as_tables,
        sources=sources,
        _=_,
        note=note,
    )


def choose(chosen: Mapping[str, str]) -> None:
    """Set the filters of a mark, or clear them where they are what is chosen already."""
    held = {key: st.session_state.get(key) or [] for key in filters.BY_LINK}
    for key, codes in clicks.toggled(held, chosen, filters.options()).items():
        state.put(key, codes)


def _table(name: str, rows: pd.DataFrame, marks: Sequence[str], _: Translator) -> None:
    # A new key after every choice: a table keeps its selection by key, whatever it shows.
    key = f"data_{name}_{st.session_state.get(_count(name), 0)}"
    charts.data_table(name, rows, _=_, key=key, on_select=partial(_row_clicked, name, key, tuple(marks)))


def _clicked(key: str) -> None:
    choose(clicks.chosen_in(_event(key)))


def _row_clicked(name: str, key: str, marks: tuple[str, ...]) -> None:
    chosen = clicks.row_chosen(_event(key), marks)
    st.session_state[_count(name)] = st.session_state.get(_count(name), 0) + 1
    choose(chosen)


def _event(key: str) -> Mapping[str, Any]:
    return st.session_state.get(key) or {}


def _count(name: str) -> str:
    return f"_choices_{name}"


def button(
    label: str, chosen: Mapping[str, str], *, key: str, pressed: bool, help: str | None = None
) -> None:
    """A button that does what a click on a mark does, filled while its filters are chosen."""
    st.button(
        label,
        key=key,
        type="primary" if pressed else "secondary",
        on_click=choose,
        args=(dict(chosen),),
        help=help,
        width="stretch",
    )
