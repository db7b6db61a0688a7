"""The view on programmes: what is on offer, and the Model Project step by step."""

import pandas as pd
from markupsafe import Markup

from clairviz.base.i18n import Translator, half
from clairviz.figures.linked import panel
from clairviz.figures.linked.element import element
from clairviz.figures.linked.notes import Notes
from clairviz.report.model import Ask
from clairviz.store.queries import offices as queries
from clairviz.store.queries import reference
from clairviz.store.queries.provenance import DOCUMENT
from clairviz.subsidy.words.labels import rate_words
from clairviz.web import navigation
from clairviz.web.rules import rules_on_file
from clairviz.words.phrases import years_label

DOCUMENT_YEAR = 2005


def page(ask: Ask, *, _: Translator) -> Markup:
    """Each programme by the division that runs it, the Model Project, and where both stand."""
    sources = ask(reference.sources)
    notes = Notes(dict(zip(sources["source_id"], sources["title"], strict=True)), _)
    return element(
        "div",
        _model_project(notes, _),
        _catalogue(ask(queries.programmes), notes, _),
        notes.foot(),
        class_="cv-page cv-about",
    )


def _catalogue(programmes: pd.DataFrame, notes: Notes, _: Translator) -> Markup:
    parts: list[object] = []
    for division, cards in _cards(programmes, _=_):
        parts.append(element("h4", division))
        parts.append(
            element(
                "ul",
                *(element("li", element("strong", name), element("span", text)) for name, text in cards),
                class_="cv-cards",
            )
        )
    return element(
        "section",
        element("h3", _("What CLAIR offers"), notes.cite(DOCUMENT, _("What CLAIR offers")), id="programmes"),
        *parts,
        class_="cv-panel",
    )


def _cards(programmes: pd.DataFrame, *, _: Translator) -> list[tuple[str, list[tuple[str, str]]]]:
    """Name and description of each programme by division, in the order of the file; none stated last."""
    by_division: dict[str, list[tuple[str, str]]] = {}
    records = programmes.assign(division=programmes["division"].fillna("")).to_dict("records")
    for record in sorted(records, key=lambda record: not record["division"]):
        division = half(str(record["division"]), _) or _("not stated")
        by_division.setdefault(division, []).append((_.name(record), _.name(record, "description")))
    return [
        (_("Division in charge: {division}", division=division), cards)
        for division, cards in by_division.items()
    ]


def _amounts(_: Translator) -> str:
    rule = rules_on_file().get(DOCUMENT_YEAR)
    if rule is None:
        return _("**How much:** {absent}", absent=_("not stated"))
    joint = _("not stated") if rule.cap_joint_yen is None else _.yen_words(rule.cap_joint_yen)
    return _(
        "**How much:** up to {rate} of the eligible cost, at most {single} a project; {joint} where several local "
        "governments carry it out together, however many they are.",
        rate=rate_words(rule.rate, _),
        single=_.yen_words(rule.cap_single_yen),
        joint=joint,
    )


def _model_project(notes: Notes, _: Translator) -> Markup:
    """The Model Project in steps, with the amounts of the rule on file."""
    title = _("The Model Project, step by step")
    steps = (
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
    )
    simulator = (
        [
            element(
                "a",
                _("Calculate a subsidy in the simulator"),
                href=f"simulator?lang={_.lang}",
                class_="cv-more",
            )
        ]
        if any(shown.url_path == "simulator" for shown in navigation.PAGES)
        else []
    )
    return element(
        "section",
        element("h3", title, notes.cite(DOCUMENT, title), id="model-project"),
        element("p", _("Rule of {years}.", years=years_label((DOCUMENT_YEAR,), (), _)), class_="cv-note"),
        element("ol", *(element("li", panel.bold(step)) for step in steps), class_="cv-list"),
        *simulator,
        class_="cv-panel",
    )
