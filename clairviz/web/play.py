"""Playing through the values of a parameter: one step after another, until the last or until stopped."""

import time
from collections.abc import Sequence

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.web import state

STEP_SECONDS = 2.0
# A play left alone for longer has ended.
_FORGOTTEN_SECONDS = 4 * STEP_SECONDS


def is_playing(key: str) -> bool:
    """Whether the parameter is being played through."""
    return bool(time.monotonic() - st.session_state.get(_last(key), float("-inf")) < _FORGOTTEN_SECONDS)


def button(key: str, steps: Sequence[str], label: str, _: Translator) -> None:
    """Start or stop; at the last of `steps` play begins with the first."""
    playing = is_playing(key)
    st.button(
        _("Stop") if playing else label,
        key="play",
        type="primary" if playing else "secondary",
        on_click=_toggle,
        args=(key, tuple(steps)),
    )


def advance(key: str, steps: Sequence[str]) -> bool:
    """One step on if it is time, and whether it was; at the last step play ends."""
    if not is_playing(key) or time.monotonic() - st.session_state[_last(key)] < STEP_SECONDS / 2:
        return False
    place = _place(key, steps) + 1
    if place < len(steps):
        _show(key, steps[place])
        st.session_state[_last(key)] = time.monotonic()
    if place + 1 >= len(steps):
        st.session_state.pop(_last(key), None)
    return True


def turn_page(key: str, steps: Sequence[str]) -> None:
    """While playing, run the whole page at each step. A fragment calls ``advance`` by itself instead."""
    if not is_playing(key):
        return

    @st.fragment(run_every=STEP_SECONDS)
    def turn() -> None:
        if advance(key, steps):
            st.rerun(scope="app")

    turn()


def _last(key: str) -> str:
    """Where the time of the last step is kept."""
    return f"_played_{key}"


def _toggle(key: str, steps: tuple[str, ...]) -> None:
    if is_playing(key):
        del st.session_state[_last(key)]
        return
    st.session_state[_last(key)] = time.monotonic()
    if _place(key, steps) == len(steps) - 1:
        _show(key, steps[0])


def _place(key: str, steps: Sequence[str]) -> int:
    """Where the parameter stands; the last step where it stands on none or on several beyond it."""
    held = st.session_state[key]
    value = (held or [None])[-1] if isinstance(held, list) else held
    return steps.index(value) if value in steps else len(steps) - 1


def _show(key: str, step: str) -> None:
    state.put(key, [step] if isinstance(st.session_state[key], list) else step)
