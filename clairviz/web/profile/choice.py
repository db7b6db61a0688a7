"""Whose profile is shown: a choice by kind and name, in the link; marks elsewhere lead here."""

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator, message
from clairviz.store.queries import reference
from clairviz.web import answers, state
from clairviz.web.navigation import COMPARED, SUBJECT
from clairviz.web.profile.subject import KINDS, MOST_COMPARED, Subject, read_subject
from clairviz.web.view import View


def draw(view: View) -> tuple[Subject | None, tuple[Subject, ...]]:
    """The choice; returns the subject and those beside it. Without a subject all are offered."""
    _ = view._
    labels = answers.cached(_labels, (reference.options,), (reference.prefectures,), _=_)
    subject = read_subject(st.session_state.get(SUBJECT.key) or "")
    st.selectbox(
        _("Profile of"),
        [*labels],
        format_func=lambda written: labels.get(written, written),
        index=None,
        placeholder=_("Choose a prefecture, local government, partner region or field"),
        **state.bind(SUBJECT.key),
    )
    if subject is None or subject.written not in labels:
        return None, ()
    st.subheader(labels[subject.written], anchor=False)
    beside = (read_subject(text) for text in st.session_state.get(COMPARED.key) or ())
    others = tuple(
        other
        for other in beside
        if other and other.key == subject.key and other != subject and other.written in labels
    )
    return subject, others[:MOST_COMPARED]


def _labels(options: pd.DataFrame, prefectures: pd.DataFrame, *, _: Translator) -> dict[str, str]:
    """The name with its kind by subject as written in a link."""
    names = {
        ("pref", str(row["prefecture_code"])): _("{name} (bodies in the prefecture)", name=_.name(row))
        for row in prefectures.to_dict("records")
    }
    for row in options.to_dict("records"):
        if row["facet"] in KINDS and row["facet"] != "pref":
            label = _("{name} ({kind})", name=_.name(row), kind=_(_ONE[str(row["facet"])]))
            names[str(row["facet"]), str(row["code"])] = label
    return {Subject(key, code).written: label for (key, code), label in names.items()}


# What one code of a facet is.
_ONE = {
    "gov": message("local government"),
    "region": message("partner region"),
    "field": message("field of cooperation"),
}
