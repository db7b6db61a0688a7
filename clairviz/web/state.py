"""Page state in the address, so that every view is a link: the one way from widget to link and back.

The state of a parameter stands in the session under its key. ``sync`` brings it and the address
together at the start of a run; ``put`` changes both, at any time; ``bind`` lets a widget show a
parameter and put back what the reader enters, in a page and in a fragment alike.

Streamlit's own binding writes the *label* of an option into the address; our labels change
with the language and carry counts, so codes are written here instead (docs/decisions/0002).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from clairviz.base.address import Address
from clairviz.base.readable import is_readable
from clairviz.web.navigation import Parameter

# In a link, no value where the default is some value.
EMPTY = "all"
_MEMORY = "_links"
_LABELS = "_labels"
_PLACE = "_place"
_TURNS = "_turns"
_MOST_LABELS = 20

# The codes that a value of a link stands for, by the key of the parameter; empty where it is none.
Resolve = Callable[[str, str], tuple[str, ...]]


def view_address(path: str) -> Address:
    """The address of the view that is being drawn, its parameters as they stand in the link."""
    pairs = tuple((key, value) for key in st.query_params for value in st.query_params.get_all(key))
    return Address(path, pairs)


@dataclass
class _Written:
    """A parameter as it was last written: its state, its text in the address and the one before.

    `is_explicit` is for what stands in the address even where it is the default.
    """

    parameter: Parameter
    allowed: tuple[str, ...]
    is_explicit: bool
    state: tuple[str, ...]
    text: tuple[str, ...]
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Address:
    """The parameters of the address as it came in, and what of it means nothing."""

    values: Mapping[str, tuple[str, ...]]
    rejected: list[tuple[str, str]] = field(default_factory=list)

    def read(self, parameter: Parameter, allowed: tuple[str, ...], resolve: Resolve) -> tuple[str, ...]:
        text = self.values.get(parameter.key, ())
        if not text:
            return parameter.default
        if text == (EMPTY,) and parameter.many:
            return ()
        fits = parameter.accepts or allowed.__contains__
        good: dict[str, None] = {}
        for value in text:
            known = is_readable(value) and fits(value)
            meant = (value,) if known else resolve(parameter.key, value) if is_readable(value) else ()
            if meant and all(is_readable(code) and fits(code) for code in meant):
                good |= dict.fromkeys(meant)
            else:
                self.rejected.append((parameter.key, value))
        values = tuple(good)
        return (values if parameter.many else values[:1]) or parameter.default


class WidgetBinding(TypedDict):
    """What a widget is given, as in ``st.text_input(label, **bind("cost"))``."""

    key: str
    on_change: Callable[..., None]
    args: tuple[Any, ...]


def sync(
    parameters: Iterable[Parameter],
    options: Mapping[str, tuple[str, ...]],
    always: str,
    resolve: Resolve = lambda _key, _value: (),
) -> list[tuple[str, str]]:
    """Bring address and session state together, before any widget is drawn.

    `options` are the values allowed for parameters whose options come from the data, `resolve`
    finds those that a name or a span means. `always` names the one parameter that every address carries:
    an address without it comes from a page switch: the state then wins, but for what a link to
    that page names.
    Returns the values the address held that mean nothing, as (key, value).
    """
    memory = _memory()
    dropped = bool(memory) and always not in st.query_params
    back = _went_through_history()
    address = _Address({key: tuple(st.query_params.get_all(key)) for key in st.query_params})
    for parameter in parameters:
        known = memory.get(parameter.key)
        text = address.values.get(parameter.key, ())
        allowed = options.get(parameter.key, parameter.options or ())
        if known is None or not ((dropped and not text) or _is_ours(text, known, back)):
            state = address.read(parameter, allowed, resolve)
        else:
            known.parameter, known.allowed = parameter, allowed
            state = _held(known)
        # Set on every run: the browser keeps a widget's value as its label, and takes over
        # a label that has changed only together with the value.
        st.session_state[parameter.key] = list(state) if parameter.many else (state or (None,))[0]
        explicit = parameter.key == always
        written = _write(parameter, state, allowed, explicit=explicit)
        if known is None or known.text != written:
            known = memory[parameter.key] = _Written(parameter, allowed, explicit, state, written, text)
        known.state = state
    _write_address(memory)
    return address.rejected


def put(key: str, value: Any) -> None:
    """Make `value` the state of a parameter, in the session and in the address.

    A parameter of several values takes a list; None stands for no value of the others. The
    widget of that key must not have been drawn in this run: call it from a callback.
    """
    put_all({key: value})


def put_all(values: Mapping[str, Any]) -> None:
    """As ``put``, for several parameters by key; the address changes once."""
    for key, value in values.items():
        st.session_state[key] = value
    _written_anew(*values)


def bind(
    key: str,
    *,
    widget: str = "",
    show: Callable[[Any], Any] = lambda value: value,
    write: Callable[[Any], Any] = lambda value: value,
) -> WidgetBinding:
    """Let the next widget show a parameter and put back what is entered.

    Without `widget` the widget holds the parameter as it is. With it the widget has that key of
    its own: `show` makes its value of the parameter's, `write` the reverse (None stays None).
    Several widgets may then show one parameter, and one that is not drawn loses nothing.
    """
    if not widget:
        return WidgetBinding(key=key, on_change=_written_anew, args=(key,))
    return bound(
        widget, show(st.session_state[key]), lambda value: put(key, None if value is None else write(value))
    )


def bound(widget: str, value: Any, entered: Callable[[Any], None]) -> WidgetBinding:
    """As ``bind``, for a widget that shows a part of a parameter: `entered` is given the new value."""
    if widget not in st.session_state or st.session_state[widget] != value:
        st.session_state[widget] = value
    return telling(widget, entered)


def telling(widget: str, entered: Callable[[Any], None]) -> WidgetBinding:
    """As ``bound``, for a widget that is given its value when drawn: `entered` is given a new one."""
    return WidgetBinding(key=widget, on_change=_entered, args=(widget, entered, st.session_state.get(_PLACE)))


def turn_key(stem: str, turn: int) -> str:
    """The key of a widget that is drawn anew under another key, now in its `turn`.

    A click sent before the browser has taken over the new one still carries the former, which
    counts as changed since it is gone; ``telling`` takes nothing from it.
    """
    key = f"{stem}{turn}"
    st.session_state.setdefault(_TURNS, {})[stem] = key
    return key


def enter(place: Hashable) -> None:
    """Say where the reader is: a page in one of its views.

    A click that the browser sent before it knew that another place is shown carries all widgets of
    the former one, which count as changed since they are gone; nothing is taken from them.
    """
    st.session_state[_PLACE] = place


def remember_labels(labels: Mapping[str, Mapping[str, str]]) -> None:
    """Keep which code each label (by key and code) stood for, since a quick click may still send it."""
    shown: list[Mapping[str, Mapping[str, str]]] = st.session_state.setdefault(_LABELS, [])
    if not shown or shown[-1] is not labels:
        shown.append(labels)
        del shown[:-_MOST_LABELS]


def _entered(widget: str, entered: Callable[[Any], None], place: Hashable) -> None:
    turns: dict[str, str] = st.session_state.get(_TURNS, {})
    now = turns.get(widget.rstrip("0123456789"), widget)
    if place == st.session_state.get(_PLACE) and widget == now:
        entered(st.session_state[widget])


def _memory() -> dict[str, _Written]:
    memory: dict[str, _Written] = st.session_state.setdefault(_MEMORY, {})
    return memory


def _written_anew(*keys: str) -> None:
    """Bring the address up to the state of parameters."""
    memory = _memory()
    is_changed = False
    for known in [memory[key] for key in keys if key in memory]:
        known.state = _held(known)
        written = _write(known.parameter, known.state, known.allowed, explicit=known.is_explicit)
        if known.text != written:
            memory[known.parameter.key] = replace(known, text=written, former=known.text)
            is_changed = True
    if is_changed:
        _write_address(memory)


def _write_address(memory: Mapping[str, _Written]) -> None:
    address = {key: list(known.text) for key, known in memory.items() if known.text}
    if {key: st.query_params.get_all(key) for key in st.query_params} != address:
        st.query_params.from_dict(address)


def _is_ours(text: tuple[str, ...], known: _Written, back: bool) -> bool:
    # A click sent before the browser has taken over the new address still carries the former
    # one; so does the back button, which the browser names as such.
    return text == known.text or (text == known.former and not back)


def _went_through_history() -> bool:
    """Whether this run was asked for by the browser's back or forward button."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def _held(known: _Written) -> tuple[str, ...]:
    """What the session holds of a parameter, as codes."""
    parameter, allowed = known.parameter, known.allowed
    if parameter.key not in st.session_state:
        return known.state
    value = st.session_state[parameter.key]
    values = tuple(value) if parameter.many else () if value is None else (value,)
    if not parameter.default and not any(str(item).strip() for item in values):
        return ()
    if not allowed or all(item in allowed for item in values):
        return values
    shown = st.session_state.get(_LABELS, [])
    labels = {label: code for each in shown for code, label in each.get(parameter.key, {}).items()}
    return tuple(dict.fromkeys(code for item in values if (code := labels.get(item, item)) in allowed))


def _write(
    parameter: Parameter, state: tuple[str, ...], allowed: tuple[str, ...], *, explicit: bool
) -> tuple[str, ...]:
    if state == parameter.default and not explicit:
        return ()
    return (parameter.write(state, allowed) if parameter.write else state) or (EMPTY,)
