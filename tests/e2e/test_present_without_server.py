"""A presentation whose server goes away, and comes back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server
from tests.e2e.stage import STAGE, on_stage, shown

OpenPage = Callable[..., Page]


def test_a_lost_server_does_not_stop_the_scenes_and_is_taken_up_again(
    start_server: Callable[..., Server], browser: object, open_page: OpenPage
) -> None:
    lost = start_server()
    page = on_stage(open_page(STAGE, at=lost.url, expect_lost=True))
    lost.stop()
    expect(page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED]")).to_have_count(0)
    for expected in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        assert shown(page) == expected
    covered = page.evaluate(
        "document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.st-key-stage') !== null"
    )
    assert covered
    sign = page.locator("#stage-sign")
    expect(sign).to_contain_text("サーバーと接続していません")
    expect(page.locator("[data-testid=stDialog]")).to_be_hidden()
    page.keyboard.press("7")
    page.keyboard.press("Enter")
    own = page.locator("#stage-offline")
    expect(own.locator(".mark")).to_contain_text("サーバーでは未計算")
    for cost, governments, subsidy in (("500万円", "1", "2,500,000"), ("1200万", "2", "5,000,000")):
        own.locator("input[name=cost]").fill(cost)
        own.locator("input[name=governments]").fill(governments)
        expect(own.locator("[data-answer=subsidy]")).to_have_text(f"{subsidy}円")
    own.locator("input[name=cost]").fill("0")
    expect(own.locator(".problem")).to_have_text("経費を入力してください")
    own.locator("input[name=cost]").fill("700万円")
    expect(own.locator("[data-answer=own]")).to_have_text("3,500,000円")
    assert "cost=7000000" in page.evaluate("location.search")
    # What was typed without the server is answered by it once it is back.
    lost.start_again()
    expect(own).to_have_count(0, timeout=60_000)
    expect(page.locator(".sim-subsidy")).to_contain_text("3,500,000")
