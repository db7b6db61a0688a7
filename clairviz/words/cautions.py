"""What a reader must know beside any number: partial and missing years, what is not stated."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from clairviz.base.i18n import Translator, message
from clairviz.words.facts import STATED, Facts
from clairviz.words.phrases import count_of_projects, joined, listing, years_label


def partial_years(facts: Facts, _: Translator) -> str:
    """Which of the years are not whole, and how much of them is on file where a source says."""
    partial = [year for year in facts.chosen if year in facts.counts.partial]
    if not partial:
        return ""
    if len(facts.chosen) > 1:
        return _(
            "Only partly on file, and left out of comparisons over time: {years}.", years=_years(partial, _)
        )
    recognised, count = facts.counts.recognised.get(partial[0]), facts.total
    if recognised is None or facts.filtered:
        return _("{years} is only partly on file.", years=_years(partial, _))
    return _(
        "{years} is only partly on file: {count} of {recognised} recognised.",
        years=_years(partial, _),
        count=count,
        recognised=count_of_projects(recognised, _),
    )


def missing_years(facts: Facts, _: Translator) -> str:
    """Years between the first and the last chosen that are not on file."""
    on_file = set(facts.counts.on_file)
    missing = [
        year
        for before, after in pairwise(facts.chosen)
        for year in range(before + 1, after)
        if year not in on_file
    ]
    return _("Not on file: {years}.", years=_years(missing, _)) if missing else ""


def unstated(facts: Facts, _: Translator) -> str:
    """For how many projects the source states no partner region, and no field."""
    names = _(" ({names})", names=_(", ").join(facts.unmarked)) if facts.unmarked else ""
    parts = [
        _(text, count=count_of_projects(number, _), names=names)
        for facet, text in (
            ("region", message("The source states no partner region for {count}{names}.")),
            ("field", message("The source states no field for {count}.")),
        )
        if facet not in facts.filtered and (number := facts.counts.not_stated(facet, facts.chosen))
    ]
    return joined(parts, _)


def silence(facts: Facts, _: Translator) -> str:
    """What the source does not give of any project: titles, costs, subsidies."""
    if not facts.silent:
        return ""
    return _(
        "It does not give the projects' {items}.",
        items=listing([_(STATED[name]) for name in facts.silent], _),
    )


def _years(years: Sequence[int], _: Translator) -> str:
    """Years in words, those that follow each other as one span."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    short = [part for run in runs for part in ([run] if len(run) > 2 else [[year] for year in run])]
    return _(", ").join(years_label(run, (), _) for run in short)


CAUTIONS: tuple[Callable[[Facts, Translator], str], ...] = (partial_years, missing_years, unstated)


def cautions(facts: Facts, *, _: Translator) -> tuple[str, ...]:
    """What a reader must know beside any number: partial and missing years, what is not stated."""
    return tuple(text for rule in CAUTIONS if (text := rule(facts, _)))
