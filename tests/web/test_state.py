"""Free values in links: read on arrival, written by a fragment, refused with a word."""

from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from clairviz.web import state
    from clairviz.web.navigation import Parameter

    free = Parameter("cost", default=("100",), accepts=str.isdigit)
    rejected = state.sync((free, Parameter("year", options=("2005",), default=("2005",))), {}, always="year")
    st.text_input("cost", key="cost")
    state.follow([free])
    st.text(f"rejected: {rejected}")


def run(**parameters: str) -> AppTest:
    app = AppTest.from_function(script)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def test_a_free_value_comes_from_the_link() -> None:
    app = run(cost="800")
    assert app.text_input[0].value == "800"
    assert app.text[0].value == "rejected: []"


def test_a_change_goes_into_the_link_and_the_default_leaves_it() -> None:
    app = run()
    app.text_input[0].set_value("800").run()
    assert app.query_params["cost"] == "800"
    app.text_input[0].set_value("100").run()
    assert "cost" not in app.query_params


def test_a_value_of_the_wrong_form_falls_back_and_is_named() -> None:
    app = run(cost="many")
    assert app.text_input[0].value == "100"
    assert app.text[0].value == "rejected: [('cost', 'many')]"
