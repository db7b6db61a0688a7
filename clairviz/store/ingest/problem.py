"""What is wrong with a data file, where, and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clairviz.base.i18n import Translator, message

# 総務省「統計表における機械判読可能なデータの表記方法の統一ルール」（令和2年12月）: its check items.
RULES: Mapping[str, str] = {
    "1-1": message("The file is an Excel or CSV file"),
    "1-2": message("One cell holds one datum"),
    "1-3": message("Numbers are numbers and hold no text"),
    "1-4": message("No cells are merged"),
    "1-5": message("Blanks and line breaks are not used for layout"),
    "1-6": message("No item is left out"),
    "1-7": message("Formulas are replaced by their values"),
    "1-8": message("There are no objects"),
    "1-9": message("Units are stated"),
    "1-10": message("No characters that depend on the machine"),
    "1-11": message("Years and days are written in the western calendar, or in both"),
    "1-12": message("Codes or names of areas are written"),
    "1-13": message("Symbols in columns of numbers are those agreed on"),
    "2-1": message("The data are not broken up"),
    "2-2": message("A sheet holds one table"),
}


@dataclass(frozen=True)
class InLanguage:
    """A value of a message that each language writes in its own way, such as a fiscal year."""

    ja: str
    en: str

    def of(self, lang: str) -> str:
        """The text in a language; English where there is none in it."""
        return self.ja if lang == "ja" else self.en


@dataclass(frozen=True)
class Problem:
    """One defect of a data file.

    `what` and `remedy` are catalogue source strings whose placeholders are filled from
    `values` together with ``column`` and ``value``. `line` counts from 1, as editors do;
    0 means the file as a whole. An error refuses, a warning does not. `sheet` and `cell` (as in
    B7) say where in a workbook; `suggestions` are what the cell may have been meant to hold, the
    likeliest first. `rule` is the number of the Ministry's rule for machine-readable tables that
    the finding is one of; see ``RULES``.
    """

    file: str
    line: int
    column: str
    value: str
    what: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"
    sheet: str = ""
    cell: str = ""
    suggestions: tuple[str, ...] = ()
    rule: str = ""

    def place(self, _: Translator) -> str:
        """File, line and column, as far as they apply."""
        if not self.line:
            return self.file
        if not self.column:
            return _("{file}, line {line}", file=self.file, line=self.line)
        return _("{file}, line {line}, column {column}", file=self.file, line=self.line, column=self.column)

    def rule_name(self, _: Translator) -> str:
        """Number and name of the Ministry's rule, or an empty text."""
        return f"{self.rule} {_(RULES[self.rule])}" if self.rule else ""

    def text(self, _: Translator) -> str:
        """What is wrong, with the offending value."""
        return _(self.what, **self._known(_))

    def mend(self, _: Translator) -> str:
        """What to do about it."""
        return _(self.remedy, **self._known(_))

    def _known(self, _: Translator) -> dict[str, object]:
        told = {
            key: value.of(_.lang) if isinstance(value, InLanguage) else value
            for key, value in self.values.items()
        }
        return {"column": self.column, "value": self.value, "line": self.line, **told}


class DataRefused(Exception):
    """The data folder cannot become a database; `problems` says why, all of it.

    `fault` says what must be mended: the ``data``, or the folder of the ``database``.
    """

    def __init__(self, problems: list[Problem], fault: str = "data") -> None:
        super().__init__(f"{len(problems)} problem(s), first: {problems[0]}")
        self.problems = tuple(problems)
        self.fault = fault
