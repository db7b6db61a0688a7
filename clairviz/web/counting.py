"""What the pages on partners and fields count: the switch of the unit, and what its numbers add up to."""

from dataclasses import replace

from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.facets import YEAR
from clairviz.base.i18n import Translator
from clairviz.base.selection import Basis, Selection
from clairviz.figures.linked import panel
from clairviz.figures.linked.element import element
from clairviz.figures.linked.matrix import Head
from clairviz.report.facts import counts_in_basis
from clairviz.report.model import Ask
from clairviz.store.queries import projects
from clairviz.web.navigation import COUNT
from clairviz.words.facts import Facts
from clairviz.words.phrases import count_of_projects, pairings, years_label


def facts_in_basis(ask: Ask, selection: Selection, facts: Facts) -> Facts:
    """The facts with counts of projects or pairings, as the selection's basis says."""
    return replace(facts, counts=counts_in_basis(ask, selection))


def head(ask: Ask, selection: Selection, address: Address, *switches: Markup, _: Translator) -> Markup:
    """The switch between projects and pairings, further `switches`, and the total in words."""
    basis = selection.basis
    choices = [
        (address.having(COUNT.key).text, _("Projects"), basis == "projects"),
        (address.having(COUNT.key, "pairings").text, _("Pairings with partner regions"), basis == "pairings"),
    ]
    return element(
        "div",
        panel.switch(_("What is counted"), choices),
        *switches,
        element("span", panel.bold(_total(ask, selection, _)), class_="cv-said"),
        class_="cv-head",
    )


def _total(ask: Ask, selection: Selection, _: Translator) -> str:
    counts = ask(projects.key_figures, selection).iloc[0]
    total, pairs, silent = (
        int(counts[name]) for name in ("project_count", "pairing_count", "not_stated_count")
    )
    stated, unmarked = count_of_projects(total - silent, _), count_of_projects(silent, _)
    if selection.basis == "pairings":
        return _.plural(
            "**{count} pairing** over {stated}; plus {not_stated} with no region stated.",
            "**{count} pairings** over {stated}; plus {not_stated} with no region stated.",
            pairs,
            count=f"{pairs:,}",
            stated=stated,
            not_stated=unmarked,
        )
    return _(
        "**{count}**: {stated} with a stated region and {not_stated} without.",
        count=count_of_projects(total, _),
        stated=stated,
        not_stated=unmarked,
    )


def counted(number: int, basis: Basis, _: Translator) -> str:
    """14 projects, or 14 pairings."""
    if basis == "projects":
        return count_of_projects(number, _)
    return pairings(number, _)


def titled(projects_title: str, pairings_title: str, basis: Basis) -> str:
    """The title of a figure in the unit counted."""
    return projects_title if basis == "projects" else pairings_title


def year_heads(facts: Facts, address: Address, _: Translator) -> list[Head]:
    """A column a year: those chosen where there are several, otherwise all from first to last on file."""
    counts = facts.counts
    chosen = facts.chosen if len(facts.chosen) > 1 else counts.on_file
    if not chosen:
        return []
    return [
        Head(
            str(year),
            _.short_fiscal_year(year),
            address.toggled(year=str(year)).text if year in counts.on_file else "",
            tip=years_label((year,), (), _),
            is_empty=year not in counts.on_file,
            is_partial=year in counts.partial,
            is_chosen=year in facts.years,
        )
        for year in range(chosen[0], chosen[-1] + 1)
        if year in chosen or year not in counts.on_file
    ]


def span_note(facts: Facts, _: Translator) -> str:
    """That a table over years goes beyond the one year chosen."""
    return _("All fiscal years on file, whichever is chosen.") if len(facts.years) == 1 else ""


def spanned(selection: Selection, facts: Facts) -> Selection:
    """The selection over the years that ``year_heads`` shows."""
    return selection.ignoring(YEAR) if len(facts.years) == 1 else selection
