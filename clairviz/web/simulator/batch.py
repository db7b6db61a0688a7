"""Many planned projects from a file: each quoted, refused rows named, the total against a budget."""

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Literal

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.export.xlsx.simulation import batch_table, batch_template, batch_workbook, refused_table
from clairviz.store.importing.sheet import read_sheet
from clairviz.store.ingest.problem import DataRefused
from clairviz.subsidy import InputRefused, parse_yen
from clairviz.subsidy.words.wording import problem_text, total_text
from clairviz.subsidy.written.batch import Batch, quote_many
from clairviz.subsidy.written.cells import PLANS
from clairviz.subsidy.written.plan import parse_fiscal_year
from clairviz.subsidy.written.yen import shown_amount
from clairviz.web import charts, notices, state
from clairviz.web.navigation import BUDGET
from clairviz.web.rules import rules_on_file
from clairviz.web.simulator.download import XLSX
from clairviz.web.simulator.inputs import plain_amount

MOST_MEGABYTES = 5
_ANSWER, _YEAR = "_batch_answer", "_batch_year"


@dataclass(frozen=True)
class _Answer:
    """What a file came to; kept for the session, so that a change of the budget reads it no more."""

    file_id: str
    year: int
    batch: Batch | None
    refused: DataRefused | None


@st.fragment
def draw(_: Translator) -> None:
    """Template, upload, answer. Nothing is kept after the session; rules on file only."""
    with st.container(key="sim_batch"):
        title = escape(_("Many planned projects from a file"))
        note = escape(
            _(
                "One planned project a row, quoted under the rule of its year. The file is read on this server "
                "and not kept."
            )
        )
        st.html(f'<h2 class="sim-title">{title}</h2><p class="sim-small">{note}</p>')
        with st.container(horizontal=True):
            kinds: tuple[tuple[Literal["xlsx", "csv"], str], ...] = (("xlsx", XLSX), ("csv", "text/csv"))
            for kind, mime in kinds:
                st.download_button(
                    _("Template ({kind})", kind=kind),
                    partial(batch_template, kind, years=tuple(rules_on_file()), _=_),
                    file_name=f"clairviz_plans.{kind}",
                    mime=mime,
                    on_click="ignore",
                    key=f"template_{kind}",
                )
        uploaded = st.file_uploader(
            _("File of planned projects (.xlsx or .csv)"),
            type=["xlsx", "csv"],
            key="batch_file",
            max_upload_size=MOST_MEGABYTES,
        )
        if uploaded is not None:
            answer(uploaded.name, uploaded.getvalue(), uploaded.file_id, _)
        else:
            st.session_state.pop(_ANSWER, None)


def answer(name: str, content: bytes, file_id: str, _: Translator) -> None:
    """What the file comes to, or why it is refused."""
    text = st.session_state["rule"] or ""
    try:
        year = parse_fiscal_year(text)
    except InputRefused as error:
        st.error(problem_text(error.problem, text, _))
        return
    known: _Answer | None = st.session_state.get(_ANSWER)
    if known is None or (known.file_id, known.year) != (file_id, year):
        known = _read(name, content, file_id, year)
        st.session_state[_ANSWER] = known
    st.caption(
        _(
            "Rows without a year are quoted under the rule of {year}, as chosen above.",
            year=_.fiscal_year(year),
        )
    )
    if known.refused is not None:
        st.error(_("The file was refused. Nothing was computed."))
        notices.problems(known.refused.problems, _)
    elif known.batch is not None:
        _results(known.batch, _)


def follows_year() -> None:
    """Run the whole page again where the year has changed and a file is quoted under it.

    Call it at the end of the fragment that holds the year; the answer to a file is drawn by another.
    """
    held = st.session_state
    before, held[_YEAR] = held.get(_YEAR), held["rule"]
    if _ANSWER in held and before != held[_YEAR]:
        st.rerun()


def _read(name: str, content: bytes, file_id: str, year: int) -> _Answer:
    try:
        found = read_sheet(name, content, PLANS)
        batch = quote_many(found.rows, rules_on_file(), fiscal_year=year, first_row=found.first_row)
        return _Answer(file_id, year, batch, None)
    except DataRefused as refused:
        return _Answer(file_id, year, None, refused)


def _results(batch: Batch, _: Translator) -> None:
    budget = _budget(batch, _)
    notices.leading_sentences(batch_summary(batch, budget, _))
    for total in batch.totals:
        (st.warning if total.differs or total.sum_yen is None else st.caption)(total_text(total, _))
    if batch.unused_columns:
        st.warning(_("Columns that were not used: {columns}.", columns=_(", ").join(batch.unused_columns)))
    if batch.refused:
        st.subheader(_("Refused rows"), anchor=False)
        charts.data_table("refused_plans", refused_table(batch, _=_), _=_)
    if batch.quoted:
        st.subheader(_("Quoted rows"), anchor=False)
        charts.data_table("plans", batch_table(batch, _=_), _=_)
    if batch.quoted or batch.refused:
        st.download_button(
            _("Download as Excel"),
            partial(batch_workbook, batch, budget_yen=budget, _=_),
            file_name="clairviz_plans.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="batch_xlsx",
        )


def _budget(batch: Batch, _: Translator) -> int | None:
    st.text_input(
        _("Budget to compare with (may stay empty)"),
        **state.bind(
            BUDGET.key, widget="_budget", show=lambda text: shown_amount(text or ""), write=plain_amount
        ),
        width=320,
        autocomplete="off",
    )
    text = st.session_state[BUDGET.key]
    if not text:
        return None
    try:
        return parse_yen(text, field="budget_yen")
    except InputRefused as error:
        st.error(problem_text(error.problem, text, _))
        return None


def batch_summary(batch: Batch, budget_yen: int | None, _: Translator) -> list[str]:
    """Rows read, total, what is open, and the budget."""
    total = batch.subsidy_total_yen
    parts = [
        _(
            "**Total subsidy {total}** over {quoted} quoted rows; {refused} rows refused.",
            total=_.yen_words(total),
            quoted=f"{batch.computed_count:,}",
            refused=f"{len(batch.refused):,}",
        )
    ]
    if batch.open_count:
        parts.append(
            _("The rule leaves {count} rows open; they are not in the total.", count=f"{batch.open_count:,}")
        )
    if budget_yen is not None:
        left = batch.budget_left_yen(budget_yen)
        amount = _.yen_words(abs(left))
        budget = _.yen_words(budget_yen)
        parts.append(
            _("Of the budget of {budget}, {amount} are left.", budget=budget, amount=amount)
            if left >= 0
            else _("The budget of {budget} is exceeded by {amount}.", budget=budget, amount=amount)
        )
    return parts
