"""A profile: projects by year, partners, fields, who else is there, rank, comparison, projects."""

from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.counts import ALL, Counts
from clairviz.base.facets import BY_KEY
from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.figures.linked import key_figures, matrix, panel, spine
from clairviz.figures.linked.bars import BarRow, ranked_bars
from clairviz.figures.linked.element import element, group, link
from clairviz.figures.linked.key_figures import KeyFigure
from clairviz.figures.linked.matrix import Head
from clairviz.report.facts import counts_with, facts_of
from clairviz.report.model import Ask
from clairviz.web.cited import Cited
from clairviz.web.csv_links import counts_csv
from clairviz.web.overview.lists import project_panel
from clairviz.web.profile.subject import KINDS, MOST_COMPARED, Subject, kind_label
from clairviz.words.cautions import cautions
from clairviz.words.facts import Facts
from clairviz.words.phrases import count_of_projects, years_label
from clairviz.words.telling import findings

MOST_ROWS = 10


def page(
    ask: Ask,
    subject: Subject,
    others: tuple[Subject, ...],
    years: tuple[int, ...],
    address: Address,
    *,
    _: Translator,
) -> Markup:
    """The whole profile; empty where the subject has no project on file at all."""
    facts = facts_of(ask, subject.selection(years), _=_)
    whole = counts_with(ask, Selection())
    if not facts.counts.total(facts.counts.on_file):
        return Markup("")
    shown = [_head(ask, subject, facts, whole, address, _)]
    if len(whole.on_file) > 1:
        shown.append(spine.year_spine(facts.counts, years, _=_, address=address))
        shown.append(spine.spine_legend(facts.counts, _=_))
    cited = Cited(ask, subject.selection(years), _)
    if facts.total:
        shown += [
            panel.sentences(findings(facts, _=_), cautions(facts, _=_)),
            panel.grid(
                "profile",
                *(
                    _ranks(key, subject, facts, address, cited.mark(), _)
                    for key in KINDS
                    if key != subject.key
                ),
            ),
        ]
    else:
        shown.append(element("p", _("No project of these years is on file."), class_="cv-note"))
    shown.append(_comparison(subject, others, whole, facts, address, cited.mark(), _))
    if facts.total:
        selection = subject.selection(years)
        here = address.without("of", "with").having(subject.key, subject.code)
        shown.append(project_panel(ask, selection, facts, here, cited.mark(), _=_))
        shown.append(cited.foot())
    return element("div", group(shown), class_="cv-page")


def _head(ask: Ask, subject: Subject, facts: Facts, whole: Counts, address: Address, _: Translator) -> Markup:
    """What it is, and its number, span and place in the ranking."""
    counted = facts.counts.on_file
    with_projects = [year for year in counted if facts.counts.total((year,))]
    ranking = whole.ranking(subject.key, facts.chosen)
    place = 1 + sum(count > facts.total for _code, count in ranking)
    total = whole.total(facts.chosen)
    figures = [
        KeyFigure(
            _("Projects"),
            f"{facts.total:,}",
            _.plural("project", "projects", facts.total),
            _("of {total} on file", total=count_of_projects(total, _)),
            facts.counts.series(ALL, "") if len(counted) > 2 else None,
            _("Projects by fiscal year"),
        ),
        KeyFigure(
            _("Place by number of projects"),
            f"{place:,}" if facts.total else _("–"),
            _("of {count}", count=f"{len(ranking):,}") if facts.total else "",
            kind_label(subject.key, _),
        ),
        KeyFigure(
            _("Fiscal years with projects"),
            f"{len(with_projects):,}",
            _.plural("year", "years", len(with_projects)),
            years_label((with_projects[0],), (), _)
            if len(with_projects) == 1
            else _(
                "{first} to {last}",
                first=years_label((with_projects[0],), (), _),
                last=years_label((with_projects[-1],), (), _),
            ),
        ),
    ]
    notes = _same_name(ask, subject, address, _)
    return group([*notes, key_figures.key_figure_row(figures)])


def _same_name(ask: Ask, subject: Subject, address: Address, _: Translator) -> list[Markup]:
    """What a prefecture's name stands for: the bodies in it, or the body of that name alone."""
    if subject.key not in ("pref", "gov"):
        return []
    counted = {
        key: dict(counts_with(ask, Selection()).ranking(key, counts_with(ask, Selection()).on_file))
        for key in ("pref", "gov")
    }
    bodies = {code[:2]: code for code in counted["gov"] if code[2:5] == "000"}
    if subject.key == "pref":
        text = _("All lead bodies in the prefecture, the prefecture itself included.")
        body = bodies.get(subject.code)
        if body is None:
            return [element("p", text, class_="cv-note")]
        other = link(
            address.having("of", f"gov-{body}").text, _("The prefecture as a body alone"), class_="cv-more"
        )
        return [element("p", text, " ", other, class_="cv-note")]
    other = link(
        address.having("of", f"pref-{subject.code[:2]}").text,
        _("All bodies in the same prefecture"),
        class_="cv-more",
    )
    return [element("p", _("This body alone."), " ", other, class_="cv-note")]


def _ranks(key: str, subject: Subject, facts: Facts, address: Address, mark: Markup, _: Translator) -> Markup:
    """The codes of another facet among its projects, each leading to its own profile."""
    ranking = facts.counts.ranking(key, facts.chosen)
    rows = [
        BarRow(
            facts.name(key, code),
            count,
            address.without("with").having("of", f"{key}-{code}").text,
            f"{key}:{code}",
            _(
                "{name}: {count} of {total}",
                name=facts.name(key, code),
                count=count,
                total=count_of_projects(facts.total, _),
            ),
        )
        for code, count in ranking[:MOST_ROWS]
    ]
    unknown = facts.counts.not_stated(key, facts.chosen)
    if unknown:
        rows.append(
            BarRow(
                _(BY_KEY[key].not_stated) if BY_KEY[key].not_stated else _("not stated"),
                unknown,
                is_unknown=True,
            )
        )
    rest = len(ranking) - MOST_ROWS
    note = _("and {count} more", count=rest) if rest > 0 else ""
    return panel.panel(
        _("{kind} (projects)", kind=kind_label(key, _)),
        ranked_bars(rows, label=kind_label(key, _), _=_),
        note=note,
        foot=[mark, *counts_csv(address.without("of", "with").having(subject.key, subject.code), key, _)],
    )


def _comparison(
    subject: Subject,
    others: tuple[Subject, ...],
    whole: Counts,
    facts: Facts,
    address: Address,
    mark: Markup,
    _: Translator,
) -> Markup:
    """The subject and up to three others by year, and whom else one might add."""
    chosen = [subject, *others]
    series = whole.series(ALL, "")
    columns = [
        Head(
            str(year),
            _.short_fiscal_year(year),
            tip=years_label((year,), (), _),
            is_empty=number is None,
            is_partial=year in whole.partial,
        )
        for year, number in series.items()
    ]
    rows = [
        Head(
            each.written,
            facts.name(each.key, each.code),
            address.having("with", *(other.written for other in others if other != each)).text
            if each != subject
            else "",
            tip=_("Take out of the comparison") if each != subject else "",
        )
        for each in chosen
    ]
    cells = {
        (each.written, str(year)): whole.of(each.key, each.code, (year,))
        for each in chosen
        for year in series
    }
    totals = {each.written: whole.of(each.key, each.code, whole.on_file) for each in chosen}
    return panel.panel(
        _("By fiscal year, beside others (projects)"),
        matrix.count_matrix(
            rows,
            columns,
            cells,
            label=_("Projects by fiscal year, beside others"),
            corner=kind_label(subject.key, _),
            row_totals=totals,
            _=_,
        ),
        _suggestions(subject, others, whole, facts, address, _),
        note=_("Up to three others; a name beside the first takes it out again.") if len(chosen) > 1 else "",
        foot=[mark],
    )


def _suggestions(
    subject: Subject,
    others: tuple[Subject, ...],
    whole: Counts,
    facts: Facts,
    address: Address,
    _: Translator,
) -> Markup:
    """Whom else one might add, each a link."""
    chips = [
        link(
            address.having("with", *(other.written for other in others), f"{subject.key}-{code}").text,
            f"＋ {facts.name(subject.key, code)} {count:,}",
            class_="cv-chip",
        )
        for code, count in _near(subject, others, whole)
    ]
    return element("p", _("Compare with: "), group(chips), class_="cv-chips") if chips else Markup("")


def _near(subject: Subject, others: tuple[Subject, ...], whole: Counts) -> list[tuple[str, int]]:
    """Those just before and after it in the ranking, that are not beside it yet."""
    if len(others) >= MOST_COMPARED:
        return []
    ranking = whole.ranking(subject.key, whole.on_file)
    codes = [code for code, _count in ranking]
    middle = codes.index(subject.code) if subject.code in codes else 0
    taken = {subject.code, *(other.code for other in others)}
    ordered = sorted(range(len(ranking)), key=lambda index: abs(index - middle))
    return [ranking[index] for index in ordered if codes[index] not in taken][:6]
