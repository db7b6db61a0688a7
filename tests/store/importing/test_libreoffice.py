"""The template filled in with LibreOffice, in each form that it saves: it imports to the same."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from clairviz.base.i18n import translator
from clairviz.export.xlsx.import_template import import_template, names_to_offer
from tests.store.importing.kit import check, records, rows_of

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine"),
]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_the_template_saved_by_libreoffice_imports(kind: str, lang: str, tmp_path: Path) -> None:
    content = import_template("xlsx", names_to_offer(records()), _=translator(lang))
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    columns = {name: heads.index(head) + 1 for name, head in zip(("body", "title", "field", "region"), (
        ("自治体名", "事業名", "対象分野", "相手地域") if lang == "ja"
        else ("local_government", "title_ja", "fields", "regions")
    ), strict=True)}  # fmt: skip
    for row in range(2, sheet.max_row + 1):
        for column in range(1, len(heads) + 1):
            sheet.cell(row, column).value = None
    for row, texts in enumerate(
        (("山形市", "髙度な水", "教育", "中国"), ("京都府", "茶", "", "タイ;ラオス")), 2
    ):
        for column, text in zip(columns.values(), texts, strict=True):
            sheet.cell(row, column).value = text or None
    (tmp_path / "in").mkdir()
    filled = tmp_path / "in" / "2005.xlsx"
    book.save(filled)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(filled)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    found = check((tmp_path / f"2005.{kind}").read_bytes(), f"2005.{kind}")
    assert not found.is_refused, found.problems
    assert [{k: row[k] for k in row if k != "number"} for row in rows_of(found)] == [
        {"local_government": "山形市", "title_ja": "髙度な水", "fields": "教育", "regions": "中国"},
        {"local_government": "京都府", "title_ja": "茶", "regions": "タイ;ラオス"},
    ]
