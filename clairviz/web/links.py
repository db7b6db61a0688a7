"""Page state in the address, so that every view is a link.

Streamlit's own binding writes the *label* of an option into the address; our labels change
with the language and carry counts, so codes are written here instead (docs/decisions/0002).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from clairviz.web.navigation import Parameter

# In a link, no value where the default is some value.
EMPTY = "all"
_MEMORY = "_links"
_LABELS = "_labels"
_MOST_LABELS = 20


@dataclass
class _Written:
    state: tuple[str, ...]
    text: tuple[str, ...]
    former: tuple[str, ...] = ()


def sync(
    parameters: Iterable[Parameter], options: Mapping[str, tuple[str, ...]], always: str
) -> list[tuple[str, str]]:
    """Bring address and session state together, before any widget is drawn.

    `options` are the values allowed for parameters whose options come from the data.
    `always` names the one parameter that every address carries: an address without it has
    just been dropped by a page switch, and the state then wins. Returns the values the
    address held that mean nothing, as (key, value).
    """
    memory: dict[str, _Written] = st.session_state.setdefault(_MEMORY, {})
    dropped = bool(memory) and always not in st.query_params
    back = _went_through_history()
    rejected: list[tuple[str, str]] = []
    address: dict[str, list[str]] = {}
    for parameter in parameters:
        known = memory.get(parameter.key)
        text = tuple(st.query_params.get_all(parameter.key))
        allowed = options.get(parameter.key, parameter.options or ())
        if known is None or not (dropped or _is_ours(text, known, back)):
            state, bad = _read(parameter, text, allowed)
            rejected += [(parameter.key, value) for value in bad]
        else:
            state = _state(parameter, known, allowed)
        # Set on every run: the browser keeps a widget's value as its label, and takes over
        # a label that has changed only together with the value.
        st.session_state[parameter.key] = list(state) if parameter.many else (state or (None,))[0]
        written = _write(parameter, state, explicit=parameter.key == always)
        if known is None or known.text != written:
            memory[parameter.key] = _Written(state, written, text)
        known = memory[parameter.key]
        known.state = state
        if written:
            address[parameter.key] = list(written)
    if {key: st.query_params.get_all(key) for key in st.query_params} != address:
        st.query_params.from_dict(address)
    return rejected


def follow(parameters: Iterable[Parameter]) -> None:
    """Bring the address up to the state of `parameters`, in a fragment: it runs without ``sync``.

    Call it after the widgets are drawn. Only parameters whose options are their own may be given.
    """
    memory: dict[str, _Written] = st.session_state[_MEMORY]
    for parameter in parameters:
        known = memory[parameter.key]
        known.state = _state(parameter, known, parameter.options or ())
        written = _write(parameter, known.state, explicit=False)
        if known.text == written:
            continue
        memory[parameter.key] = _Written(known.state, written, known.text)
        if written:
            st.query_params[parameter.key] = list(written)
        else:
            st.query_params.pop(parameter.key, None)


def _is_ours(text: tuple[str, ...], known: _Written, back: bool) -> bool:
    # A click sent before the browser has taken over the new address still carries the former
    # one; so does the back button, which the browser names as such.
    return text == known.text or (text == known.former and not back)


def _went_through_history() -> bool:
    """Whether this run was asked for by the browser's back or forward button."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def remember_labels(labels: Mapping[str, Mapping[str, str]]) -> None:
    """Keep which code each label (by key and code) stood for, since a quick click may still send it."""
    shown: list[Mapping[str, Mapping[str, str]]] = st.session_state.setdefault(_LABELS, [])
    if not shown or shown[-1] is not labels:
        shown.append(labels)
        del shown[:-_MOST_LABELS]


def _state(parameter: Parameter, known: _Written, allowed: tuple[str, ...]) -> tuple[str, ...]:
    if parameter.key not in st.session_state:
        return known.state
    value = st.session_state[parameter.key]
    values = tuple(value) if parameter.many else () if value is None else (value,)
    if not parameter.default and not any(str(item).strip() for item in values):
        values = ()
    if not allowed or all(item in allowed for item in values):
        return values
    shown = st.session_state.get(_LABELS, [])
    labels = {label: code for each in shown for code, label in each.get(parameter.key, {}).items()}
    return tuple(dict.fromkeys(code for item in values if (code := labels.get(item, item)) in allowed))


def _read(
    parameter: Parameter, text: tuple[str, ...], options: tuple[str, ...]
) -> tuple[tuple[str, ...], list[str]]:
    if not text:
        return parameter.default, []
    if text == (EMPTY,) and parameter.many:
        return (), []
    fits = parameter.accepts or options.__contains__
    good = tuple(dict.fromkeys(value for value in text if fits(value)))
    bad = [value for value in text if not fits(value)]
    if not parameter.many:
        good = good[:1]
    return good or parameter.default, bad


def _write(parameter: Parameter, state: tuple[str, ...], *, explicit: bool) -> tuple[str, ...]:
    if state == parameter.default and not explicit:
        return ()
    return state or (EMPTY,)
