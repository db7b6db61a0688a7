"""The table of all projects of the selection, and where the words searched for stand."""

import html

import pandas as pd
import streamlit as st

from clairviz.base.fold import hit_spans
from clairviz.base.i18n import Translator, message
from clairviz.store.queries.explore import ORDERS, ROWS_OF_A_PAGE, page_of_projects
from clairviz.store.queries.search import hits
from clairviz.web import answers, charts, downloads, printing, state
from clairviz.web.navigation import LISTED_PAGE, PROJECT, SORT
from clairviz.web.view import View
from clairviz.words.phrases import count_of_projects, project_name, years_label
from clairviz.words.tables import project_table

_ORDER_LABELS = {
    "source": message("Newest first"),
    "oldest": message("Oldest first"),
    "cost": message("Total cost, highest first"),
    "subsidy": message("Subsidy, highest first"),
}
_SHOWN_HITS = 20
_AROUND = 24


def draw(view: View) -> None:
    """Order, page, table and files; a row that is chosen opens its project."""
    _, selection = view._, view.selection
    total = view.key_figures["project_count"]
    pages = -(-total // ROWS_OF_A_PAGE)
    with st.container(horizontal=True, vertical_alignment="bottom", key="listing_controls"):
        order = st.selectbox(
            _("Order"),
            list(ORDERS),
            **state.bind(SORT.key),
            format_func=lambda code: _(_ORDER_LABELS[code]),
            width=260,
        )
        page = 1
        if pages > 1:
            chosen = st.session_state.get(LISTED_PAGE.key)
            page = min(int(chosen or 1), pages)
            st.selectbox(
                _("Page of the table"),
                [str(number) for number in range(1, pages + 1)],
                **state.bind(LISTED_PAGE.key, widget="_listed_page", show=lambda _chosen: str(page)),
                width=180,
            )
        st.markdown(
            _(
                "{first} to {last} of {count}",
                first=f"{(page - 1) * ROWS_OF_A_PAGE + 1:,}",
                last=f"{min(page * ROWS_OF_A_PAGE, total):,}",
                count=count_of_projects(total, _),
            )
        )
    rows = answers.ask(page_of_projects, selection, order or "source", page - 1)
    _table(view, rows)
    downloads.data_files(view)


def _table(view: View, rows: pd.DataFrame) -> None:
    _ = view._
    table = project_table(rows, view.names, _=_)
    amounts = {_("Total cost (yen)"): "total_cost_yen", _("Subsidy (yen)"): "subsidy_yen"}
    for heading, column in amounts.items():
        table[heading] = rows[column]
    table.insert(0, _("Project ID"), rows["project_id"])
    shown = table.assign(**{_("Source"): [charts.source_address(value, _) for value in table[_("Source")]]})
    st.dataframe(
        shown,
        placeholder=_("not stated"),
        key="explore_projects",
        hide_index=True,
        alt=_("Table: {name}", name=", ".join(str(column) for column in table.columns)),
        on_select=lambda: _open(list(rows["project_id"])),
        selection_mode="single-row",
        column_config={
            **{heading: st.column_config.NumberColumn(format="localized") for heading in amounts},
            _("Source"): st.column_config.LinkColumn(display_text=r"source=([^&]+)"),
        },
    )
    st.caption(_("Choose a row to open the project."))
    printing.printed_table(table, _)


def _open(projects: list[str]) -> None:
    chosen = st.session_state["explore_projects"]["selection"]["rows"]
    if chosen:
        state.put(PROJECT.key, projects[chosen[0]])


def found(view: View) -> None:
    """The first projects that hold the words searched for, with the places marked."""
    _, words = view._, view.selection.text
    if not words:
        return
    rows = answers.ask(hits, view.selection, _SHOWN_HITS)
    st.subheader(_("Where the words stand"), anchor=False)
    st.html(marked_list(rows, words, _))


def marked_list(rows: pd.DataFrame, words: str, _: Translator) -> str:
    """A list of projects, each a link, with what was found in it, as HTML; all text is escaped."""
    items = []
    for record in rows.to_dict("records"):
        name = f"{years_label((int(record['fiscal_year']),), (), _)} {project_name(record, _)}"
        places = _pieces(str(record["written"]), words)
        address = f"explore?project={html.escape(str(record['project_id']), quote=True)}&amp;lang={_.lang}"
        items.append(f'<li><a href="{address}">{html.escape(name)}</a> {places}</li>')
    return f"<ul class='hits'>{''.join(items)}</ul>"


def _pieces(written: str, words: str) -> str:
    """The lines of `written` that hold a hit, cut around it, hits in <mark>."""
    pieces = []
    for line in written.split("\n"):
        places = hit_spans(line, words)
        if not places:
            continue
        start, end = max(0, places[0][0] - _AROUND), min(len(line), places[-1][1] + _AROUND)
        text, at = "…" if start else "", start
        for first, last in places:
            text += html.escape(line[at:first]) + f"<mark>{html.escape(line[first:last])}</mark>"
            at = last
        pieces.append(text + html.escape(line[at:end]) + ("…" if end < len(line) else ""))
    return " ／ ".join(pieces)
