"""The page of the simulator: what it says equals ``quote``, in every state and language."""

import json
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base.i18n import languages, translator
from clairviz.subsidy import Application, BodyKind, RefusalCode
from clairviz.subsidy.words.labels import rounding_note
from clairviz.subsidy.words.wording import explain, problem_text
from tests.rules import quote
from tests.web.simulator_page import amounts, answer, field, said

STATES = {
    "default": ({}, Application(eligible_cost_yen=8_000_000)),
    "rate binds": ({"cost": "5999999"}, Application(eligible_cost_yen=5_999_999)),
    "joint": (
        {"cost": "8000000", "govs": "3"},
        Application(eligible_cost_yen=8_000_000, governments=3),
    ),
    "NGO without partner": (
        {"body": "ngo"},
        Application(eligible_cost_yen=8_000_000, body=BodyKind.NGO),
    ),
    "NGO with a local government": (
        {"body": "ngo", "partner": "local-government"},
        Application(eligible_cost_yen=8_000_000, body=BodyKind.NGO, with_local_government=True),
    ),
    "NGO alone": (
        {"body": "ngo", "partner": "none"},
        Application(
            eligible_cost_yen=8_000_000,
            body=BodyKind.NGO,
            with_local_government=False,
            with_association=False,
        ),
    ),
    "funding only": (
        {"applies": "funding"},
        Application(eligible_cost_yen=8_000_000, funding_only=True),
    ),
    "FY1999 joint": (
        {"rule": "1999", "govs": "2"},
        Application(eligible_cost_yen=8_000_000, governments=2, fiscal_year=1999),
    ),
    "FY2022": ({"rule": "令和4年度"}, Application(eligible_cost_yen=8_000_000, fiscal_year=2022)),
    "full width": ({"cost": "８００万円"}, Application(eligible_cost_yen=8_000_000)),
    "pasted": ({"cost": "¥8,000,000-"}, Application(eligible_cost_yen=8_000_000)),
    "nothing": ({"cost": "0"}, Application(eligible_cost_yen=0)),
    "most": (
        {"cost": "999999999999999", "govs": "2"},
        Application(eligible_cost_yen=10**15 - 1, governments=2),
    ),
    "huge": ({"cost": "1000000000000"}, Application(eligible_cost_yen=10**12)),
}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("state", STATES)
def test_the_answer_is_the_quote(run_page, state, lang) -> None:
    query, application = STATES[state]
    test = run_page("simulator", lang=lang, **query)
    assert not test.exception
    _, expected = translator(lang), quote(application)
    assert explain(expected, _) in unescape(answer(test))
    if expected.subsidy_yen is None:
        assert "sim-subsidy" not in answer(test)
    else:
        assert amounts(test, "subsidy") == str(expected.subsidy_yen)
        assert amounts(test, "burden") == str(expected.own_burden_yen)
    if expected.eligible:
        assert rounding_note(_) in said(test)
    for clause in expected.clauses:
        assert _.name({"text_ja": clause.text_ja, "text_en": clause.text_en}, "text") in said(test)
    assert f"about?source={expected.clauses[0].reference.source_id}&lang={lang}" in said(test)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", RefusalCode.EMPTY),
        ("-1", RefusalCode.NEGATIVE),
        ("▲５００", RefusalCode.NEGATIVE),
        ("abc", RefusalCode.NOT_AN_AMOUNT),
        ("1e400", RefusalCode.NOT_AN_AMOUNT),
        ("0.5", RefusalCode.NOT_WHOLE),
        ("9" * 50, RefusalCode.TOO_LARGE),
        ("9" * 90, RefusalCode.TOO_LARGE),
        ("<img src=x onerror=alert(1)>", RefusalCode.NOT_AN_AMOUNT),
    ],
)
def test_a_refused_cost_takes_the_place_of_the_answer(run_page, text, problem, lang) -> None:
    test = run_page("simulator", cost=text, lang=lang)
    assert not test.exception
    assert "sim-subsidy" not in said(test)
    assert problem_text(problem, text, translator(lang)) in unescape(answer(test))
    assert "<img src=x" not in "".join(part.proto.body for part in test.get("html"))
    assert field(test, "_cost").value == text


def test_after_a_refusal_the_next_good_cost_is_answered(run_page) -> None:
    test = run_page("simulator")
    for text in ("８百万円くらい", "", "8.000"):
        field(test, "_cost").set_value(text).run()
        assert "sim-subsidy" not in said(test)
        assert not test.exception
    field(test, "_slider").set_value(5_000_000).run()
    assert amounts(test, "subsidy") == "2500000"


@pytest.mark.parametrize("lang", languages())
def test_a_year_without_a_rule_names_the_nearest_and_offers_them(run_page, lang) -> None:
    test = run_page("simulator", rule="2010", lang=lang)
    assert not test.exception
    assert "sim-subsidy" not in said(test)
    test.button(key="use_2022").click().run()
    assert test.session_state["rule"] == "2022"
    assert amounts(test, "subsidy") == "3000000"
    assert test.query_params["rule"] == "2022"


def test_text_and_slider_are_one_value_and_stand_in_the_link(run_page) -> None:
    test = run_page("simulator")
    field(test, "_cost").set_value("1,200万円").run()
    assert field(test, "_cost").value == "12,000,000"
    assert field(test, "_slider").value == 12_000_000
    assert test.query_params["cost"] == "12000000"
    field(test, "_slider").set_value(4_000_000).run()
    assert field(test, "_cost").value == "4,000,000"
    assert amounts(test, "subsidy") == "2000000"
    field(test, "_slider").set_value(8_000_000).run()
    assert "cost" not in test.query_params


def test_an_exact_cost_stays_exact_beside_the_slider(run_page) -> None:
    test = run_page("simulator", cost="5999998")
    assert field(test, "_cost").value == "5,999,998"
    assert field(test, "_slider").value == 6_000_000
    assert amounts(test, "subsidy") == "2999999"


def test_the_partner_is_asked_of_ngos_only(run_page) -> None:
    test = run_page("simulator")
    assert "_partner" not in [box.key for box in test.selectbox]
    test.selectbox(key="_body").select("ngo").run()
    assert test.selectbox(key="_partner").value is None
    test.selectbox(key="_partner").select("local-government").run()
    assert amounts(test, "subsidy") == "3000000"
    assert test.query_params["partner"] == "local-government"


@pytest.mark.parametrize("lang", languages())
def test_a_hypothetical_rule_is_marked_and_never_taken_for_one_on_file(run_page, lang) -> None:
    test = run_page("simulator", whatif="1", rate="2/3", cap1="400万円", cap2="600万円", lang=lang)
    assert not test.exception
    assert "sim-hypothetical" in answer(test)
    assert amounts(test, "subsidy") == "4000000"
    assert translator(lang)("hypothetical value") in said(test)
    test.toggle(key="_whatif").set_value(False).run()
    assert "sim-hypothetical" not in said(test)
    assert amounts(test, "subsidy") == "3000000"
    assert not {"whatif", "rate", "cap1", "cap2"} & set(test.query_params)


def test_a_hypothetical_limit_far_beyond_any_cost_is_computed(run_page) -> None:
    test = run_page("simulator", whatif="1", rate="0.0001", cap1="900兆円", cap2="900兆円", against="2005")
    assert not test.exception
    assert amounts(test, "subsidy") == "800"


def test_a_hypothetical_rule_that_makes_no_sense_is_refused(run_page) -> None:
    for query in ({"rate": "3/2"}, {"cap1": "-1"}, {"cap1": "600万円"}, {"cap2": "1"}):
        test = run_page("simulator", whatif="1", **query)
        assert not test.exception
        assert "sim-subsidy" not in said(test)


def test_parameters_of_a_hypothetical_rule_mean_nothing_without_the_mode(run_page) -> None:
    test = run_page("simulator", rate="1", cap1="9000000")
    assert amounts(test, "subsidy") == "3000000"
    assert "sim-hypothetical" not in said(test)


def test_itemised_costs_sum_into_the_cost(run_page) -> None:
    items = json.dumps(
        [["委託費", "200万円", 1], ["委託費", "200万円", 1], ["食糧費", "500000", 0]], ensure_ascii=False
    )
    test = run_page("simulator", items=items)
    assert not test.exception
    assert amounts(test, "subsidy") == "2000000"
    assert "助成対象経費400万円、対象外50万円、総事業費450万円" in said(test)
    test.toggle(key="_itemised").set_value(False).run()
    assert field(test, "_cost").value == "4,000,000"
    assert "items" not in test.query_params


def test_an_item_that_is_no_amount_is_named_with_its_line(run_page) -> None:
    test = run_page("simulator", items='[["a","1000",1],["b","many",1]]')
    assert not test.exception
    assert "sim-subsidy" not in said(test)
    assert "内訳の2行目" in said(test)


@pytest.mark.parametrize("text", ["nonsense", "{}", '[["a"]]', "[[[[[", '[["a",5,1]]', "[1e400]"])
def test_a_damaged_cost_table_never_gives_a_number_of_its_own(run_page, text) -> None:
    test = run_page("simulator", items=text)
    assert not test.exception
    assert amounts(test, "subsidy") == "3000000"
    field(test, "_slider").set_value(4_000_000).run()
    assert amounts(test, "subsidy") == "2000000"


def test_a_year_typed_in_any_notation_is_understood(run_page) -> None:
    test = run_page("simulator")
    for text, year in (("H22", "2010"), ("平成１１年度", "1999"), ("soon", "soon")):
        test.session_state["rule"] = text
        test.run()
        assert not test.exception
        assert test.selectbox(key="_rule").value == year
        assert ("sim-subsidy" in said(test)) == (year == "1999")


def test_cost_for_a_wanted_subsidy_and_shares_of_a_joint_project(run_page) -> None:
    test = run_page("simulator", govs="3", want="450万円", shares="2:1:1")
    assert not test.exception
    for text in (
        "単独：限度額300万円を超えるため、受けられません",
        "共同（2以上）：助成額450万円には経費900万円以上が必要",
        "2,000,000円",
        "1,000,000円",
    ):
        assert text in said(test)
    for bad in ("2:1", "a:b:c", "0:0:0", "1:1:-1"):
        test.text_input(key="_shares").set_value(bad).run()
        assert not test.exception
        assert f"「{bad}」は各団体の負担割合として読み取れません" in said(test)


@pytest.mark.parametrize("lang", languages())
def test_the_curve_has_a_table_and_words_with_its_numbers(run_page, lang) -> None:
    test = run_page("simulator", against=["2022", "1999"], burden="1", lang=lang)
    assert not test.exception
    alt = test.get("plotly_chart")[0].proto.alt
    for text in ("300万円", "1,000万円") if lang == "ja" else ("¥3,000,000", "¥10,000,000"):
        assert text in alt
    test.toggle(key="table_subsidy_curve").set_value(True).run()
    table = test.dataframe[0].value
    row = table[table.iloc[:, 0] == 6_000_000].iloc[0]
    assert list(row)[:5] == [6_000_000, 3_000_000, 3_000_000, 3_000_000, 3_000_000]


def test_values_of_a_wrong_form_fall_back_to_the_default(run_page) -> None:
    test = run_page("simulator", govs="many", body="club", applies="x", against="1066")
    assert not test.exception
    assert amounts(test, "subsidy") == "3000000"
    assert test.session_state["govs"] == "1"


def test_more_bodies_than_there_are_is_refused(run_page) -> None:
    test = run_page("simulator", govs="9999")
    assert not test.exception
    assert "sim-subsidy" not in said(test)
    assert "「9999」は団体の数として読み取れません" in said(test)


def embedded() -> None:
    from clairviz.base.i18n import translator
    from clairviz.web import state
    from clairviz.web.navigation import SIMULATION, Parameter
    from clairviz.web.simulator import fragment as simulator

    state.sync((*SIMULATION, Parameter("year", options=("2005",), default=("2005",))), {}, always="year")
    simulator.stage(translator("ja"), is_big=True)


def test_the_stage_works_on_a_page_of_another_name() -> None:
    test = AppTest.from_function(embedded, default_timeout=30)
    test.query_params["govs"] = "2"
    test.run()
    assert not test.exception
    assert amounts(test, "subsidy") == "4000000"
    field(test, "_slider").set_value(2_000_000).run()
    assert amounts(test, "subsidy") == "1000000"
    assert test.query_params["cost"] == "2000000"


def test_a_joint_plan_under_a_silent_rule_is_told_what_it_would_be_alone(run_page) -> None:
    test = run_page("simulator", rule="1999", govs="3", cost="8000000", lang="ja")
    card = next(one.value for one in test.get("html") if "sim-other" in one.value)
    assert "単独事業とした場合" in card and "<strong>3,000,000円</strong>" in card


def test_no_cost_asks_for_the_cost_instead_of_naming_a_limit(run_page) -> None:
    text = answer(run_page("simulator", cost="0", lang="ja"))
    assert "助成率が適用" not in text
    assert "経費を入力してください" in text


def test_an_answer_is_called_the_most_and_an_estimate(run_page) -> None:
    test = run_page("simulator", cost="8000000", lang="ja")
    assert "助成限度額" in answer(test) and "助成額は最大300万円" in answer(test)
    assert "最新の募集要項をご確認ください" in answer(test)
    assert "最新の募集要項" not in answer(run_page("simulator", rule="2024", lang="ja"))
    assert "※ 協会が判断" in said(test) and "○ 該当なし" not in said(test)


def test_the_split_is_on_the_sheet_for_paper_too(run_page) -> None:
    test = run_page("simulator", cost="9000000", govs="3", shares="2:1:1")
    sheet = said(test).partition('class="sim-print"')[2].partition('class="sim-problem"')[0]
    for text in ("自己負担額", "2,250,000円", "1,125,000円"):
        assert text in sheet


def test_a_slider_drawn_before_the_number_takes_nothing_back(run_page) -> None:
    test = run_page("simulator")
    field(test, "_cost").set_value("500万円")
    # What a click right after the number carries: the slider as it stood before it.
    late = test._tree.get_widget_states()
    test.run()
    test._run(late)
    assert not test.exception
    assert (amounts(test, "subsidy"), field(test, "_slider").value) == ("2500000", 5_000_000)
