"""The overview without a browser: findings, numbers, empty states, links."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.web.conftest import figures, follow, open_filters, text_of

RunPage = Callable[..., AppTest]


def address(test: AppTest, key: str) -> list[str]:
    value = test.query_params[key]
    return [value] if isinstance(value, str) else list(value)


def test_the_year_in_japanese(run_page: RunPage) -> None:
    test = run_page()
    assert not test.exception
    assert test.title[0].value == "平成17年度 モデル事業の概要"
    assert figures(test) == {
        "認定事業": "14件",
        "代表団体": "10団体",
        "相手地域": "7か国・地域",
        "分野": "6分野",
    }
    shown = text_of(test)
    assert "自治体国際化協会（CLAIR）" in shown
    assert "自治体国際協力促進事業" in shown
    assert "収録は平成17年度のみ（制度は平成8年度から）" in shown
    plain = shown.replace("\n", "")
    assert "14事業のうち中国との協力が6事業で、相手地域では最多です。次いで韓国・タイ（各2）です。" in plain
    assert "分野は環境が5事業で最多です。" in plain
    assert "京都府・北九州市が各3事業で最も多く実施しています。" in plain
    assert "47都道府県のうち10都道府県の団体が実施し、ほかの37は収録がありません。" in plain
    assert "3事業（山形市、北九州市(1)、北九州市(2)）は、資料に相手地域の記載がありません。" in plain
    assert "1府、6県、3市" in shown
    assert "平成17年度の14事業をすべて表示しています。" in shown
    assert "自治体国際化協会の事業を記した資料（2.3節、表題・発行者の記載なし）" in shown


def test_the_year_in_english(run_page: RunPage) -> None:
    test = run_page(lang="en")
    assert not test.exception
    assert test.title[0].value == "Model Projects of FY2005"
    assert figures(test)["Lead bodies"] == "10bodies"
    plain = text_of(test).replace("\n", "")
    assert "Of 14 projects, 6 projects are with China, the most of any partner." in plain
    assert (
        "Kyoto Prefecture and Kitakyushu City lead with 3 projects each, more than any other body." in plain
    )


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
    assert (
        next(iter(figures(test).values()))
        == f"{count}{'件' if lang == 'ja' else 'project' if count == 1 else 'projects'}"
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_found_says_why_and_how_to_get_back(run_page: RunPage, lang: str) -> None:
    test = run_page(lang=lang, pref="26", region="BRA")
    assert not test.exception
    assert len(test.info) == 1
    assert not figures(test)
    follow(test, 'id="cv-reset"')
    assert next(iter(figures(test).values())).startswith("14")


def test_a_bad_value_is_left_out_with_a_notice(run_page: RunPage) -> None:
    test = run_page(field=["environment", "magic"], pref="99", lang="xx")
    assert not test.exception
    assert figures(test)["認定事業"] == "5件"
    notices = " ".join(str(warning.value) for warning in test.warning)
    assert "field=magic" in notices
    assert "pref=99" in notices
    assert "lang=xx" in notices


def test_choosing_writes_the_link_and_switching_language_keeps_it(run_page: RunPage) -> None:
    test = open_filters(run_page())
    test.multiselect(key="field").select("environment").run()
    assert address(test, "field") == ["environment"]
    assert address(test, "year") == ["all"]
    assert figures(test)["認定事業"] == "5件"
    test.segmented_control(key="lang").set_value("en").run()
    assert figures(test)["Recognised projects"] == "5projects"
    assert address(test, "lang") == ["en"]
    assert address(test, "field") == ["environment"]


def test_a_label_that_has_changed_since_the_click_is_understood(run_page: RunPage) -> None:
    """The browser sends labels; a filter or the language may have changed them meanwhile."""
    test = open_filters(run_page())
    test.multiselect(key="pref").select("26").run()
    test.session_state["field"] = ["環境（1）"]
    test.session_state["lang"] = "en"
    test.run()
    assert not test.exception
    assert figures(test)["Recognised projects"] == "1project"


def test_options_carry_the_number_of_projects(run_page: RunPage) -> None:
    test = open_filters(run_page(pref="26"))
    assert "環境（1）" in test.multiselect(key="field").options
    assert "京都府（3）" in test.multiselect(key="pref").options
    # Only prefectures with a project on file are offered.
    assert len(test.multiselect(key="pref").options) == 10
