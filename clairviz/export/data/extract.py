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


def extract(ask: Ask, selection: Selection, rows: Rows, *, _: Translator, made_on: date) -> Extract:
    """The rows of `selection`, with what was selected, sources, dates and licence."""
    query = extracts.project_extract if rows is Rows.PROJECTS else extracts.mark_extract
    frame = ask(query, selection)
    return Extract(
        title=_("Model Projects"),
        columns=tuple(described(str(name), _) for name in frame.columns),
        rows=tuple(_values(record) for record in frame.astype(object).itertuples(index=False, name=None)),
        notes=_notes(ask, selection, rows, frame, _, made_on),
        made_on=made_on,
    )


def _values(record: tuple[Any, ...]) -> tuple[Value, ...]:
    return tuple(_value(value) for value in record)


def _value(value: Any) -> Value:
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, bool | str) else int(value)


def _notes(
    ask: Ask, selection: Selection, rows: Rows, frame: pd.DataFrame, _: Translator, made_on: date
) -> tuple[tuple[str, str, str], ...]:
    sources = ask(reference.sources)
    used = sources[sources["source_id"].isin(frame["source_id"].unique())].to_dict("records")
    meaning = {
        Rows.PROJECTS: _("one project; codes of several marks are separated by semicolons"),
        Rows.MARKS: _(
            "one project, field and region; amounts are repeated in each row of a project, so do not add them up"
        ),
    }
    days = [record["retrieved_on"] for record in used if not pd.isna(record["retrieved_on"])]
    return (
        ("title", _("Content"), _("Model Projects")),
        ("selection", _("Selection"), _selected(ask, selection, _)),
        ("rows", _("A row is"), meaning[rows]),
        ("row_count", _("Rows"), str(len(frame))),
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
