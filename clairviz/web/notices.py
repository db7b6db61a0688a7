"""What a page says of its contents as a whole: findings, emptiness, a cut list."""

import re
from collections.abc import Sequence

import streamlit as st

from clairviz.base.i18n import Translator
from clairviz.store.ingest.problem import Problem
from clairviz.store.queries import reference
from clairviz.web import answers
from clairviz.words.phrases import count_of_projects, synthetic_note

# Values of a link that a notice names, and how much of each.
MOST_REJECTED, LONGEST_VALUE = 5, 40


def leading_sentences(sentences: Sequence[str | None]) -> None:
    """The sentences that apply, as the first thing to read."""
    with st.container(key="findings"):
        st.markdown("  \n".join(sentence for sentence in sentences if sentence))


def synthetic(_: Translator) -> None:
    """That the data are invented, where they are."""
    if note := answers.cached(synthetic_note, (reference.sources,), _=_):
        st.warning(note)


def link_notice(rejected: Sequence[tuple[str, str]], _: Translator) -> None:
    """One notice of all that the link asked for in vain, the first few as they were written."""
    if not rejected:
        return
    said = [f"{key}={_shortened(value)}" for key, value in rejected[:MOST_REJECTED]]
    more = len(rejected) - len(said)
    values = _(", ").join(said)
    st.warning(
        escaped(_("The link asked for {values}, which does not exist; it was left out.", values=values))
        if not more
        else escaped(
            _.plural(
                "The link asked for {values} and {count} other value, which do not exist; all were left out.",
                "The link asked for {values} and {count} other values, which do not exist; all were left out.",
                more,
                values=values,
                count=f"{more:,}",
            )
        )
    )


def escaped(text: str) -> str:
    """`text` as Markdown that shows what was written, whatever it is."""
    return re.sub(r"([\\`*_{}\[\]()#+\-!|<>~$:])", r"\\\1", text)


def _shortened(value: str) -> str:
    """A value fit to be read and sent: one line, what cannot be written as a question mark."""
    text = " ".join(value.encode(errors="replace").decode().replace("\x00", "?").split())
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def nothing_found(_: Translator) -> None:
    """Why the page is empty and how to get back."""
    st.info(_("No project fits all the filters. Take one away, or reset the filters."))


def nothing_on_file(_: Translator) -> None:
    """That the subject of a profile has no project on file: not that it has none."""
    st.info(_("No project on file. Years that are not on file, or only in part, may hold some."))


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
