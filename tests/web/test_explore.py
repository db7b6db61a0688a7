"""The page of all projects without a browser: list, search, one project, SQL, empty states."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base.i18n import translator
from clairviz.store import console
from clairviz.store.queries.explore import neighbours, one_project
from clairviz.web import answers
from clairviz.web.explore.listing import marked_list

RunPage = Callable[..., AppTest]


def text_of(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning, *test.error, *test.subheader]
    return "\n".join(str(element.value) for element in shown)


def table_with(test: AppTest, column: str) -> object:
    return next(table.value for table in test.dataframe if column in table.value.columns)


@pytest.mark.parametrize(("lang", "column"), [("ja", "事業ID"), ("en", "Project ID")])
def test_all_projects_with_amounts_as_numbers(run_page: RunPage, lang: str, column: str) -> None:
    test = run_page("explore", lang=lang)
    assert not test.exception
    table = table_with(test, column)
    assert len(table) == 14
    assert all(table[name].dtype == "Int64" for name in table.columns if "円" in name or "yen" in name)


def test_words_are_found_and_marked(run_page: RunPage) -> None:
    test = run_page("explore", q="ｶﾝﾎﾞｼﾞｱ")
    assert len(table_with(test, "事業ID")) == 1
    assert "検索語に一致した箇所" in text_of(test)
    rows = answers.ask(one_project, "2005-260002-1").assign(written="<b>カンボジア</b>", fiscal_year=2005)
    marked = marked_list(rows, "ｶﾝﾎﾞｼﾞｱ", translator("ja"))
    assert "&lt;b&gt;<mark>カンボジア</mark>&lt;/b&gt;" in marked


def test_nothing_found_says_why(run_page: RunPage) -> None:
    assert "絞り込み" in text_of(run_page("explore", q="存在しない語")) or run_page("explore", q="zzz").info


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_project_by_its_link(run_page: RunPage, lang: str) -> None:
    test = run_page("explore", project="2005-260002-2", lang=lang)
    assert not test.exception
    shown = text_of(test)
    assert ("京都府(2)" if lang == "ja" else "Kyoto Prefecture(2)") in shown
    assert ("出典に記載なし" if lang == "ja" else "Not stated in the source") in shown
    assert "explore?project=2005-260002-1" in shown
    test.button(key="close_project").click().run()
    assert test.session_state["project"] is None
    assert "close_project" not in {button.key for button in test.button}


def test_neighbours_share_something_or_are_of_the_same_body() -> None:
    near = answers.ask(neighbours, "2005-260002-2")
    assert set(near[near["is_same_body"]]["local_government_code"]) == {"260002"}
    others = near[~near["is_same_body"]]
    assert ((others["shared_fields"] + others["shared_regions"]) > 0).all()
    assert "2005-260002-2" not in set(near["project_id"])


def test_an_unknown_project(run_page: RunPage) -> None:
    assert "2005-000000-1" in run_page("explore", project="2005-000000-1").info[0].value


def test_sql_from_a_link(run_page: RunPage) -> None:
    test = run_page("explore", sql="SELECT fiscal_year, count(*) AS n FROM project GROUP BY ALL")
    assert table_with(test, "n").to_dict("records") == [{"fiscal_year": 2005, "n": 14}]
    test.toggle(key="sql_chart_on").set_value(True).run()
    assert not test.exception


def test_sql_that_is_refused_says_why(run_page: RunPage) -> None:
    test = run_page("explore", sql="DROP TABLE project")
    assert [error.value for error in test.error] == ["実行できるのはSELECT文だけです。"]
    test = run_page("explore", sql="SELECT project_id FROM project WHERE false", lang="en")
    assert "no rows" in text_of(test)


def test_an_example_fills_the_statement(run_page: RunPage) -> None:
    test = run_page("explore")
    test.button(key="sql_example_0").click().run()
    assert not test.error
    assert "fiscal_year" in table_with(test, "projects").columns


def test_sql_can_be_switched_off(run_page: RunPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(console.SWITCH, "off")
    test = run_page("explore", sql="SELECT 1")
    assert "この環境ではSQLは利用できません。" in text_of(test)
    assert not test.text_area
