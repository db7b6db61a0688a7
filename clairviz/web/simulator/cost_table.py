"""The table of itemised costs: typed, ticked off, pasted from a spreadsheet."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.store.importing.sheet import read_sheet
from clairviz.store.ingest.problem import DataRefused
from clairviz.subsidy import InputRefused, parse_yen
from clairviz.subsidy.words.wording import total_text
from clairviz.subsidy.written.cells import COSTS, parse_eligible
from clairviz.subsidy.written.cost_sheet import CostSheet, read_costs
from clairviz.subsidy.written.link_text import lines_text, read_lines
from clairviz.subsidy.written.plan import MOST_ITEMS, CostLine
from clairviz.subsidy.written.yen import shown_amount
from clairviz.web import notices, state

COLUMNS = ("item", "amount", "eligible")
_EDITOR, _SHOWN = "_items_editor", "_items_shown"
_FILE, _FILE_TURN, _FOUND = "_items_file", "_items_file_turn", "_items_found"
_LONGEST = 100
MOST_MEGABYTES = 5


def draw(_: Translator) -> None:
    """The table; it starts anew only where the link, or a paste, brings another one."""
    held = st.session_state
    shown: dict[str, Any] = held.setdefault(_SHOWN, {"text": None, "base": (), "turn": 0})
    if shown["text"] != held["items"] or _key(shown) not in held:
        _start_anew(shown, held["items"], read_lines(held["items"] or "") or ())
    names = {True: _("eligible"), False: _("not eligible")}
    st.data_editor(
        pd.DataFrame(
            [(line.item, line.amount, _said(line, names)) for line in shown["base"]], columns=list(COLUMNS)
        ).astype("str"),
        **state.telling(_key(shown), _edited),
        num_rows="dynamic",
        hide_index=True,
        height=215,
        column_config={
            "item": st.column_config.TextColumn(_("Cost item"), width="medium"),
            "amount": st.column_config.TextColumn(_("Amount (yen)")),
            "eligible": st.column_config.TextColumn(
                _("Eligible"),
                width="small",
                default=names[True],
                help=_("“eligible” or “not eligible”; ○ and × will do. Empty means eligible."),
            ),
        },
        alt=_("Cost table: item, amount, whether it is eligible"),
    )


def upload(_: Translator) -> None:
    """A table of costs from a file takes the place of the one on the page; what the file says of itself."""
    held = st.session_state
    turn = held.setdefault(_FILE_TURN, 0)
    st.file_uploader(
        _("Costs from a file (.xlsx or .csv)"),
        type=["xlsx", "csv"],
        max_upload_size=MOST_MEGABYTES,
        **state.telling(state.turn_key(_FILE, turn), _read),
        help=_(
            "Titles, a unit such as （単位：千円）, a header of two rows, subtotals and totals are understood. "
            "The file is read on this server and not kept."
        ),
    )
    found = held.get(_FOUND)
    if isinstance(found, DataRefused):
        st.error(_("The file was refused. The table stays as it was."))
        notices.problems(found.problems, _)
    elif isinstance(found, CostSheet):
        said = [total_text(total, _) for total in found.totals]
        if found.unused_columns:
            said.append(
                _("Columns that were not used: {columns}.", columns=_(", ").join(found.unused_columns))
            )
        if len(found.lines) > MOST_ITEMS:
            said.append(_("Only the first {count} lines were taken over.", count=MOST_ITEMS))
        is_doubtful = len(found.lines) > MOST_ITEMS or any(
            total.differs or total.sum_yen is None for total in found.totals
        )
        if said:
            (st.warning if is_doubtful else st.caption)(notices.escaped(" ".join(said)))


def _read(uploaded: Any) -> None:
    """The lines of an uploaded file become the table of the link; a refused file changes nothing."""
    held = st.session_state
    if uploaded is None:
        held.pop(_FOUND, None)
        return
    try:
        listing = read_sheet(uploaded.name, uploaded.getvalue(), COSTS)
    except DataRefused as refused:
        held[_FOUND] = refused
        return
    found = held[_FOUND] = read_costs(listing.rows, first_row=listing.first_row)
    held[_FILE_TURN] += 1  # the file is read once; the table may be changed after it
    lines = [_line((line.item, line.amount, line.eligible)) for line in found.lines[:MOST_ITEMS]]
    state.put("items", lines_text(lines) or "[]")


def switch_items(is_itemised: bool, _: Translator) -> None:
    """The cost becomes the first line of the table, and the sum of the table the cost."""
    held = st.session_state
    if is_itemised:
        state.put("items", lines_text([CostLine(_("Project costs"), shown_amount(held["cost"] or ""))]))
        return
    lines = read_lines(held["items"] or "") or ()
    cost = held["cost"]
    # With a line that is not understood the former cost stays.
    with suppress(InputRefused):
        cost = str(sum(parse_yen(line.amount) for line in lines if parse_eligible(line.eligible)))
    state.put_all({"cost": cost, "items": None})


def _edited(edits: Mapping[str, Any]) -> None:
    """The edits become the state of the link before the answer is asked for."""
    shown: dict[str, Any] = st.session_state[_SHOWN]
    lines, is_spread = edited(shown["base"], edits)
    # An emptied table stays one; the switch below it ends it.
    text = lines_text(lines) or "[]"
    if is_spread:
        _start_anew(shown, text, lines)
    shown["text"] = text
    state.put("items", text)


def edited(base: Sequence[CostLine], edits: Mapping[str, Any]) -> tuple[tuple[CostLine, ...], bool]:
    """`base` after the edits of Streamlit's editor, and whether a paste was spread over cells.

    `edits` holds `edited_rows` (position to columns), `added_rows` and `deleted_rows`. A paste
    into a cell that is being written arrives as one text with tabs and line ends in it.
    """
    changed = {int(place): row for place, row in edits["edited_rows"].items()}
    gone = set(edits["deleted_rows"])
    rows = [
        {**dict(zip(COLUMNS, (line.item, line.amount, line.eligible), strict=True)), **changed.get(place, {})}
        for place, line in enumerate(base)
        if place not in gone
    ]
    rows += edits["added_rows"]
    lines: list[CostLine] = []
    is_spread = False
    for row in rows:
        texts = [str(row.get(column) or "") for column in COLUMNS]
        pasted = next(
            (place for place, text in enumerate(texts) if re.search(r"[\t\r\n]", text.strip())), None
        )
        if pasted is None:
            lines.append(_line(texts))
            continue
        is_spread = True
        lines += _spread(texts, pasted)
    return tuple(lines[:MOST_ITEMS]), is_spread


def _spread(texts: Sequence[str], place: int) -> list[CostLine]:
    """The lines of a table pasted into the cell at `place`; the first keeps what it does not cover."""
    lines = []
    for number, row in enumerate(text for text in texts[place].splitlines() if text.strip()):
        cells = [*texts[:place], *row.split("\t")] if not number else [*([""] * place), *row.split("\t")]
        kept = texts[len(cells) :] if not number else [""] * len(COLUMNS)
        lines.append(_line([*cells, *kept][: len(COLUMNS)]))
    return lines


def _line(texts: Sequence[str]) -> CostLine:
    item, amount, eligible = (text.strip()[:_LONGEST] for text in texts)
    return CostLine(item, shown_amount(amount), eligible)


def _said(line: CostLine, names: Mapping[bool, str]) -> str:
    try:
        return names[parse_eligible(line.eligible)]
    except InputRefused:
        return line.eligible


def _start_anew(shown: dict[str, Any], text: str | None, lines: Sequence[CostLine]) -> None:
    shown.update(text=text, base=tuple(lines), turn=shown["turn"] + 1)


def _key(shown: Mapping[str, Any]) -> str:
    return state.turn_key(_EDITOR, shown["turn"])
