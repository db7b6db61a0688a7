"""What is on paper alone: what a page shows and from where, and tables as text."""

from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator, translator
from clairviz.export.paper import margins
from clairviz.store.queries import projects, reference
from clairviz.store.queries.provenance import DOCUMENT
from clairviz.web import answers
from clairviz.web.navigation import Page
from clairviz.web.view import View, key_figures_of
from clairviz.words.phrases import selection_sentence, source_line, years_label

# More rows than these are for the CSV, not for paper.
MOST_ROWS = 100


def header(page: Page, view: View) -> None:
    """The selection and the source under the title of a printed page, and in its margins."""
    _ = view._
    heading = _(page.heading or page.title, years=years_label(view.selection.years, view.years, _))
    selected = selected_text(view) if page.is_filtered else _("This page does not depend on the filters.")
    source = answers.cached(
        _source,
        (reference.sources,),
        (projects.projects, view.selection, projects.PAGE_OF_PROJECTS),
        _=_,
        is_filtered=page.is_filtered,
    )
    # One element, since Streamlit pays for each; clairviz.js reads the language off it.
    st.html(
        f'<div class="print-only print-header" data-page-lang="{_.lang}"><p>{escape(selected)}</p>'
        f"<p>{escape(source)}</p><style>{margins(heading, selected, source)}</style></div>"
    )


def printed_table(rows: pd.DataFrame, _: Translator) -> None:
    """The table as text, in place of the drawing on screen."""
    st.html(_text(_Same(rows), _.lang))


class _Same:
    """A table that is the same only as itself: those on screen are made once and never changed."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows

    def __hash__(self) -> int:
        return id(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.rows is other.rows


@lru_cache(maxsize=256)
def _text(same: _Same, lang: str) -> str:
    rows, _ = same.rows, translator(lang)
    head = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in rows.columns)
    body = "".join(
        "<tr>" + "".join(_cell(value, _) for value in row) + "</tr>"
        for row in rows.head(MOST_ROWS).astype(object).itertuples(index=False)
    )
    rest = (
        f"<p>{escape(_('The first {shown} of {count} rows.', shown=f'{MOST_ROWS:,}', count=f'{len(rows):,}'))}</p>"
        if len(rows) > MOST_ROWS
        else ""
    )
    return f'<div class="print-only"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}</div>'


def _cell(value: object, _: Translator) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return f"<td>{escape(_('–'))}</td>"
    if isinstance(value, int | float):
        return f'<td class="number">{value:,}</td>'
    return f"<td>{escape(str(value))}</td>"


def selected_text(view: View) -> str:
    """What the filters select, in a sentence."""
    whole = key_figures_of(view.selection.whole_years)
    return selection_sentence(
        view.selection,
        view.key_figures["project_count"],
        whole["project_count"],
        view.years,
        view.names,
        view._,
        view.partial_years,
    )


def _source(sources: pd.DataFrame, listed: pd.DataFrame, *, _: Translator, is_filtered: bool) -> str:
    used = set(listed["source_id"]) if is_filtered and len(listed) else {DOCUMENT}
    rows = sources[sources["source_id"].isin(used)]
    return source_line(list(rows["title"]), list(rows["retrieved_on"]), _)
