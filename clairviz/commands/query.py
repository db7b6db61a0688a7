"""``query``: one SELECT over the stored tables, within the limits of the page."""

import argparse
import sys
import unicodedata
from datetime import date
from pathlib import Path

from clairviz.base.i18n import Translator, translator
from clairviz.base.selection import Selection
from clairviz.commands.output import check_place, not_written, output
from clairviz.commands.usage import Parser
from clairviz.export.data.extract import Extract
from clairviz.export.data.query_rows import cut_text, query_rows
from clairviz.export.data.write import Lost
from clairviz.export.formats import DATA_FORMATS, FileOptions
from clairviz.export.naming import file_name
from clairviz.store import console, database
from clairviz.store.ingest.problem import DataRefused

TABLE = "table"
_FORMATS = {form.name: form for form in DATA_FORMATS}
_TEXT = ("csv", "json")
_WIDEST_CELL = 40


def configure(parser: Parser) -> None:
    """The statement, the kind of output and where it goes."""
    _ = parser.translator
    parser.add_argument("statement", metavar="SELECT", help=_("one SELECT, in quotation marks"))
    parser.add_argument("--format", choices=[TABLE, *_FORMATS], help=_("kind of output (else a table)"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("file to write instead of the screen"))
    parser.set_defaults(wrong=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """0 if answered, 1 if the statement or the data were refused, 2 on wrong usage."""
    _ = translator(arguments.lang)
    ending = arguments.out.suffix.lower().removeprefix(".") if arguments.out else ""
    name = arguments.format or (ending if ending in _FORMATS else TABLE)
    if name not in (TABLE, *_TEXT) and arguments.out is None:
        arguments.wrong(_("{format} goes into a file: name one with --out.", format=name))
    try:
        if arguments.out:
            check_place(arguments.out, may_be_folder=True)
        service = database.ensure()
        result = console.run_statement(service.version, arguments.statement)
        rows = query_rows(result, arguments.statement, service.stamp, _=_, made_on=date.today())
        if result.is_cut:
            print(cut_text(_), file=sys.stderr)
        _write(rows, name, arguments.out, _)
    except console.StatementRefused as refused:
        print(refused.text(_), file=sys.stderr)
        return 1
    except DataRefused as refused:
        for problem in refused.problems:
            print(f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}", file=sys.stderr)
        return 1
    except OSError as error:
        print(not_written(arguments.out, error, _), file=sys.stderr)
        return 1
    return 0


def _write(rows: Extract, name: str, out: Path | None, _: Translator) -> None:
    lost: tuple[Lost, ...] = ()
    if name == TABLE:
        content = _as_table(rows).encode("utf-8", "replace")
    else:
        content, lost = _FORMATS[name].write(rows, _, FileOptions())
    for one in lost:
        print(one.text(_), file=sys.stderr)
    if out is None:
        sys.stdout.write(content.decode("utf-8-sig").replace("\r\n", "\n"))
        return
    if out.is_dir():
        ending = ".txt" if name == TABLE else f".{name}"
        out = out / file_name(Selection(), date.today(), ending, about="query")
    with output(out) as stream:
        stream.write(content)
    print(_("Written: {file} ({size} kB)", file=out, size=f"{-(-len(content) // 1000):,}"))


def _as_table(rows: Extract) -> str:
    """Columns side by side, numbers to the right, wide characters counted as two."""
    heads = [column.name for column in rows.columns]
    cells = [[_cell(value) for value in row] for row in rows.rows]
    widths = [max(map(_width, column)) for column in zip(heads, *cells, strict=True)]
    right = [column.type in ("BIGINT", "DOUBLE") for column in rows.columns]
    lines = []
    for row in (heads, ["-" * width for width in widths], *cells):
        parts = [
            _padded(cell, width, to_right) for cell, width, to_right in zip(row, widths, right, strict=True)
        ]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    text = "".join(mark if mark.isprintable() else " " for mark in text)
    return text if len(text) <= _WIDEST_CELL else text[: _WIDEST_CELL - 1] + "…"


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(mark) in "WF") for mark in text)


def _padded(text: str, width: int, to_right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if to_right else text + space
