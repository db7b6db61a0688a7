"""From the rows of a sheet to canonical rows, with a finding for every cell that is not plain."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from clairviz.base.i18n import message
from clairviz.store.importing import cells
from clairviz.store.importing.bodies import is_organisation
from clairviz.store.importing.cells import CellRefused
from clairviz.store.importing.layout import Layout, SheetColumn
from clairviz.store.importing.model import ReadOptions, ReadRow, RowPlace
from clairviz.store.importing.names import Index, country_before_place, unknown
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.sheet_findings import refused_cell
from clairviz.store.importing.table_rules import rule_of, unstated_units
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.projects import COLUMNS
from clairviz.store.ingest.table import SheetTable, cell_name

_TEXTS = ("title_ja", "title_en", "applicant", "partner", "partner_organisations", "locator", "continues")
_LONG_TEXTS = ("summary", "result")
_READ_AS = (message("“{value}” is read as {meant}."), message("Check that this is what is meant."))


@dataclass(slots=True)
class Cell:
    """One cell of a project's row as it stands on the sheet."""

    column: SheetColumn
    text: str
    kind: str = "t"


@dataclass
class RowReader:
    """Reads the project rows of one sheet; `fill` holds what merged cells and ditto marks stand for."""

    file: str
    table: SheetTable
    layout: Layout
    options: ReadOptions
    reference: ReferenceNames
    default_year: int | None
    fill: Mapping[tuple[int, int], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_name: dict[str, list[SheetColumn]] = {}
        for column in self.layout.columns:
            if column.column:
                self._by_name.setdefault(column.column, []).append(column)
        self._read: dict[tuple[object, ...], object] = {}

    def rows(self, tick: Callable[[], None] = lambda: None) -> Iterator[ReadRow]:
        """Every project whose cells could all be read."""
        for line in self.layout.lines:
            if line.kind == "project":
                row = self._row(line.number)
                if row:
                    yield row
                tick()
        for column, refused in unstated_units(self.layout, self._read):
            self.problem(self.layout.header_row, column, column.heading, refused, "warning")

    # --- cells of a row -------------------------------------------------------------------

    def _at(self, number: int, found: SheetColumn) -> Cell | None:
        row = self.table.rows[number - 1]
        text = row[found.index].strip() if found.index < len(row) else ""
        if self.fill:
            text = self.fill.get((number, found.index), text)
        if not text:
            return None
        if self.options.corrections:
            text = self.options.corrections.get((found.value or found.column, text), text)
        kinds = self.table.kinds[number - 1] if self.table.kinds else ""
        return Cell(found, text, kinds[found.index] if found.index < len(kinds) else "t")

    def _cells(self, number: int, column: str) -> Iterator[Cell]:
        for found in self._by_name.get(column, ()):
            if cell := self._at(number, found):
                yield cell

    def _cell(self, number: int, column: str) -> Cell | None:
        """The first cell of a row that gives `column`; None where it is empty or says “not stated”."""
        for found in self._by_name.get(column, ()):
            if cell := self._at(number, found):
                return None if cells.is_nothing(cell.text) else cell
        return None

    def problem(
        self, number: int, column: SheetColumn, value: str, refused: CellRefused, severity: str = "error"
    ) -> None:
        """A finding at the cell of a row under a column."""
        self.problems.append(refused_cell(self.file, self.table, number, column, value, refused, severity))

    def _warn(
        self, number: int, cell: Cell, texts: tuple[str, str], *, rule: str = "", **values: object
    ) -> None:
        self.problem(number, cell.column, cell.text, CellRefused(*texts, values, rule=rule), "warning")

    def _simple(self, number: int, column: str, read: Callable[[Cell], str]) -> str:
        """A cell read by one function; empty where nothing is stated, None-safe where refused."""
        cell = self._cell(number, column)
        if cell is None:
            return ""
        key = (column, cell.text, cell.kind)
        if key not in self._read:
            try:
                self._read[key] = read(cell)
            except CellRefused as refused:
                self._read[key] = refused
        found = self._read[key]
        if isinstance(found, CellRefused):
            self.problem(number, cell.column, cell.text, found)
            return ""
        return str(found)

    # --- a row ----------------------------------------------------------------------------

    def _row(self, number: int) -> ReadRow | None:
        errors = len(self.problems)
        found = dict.fromkeys(COLUMNS, "")
        year = self._year(number)
        if year is None:
            return None
        found["fiscal_year"] = str(year)
        found["number"] = self._simple(number, "number", lambda c: cells.project_number(c.text, kind=c.kind))
        code = self._body(number, year, found)
        for column in _TEXTS:
            if cell := self._cell(number, column):
                found[column] = cells.one_line(cell.text)
        for column in _LONG_TEXTS:
            if cell := self._cell(number, column):
                found[column] = cells.text_lines(cell.text)
        self._fields(number, found)
        self._regions(number, found)
        found["is_joint"] = (
            self._simple(number, "is_joint", lambda c: cells.yes_no(c.text)) or found["is_joint"]
        )
        self._partner_bodies(number, year, found, code)
        for column in ("starts_on", "ends_on"):
            found[column] = self._simple(number, column, lambda c: cells.day(c.text))
        for column in ("total_cost_yen", "subsidy_yen", "applied_yen", "granted_yen", "settled_yen"):
            found[column] = self._simple(number, column, self._yen)
        self._sense(number, year, found)
        found["source"] = self._source(number)
        if any(p.severity == "error" for p in self.problems[errors:]):
            return None
        who = code or found["applicant"]
        what = found["number"] or ("" if code else found["title_ja"] or found["title_en"])
        name = (self._by_name.get("local_government") or self._by_name["applicant"])[0]
        place = RowPlace(self.file, self.table.name, number, cell_name(number, name.index + 1))
        return ReadRow(found, (str(year), who, what), place)

    def _year(self, number: int) -> int | None:
        cell = self._cell(number, "fiscal_year")
        if cell is None:
            return self.default_year
        year = self._simple(number, "fiscal_year", lambda c: str(cells.year(c.text, kind=c.kind)))
        if year and self.options.fiscal_year and int(year) != self.options.fiscal_year:
            what = message("“{value}” is not the year asked for ({year}).")
            remedy = message("Leave the option out, or correct the year.")
            refused = CellRefused(what, remedy, {"year": cells.year_named(self.options.fiscal_year)})
            self.problem(number, cell.column, cell.text, refused)
            return None
        return int(year) if year else None

    def _body(self, number: int, year: int, found: dict[str, str]) -> str:
        """Fills in body, applicant and number; returns the body's code, or an empty text."""
        cell = self._cell(number, "local_government")
        if cell is None:
            if not self._cell(number, "applicant"):
                columns = self._by_name.get("local_government") or self._by_name["applicant"]
                what, remedy = (
                    message("The body is not named."),
                    message("Write the body, or remove the row."),
                )
                self.problem(number, columns[0], "", CellRefused(what, remedy, rule="1-6"))
            return ""
        names = self._names(cell.text, year)
        try:
            body = self.reference.bodies.find(names[0], year)
        except CellRefused as refused:
            if is_organisation(cell.text) and not self._cell(number, "applicant"):
                found["applicant"] = cells.one_line(cell.text)
                what = message("“{value}” is taken as the applicant; no local government is named.")
                remedy = message("If it works with a local government, name that one too.")
                self._warn(number, cell, (what, remedy))
            else:
                self.problem(number, cell.column, cell.text, refused)
            return ""
        found["local_government"] = body.text
        if body.number:
            if found["number"] and found["number"] != body.number:
                what = message("“{value}” and the number {number} contradict each other.")
                remedy = message("Keep one of the two.")
                values = {"number": found["number"]}
                self.problem(number, cell.column, cell.text, CellRefused(what, remedy, values))
            found["number"] = body.number
        if len(names) > 1:
            found["is_joint"] = "true"
            found["partner_bodies"] = ";".join(
                self.reference.bodies.find(name, year).text for name in names[1:]
            )
            what = message("“{value}” names several bodies; the first is taken as the leading one.")
            self._warn(number, cell, (what, _READ_AS[1]), rule="1-2")
        elif not body.is_same:
            meant = body.body.full_name_ja + (f" ({body.number})" if body.number else "")
            rule = "1-2" if body.number else rule_of(cell.text)
            self._warn(number, cell, _READ_AS, meant=meant, rule=rule)
        return body.body.code

    def _names(self, text: str, year: int) -> list[str]:
        key = ("names", text, year)
        if key not in self._read:
            self._read[key] = self._several(text, year)
        found = self._read[key]
        assert isinstance(found, list)
        return found

    def _several(self, text: str, year: int) -> list[str]:
        """The bodies a cell names, if all of its parts are bodies; else the cell as one."""
        for separators in (";；、,，\n／/", "・"):
            parts = [text]
            for separator in separators:
                parts = [piece.strip() for part in parts for piece in part.split(separator)]
            parts = [part for part in parts if part]
            if len(parts) < 2:
                continue
            try:
                for part in parts:
                    self.reference.bodies.find(part, year)
            except CellRefused:
                continue
            return parts
        return [text]

    def _partner_bodies(self, number: int, year: int, found: dict[str, str], code: str) -> None:
        cell = self._cell(number, "partner_bodies")
        if cell is None:
            return
        texts = []
        parts = [p for p in cells.pieces(cell.text) if p]
        for part in parts if len(parts) > 1 else self._several(cell.text, year):
            try:
                body = self.reference.bodies.find(part, year)
            except CellRefused as refused:
                values = {**refused.values, "value": part}
                self.problem(
                    number,
                    cell.column,
                    part,
                    CellRefused(refused.what, refused.remedy, values, refused.suggestions),
                )
                continue
            if body.body.code == code:
                continue  # lists of all who take part name the leading body too
            texts.append(body.text)
            if not body.is_same:
                rule = rule_of(part)
                self._warn(number, Cell(cell.column, part), _READ_AS, meant=body.body.full_name_ja, rule=rule)
        if texts and found["is_joint"] == "false":
            what = message("The project is called not joint, and yet “{value}” takes part.")
            twice = CellRefused(what, message("Correct one of the two cells."))
            self.problem(number, cell.column, cell.text, twice)
        if texts:
            found["partner_bodies"], found["is_joint"] = ";".join(dict.fromkeys(texts)), "true"

    # --- fields and regions ---------------------------------------------------------------

    def _fields(self, number: int, found: dict[str, str]) -> None:
        names: dict[str, list[str]] = {"primary": [], "secondary": []}
        for column, role in (("fields", "primary"), ("secondary_fields", "secondary")):
            for cell in self._cells(number, column):
                for name, mark in self._listed(number, cell, self.reference.fields, "fields.csv"):
                    names[mark or role].append(name)
                    if sum(names[r].count(name) for r in names) > 1:
                        refused = CellRefused(
                            message("“{part}” is marked twice."), message("Keep one mark."), {"part": name}
                        )
                        self.problem(number, cell.column, cell.text, refused)
        found["fields"], found["secondary_fields"] = map(";".join, (names["primary"], names["secondary"]))

    def _regions(self, number: int, found: dict[str, str]) -> None:
        names: list[str] = []
        partners: list[str] = []
        for cell in self._cells(number, "regions"):
            for name, mark in self._listed(
                number, cell, self.reference.regions, "regions.csv", partners=partners
            ):
                if mark == "secondary":
                    what = message("“{value}” marks a region as secondary; regions have one kind of mark.")
                    refused = CellRefused(what, message("Write ○, or leave the cell empty."))
                    self.problem(number, cell.column, cell.text, refused)
                elif name not in names:
                    names.append(name)
        found["regions"] = ";".join(names)
        if partners and not found["partner"]:
            found["partner"] = "、".join(dict.fromkeys(partners))

    def _listed(
        self, number: int, cell: Cell, index: Index, file: str, *, partners: list[str] | None = None
    ) -> Iterator[tuple[str, str]]:
        """Names on file, each with the mark of the matrix or an empty text."""
        if cells.is_nothing(cell.text):
            return
        if cell.column.value:
            yield from self._marked(number, cell, index, file)
            return
        for part in index.parts(cell.text):
            match = index.find(part)
            if match is None and partners is not None and (match := country_before_place(part, index)):
                partners.append(cells.one_line(part))
            if match is None:
                self.problem(number, cell.column, cell.text, self._unknown(part, index, file))
                continue
            if not match.is_same:
                rule = rule_of(part)
                self._warn(number, Cell(cell.column, part), _READ_AS, meant=match.name, rule=rule)
            yield match.name, ""

    def _marked(self, number: int, cell: Cell, index: Index, file: str) -> Iterator[tuple[str, str]]:
        """The name above a column of the matrix and the mark in the cell; nothing where it is crossed out."""
        name = cell.column.value
        if cell.text.strip() in ("×", "✕", "0"):
            return
        try:
            if (match := index.find(name)) is None:
                raise unknown(name, index.nearest(name), file=file)
            yield match.name, cells.field_role(cell.text)
        except CellRefused as refused:
            self.problem(number, cell.column, cell.text, refused)

    def _unknown(self, part: str, index: Index, file: str) -> CellRefused:
        """Why a name is refused; looked for once, since the nearest of many names takes time."""
        if (file, part) not in self._read:
            self._read[file, part] = unknown(part, index.nearest(part), file=file)
        refused = self._read[file, part]
        assert isinstance(refused, CellRefused)
        return refused

    # --- amounts, sense, source -----------------------------------------------------------

    def _yen(self, cell: Cell) -> str:
        unit = cell.column.unit or self.layout.unit
        return cells.read_yen(cell.text, unit=unit)[0]

    def _sense(self, number: int, year: int, found: dict[str, str]) -> None:
        """What cells say together."""
        cost, subsidy = found["total_cost_yen"], found["subsidy_yen"]
        if cost and subsidy and int(subsidy) > int(cost):
            cell = self._cell(number, "subsidy_yen")
            assert cell is not None
            what = message("The subsidy {value} is more than the total cost {cost}.")
            refused = CellRefused(
                what, message("Correct one of the two amounts, or their units."), {"cost": cost}
            )
            self.problem(number, cell.column, cell.text, refused)
        starts, ends = found["starts_on"], found["ends_on"]
        if starts and ends and ends < starts:
            cell = self._cell(number, "ends_on")
            assert cell is not None
            what = message("The end {value} lies before the start {start}.")
            refused = CellRefused(what, message("Correct one of the two days."), {"start": starts})
            self.problem(number, cell.column, cell.text, refused)
        if starts and not f"{year - 1}-04-01" <= starts <= f"{year + 1}-03-31":
            cell = self._cell(number, "starts_on")
            assert cell is not None
            what = message("The start {value} is far from {year}.")
            self._warn(number, cell, (what, _READ_AS[1]), year=cells.year_named(year))

    def _source(self, number: int) -> str:
        cell = self._cell(number, "source")
        if cell is None:
            return self.options.source
        if known := self.reference.source_of(cells.one_line(cell.text)):
            return known
        new = self.options.new_source
        if new and cell.text.strip() in (new.source_id, new.title):
            return new.source_id
        what = message("The source “{value}” is not on file.")
        remedy = message("Name it by its short name in data/reference/sources.csv, or add it there.")
        self.problem(number, cell.column, cell.text, CellRefused(what, remedy))
        return ""
