"""Parts of the about page: its contents, what is on offer, the Model Project step by step."""

import pandas as pd
import streamlit as st

from clairviz.base.i18n import Translator, half
from clairviz.store.queries import offices as queries
from clairviz.store.queries.provenance import DOCUMENT
from clairviz.subsidy import yen_words
from clairviz.subsidy.words.labels import rate_words
from clairviz.web import answers, charts, navigation
from clairviz.web.rules import rules_on_file
from clairviz.web.scripts import PART_SCRIPT
from clairviz.words.phrases import years_label

DOCUMENT_YEAR = 2005


def contents(_: Translator) -> None:
    """Links to the parts of the page."""
    names = {
        "programmes": _("What CLAIR offers"),
        "model-project": _("The Model Project, step by step"),
        "oddities": _("Conflicts and oddities in the sources"),
        "sources": _("Sources"),
        "version": _("Version, data and licences"),
        "network": _("Network self-test"),
    }
    st.markdown(" · ".join(f"[{names[part]}](#{part})" for part in navigation.PART.options or ()))


def asked_part() -> None:
    """Scrolls to the part a link asked for; call after everything else."""
    part = st.session_state.get(navigation.PART.key) or ""
    if part:
        st.html(
            f'<div id="asked-part" data-part="{part}"></div><script>{PART_SCRIPT}</script>',
            unsafe_allow_javascript=True,
        )


def catalogue(_: Translator) -> None:
    """Each programme by the division that runs it, with what it does and where that stands."""
    st.subheader(_("What CLAIR offers"), anchor="programmes")
    for division, cards in answers.cached(_cards, (queries.programmes,), _=_):
        st.markdown(f"#### {division}")
        with st.grid(columns(len(cards)), min_column_width=250, border=True):
            for card in cards:
                st.markdown(card)
    st.caption(charts.source_text((DOCUMENT,), _))


def _cards(programmes: pd.DataFrame, *, _: Translator) -> list[tuple[str, list[str]]]:
    """The cards of each division, in the order of the file; those of none stated last."""
    by_division: dict[str, list[str]] = {}
    records = programmes.assign(division=programmes["division"].fillna("")).to_dict("records")
    for record in sorted(records, key=lambda record: not record["division"]):
        division = half(str(record["division"]), _) or _("not stated")
        card = f"**{_.name(record)}**  \n{_.name(record, 'description')}"
        by_division.setdefault(division, []).append(card)
    return [
        (_("Division in charge: {division}", division=division), cards)
        for division, cards in by_division.items()
    ]


def columns(count: int) -> int:
    """How many of `count` cards stand side by side: up to four, with the fewest left open in the last row."""
    return count if count < 4 else min((4, 3), key=lambda wide: -count % wide)


def _amounts(_: Translator) -> str:
    rule = rules_on_file().get(DOCUMENT_YEAR)
    if rule is None:
        return _("**How much:** {absent}", absent=_("not stated"))
    joint = _("not stated") if rule.cap_joint_yen is None else yen_words(rule.cap_joint_yen, lang=_.lang)
    return _(
        "**How much:** up to {rate} of the eligible cost, at most {single} a project; {joint} where several local "
        "governments carry it out together, however many they are.",
        rate=rate_words(rule.rate, _),
        single=yen_words(rule.cap_single_yen, lang=_.lang),
        joint=joint,
    )


def model_project(_: Translator) -> None:
    """The Model Project in steps, with the amounts of the rule on file."""
    st.subheader(_("The Model Project, step by step"), anchor="model-project")
    st.markdown(
        "\n".join(
            f"{number}. {text}"
            for number, text in enumerate(
                (
                    _(
                        "**Who may apply:** local governments (prefectures, cities, wards, towns, villages). An NGO only where it "
                        "carries out the project with a local government; the subsidy is then paid through that government."
                    ),
                    _(
                        "**What qualifies:** international cooperation projects of a local government, alone or with an NGO; "
                        "preliminary surveys included."
                    ),
                    _(
                        "**What does not:** projects that only provide funds, projects subsidised by the state or the like, "
                        "and others of the kind: the document's list is open."
                    ),
                    _amounts(_),
                    _(
                        "**Afterwards:** the project is evaluated at a reporting session and made known to other local governments."
                    ),
                ),
                start=1,
            )
        )
    )
    st.caption(
        _("Rule of {years}.", years=years_label((DOCUMENT_YEAR,), (), _))
        + "  \n"
        + charts.source_text((DOCUMENT,), _)
    )
    if any(page.url_path == "simulator" for page in navigation.PAGES):
        st.markdown(_("[Calculate a subsidy in the simulator](simulator?lang={lang})", lang=_.lang))
