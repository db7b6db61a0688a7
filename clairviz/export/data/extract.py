"""What a data file holds: rows of a selection, what their columns mean, and what they rest on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from clairviz import __version__
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.export.data.columns import Described, described
from clairviz.report.model import Ask
from clairviz.store.queries import extracts, projects, reference
from clairviz.store.queries.extracts import WHOLE, Part
from clairviz.store.queries.provenance import sources_of_projects
from clairviz.words.phrases import joined, names_of, partial_among, selection_sentence, synthetic_note

Value = str | int | float | bool | date | None


class Rows(StrEnum):
    """What one row stands for."""

    PROJECTS = "projects"
    MARKS = "marks"


@dataclass(frozen=True)
class Extract:
    """Rows with their columns explained. A null is None: the source does not say.

    `notes` are (key, label, text): key and text for programs, label and text for readers.
    """

    title: str
    columns: tuple[Described, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[tuple[str, str, str], ...]
    made_on: date


def extract(
    ask: Ask, selection: Selection, rows: Rows, *, _: Translator, made_on: date, part: Part = WHOLE
) -> Extract:
    """The rows of `selection`, with what was selected, sources, dates and licence.

    A `part` of them says in its notes which it is.
    """
    query = extracts.project_extract if rows is Rows.PROJECTS else extracts.mark_extract
    frame = ask(query, selection) if part == WHOLE else ask(query, selection, part)
    meaning = {
        Rows.PROJECTS: _("one project; codes of several marks are separated by semicolons"),
        Rows.MARKS: _(
            "one project, field and region; amounts are repeated in each row of a project, so do not add them up"
        ),
    }
    total = len(frame) if part == WHOLE else total_of(ask, selection, rows)
    return Extract(
        title=_("Model Projects"),
        columns=tuple(described(str(name), _) for name in frame.columns),
        rows=rows_of(frame),
        notes=notes(ask, selection, meaning[rows], RowSpan(part.first, len(frame), total), _, made_on),
        made_on=made_on,
    )


@dataclass(frozen=True)
class RowSpan:
    """Which rows of all there are: from `first` (from 0) on, `count` of `total`."""

    first: int
    count: int
    total: int


def total_of(ask: Ask, selection: Selection, rows: Rows) -> int:
    """How many rows a selection has."""
    if rows is Rows.MARKS:
        return int(ask(extracts.mark_total, selection).iloc[0]["total"])
    return int(ask(projects.key_figures, selection).iloc[0]["project_count"])


def rows_of(frame: pd.DataFrame) -> tuple[tuple[Value, ...], ...]:
    """The rows of a frame as plain values; what is missing is None."""
    return tuple(
        tuple(_value(value) for value in record)
        for record in frame.astype(object).itertuples(index=False, name=None)
    )


def _value(value: Any) -> Value:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, bool | str) else int(value)


def notes(
    ask: Ask, selection: Selection, meaning: str, span: RowSpan, _: Translator, made_on: date
) -> tuple[tuple[str, str, str], ...]:
    """What rows of `selection` rest on; `meaning` says what a row is."""
    sources = ask(reference.sources)
    named = set(ask(sources_of_projects, selection)["source_id"])
    used = sources[sources["source_id"].isin(named)].to_dict("records")
    days = [record["retrieved_on"] for record in used if not pd.isna(record["retrieved_on"])]
    return (
        ("title", _("Content"), _("Model Projects")),
        ("selection", _("Selection"), _selected(ask, selection, _)),
        ("rows", _("A row is"), meaning),
        ("row_count", _("Rows"), str(span.count)),
        *_part_note(span, _),
        ("source", _("Source"), "; ".join(_source(record) for record in used) or _("not stated")),
        (
            "as_of",
            _("Facts taken over on"),
            max(days).date().isoformat() if days else _("not stated"),
        ),
        ("made_on", _("Made on"), made_on.isoformat()),
        (
            "licence",
            _("Licence"),
            _("not stated in the data; name the sources when you pass the rows on"),
        ),
        ("not_stated", _("Not stated"), _("An empty cell means that the source does not say; it is not 0.")),
        ("made_with", _("Made with"), f"clairviz {__version__}"),
    )


def _part_note(span: RowSpan, _: Translator) -> tuple[tuple[str, str, str], ...]:
    if span.count == span.total:
        return ()
    text = _(
        "rows {first} to {last} of {total}; the rest is left out",
        first=f"{span.first + min(1, span.count):,}",
        last=f"{span.first + span.count:,}",
        total=f"{span.total:,}",
    )
    return (("part", _("Only a part"), text),)


def _source(record: Any) -> str:
    parts = (record["title"], record["publisher"], record["source_id"])
    return ", ".join(str(part) for part in parts if not pd.isna(part))


def _selected(ask: Ask, selection: Selection, _: Translator) -> str:
    count, of = (
        int(ask(projects.key_figures, one).iloc[0]["project_count"])
        for one in (selection, selection.whole_years)
    )
    years = ask(reference.fiscal_years)
    on_file = [int(year) for year in years["fiscal_year"]]
    names = names_of(ask(reference.options), _=_)
    sentence = selection_sentence(selection, count, of, on_file, names, _, partial_among(years))
    note = synthetic_note(ask(reference.sources), _=_)
    return joined([text for text in (note, sentence) if text], _)
