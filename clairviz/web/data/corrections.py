"""What a click corrects: the value as read, in all equal cells at once. The file stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from clairviz.store.importing.findings import grouped
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import letters
from clairviz.web.data.reading import Read, ReadSheet

Key = tuple[str, str]
MOST_SUGGESTIONS, MOST_CHOICES = 12, 4


@dataclass(frozen=True)
class Suggestion:
    """A value that may be meant otherwise: in how many cells it stands and what may be meant.

    `texts` are the whole texts of the cells by key of ``Options.corrections``. `is_sheet` where the
    choice is which sheet to read.
    """

    value: str
    choices: tuple[str, ...]
    count: int
    texts: Mapping[Key, str] = field(default_factory=dict)
    is_sheet: bool = False

    def meaning(self, choice: str) -> dict[Key, str]:
        """The corrections that `choice` stands for."""
        return {
            key: text.replace(self.value, choice) if self.value and self.value in text else choice
            for key, text in self.texts.items()
        }


def suggestions(read: Read) -> list[Suggestion]:
    """For each group of equal findings that knows what may be meant."""
    sheets = {(sheet.file, sheet.table.name): sheet for sheet in read.sheets}
    names = {sheet.table.name for sheet in read.sheets if sheet.table.name}
    found: list[Suggestion] = []
    for group in grouped(read.seen.problems):
        problem = group.problem
        if not problem.suggestions:
            continue
        if not problem.cell:
            if set(problem.suggestions) <= names:
                found.append(Suggestion("", problem.suggestions, 1, is_sheet=True))
            continue
        sheet = sheets.get((problem.file, problem.sheet))
        if sheet is None:
            continue
        texts = dict(_texts(sheet, problem, read.seen.problems))
        if texts:
            found.append(Suggestion(problem.value, problem.suggestions[:MOST_CHOICES], group.count, texts))
    return found


def _texts(sheet: ReadSheet, like: Problem, problems: tuple[Problem, ...]) -> Iterator[tuple[Key, str]]:
    """Key and text of every cell that has the same finding."""
    layout = sheet.layout
    first = layout.header_row or layout.nearest_row
    header = range(first, first + layout.header_rows)
    columns = {letters(column.index + 1): column for column in (*layout.columns, *layout.nearest)}
    for problem in problems:
        same = (problem.file, problem.sheet, problem.value, problem.what, problem.column)
        if same != (like.file, like.sheet, like.value, like.what, like.column):
            continue
        letter = problem.cell.rstrip("0123456789")
        if problem.line in header:
            yield ("", problem.value), problem.value
        elif letter in columns:
            column = columns[letter]
            row = sheet.table.rows[problem.line - 1] if problem.line <= len(sheet.table.rows) else ()
            # A merged cell holds its text in its first cell alone.
            text = (row[column.index].strip() if column.index < len(row) else "") or problem.value
            yield (column.value or column.column, text), text
