"""The filters above a page: words, exclusions with their chips, both in the link and in the answer."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.web import navigation
from tests.web.conftest import count

RunPage = Callable[..., AppTest]
FILTERED = [page.url_path for page in navigation.PAGES if page.is_filtered]


def address(test: AppTest, key: str) -> list[str]:
    value = test.query_params.get(key, [])
    return [value] if isinstance(value, str) else list(value)


def sentence(test: AppTest) -> str:
    return "\n".join(str(element.value) for element in test.markdown)


def test_words_are_searched_for_emptied_and_undone(run_page: RunPage) -> None:
    test = run_page()
    test.text_input(key="q").set_value("北九州").run()
    assert address(test, "q") == ["北九州"]
    assert count(test) == "3"
    assert "「北九州」" in sentence(test)
    test.text_input(key="q").set_value("").run()
    assert address(test, "q") == []
    assert count(test) == "14"
    test.text_input(key="q").set_value("  ").run()
    assert count(test) == "14"
    test.text_input(key="q").set_value("京都").run()
    test.button(key="reset").click().run()
    assert address(test, "q") == []
    assert test.text_input(key="q").value in ("", None)
    assert count(test) == "14"
    assert not test.exception


def test_words_and_exclusions_of_a_link(run_page: RunPage) -> None:
    test = run_page(q="市", xpref="40", lang="en")
    assert not test.exception
    assert not test.warning
    assert test.text_input(key="q").value == "市"
    assert "“市”; without Fukuoka" in sentence(test)
    assert address(test, "xpref") == ["40"]
    assert address(test, "q") == ["市"]


@pytest.mark.parametrize("page", [page for page in FILTERED if page])
def test_every_filtered_page_takes_words_and_exclusions(run_page: RunPage, page: str) -> None:
    assert not run_page(page, q="市", xpref="40", field="not-stated").exception
    assert not run_page(page, xq=["市", "京都"], xregion="CHN", lang="en").exception


def test_an_exclusion_is_a_chip_that_takes_it_back(run_page: RunPage) -> None:
    test = run_page(xpref="26", xregion=["CHN", "not-stated"])
    whole = run_page()
    assert count(whole) == "14"
    chip = test.button(key="take_back_xpref_26")
    assert chip.label == "京都府を除く ✕"
    assert test.button(key="take_back_xregion_not-stated").label == "相手地域の記載なしを除く ✕"
    left = int(count(test))
    assert 0 < left < 14 - 3
    for key in ("xpref_26", "xregion_CHN", "xregion_not-stated"):
        test.button(key=f"take_back_{key}").click().run()
    assert count(test) == "14"
    assert not address(test, "xpref")
    assert not address(test, "xregion")


def test_what_an_option_counts_goes_by_the_exclusions(run_page: RunPage) -> None:
    test = run_page(xpref="26")
    assert "京都府（0）" in test.multiselect(key="pref").options
    assert count(test) == "11"


def test_a_project_without_a_field_can_be_asked_for(run_page: RunPage) -> None:
    test = run_page(field="not-stated", lang="en")
    assert not test.exception
    assert not test.warning
    assert "Field not stated" in sentence(test)
