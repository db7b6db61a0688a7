"""The filters above a page: words, exclusions with their chips, both in the link and in the answer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.web import navigation
from tests.web.conftest import count, follow, html_of, open_filters, text_of

RunPage = Callable[..., AppTest]
FILTERED = [page.url_path for page in navigation.PAGES if page.is_filtered]


def address(test: AppTest, key: str) -> list[str]:
    value = test.query_params.get(key, [])
    return [value] if isinstance(value, str) else list(value)


def sentence(test: AppTest) -> str:
    return text_of(test)


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
    follow(test, 'id="cv-reset"')
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
    shown = text_of(test).replace("\n", "")
    assert "京都府を除く ✕" in shown
    assert "相手地域の記載なしを除く ✕" in shown
    left = int(count(test))
    assert 0 < left < 14 - 3
    assert 'data-set="3"' in html_of(test)
    for chip in ("xpref-26", "xregion-CHN", "xregion-not-stated"):
        follow(test, f'data-chip="{chip}"')
    assert count(test) == "14"
    assert not address(test, "xpref")
    assert not address(test, "xregion")
    assert "cv-reset" not in html_of(test)


def test_a_choice_and_a_span_of_years_are_chips_too(run_page: RunPage, years_in_service: Path) -> None:
    test = run_page(year="2009-2012", field=["environment", "not-stated"], q="市", lang="en")
    assert not test.exception
    # The banner of invented data, and no notice of the link.
    assert not any("left out" in str(warning.value) for warning in test.warning)
    assert test.session_state["year"] == ["2009", "2010", "2012"]
    assert address(test, "year") == ["2009-2012"]
    follow(test, 'data-chip="field-environment"')
    assert address(test, "field") == ["not-stated"]
    assert address(test, "year") == ["2009-2012"]
    follow(test, 'data-chip="year"')
    assert address(test, "year") == ["all"]
    follow(test, 'data-chip="q-')
    assert address(test, "q") == []
    follow(test, 'id="cv-reset"')
    assert {key for key in test.query_params if test.query_params[key]} == {"year", "lang"}


def test_a_span_without_a_year_on_file_is_named(run_page: RunPage) -> None:
    test = run_page(year="1990-1995")
    assert "year=1990-1995" in str(test.warning[0].value).replace("\\", "")
    assert count(test) == "14"


def test_widgets_are_drawn_only_when_the_filters_are_open(run_page: RunPage) -> None:
    test = run_page(field="environment")
    assert len(test.multiselect) == 0
    open_filters(test)
    assert test.multiselect(key="field").value == ["environment"]
    assert "year" not in {box.key for box in test.multiselect}
    test.multiselect(key="xpref").select("26").run()
    assert address(test, "xpref") == ["26"]
    assert 'data-set="2"' in html_of(test)
    test.session_state["filter_menu"] = False
    test.run()
    assert address(test, "field") == ["environment"]
    assert test.session_state["xpref"] == ["26"]


def test_what_an_option_counts_goes_by_the_exclusions(run_page: RunPage) -> None:
    test = open_filters(run_page(xpref="26"))
    assert "京都府（0）" in test.multiselect(key="pref").options
    assert count(test) == "11"


def test_a_project_without_a_field_can_be_asked_for(run_page: RunPage) -> None:
    test = run_page(field="not-stated", lang="en")
    assert not test.exception
    assert not test.warning
    assert "Field not stated" in sentence(test)
