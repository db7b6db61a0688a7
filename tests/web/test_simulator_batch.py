"""Many planned projects from a file, on the page of the simulator."""

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.subsidy import Application
from tests.rules import quote


def upload(test: AppTest, name: str, text: str) -> AppTest:
    test.file_uploader(key="batch_file").upload(name, text.encode("utf-8-sig"), "text/csv")
    return test.run()


BATCH = (
    "事業名,助成対象経費,自治体数,年度,資金供与のみ\n"
    "交流,800万円,1,平成17年度,\n"
    "共同,12000000,3,2005,\n"
    "寄付,1000000,1,2005,はい\n"
    "未定,たくさん,0,2005,\n"
    "不明,1000000,2,1999,\n"
)


def test_a_batch_is_quoted_row_by_row_and_refused_rows_are_named(run_page) -> None:
    test = upload(run_page("simulator", budget="7500000"), "plans.csv", BATCH)
    assert not test.exception
    refused, quoted = (table.value for table in test.dataframe)
    assert list(refused.iloc[:, 0]) == [5]
    assert "たくさん" in refused.to_string()
    assert len(quoted) == 4
    text = "\n".join(part.value for part in test.markdown)
    assert "助成限度額の合計 800万円" in text
    assert "予算額750万円を50万円超過" in text
    assert test.download_button(key="batch_xlsx")


def test_the_budget_is_compared_at_once_and_a_bad_one_is_refused(run_page) -> None:
    test = upload(run_page("simulator"), "plans.csv", BATCH)
    test.text_input(key="_budget").set_value("1千万円").run()
    assert "残額は200万円です" in "\n".join(part.value for part in test.markdown)
    assert test.query_params["budget"] == "10000000"
    test.text_input(key="_budget").set_value("many").run()
    assert "「many」は金額として読み取れません" in test.error[0].value


@pytest.mark.parametrize("name", ["plans.csv", "plans.xlsx"])
def test_a_file_that_is_none_is_refused_with_the_reason(run_page, name) -> None:
    test = run_page("simulator")
    test.file_uploader(key="batch_file").upload(name, b"\x00\xff\xfe", "text/csv")
    test.run()
    assert not test.exception
    assert test.error
    assert not test.dataframe


def test_a_batch_follows_the_year_chosen_on_the_page_and_leaves_totals_out(run_page) -> None:
    text = "事業名,助成対象経費\n交流,800万円\n小計,800万円\n合　計,900万円\n"
    test = upload(run_page("simulator", rule="2024"), "plans.csv", text)
    assert not test.exception
    expected = quote(Application(eligible_cost_yen=8_000_000, fiscal_year=2024)).subsidy_yen
    table = test.dataframe[0].value
    assert len(table) == 1
    assert table.iloc[0, 7] == expected
    assert "4行目「合　計」の金額は900万円ですが、上の行の合計は800万円です" in test.warning[0].value
    test.selectbox(key="_rule").select("2005").run()
    assert test.dataframe[0].value.iloc[0, 7] == 3_000_000


def test_an_open_row_is_not_among_the_computed_ones(run_page) -> None:
    test = upload(run_page("simulator"), "plans.csv", BATCH)
    text = "\n".join(part.value for part in test.markdown)
    assert "計算した行：3件" in text
