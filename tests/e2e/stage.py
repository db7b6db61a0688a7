"""What tests of the stage share: its address, and which scene is to be seen."""

from playwright.sync_api import Page, expect

from clairviz.report import USUAL

LAST = len(USUAL)
STAGE = "/present?view=stage"


def shown(page: Page) -> int:
    """The number of the one scene to be seen."""
    numbers = page.evaluate(
        """() => [...document.querySelectorAll("[class*='st-key-scene_']")]
            .filter(e => getComputedStyle(e).visibility === "visible")
            .map(e => Number([...e.classList].find(c => c.startsWith("st-key-scene_")).slice(13)))"""
    )
    assert len(numbers) == 1, numbers
    return int(numbers[0])


def on_stage(page: Page) -> Page:
    expect(page.locator("#stage-bar")).to_be_attached()
    expect(page.locator(".st-key-stage .js-plotly-plot")).to_have_count(5, timeout=30_000)
    return page
