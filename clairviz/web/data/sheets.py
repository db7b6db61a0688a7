"""The sheets as they were read: around what was found, with the cells of the findings marked."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from clairviz.base.i18n import Translator, message
from clairviz.figures.linked.element import element, group
from clairviz.store.importing.findings import grouped
from clairviz.store.importing.headers import HEADINGS
from clairviz.store.importing.layout import NAMES, Layout
from clairviz.store.importing.tables.headings import heading
from clairviz.store.ingest.problem import Problem
from clairviz.store.ingest.table import cell_name, letters
from clairviz.web.data.reading import ReadSheet

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, LONGEST = 6, 40, 30, 60
_AROUND = 1
_UNITS = {1: message("yen"), 10**3: message("thousand yen"), 10**4: message("ten thousand yen"),
          10**6: message("million yen")}  # fmt: skip
_LINES = {
    "total": message("totals"),
    "note": message("notes"),
    "section": message("headings in between"),
    "header": message("repeated headers"),
}
# Marks of a cell: number and severity of each of its findings.
Marks = Mapping[str, Sequence[tuple[int, str]]]


def shown(sheets: Sequence[ReadSheet], problems: Sequence[Problem], _: Translator) -> Markup:
    """Each sheet with what was made of it; those with findings first."""
    marked = sorted(
        ((sheet, _marks(sheet, problems)) for sheet in sheets if sheet.table.rows),
        key=lambda pair: not pair[1],
    )
    parts = [_sheet(sheet, marks, _) for sheet, marks in marked[:MOST_SHEETS]]
    if len(marked) > MOST_SHEETS:
        more = _("{count} further sheets are in the workbook of findings.", count=len(marked) - MOST_SHEETS)
        parts.append(element("p", more, class_="cv-note"))
    return group(parts)


def column_name(column: str, _: Translator) -> str:
    """A canonical column as the template heads it."""
    if _.lang == "ja" and column in HEADINGS:
        return HEADINGS[column][0]
    return heading(column, _.lang)


def _marks(sheet: ReadSheet, problems: Sequence[Problem]) -> Marks:
    found: dict[str, list[tuple[int, str]]] = {}
    for number, equal in enumerate(grouped(problems), 1):
        like = equal.problem
        key = (like.file, like.sheet, like.value, like.what, like.column, like.severity)
        if key[:2] != (sheet.file, sheet.table.name):
            continue
        for problem in problems:
            if problem.cell and key == (
                problem.file, problem.sheet, problem.value, problem.what, problem.column, problem.severity
            ):  # fmt: skip
                numbers = found.setdefault(problem.cell, [])
                if (number, like.severity) not in numbers:
                    numbers.append((number, like.severity))
    return found


def _sheet(sheet: ReadSheet, marks: Marks, _: Translator) -> Markup:
    title = " / ".join(part for part in (sheet.file, sheet.table.name) if part)
    return element(
        "section",
        element("h3", title),
        element("ul", *(element("li", line) for line in facts(sheet.layout, _)), class_="cv-facts"),
        _grid(sheet, marks, title, _),
        class_="cv-panel cv-sheet",
    )


def facts(layout: Layout, _: Translator) -> Iterator[str]:
    """What was made of a sheet: header, columns, unit, what is left out."""
    comma = _(", ")
    if not layout.header_row:
        yield _("No header was recognised.")
        return
    last = layout.header_row + layout.header_rows - 1
    rows = f"{layout.header_row}" if last == layout.header_row else f"{layout.header_row}–{last}"
    yield _("Header: row {rows}", rows=rows)
    plain = [column for column in layout.columns if column.column and not column.value]
    yield _(
        "Columns read: {columns}",
        columns=comma.join(f"{letters(c.index + 1)} {c.heading} → {column_name(c.column, _)}" for c in plain),
    )
    for group_of in ("fields", "regions"):
        marks = [column.heading for column in layout.columns if column.value and column.column == group_of]
        if marks:
            yield _(
                "Columns of marks for {column}: {headings}",
                column=column_name(group_of, _),
                headings=comma.join(marks),
            )
    units = {column.heading: column.unit for column in layout.columns if column.unit}
    stated = [f"{heading} ({_(_UNITS[unit])})" for heading, unit in units.items() if unit in _UNITS]
    if stated:
        yield _("Units: {units}", units=comma.join(stated))
    elif layout.unit in _UNITS:
        yield _("Unit of the sheet: {unit}", unit=_(_UNITS[layout.unit]))
    left = [c.heading for c in layout.columns if not c.column and c.heading]
    if left:
        yield _("Columns not read: {columns}", columns=comma.join(left))
    for kind, name in _LINES.items():
        numbers = [str(line.number) for line in layout.lines if line.kind == kind]
        if numbers:
            listed = comma.join(numbers[:10]) + ("…" if len(numbers) > 10 else "")
            yield _("Rows left out as {kind}: {rows}", kind=_(name), rows=listed)
    count = sum(line.kind == "project" for line in layout.lines)
    if any(column.column in NAMES for column in plain):
        yield _("Rows of projects: {count}", count=f"{count:,}")
    else:
        yield _("Rows read: {count}", count=f"{count:,}")


def _rows_shown(sheet: ReadSheet, marks: Marks) -> list[int]:
    """Row numbers: the header, those around what was found, else the first ones."""
    layout, last = sheet.layout, len(sheet.table.rows)
    first = layout.header_row or layout.nearest_row
    numbers = {*range(first, first + layout.header_rows)} if first else set()
    found = sorted({int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in marks})
    for row in found or range(first + layout.header_rows, first + layout.header_rows + 3):
        around = {*range(row - _AROUND, row + _AROUND + 1)}
        if len(numbers | around) > MOST_ROWS:
            break
        numbers |= around
    return sorted(number for number in numbers if 1 <= number <= last)


def _grid(sheet: ReadSheet, marks: Marks, title: str, _: Translator) -> Markup:
    numbers = _rows_shown(sheet, marks)
    width = min(max((len(row) for row in sheet.table.rows), default=0), MOST_COLUMNS)
    layout = sheet.layout
    header = range(layout.header_row, layout.header_row + layout.header_rows)
    kinds = {line.number: line.kind for line in layout.lines}
    head = element(
        "tr",
        element("td", class_="cv-corner"),
        *(element("th", letters(index + 1), scope="col") for index in range(width)),
    )
    rows, before = [], 0
    for number in numbers:
        if number > before + 1:
            rows.append(element("tr", element("td", "⋮", colspan=width + 1), class_="cv-gap"))
        before = number
        look = "cv-header-row" if number in header else "cv-left" if kinds.get(number) in _LINES else None
        cells = [_cell(sheet, number, index, marks, _) for index in range(width)]
        rows.append(element("tr", element("th", f"{number}", scope="row"), *cells, class_=look))
    if before < len(sheet.table.rows):
        rows.append(element("tr", element("td", "⋮", colspan=width + 1), class_="cv-gap"))
    table = element(
        "table",
        element("caption", title, class_="cv-hidden"),
        element("thead", head),
        element("tbody", *rows),
        class_="cv-cells",
    )
    return element("div", table, class_="cv-scroll", tabindex="0", role="region", aria_label=title)


def _cell(sheet: ReadSheet, number: int, index: int, marks: Marks, _: Translator) -> Markup:
    row = sheet.table.rows[number - 1]
    text = row[index] if index < len(row) else ""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    found = marks.get(cell_name(number, index + 1), ())
    if not found:
        return element("td", short)
    is_error = any(severity == "error" for _number, severity in found)
    said = _("Error") if is_error else _("Warning")
    numbers = ", ".join(str(place) for place, _severity in found)
    return element(
        "td",
        element("mark", short or "␣"),
        element("sup", element("span", f"{said} ", class_="cv-hidden"), numbers),
        class_=f"cv-found-{'error' if is_error else 'warning'}",
    )
