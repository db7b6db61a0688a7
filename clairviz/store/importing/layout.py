"""Where the table is on a sheet: its header, what each column is, and which rows are projects."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clairviz.store.importing.headers import Heading, heading_of, is_left, likely, plain_heading, unit_of
from clairviz.store.ingest.table import SheetTable

_HEADER_WITHIN = 40
_TOTAL = re.compile(
    r"(合計|小計|総計|計|総合計|累計|合算|total|subtotal|grandtotal|sum)(\(.*\)|[:：].*)?|.{0,8}(合計|小計|総計)"
    r"|(合計|小計|総計|計)?\d+(事業|件|団体|projects?)(\(.*\))?|(都道府県|市区?町村|[都道府県市区町村])計"
)
_NOTE = re.compile(
    r"[※*＊†]|[(\[【]?(注|備考|参考|出典|資料|注記|note|source)[\d)\]】:：.、 ]|注\d|\(注\)|(備考|注)$", re.I
)
_SECTION = re.compile(r"[【■◆●▼◎<〈《].*|.*[】]")
_DITTO = {"〃", "々", "同上", "”", '"', "同", "″", "ditto"}
NAMES = ("local_government", "applicant")


@dataclass(frozen=True)
class SheetColumn:
    """A column of the sheet. `column` is canonical, "" where it is left; of a matrix `value` is
    the name in the heading (a field or region). `unit` is what the heading states, or None."""

    index: int
    heading: str
    column: str
    value: str = ""
    unit: int | None = None
    meant: str = ""


@dataclass(frozen=True)
class SheetLine:
    """A row below the header: its number from 1 and what it is.

    `kind` is project, total, note, section or header (repeated).
    """

    number: int
    kind: str


@dataclass(frozen=True)
class Layout:
    """How a sheet is laid out; `header_row` is 0 where none was found, then `nearest_row` may
    say which row looks like one and `nearest` what its headings may mean."""

    header_row: int
    header_rows: int = 1
    columns: tuple[SheetColumn, ...] = ()
    lines: tuple[SheetLine, ...] = ()
    titles: tuple[tuple[int, str], ...] = ()
    unit: int | None = None
    nearest_row: int = 0
    nearest: tuple[SheetColumn, ...] = ()
    repeated: tuple[SheetColumn, ...] = field(default=())

    def of(self, column: str) -> list[SheetColumn]:
        """The sheet's columns that give a canonical one."""
        return [found for found in self.columns if found.column == column]


Names = Callable[[str], str]


def with_headings(table: SheetTable, corrections: Mapping[tuple[str, str], str]) -> SheetTable:
    """The table with headings as corrected: those of ``Options.corrections`` whose column is empty."""
    meant = {text: heading for (column, text), heading in corrections.items() if not column}
    if not meant:
        return table
    top = [[meant.get(cell.strip(), cell) for cell in row] for row in table.rows[:_HEADER_WITHIN]]
    return replace(table, rows=[*top, *table.rows[_HEADER_WITHIN:]])


def lay_out(table: SheetTable, field_of: Names, region_of: Names) -> Layout:
    """Finds header, columns and rows. `field_of` and `region_of` give the code that a name has, or
    an empty text; a heading that is such a name is a column of the matrix."""
    best: tuple[int, int, list[SheetColumn]] | None = None
    most = 0
    for index in range(min(len(table.rows), _HEADER_WITHIN)):
        for rows in (2, 1):
            if index + rows > len(table.rows):
                continue
            columns = _columns(table, index, rows, field_of, region_of)
            known = [c for c in columns if c.column]
            has_name = any(c.column in NAMES for c in known)
            # A second row counts only for what it adds.
            if (
                has_name
                and len(known) > most
                and (rows == 1 or _is_second(table, index, field_of, region_of))
            ):
                best, most = (index, rows, columns), len(known)
        # One that names a body and something else cannot be beaten by a row of data.
        if best and most > 1 and best[0] < index:
            break
    if best is None:
        return _not_found(table)
    index, rows, columns = best
    columns, repeated = _without_repeats(columns)
    titles = [
        (number, cell.strip())
        for number, row in enumerate(table.rows[:index], 1)
        for cell in row
        if cell.strip()
    ]
    unit = next((unit for _row, text in titles if (unit := unit_of(text))), None)
    lines = _lines(table, index, rows, columns)
    return Layout(
        index + 1, rows, tuple(columns), tuple(lines), tuple(titles), unit, repeated=tuple(repeated)
    )


def is_note(text: str) -> bool:
    """Whether a cell alone in its row is a remark: ※ …, 注1 …, 備考."""
    return _NOTE.match(text.strip()) is not None or _NOTE.match(plain_heading(text)) is not None


def is_ditto(text: str) -> bool:
    """Whether a cell says “as above”."""
    return unicodedata.normalize("NFKC", text).strip() in _DITTO or text.strip() in _DITTO


def _row(table: SheetTable, index: int) -> Sequence[str]:
    return table.rows[index] if index < len(table.rows) else ()


def _at(row: Sequence[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _is_second(table: SheetTable, index: int, field_of: Names, region_of: Names) -> bool:
    """Whether the row below `index` belongs to the header: headings only, none a body's name."""
    below = [cell.strip() for cell in _row(table, index + 1) if cell.strip()]
    if len(below) < 2:
        return False
    known = [cell for cell in below if heading_of(cell) or field_of(cell) or region_of(cell)]
    top = _row(table, index)
    names = [i for i, cell in enumerate(top) if (h := heading_of(cell)) and h.column in NAMES]
    covers = all(not _at(_row(table, index + 1), i) for i in names)
    has_group = any((h := heading_of(cell)) and h.column in ("fields", "regions") for cell in top)
    return bool(names) and covers and len(known) * 2 >= len(below) and len(known) >= (1 if has_group else 2)


def _columns(
    table: SheetTable, index: int, rows: int, field_of: Names, region_of: Names
) -> list[SheetColumn]:
    top, below = _row(table, index), _row(table, index + 1) if rows == 2 else ()
    spans = {
        column: (m.first_column, m.last_column)
        for m in table.merged
        if m.first_row == index + 1 and m.last_column > m.first_column
        for column in range(m.first_column, m.last_column + 1)
    }
    found: list[SheetColumn] = []
    group = ""
    for i in range(max(len(top), len(below))):
        upper, lower = _at(top, i), _at(below, i)
        if upper:
            group = upper
        elif table.merged and i + 1 not in spans:
            group = ""
        text = lower or upper
        if not text:
            continue
        owner = heading_of(group) if lower and group else None
        found.append(_column(i, text, upper, owner, field_of, region_of))
    return found


def _column(
    index: int, text: str, upper: str, owner: Heading | None, field_of: Names, region_of: Names
) -> SheetColumn:
    if owner and owner.column in ("fields", "regions"):
        return SheetColumn(index, text, owner.column, value=text)
    # “(2) 経費（千円）” above “助成額”: the lower heading names, the upper one may state the unit.
    heading = heading_of(text) or (heading_of(upper) if upper and upper != text else None)
    if heading:
        return SheetColumn(index, text, heading.column, unit=heading.unit or (owner.unit if owner else None))
    if field_of(text):
        return SheetColumn(index, text, "fields", value=text)
    if region_of(text):
        return SheetColumn(index, text, "regions", value=text)
    meant = likely(text)
    return SheetColumn(index, text, "", meant=meant[0] if meant and not is_left(text) else "")


def _without_repeats(columns: list[SheetColumn]) -> tuple[list[SheetColumn], list[SheetColumn]]:
    """Columns with each canonical one once (matrix columns aside), and those that repeat one."""
    seen: set[str] = set()
    kept, repeated = [], []
    for column in columns:
        if column.column and not column.value and column.column in seen:
            repeated.append(column)
        else:
            kept.append(column)
            if not column.value:
                seen.add(column.column)
    return kept, repeated


def _lines(table: SheetTable, index: int, rows: int, columns: list[SheetColumn]) -> list[SheetLine]:
    header = [plain_heading(cell) for cell in table.rows[index] if cell.strip()]
    known = {c.index for c in columns if c.column}
    names = [c.index for c in columns if c.column in NAMES]
    wide = {m.first_row for m in table.merged if m.last_column - m.first_column >= 2}
    lines = []
    for number, row in enumerate(table.rows[index + rows :], index + rows + 1):
        texts = [(i, cell.strip()) for i, cell in enumerate(row) if cell.strip()]
        if not texts:
            continue
        if (
            len(header) > 1
            and len(texts) == len(header)
            and [plain_heading(text) for _i, text in texts] == header
        ):
            lines.append(SheetLine(number, "header"))
            continue
        lines.append(SheetLine(number, _kind(texts, names, known, number in wide)))
    return lines


def _kind(texts: list[tuple[int, str]], names: list[int], known: set[int], is_wide: bool) -> str:
    first = re.sub(r"\s", "", unicodedata.normalize("NFKC", texts[0][1]))
    named = next((text for i, text in texts if i in names), "")
    flat = re.sub(r"\s", "", unicodedata.normalize("NFKC", named)).lower()
    if (not named or texts[0][0] in names) and _TOTAL.fullmatch(first.lower()):
        return "total"
    if _TOTAL.fullmatch(flat):
        return "total"
    is_alone = len(texts) == 1 or not named or texts[0][0] in names
    if is_alone and is_note(texts[0][1]):
        return "note"
    if len(texts) == 1 and (_SECTION.fullmatch(first) or (is_wide and len(first) > 12)):
        return "section"
    # Nothing stands under a known heading: a remark beside or below the table.
    return "note" if not any(i in known for i, _text in texts) else "project"


def _not_found(table: SheetTable) -> Layout:
    """No header: the row whose headings are nearest to known ones, if any is near."""
    best, most = 0, 0.0
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        score = 0.0
        for cell in row:
            if cell.strip() and len(cell) <= 30:
                if heading_of(cell):
                    score += 1
                elif found := likely(cell):
                    score += found[2]
        if score > most:
            best, most = index, score
    if most < 0.6:
        return Layout(0)
    columns = _columns(table, best, 1, lambda _text: "", lambda _text: "")
    return Layout(0, nearest_row=best + 1, nearest=tuple(columns))
