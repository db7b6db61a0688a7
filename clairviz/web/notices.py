"""What a page says of its contents as a whole: findings, emptiness, a cut list."""

from collections.abc import Sequence

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.store.ingest.problem import Problem
from clairviz.words.phrases import count_of_projects


def findings(sentences: Sequence[str | None]) -> None:
    """The sentences that apply, as the first thing to read."""
    with st.container(key="findings"):
        st.markdown("  \n".join(sentence for sentence in sentences if sentence))


def nothing_found(_: Translator) -> None:
    """Why the page is empty and how to get back."""
    st.info(_("No project fits all the filters. Take one away, or reset the filters."))


def truncation_note(shown: int, total: int, _: Translator) -> None:
    """Say so where the list is cut."""
    if shown < total:
        st.caption(
            _("The first {shown} of {total} are listed.", shown=shown, total=count_of_projects(total, _))
        )


def problems(found: Sequence[Problem], _: Translator) -> None:
    """Each problem of a file: where, what, and what to do."""
    st.table(
        {
            _("Where"): [problem.place(_) for problem in found],
            _("What is wrong"): [problem.text(_) for problem in found],
            _("What to do"): [problem.mend(_) for problem in found],
        }
    )
