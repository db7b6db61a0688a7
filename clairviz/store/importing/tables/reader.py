"""Reference tables, published totals and subsidy rules from the sheets that hold them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clairviz.base.i18n import message
from clairviz.base.schema import ALL
from clairviz.base.schema.table import Column as SchemaColumn
from clairviz.base.schema.table import Table as SchemaTable
from clairviz.store.importing import cells
from clairviz.store.importing.cells import CellRefused
from clairviz.store.importing.headers import UNITS, plain_heading, unit_of
from clairviz.store.importing.layout import Layout, SheetColumn, SheetLine
from clairviz.store.importing.model import ReadOptions, ReadRow, RowPlace
from clairviz.store.importing.names import nearest, unknown
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.sheet_findings import refused_cell
from clairviz.store.importing.tables.headings import (
    IMPORTED,
    WHOLE,
    choice_of,
    headings_of,
)
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import SheetTable, letters

_HEADER_WITHIN = 20
_BRACKET = re.compile(r"(.+?)[(\[](?:単位:?)?(円|千円|万円|百万円|yen)[)\]]")
# What an import can fill in where no column states it.
_FILLED = ("fiscal_year", "source_id", "rule_key")
_LONG = ("note", "note_ja", "note_en", "text_ja", "text_en", "description_ja", "description_en")


def lay_out_table(table: SheetTable, name: str, *, only: str = "") -> tuple[str, Layout]:
    """Which table of ``IMPORTED`` a sheet holds, and how; an empty name where it is none.

    `name` is the file's name: it or the sheet's name decides between tables with the same
    headings. With `only` no other table is looked for.
    """
    wanted = [only] if only else list(IMPORTED)
    called = {plain_heading(name.rpartition(".")[0]), plain_heading(table.name)}
    best: tuple[tuple[int, int, int], str, Layout] | None = None
    for key in wanted:
        schema = IMPORTED[key]
        known = headings_of(schema)
        for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
            columns = [_column(i, cell.strip(), known) for i, cell in enumerate(row) if cell.strip()]
            given = {column.column for column in columns} - {""}
            if not {column for column in schema.key if column not in _FILLED} <= given or len(given) < 2:
                continue
            exact = sum(plain_heading(column.heading) == plain_heading(column.column) for column in columns)
            left = sum(not column.column for column in columns)
            score = (int(plain_heading(key) in called), len(given) - left, exact)
            if best is None or score > best[0]:
                best = (score, key, _layout(table, index, columns))
    return (best[1], best[2]) if best else ("", Layout(0))


def _column(index: int, text: str, known: Mapping[str, str]) -> SheetColumn:
    flat = plain_heading(text)
    unit = None
    if flat not in known and (bracket := _BRACKET.fullmatch(flat)):
        flat, unit = bracket[1], UNITS[bracket[2]]
    return SheetColumn(index, text, known.get(flat, ""), unit=unit)


def _layout(table: SheetTable, index: int, columns: Sequence[SheetColumn]) -> Layout:
    seen: set[str] = set()
    kept: list[SheetColumn] = []
    repeated: list[SheetColumn] = []
    for column in columns:
        (repeated if column.column and column.column in seen else kept).append(column)
        seen.add(column.column)
    known = {column.index for column in kept if column.column}
    lines = []
    for number, row in enumerate(table.rows[index + 1 :], index + 2):
        texts = [i for i, cell in enumerate(row) if cell.strip()]
        if texts:
            is_note = not set(texts) & known or (
                len(texts) == 1 and len(known) > 2 and row[texts[0]].strip()[:1] in "※*＊(（注"
            )
            lines.append(SheetLine(number, "note" if is_note else "project"))
    titles = [(n, c.strip()) for n, row in enumerate(table.rows[:index], 1) for c in row if c.strip()]
    unit = next((unit for _row, text in titles if (unit := unit_of(text))), None)
    return Layout(index + 1, 1, tuple(kept), tuple(lines), tuple(titles), unit, repeated=tuple(repeated))


@dataclass
class TableReader:
    """Reads the rows of one sheet as rows of the reference table `key`."""

    file: str
    table: SheetTable
    layout: Layout
    key: str
    options: ReadOptions
    reference: ReferenceNames
    default_year: int | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def schema(self) -> SchemaTable:
        """The table that the rows are of."""
        return IMPORTED[self.key]

    def rows(self, tick: Callable[[], None] = lambda: None) -> Iterator[ReadRow]:
        """Every row whose cells could all be read."""
        columns = {column.column: column for column in self.layout.columns if column.column}
        places = {name: letters(column.index + 1) for name, column in columns.items()}
        for line in self.layout.lines:
            if line.kind != "project":
                continue
            before = len(self.problems)
            found = {
                column.name: self._cell(line.number, columns.get(column.name), column)
                for column in self.schema.columns
                if column.name in columns or column.name in _FILLED
            }
            if "code" in found and "dimension" in found:
                found["code"] = self._code(line.number, columns["code"], found["dimension"], found["code"])
            if "rule_key" in found and not found["rule_key"]:
                found["rule_key"] = f"model-project-{found['fiscal_year']}"
            tick()
            if len(self.problems) == before or all(
                problem.severity != "error" for problem in self.problems[before:]
            ):
                key = tuple(found.get(name, "") for name in self.schema.key)
                first = places.get(self.schema.key[-1]) or next(iter(places.values()))
                place = RowPlace(self.file, self.table.name, line.number, f"{first}{line.number}", places)
                yield ReadRow(found, key, place)

    def _cell(self, number: int, column: SheetColumn | None, schema: SchemaColumn) -> str:
        if column is None:
            if schema.name == "fiscal_year":
                return str(self.default_year or "")
            return self.options.source if schema.name == "source_id" else ""
        row = self.table.rows[number - 1]
        text = row[column.index].strip() if column.index < len(row) else ""
        text = self.options.corrections.get((column.column, text), text)
        kinds = self.table.kinds[number - 1] if self.table.kinds else ""
        kind = kinds[column.index] if column.index < len(kinds) else "t"
        if not text and schema.name in ("fiscal_year", "source_id"):
            return self._cell(number, None, schema)
        if not text or (schema.nullable and cells.is_nothing(text)):
            return ""
        try:
            return self._read(text, kind, column, schema)
        except CellRefused as refused:
            self._finding(number, column, text, refused)
            return ""

    def _read(self, text: str, kind: str, column: SheetColumn, schema: SchemaColumn) -> str:
        name = schema.name
        if name == "fiscal_year":
            return str(cells.year(text, kind=kind))
        if name == "source_id":
            return self._source(text)
        if name == "rate":
            return _rate(text)
        if name.endswith("_yen"):
            return cells.read_yen(text, unit=column.unit or self.layout.unit)[0]
        if schema.type == "DATE":
            return cells.day(text)
        if schema.type in ("INTEGER", "BIGINT"):
            return _whole(text, kind)
        if schema.choices:
            return _choice(text, schema.choices)
        if schema.type == "DOUBLE":
            return unicodedata.normalize("NFKC", text)
        digits = re.fullmatch(r"\[0-9\]\{(\d)\}", schema.pattern)
        if digits and kind == "n" and text.isdigit():
            return text.zfill(int(digits[1]))  # a spreadsheet drops the leading noughts of a number
        return cells.text_lines(text) if name in _LONG else cells.one_line(text)

    def _source(self, text: str) -> str:
        new = self.options.new_source
        if known := self.reference.source_of(cells.one_line(text)):
            return known
        if new and text in (new.source_id, new.title):
            return new.source_id
        what = message("The source “{value}” is not on file.")
        remedy = message("Name it by its short name in data/reference/sources.csv, or add it there.")
        raise CellRefused(what, remedy)

    def _code(self, number: int, column: SheetColumn, dimension: str, text: str) -> str:
        """What is totalled: a code of the dimension by its name, or `all`."""
        index = {
            "field": self.reference.fields,
            "secondary_field": self.reference.fields,
            "region": self.reference.regions,
        }.get(dimension)
        if index is None:
            if dimension in ("project", "local_government") or plain_heading(text) in WHOLE:
                return ALL
            return text
        if match := index.find(text):
            return match.code
        if text:
            file = "regions.csv" if dimension == "region" else "fields.csv"
            self._finding(number, column, text, unknown(text, index.nearest(text), file=file))
        return ""

    def _finding(self, number: int, column: SheetColumn, value: str, refused: CellRefused) -> None:
        self.problems.append(refused_cell(self.file, self.table, number, column, value, refused))


def _whole(text: str, kind: str) -> str:
    flat = re.sub(r"(?<=\d),(?=\d{3})", "", cells.flat(text))
    match = re.fullmatch(r"([0-9]{1,18})(件|事業|団体|地域|か国|カ国|ヶ国)?", flat)
    if kind == "d" or not match:
        raise CellRefused(
            message("“{value}” is not a whole number."), message("Write digits only."), rule="1-3"
        )
    return str(int(match[1]))


def _rate(text: str) -> str:
    """An exact fraction: 1/2, ２分の１, ½, 50%."""
    flat = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("\u2044", "/")
    if found := re.fullmatch(r"(\d{1,7})分の(\d{1,7})", flat):
        return f"{found[2]}/{found[1]}"
    if found := re.fullmatch(r"(\d{1,3})(?:%|パーセント)", flat):
        percent = int(found[1])
        for bottom in (1, 2, 3, 4, 5, 10, 20, 25, 50, 100):
            if percent * bottom % 100 == 0 and 0 < percent <= 100:
                top = percent * bottom // 100
                return str(top) if bottom == 1 else f"{top}/{bottom}"
    if re.fullmatch(r"1|[1-9]\d{0,6}/[1-9]\d{0,6}", flat):
        return flat
    if found := re.fullmatch(r"0\.(\d)0*", flat):
        return _rate(f"{int(found[1]) * 10}%")
    what = message("“{value}” is not an exact fraction above 0 and up to 1.")
    raise CellRefused(what, message("Write the rate as 1/2, 2/3 or 1."), rule="1-3")


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if found := choice_of(text, choices):
        return found
    near = nearest(text, choices)
    raise CellRefused(
        message("“{value}” is not one of: {choices}."),
        message("Use one of the listed values."),
        {"choices": ", ".join(choices)},
        tuple(name for name, _percent in near),
    )
