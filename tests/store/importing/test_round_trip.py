"""What is written in canonical form is read back as it was; and files of other spreadsheet programs."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from clairviz.store.importing.canonical import write_projects
from clairviz.store.ingest.projects import COLUMNS
from tests.store.importing.kit import check, rows_of, xlsx

_WORDS = st.text(alphabet="水道技術協力あいアAbc髙﨑①,;\"'（）1 =", min_size=1, max_size=12).map(str.strip)
_TEXTS = _WORDS.filter(
    lambda text: text and "  " not in text and not text.isdigit() and text not in "=;,'\"（）"
)
_YEN = st.integers(0, 10**9)


@st.composite
def projects(draw: st.DrawFn) -> list[dict[str, str]]:
    """Canonical rows of 2005, one body each with its own number."""
    rows = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        row = dict.fromkeys(COLUMNS, "")
        cost = draw(_YEN)
        row |= {
            "fiscal_year": "2005",
            "local_government": draw(st.sampled_from(["山形市", "京都府", "132063", "篠山市"])),
            "number": str(number),
            "title_ja": draw(_TEXTS),
            "fields": ";".join(draw(st.lists(st.sampled_from(["教育", "環境", "産業・経済"]), unique=True))),
            "regions": ";".join(draw(st.lists(st.sampled_from(["中国", "アジア・太平洋"]), unique=True))),
            "is_joint": draw(st.sampled_from(["", "true", "false"])),
            "partner": draw(_TEXTS),
            "starts_on": draw(st.sampled_from(["", "2005-04-01"])),
            "total_cost_yen": str(cost),
            "subsidy_yen": str(draw(st.integers(0, cost))),
            "source": "clair-2005",
        }
        if draw(st.booleans()):
            row |= {"is_joint": "true", "partner_bodies": "静岡市;塩竈市", "granted_yen": str(cost)}
            row |= {"applied_yen": str(cost), "settled_yen": "0", "locator": "12ページ"}
        rows.append(row)
    return rows


@settings(max_examples=60, deadline=None)
@given(projects())
def test_canonical_rows_come_back(rows: list[dict[str, str]]) -> None:
    found = check(write_projects(rows)[0], "2005.csv", source="")
    assert not found.is_refused, found.problems
    assert [dict(row.cells) for row in found.rows[2005]] == rows


@settings(max_examples=5, deadline=None)
@given(projects())
def test_canonical_rows_come_back_from_a_workbook(rows: list[dict[str, str]]) -> None:
    # A text that begins like a formula is one for the builder of this test.
    cells = [[row[column].replace("=", "＝") or None for column in COLUMNS] for row in rows]
    found = check(xlsx([list(COLUMNS), *cells]), "2005.xlsx", source="")
    expected = [{key: text.replace("=", "＝") for key, text in row.items()} for row in rows]
    assert [dict(row.cells) for row in found.rows[2005]] == expected


def ods(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="表">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return stream.getvalue()


def test_a_file_of_libreoffice() -> None:
    content = ods(
        [["一覧", "", ""], ["自治体名", "番号", "事業名"], ["山形市", "1", "髙﨑"], ["大坂市", "2", ""]]
    )
    found = check(content, "2005.ods")
    assert rows_of(found) == [{"local_government": "山形市", "number": "1", "title_ja": "髙﨑"}]
    assert [(p.sheet, p.cell) for p in found.problems if p.severity == "error"] == [("表", "A4")]
