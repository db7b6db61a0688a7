"""Uploaded tables: read as they are written, or refused by the cell; and no file can hurt."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from clairviz.base.i18n import translator
from clairviz.export.xlsx.simulation import batch_template
from clairviz.store.importing import sheet
from clairviz.store.importing.sheet import MOST_COLUMNS, MOST_ROWS, read_sheet
from clairviz.store.ingest import workbook_child
from clairviz.store.ingest.problem import DataRefused, Problem
from clairviz.subsidy import quote_many
from tests.rules import RULES

HEADER = "事業名,助成対象経費,自治体数"


def xlsx(*rows: list[object], prepare: Callable[[Workbook], None] = lambda _workbook: None) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    prepare(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_part(content: bytes, part: str, text: str) -> bytes:
    """The same file with one part replaced or added."""
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, text)
    return stream.getvalue()


def sheet_of(*rows: str) -> bytes:
    """A workbook whose sheet is written by hand, down to the XML of its rows."""
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{name}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    return with_part(xlsx(["a"]), "xl/worksheets/sheet1.xml", text)


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def refused(name: str, content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(DataRefused) as caught:
        read_sheet(name, content)
    for problem in caught.value.problems:
        for lang in ("ja", "en"):
            _ = translator(lang)
            said = problem.place(_) + problem.text(_) + problem.mend(_)
            assert "{" not in said
            assert name in said
    return caught.value.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_is_read_as_text_in_the_encodings_of_offices(encoding: str, newline: str) -> None:
    lines = [HEADER, "①髙﨑㈱,001,NA", '"二\r\n行, 三","1,000",', "", ",,", "終,5,1", ",,", ""]
    assert read_sheet("計画.csv", newline.join(lines).encode(encoding)).rows == [
        {"事業名": "①髙﨑㈱", "助成対象経費": "001", "自治体数": "NA"},
        {"事業名": "二\r\n行, 三", "助成対象経費": "1,000", "自治体数": ""},
        {"事業名": "", "助成対象経費": "", "自治体数": ""},
        {"事業名": "", "助成対象経費": "", "自治体数": ""},
        {"事業名": "終", "助成対象経費": "5", "自治体数": "1"},
    ]


def test_xlsx_is_read_as_text_too() -> None:
    content = xlsx(
        ["事業名", "経費", "率", "日", "可否", None],
        ["001", 8_000_000, 0.5, date(2005, 4, 1), True, None],
        ["NA", 1e15 - 1, None, "", None, None],
        [],
        ["=1+1", 2.0, None, None, False, "  "],
        [None, None, "", None, None, None],
        prepare=lambda book: setattr(book.active["A5"], "data_type", "s"),
    )
    rows = read_sheet(r"C:\計画\a.XLSX", content).rows
    assert [list(row.values()) for row in rows] == [
        ["001", "8000000", "0.5", "2005-04-01", "TRUE"],
        ["NA", "999999999999999", "", "", ""],
        ["", "", "", "", ""],
        ["=1+1", "2", "", "", "FALSE"],
    ]


def test_readings_of_names_are_left_out() -> None:
    with_reading = '<c r="A2" t="inlineStr"><is><t>髙橋</t><rPh sb="0" eb="2"><t>タカハシ</t></rPh></is></c>'
    content = sheet_of(f"<row>{cell('A1', '名')}</row>", f"<row>{with_reading}</row>")
    assert read_sheet("a.xlsx", content).rows == [{"名": "髙橋"}]


def test_the_first_visible_sheet_is_read() -> None:
    def hide_first(workbook: Workbook) -> None:
        workbook.active.sheet_state = "hidden"
        workbook.create_sheet("次").append(["b"])
        workbook["次"].append(["x"])

    assert read_sheet("a.xlsx", xlsx(["a"], [1], prepare=hide_first)).rows == [{"b": "x"}]


def test_every_shifted_row_is_named() -> None:
    text = f"{HEADER}\n水道,100,1,余り\n教育,200,1\n防災,300\n"
    problems = refused("計画.csv", text.encode("cp932"))
    assert [(p.line, p.value, p.values["found"], p.values["expected"]) for p in problems] == [
        (2, "水道,100,1,余り", 4, 3),
        (4, "防災,300", 2, 3),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        (f'{HEADER}\n水道,"100,1\n', 2, "", "quotation marks"),
        ("経費,名,経費\n1,a,2\n", 1, "", "repeats"),
        ("経費,,\n1,,余り\n", 2, "C", "without a heading"),
        (",\n1,2\n", 0, "", "first row is empty"),
        ("", 0, "", "file is empty"),
        ("\r\n,,\r\n", 0, "", "file is empty"),
        ("a\n" + "1\n" * MOST_ROWS, MOST_ROWS + 1, "", "beyond row 5,000"),
        (",".join("a" * (MOST_COLUMNS + 1)), 1, "", "beyond column 100"),
        ("a\0b\n1\n", 0, "", "encoding"),
    ],
)
def test_csv_that_is_refused(text: str, line: int, column: str, what: str) -> None:
    (problem,) = refused("a.csv", text.encode())
    assert (problem.line, problem.column) == (line, column)
    assert what in problem.text(translator("en"))


def test_empty_rows_below_the_last_do_not_count() -> None:
    assert len(read_sheet("a.csv", ("a,b\n1,2\n" + ",\n" * (MOST_ROWS + 5)).encode()).rows) == 1


def test_formulas_without_a_result_and_errors_are_refused_by_the_cell() -> None:
    problems = refused("a.xlsx", xlsx(["名", "経費"], ["a", "=1+1"], ["b", 5], ["c", "#REF!"]))
    assert [(p.line, p.column, p.values["cell"], p.value) for p in problems] == [
        (2, "経費", "B2", ""),
        (4, "経費", "B4", "#REF!"),
    ]


def test_a_formula_with_its_result_is_that_result() -> None:
    content = sheet_of(
        f"<row>{cell('A1', '経費')}{cell('B1', '名')}</row>",
        '<row><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>',
    )
    assert read_sheet("a.xlsx", content).rows == [{"経費": "2", "名": ""}]


PLAIN = xlsx(["a"], [1])


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", "of this kind"),
        ("a.xlsm", PLAIN, "macros"),
        ("a.xlsx", with_part(PLAIN, "xl/vbaProject.bin", "x"), "macros"),
        ("a.pdf", b"%PDF", "Only .csv and .xlsx"),
        ("a", b"", "Only .csv and .xlsx"),
        ("a.csv", PLAIN, "is a workbook"),
        ("a.csv", b"\xff\xfea", "encoding"),
        ("a.csv", b"a\n" + b"1" * (20 * 2**20), "larger than 20 MB"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", "password"),
        ("a.xlsx", b"", "as a workbook"),
        ("a.xlsx", PLAIN[:-200], "as a workbook"),
        ("a.xlsx", with_part(PLAIN, "xl/workbook.xml", "<no"), "as a workbook"),
        ("a.xlsx", with_part(PLAIN, "xl/workbook.xml", "<no/>"), "visible sheet"),
    ],
    ids=range(13),
)
def test_files_of_another_kind_and_damaged_ones(name: str, content: bytes, what: str) -> None:
    (problem,) = refused(name, content)
    assert problem.line == 0
    assert what in problem.text(translator("en"))


def far_cell() -> bytes:
    return sheet_of(
        f"<row r='1'>{cell('A1', 'a')}</row>", f"<row r='1048576'>{cell('XFD1048576', 'x')}</row>"
    )


def wide_row() -> bytes:
    return sheet_of(f"<row r='1'>{cell('A1', 'a')}</row>", f"<row r='2'>{cell('XFD2', 'x')}</row>")


def zeros() -> bytes:
    return with_part(PLAIN, "xl/worksheets/sheet1.xml", "0" * 150 * 2**20)


def many_parts() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"{number}", "")
    return stream.getvalue()


def laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = f"<!DOCTYPE x [{entities}]><worksheet><sheetData>&i;</sheetData></worksheet>"
    return with_part(PLAIN, "xl/worksheets/sheet1.xml", text)


def one_text_everywhere() -> bytes:
    """Some 9 kB of shared text named by 2,000 cells, and again: 18 MB of text in a small file."""
    text = "".join(chr(0x4E00 + number % 5_000) for number in range(9_000))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join("<row>" + '<c t="s"><v>0</v></c>' * 20 + "</row>" for _row in range(100))
    content = with_part(
        xlsx(["a"]),
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    )
    content = with_part(content, "xl/sharedStrings.xml", f'<sst xmlns="{main}"><si><t>{text}</t></si></sst>')
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = "[Content_Types].xml"
    types = zipfile.ZipFile(io.BytesIO(content)).read(part).decode()
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return with_part(content, part, types.replace("</Types>", named))


# Processor time, ours and the child's: the clock on the wall also counts what else runs.
MEASURE = """
import os, resource, sys
from pathlib import Path
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.importing.sheet import read_sheet
content, start = Path(sys.argv[1]).read_bytes(), sum(os.times()[:4])
try:
    read_sheet("a.xlsx", content)
except DataRefused as error:
    problem = error.problems[0]
    print(sum(os.times()[:4]) - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    print(problem.line, problem.column)
    print(problem.what)
"""


@pytest.mark.parametrize(
    ("make", "place", "what"),
    [
        (far_cell, "1048576", "There is something beyond row"),
        (wide_row, "2 XFD", "There is something beyond column"),
        (zeros, "0", "takes too much memory or time"),
        (many_parts, "0", "takes too much memory or time"),
        (laughs, "0", "cannot be read as a workbook"),
        (one_text_everywhere, "0", "takes too much memory or time"),
    ],
)
def test_bombs_are_refused_fast_and_small(
    make: Callable[[], bytes], place: str, what: str, tmp_path: Path
) -> None:
    file = tmp_path / "bomb.xlsx"
    file.write_bytes(make())
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    seconds, megabytes = map(float, said[0].split())
    assert said[1].strip() == place
    assert what in said[2]
    assert seconds < 2
    assert megabytes < 300


def test_a_full_table_is_well_within_the_limits() -> None:
    rows = [[f"事業{row}", row * 1_000, *["いいえ"] * 8] for row in range(MOST_ROWS - 1)]
    assert len(read_sheet("a.xlsx", xlsx(list("abcdefghij"), *rows)).rows) == MOST_ROWS - 1


def test_a_reading_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(workbook_child, "__file__", str(endless))
    monkeypatch.setattr(sheet, "_MOST_SECONDS", 0.5)
    (problem,) = refused("a.xlsx", PLAIN)
    assert "memory or time" in problem.what


def test_a_process_that_is_killed_or_runs_out_of_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for ending in ("os.kill(os.getpid(), 9)", f"sys.exit({workbook_child.TOO_HEAVY})"):
        script = tmp_path / "ending.py"
        script.write_text(f"import os, sys\n{ending}\n")
        monkeypatch.setattr(workbook_child, "__file__", str(script))
        (problem,) = refused("a.xlsx", PLAIN)
        assert "memory or time" in problem.what


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_filled_in_template_is_quoted(kind: str, lang: str) -> None:
    _ = translator(lang)
    content = batch_template(kind, years=(2005,), _=_)
    assert quote_many(read_sheet(f"a.{kind}", content).rows, RULES).quoted == ()
    rows = [
        ["水道", "8,000,000", "2", "", "", "", "", "", "", "", "9,500,000"],
        ["融資", "1000000", "", "", "NGO", _("association"), _("Yes"), _("No"), _("No"), _("No"), ""],
        ["", "", "", "", "", "", "", "", "", "", ""],
        ["誤り", "多額", "少し", "いつか", "会社", "", "", "", "", "たぶん", ""],
    ]
    if kind == "csv":
        text = content.decode("utf-8-sig") + "".join('"' + '","'.join(row) + '"\r\n' for row in rows)
        content = text.encode("cp932")
    else:
        workbook = load_workbook(io.BytesIO(content))
        for row in rows:
            workbook.worksheets[0].append([entry or None for entry in row])
        stream = io.BytesIO()
        workbook.save(stream)
        content = stream.getvalue()
    batch = quote_many(read_sheet(f"a.{kind}", content).rows, RULES)
    assert [(row.row_number, row.quote.subsidy_yen) for row in batch.quoted] == [(2, 4_000_000), (3, 0)]
    assert [(row.row_number, len(row.problems)) for row in batch.refused] == [(5, 5)]
    assert batch.unused_columns == ()


def test_a_large_sheet_is_read_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ["名", "001", 5, 2.5, date(2005, 4, 1), True, None, " x "],
        [],
        [None, "NA", "=1", 1e15, None, False],
    ]

    def prepare(book: Workbook) -> None:
        book.active["C3"].data_type = "s"
        book.active.merge_cells("A1:A2")
        book.active.row_dimensions[3].hidden = True

    content = xlsx(*rows, prepare=prepare)
    order = dict(kind=".xlsx", rows=10, columns=10, text=1_000, first=False)
    small = workbook_child.read_sheets(content, order)
    monkeypatch.setattr(workbook_child, "_LARGE", 0)
    assert workbook_child.read_sheets(content, order) == small
    assert small[0]["rows"][0][:3] == ["名", "001", "5"]
    assert small[0]["hidden_rows"] == [3]
