"""What is wrong with a data file, where, and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clairviz.base.i18n import Translator


@dataclass(frozen=True)
class Problem:
    """One defect of a data file.

    `what` and `remedy` are catalogue source strings whose placeholders are filled from
    `values` together with ``column`` and ``value``. `line` counts from 1, as editors do;
    0 means the file as a whole.
    """

    file: str
    line: int
    column: str
    value: str
    what: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)

    def place(self, _: Translator) -> str:
        """File, line and column, as far as they apply."""
        if not self.line:
            return self.file
        if not self.column:
            return _("{file}, line {line}", file=self.file, line=self.line)
        return _("{file}, line {line}, column {column}", file=self.file, line=self.line, column=self.column)

    def text(self, _: Translator) -> str:
        """What is wrong, with the offending value."""
        return _(self.what, **self._known())

    def mend(self, _: Translator) -> str:
        """What to do about it."""
        return _(self.remedy, **self._known())

    def _known(self) -> dict[str, object]:
        return {**self.values, "column": self.column, "value": self.value}


class DataRefused(Exception):
    """The data folder cannot become a database; `problems` says why, all of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s), first: {problems[0]}")
        self.problems = tuple(problems)
