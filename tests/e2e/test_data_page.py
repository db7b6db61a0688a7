"""A year brought in with a browser: a file uploaded, a cell corrected, published, seen, taken back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PROJECT, Server, axe, settled
from tests.store.importing.kit import xlsx
from tests.web.test_data_page import JOURNEY

OpenPage = Callable[..., Page]


@pytest.fixture
def local(start_server: Callable[..., Server], tmp_path: Path) -> str:
    """A server over a copy of data/, on which a browser of this machine may publish."""
    shutil.copytree(
        PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("*.duckdb*", "history")
    )
    return start_server(CLAIRVIZ_DATA=str(tmp_path / "data"), CLAIRVIZ_PUBLISH="local").url


def test_ten_projects_and_three_former_villages_from_a_plain_file(
    local: str, open_page: OpenPage, tmp_path: Path
) -> None:
    rows = [[*row] for row in JOURNEY]
    rows[7][1] = "大坂市"
    file = tmp_path / "年度別.xlsx"
    file.write_bytes(xlsx(rows))
    page = open_page("/data", at=local)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".cv-verdict-error")).to_be_visible()
    expect(page.locator(".cv-found-error mark")).to_have_text("大坂市")
    settled(page)
    assert axe(page) == []
    page.get_by_role("button", name="大阪市", exact=True).click()
    expect(page.get_by_text("+ 追加 13")).to_be_visible()
    expect(page.locator(".cv-verdict-error")).to_have_count(0)
    settled(page)
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="公開", exact=True).click()
    expect(page.get_by_text("公開番号1として公開しました。")).to_be_visible()
    history = page.get_by_role("region", name="公開の履歴")
    expect(history).to_contain_text("年度別.xlsx")
    # Another reader sees it without doing anything.
    other = open_page("/?year=2022", at=local)
    expect(other.get_by_text("読谷村").first).to_be_visible()
    settled(page).get_by_role("button", name="この時点に戻す").click()
    expect(page.get_by_text("公開番号2として公開しました。")).to_be_visible()
    expect(history).to_contain_text("0に戻す")
    assert [f.stem for f in (tmp_path / "data/source/projects").glob("*.csv")] == ["2005"]
    # In English everything that a file brings up is in English.
    page.goto(f"{local}/data?lang=en")
    settled(page)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".cv-verdict-error")).to_contain_text("The files cannot be brought in yet.")
    expect(page.get_by_role("heading", name="Report", exact=True)).to_be_visible()
    expect(page.get_by_text("is no local government of FY2022")).to_be_visible()
    assert "lang=en" in page.url
