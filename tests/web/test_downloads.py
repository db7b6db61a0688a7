"""The files beside the list of projects hold all of the selection, not the page of it."""

import csv
import io
from pathlib import Path

import pytest

from benchmarks.synthetic import write
from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.export.formats import DATA_FORMATS
from clairviz.web import answers, downloads


def test_more_projects_than_a_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "data", projects=130, years=2)
    monkeypatch.setenv("CLAIRVIZ_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CLAIRVIZ_DATABASE", str(tmp_path / "clairviz.duckdb"))
    monkeypatch.setattr(answers._Current, "outcome", None)
    monkeypatch.setattr(answers._Current, "checked_at", 0.0)
    content = {form.name: downloads.file_of(Selection(), form, translator("ja")) for form in DATA_FORMATS}
    rows = list(csv.DictReader(io.StringIO(content["csv"].decode("utf-8-sig"))))
    assert len({row["project_id"] for row in rows}) == 130
    assert all(content.values())
