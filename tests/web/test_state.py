"""Widgets and the link: free values, every kind of widget, what a late click brings."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from clairviz.web import state
    from clairviz.web.navigation import Parameter

    def options(*values: str) -> tuple[str, ...]:
        return values

    parameters = (
        Parameter("cost", default=("100",), accepts=str.isdigit),
        Parameter("year", options=("2005",), default=("2005",)),
        Parameter("count", default=("1",), accepts=str.isdigit),
        Parameter("order", options=options("source", "count"), default=("source",)),
        Parameter("burden", options=("1",)),
        Parameter("field", options=options("a", "b", "c"), many=True),
        Parameter("body", options=options("city", "town")),
        Parameter("view", options=options("edit", "stage"), default=("edit",)),
    )
    rejected = state.sync(parameters, {}, always="year")
    view = st.session_state["view"]
    state.enter(view)
    st.button("leave", on_click=lambda: state.put("view", "edit"))
    if view == "edit":
        st.text_input("cost", **state.bind("cost"))
        st.slider("slider", 0, 1000, **state.bind("cost", widget="_slider", show=int, write=str))
    # One that is shown on stage as a fragment, as the simulator is.
    st.fragment(
        lambda: st.number_input("count", step=1, **state.bind("count", widget="_count", show=int, write=str))
    )()
    if view == "stage":
        st.text_input("stage", **state.bind("cost", widget="_staged"))
    st.segmented_control("order", ("source", "count"), required=True, **state.bind("order"))
    st.toggle(
        "burden",
        **state.bind(
            "burden", widget="_burden", show=lambda value: value == "1", write=lambda on: "1" if on else None
        ),
    )
    st.multiselect("field", ("a", "b", "c"), **state.bind("field"))
    st.pills(
        "pills",
        ("a", "b", "c"),
        selection_mode="multi",
        **state.bind("field", widget="_pills", show=list, write=list),
    )
    st.selectbox("body", ("city", "town"), index=None, **state.bind("body", widget="_body"))
    st.button("several", on_click=lambda: state.put_all({"cost": "7", "count": "8", "field": ["c"]}))
    st.text(f"rejected: {rejected}")


def run(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_function(script)
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def link(app: AppTest) -> dict[str, list[str]]:
    """The parameters of the address beside the year, which every address carries."""
    assert not app.exception
    return {
        key: [value] if isinstance(value, str) else list(value)
        for key, value in app.query_params.items()
        if key != "year"
    }


def test_a_page_switch_keeps_the_state_but_for_what_its_link_names() -> None:
    app = run(cost="800", field=["a", "b"])
    app.query_params.clear()
    app.query_params["cost"] = "900"
    app.run()
    assert app.text_input[0].value == "900"
    assert link(app) == {"cost": ["900"], "field": ["a", "b"]}


def test_a_free_value_comes_from_the_link() -> None:
    app = run(cost="800")
    assert app.text_input[0].value == "800"
    assert app.text[0].value == "rejected: []"


def test_a_change_goes_into_the_link_and_the_default_leaves_it() -> None:
    app = run()
    app.text_input[0].set_value("800").run()
    assert link(app) == {"cost": ["800"]}
    app.text_input[0].set_value("100").run()
    assert link(app) == {}


def test_a_value_of_the_wrong_form_falls_back_and_is_named() -> None:
    app = run(cost="many")
    assert app.text_input[0].value == "100"
    assert app.text[0].value == "rejected: [('cost', 'many')]"


KINDS = {
    "slider": ("slider", "_slider", 640, "cost", "640", 100),
    "number": ("number_input", "_count", 3, "count", "3", 1),
    "toggle": ("toggle", "_burden", True, "burden", "1", False),
    "segmented control": ("button_group", "order", "count", "order", "count", "source"),
    "select box": ("selectbox", "_body", "town", "body", "town", None),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_widget_writes_the_link_shows_it_and_is_undone(kind: str) -> None:
    element, widget, value, key, text, default = KINDS[kind]

    def of(app: AppTest) -> Any:
        return next(found for found in app.get(element) if found.key == widget)

    def held(app: AppTest) -> Any:
        return app.session_state[widget]

    app = run()
    assert held(app) == default
    of(app).set_value(value).run()
    assert link(app) == {key: [text]}
    opened = run(**{key: text})
    assert held(opened) == value
    of(opened).set_value(default).run()
    assert link(opened) == {}
    assert held(opened) == default


def test_a_choice_of_several_is_undone_one_by_one_and_two_widgets_agree() -> None:
    app = run(field=["a", "b"])
    app.multiselect(key="field").unselect("a").run()
    assert link(app) == {"field": ["b"]}
    assert app.session_state["_pills"] == ["b"]
    app.multiselect(key="field").unselect("b").run()
    assert link(app) == {}
    app.get("button_group")[1].set_value(["b", "c"]).run()
    assert link(app) == {"field": ["b", "c"]}
    assert app.multiselect(key="field").value == ["b", "c"]


def test_text_and_slider_show_one_value() -> None:
    app = run()
    app.text_input[0].set_value("300").run()
    assert app.slider[0].value == 300
    app.slider[0].set_value(500).run()
    assert app.text_input[0].value == "500"


def test_several_parameters_change_at_once() -> None:
    app = run()
    next(button for button in app.button if button.label == "several").click().run()
    assert link(app) == {"cost": ["7"], "count": ["8"], "field": ["c"]}


def test_a_second_click_on_the_way_out_changes_nothing() -> None:
    app = run(view="stage", cost="800", count="5")
    leave = app.button[0].click()
    late = app._tree.get_widget_states()
    # What a browser holds of a widget whose value it has not taken over yet.
    for widget in late.widgets:
        if widget.id.endswith("-_staged"):
            widget.string_value = "100"
    leave.run()
    assert link(app) == {"cost": ["800"], "count": ["5"]}
    app._run(late)
    assert link(app) == {"cost": ["800"], "count": ["5"]}
