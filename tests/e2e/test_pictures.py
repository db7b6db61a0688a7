"""A panel taken away as a picture, drawn in the browser."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page

OpenPage = Callable[..., Page]


def test_a_panel_as_png_and_svg(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page()
    foot = page.locator(".cv-panel footer").first
    with page.expect_download() as png:
        foot.get_by_role("button", name="画像", exact=True).click()
    file = tmp_path / "figure.png"
    png.value.save_as(file)
    content = file.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 10_000
    with page.expect_download() as svg:
        foot.get_by_role("button", name="SVG", exact=True).click()
    svg.value.save_as(tmp_path / "figure.svg")
    text = (tmp_path / "figure.svg").read_text(encoding="utf-8")
    title = foot.locator("xpath=..").locator("h3").inner_text()
    assert title in text
    assert "出典" in text and "平成17年度" in text
    assert "http" not in unquote(text).replace("http://www.w3.org/", "")
    assert "href" not in text
    assert svg.value.suggested_filename.startswith("clairviz_")
