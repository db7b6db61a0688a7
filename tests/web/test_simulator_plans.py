"""Plans side by side: saved, named, loaded and removed, all in the link."""

import json

import pytest

from clairviz.base.i18n import languages
from tests.web.simulator_page import PLAN_A, PLAN_B, amounts, field


@pytest.mark.parametrize("lang", languages())
def test_scenarios_come_from_the_link_and_are_compared(run_page, lang) -> None:
    test = run_page("simulator", scenario=[PLAN_A, PLAN_B, '{"name":"x"}', "[1]"], lang=lang)
    assert not test.exception
    comparison = next(part.proto.body for part in test.get("html") if "sim-compare" in part.proto.body)
    for text in ("案A", "Joint", "3,000,000", "5,000,000", "7,000,000"):
        assert text in comparison
    assert test.warning[0].value.count("2") == 1


def test_scenarios_are_saved_renamed_loaded_and_removed(run_page) -> None:
    test = run_page("simulator", cost="5000000")
    test.button(key="save_scenario").click().run()
    field(test, "_cost").set_value("1000万円").run()
    test.text_input(key="_new_name").set_value("大規模案").run()
    test.button(key="save_scenario").click().run()
    assert [test.text_input(key=f"_name{index}").value for index in (0, 1)] == ["案A", "大規模案"]
    test.text_input(key="_name0").set_value("小規模案").run()
    assert json.loads(test.query_params["scenario"][0])["name"] == "小規模案"
    test.text_input(key="_name0").set_value("大規模案").run()
    assert test.text_input(key="_name0").value == "小規模案"
    test.button(key="load0").click().run()
    assert field(test, "_cost").value == "5,000,000"
    test.button(key="remove0").click().run()
    assert [json.loads(text)["name"] for text in test.session_state["scenario"]] == ["大規模案"]
    assert not test.exception


def test_a_plan_under_a_hypothetical_rule_is_saved_without_it_and_says_so(run_page) -> None:
    test = run_page("simulator", whatif="1", cap1="400万円")
    test.button(key="save_scenario").click().run()
    comparison = next(part.proto.body for part in test.get("html") if "sim-compare" in part.proto.body)
    assert "3,000,000円" in comparison
    assert "4,000,000円" not in comparison.partition("自己負担額")[0]
    assert "仮定の値は保存されません" in test.warning[0].value


def test_inputs_that_are_not_understood_are_not_saved(run_page) -> None:
    test = run_page("simulator", cost="abc")
    test.button(key="save_scenario").click().run()
    assert test.session_state["scenario"] == []
    assert len(test.warning) == 1


def test_a_table_of_costs_from_a_file_is_the_table_of_the_page(run_page) -> None:
    test = run_page("simulator", items='[["旅費","100",1]]')
    text = "見積,,\n,,（単位：千円）\n費目,金額,対象\n旅費,4000,○\n食糧費,500,×\n合計,5000,\n"
    (uploader,) = [each for each in test.file_uploader if each.key.startswith("_items_file")]
    uploader.upload("見積.csv", text.encode("cp932"), "text/csv")
    test.run()
    assert not test.exception
    assert amounts(test, "subsidy") == "2000000"
    assert test.query_params["items"] == '[["旅費","4,000,000",1],["食糧費","500,000",0]]'
    assert "合計" in test.warning[0].value
    (uploader,) = [each for each in test.file_uploader if each.key.startswith("_items_file")]
    uploader.upload("見積.csv", "費目,数量\n旅費,1\n".encode(), "text/csv")
    test.run()
    assert amounts(test, "subsidy") == "2000000"
    assert test.error
