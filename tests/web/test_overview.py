"""The overview without a browser: findings, numbers, empty states, links."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

RunPage = Callable[..., AppTest]


def text_of(test: AppTest) -> str:
    return "\n".join(
        str(element.value) for element in [*test.markdown, *test.caption, *test.info, *test.warning]
    )


def address(test: AppTest, key: str) -> list[str]:
    value = test.query_params[key]
    return [value] if isinstance(value, str) else list(value)


def metrics(test: AppTest) -> dict[str, str]:
    return {metric.label: str(metric.value) for metric in test.metric}


def test_the_year_in_japanese(run_page: RunPage) -> None:
    test = run_page()
    assert not test.exception
    assert test.title[0].value == "平成17年度 モデル事業の概要"
    assert metrics(test) == {
        "認定事業": "14",
        "認定団体": "10",
        "相手地域": "7",
        "分野": "6",
        "助成の限度額": "300万円",
    }
    shown = text_of(test)
    assert "14事業のうち**6事業が中国**との協力で、次に多い韓国・タイ（各2）を4事業上回ります。" in shown
    assert "**環境が5事業**" in shown
    assert "京都府・北九州市は各3事業を実施しています。" in shown
    assert "3事業（山形市、北九州市(1)、北九州市(2)）は、資料に相手地域の記載がありません。" in shown
    assert "平成17年度の14事業をすべて表示しています。" in shown
    assert "2.3 我が国の都市間連携支援機関" in shown


def test_the_year_in_english(run_page: RunPage) -> None:
    test = run_page(lang="en")
    assert not test.exception
    assert test.title[0].value == "Model Projects of FY2005"
    assert metrics(test)["Recognised bodies"] == "10"
    assert "6 of 14 projects are with **China**, 4 more than South Korea and Thailand (2 each)." in text_of(
        test
    )
    assert "Kyoto Prefecture and Kitakyushu City have 3 projects each." in text_of(test)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"pref": "26"}, 3),
        ({"field": "environment"}, 5),
        ({"region": "CHN"}, 6),
        ({"region": "not-stated"}, 3),
        ({"field": "environment", "region": "CHN"}, 4),
        ({"gov": "170003"}, 1),
        ({"field": "forestry"}, 1),
        ({"field": ["education", "peace"]}, 4),
        ({"year": "all"}, 14),
    ],
)
def test_a_link_selects(run_page: RunPage, lang: str, query: dict[str, str | list[str]], count: int) -> None:
    test = run_page(lang=lang, **query)
    assert not test.exception
    assert not test.warning
    assert next(iter(metrics(test).values())) == str(count)
    assert len(test.dataframe[0].value) == count


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_found_says_why_and_how_to_get_back(run_page: RunPage, lang: str) -> None:
    test = run_page(lang=lang, pref="13")
    assert not test.exception
    assert len(test.info) == 1
    assert not test.metric
    test.button(key="reset").click().run()
    assert next(iter(metrics(test).values())) == "14"


def test_a_bad_value_is_left_out_with_a_notice(run_page: RunPage) -> None:
    test = run_page(field=["environment", "magic"], pref="99", lang="xx")
    assert not test.exception
    assert metrics(test)["認定事業"] == "5"
    notices = " ".join(str(warning.value) for warning in test.warning)
    assert "field=magic" in notices
    assert "pref=99" in notices
    assert "lang=xx" in notices


def test_choosing_writes_the_link_and_switching_language_keeps_it(run_page: RunPage) -> None:
    test = run_page()
    test.multiselect(key="field").select("environment").run()
    assert address(test, "field") == ["environment"]
    assert address(test, "year") == ["2005"]
    assert metrics(test)["認定事業"] == "5"
    test.segmented_control(key="lang").set_value("en").run()
    assert metrics(test)["Recognised projects"] == "5"
    assert address(test, "lang") == ["en"]
    assert address(test, "field") == ["environment"]


def test_a_label_that_has_changed_since_the_click_is_understood(run_page: RunPage) -> None:
    """The browser sends labels; a filter or the language may have changed them meanwhile."""
    test = run_page()
    test.multiselect(key="pref").select("26").run()
    test.session_state["year"] = ["平成17年度（14）"]
    test.session_state["lang"] = "en"
    test.run()
    assert not test.exception
    assert metrics(test)["Recognised projects"] == "3"


def test_options_carry_the_number_of_projects(run_page: RunPage) -> None:
    test = run_page(pref="26")
    assert "環境（1）" in test.multiselect(key="field").options
    assert "京都府（3）" in test.multiselect(key="pref").options
    assert len(test.multiselect(key="pref").options) == 47


def test_a_table_replaces_a_figure(run_page: RunPage) -> None:
    test = run_page()
    test.toggle(key="table_fields").set_value(True).run()
    assert not test.exception
    table = test.dataframe[0].value
    assert dict(zip(table["分野"], table["事業数（主分野）"], strict=True))["環境"] == 5
