"""What is worth saying of a selection: sentences from counts, ranked, none that says nothing.

Never said: a maximum of one, a zero, a lead within the filter's own choice, "not stated" as a
winner, a comparison of a complete year with a partial one. Percentages come with their n.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from clairviz.base.i18n import Translator, message
from clairviz.words.facts import Facts
from clairviz.words.phrases import count_of_projects, joined, listing, years_label

# More names than this make a sentence unreadable.
NAMED = 3
# A percentage of fewer than this says no more than its count.
SHARE_FROM = 30
# A third of these years makes a period, of which the first and the last are compared.
YEARS_OF_CHANGE = 9
# A share that moved by less than this many points has not moved.
POINTS_OF_CHANGE = 10
# Fewer in a period tell of chance.
LEAST_OF_CHANGE = 10
# A partner is gone that had so many projects, and none for so many years.
LAST_OF, LAST_BEFORE = 5, 5
PREFECTURES = 47


@dataclass(frozen=True)
class Finding:
    """A sentence, and how much it is worth beside others (0 to about 2)."""

    kind: str
    worth: float
    text: str


Rule = Callable[[Facts, Translator], Finding | None]


def findings(facts: Facts, *, _: Translator, most: int = 4) -> tuple[str, ...]:
    """The sentences most worth saying, the best first."""
    if not facts.total:
        return ()
    said = [finding for rule in RULES if (finding := rule(facts, _)) is not None]
    return tuple(finding.text for finding in sorted(said, key=lambda finding: -finding.worth)[:most])


def _of_total(facts: Facts, _: Translator) -> str:
    """The whole, said as what is on file where a year is partial."""
    total = count_of_projects(facts.total, _)
    if any(year in facts.counts.partial for year in facts.chosen):
        return _("the {count} on file", count=total)
    return total


def _share(count: int, total: int, _: Translator) -> str:
    return _(" ({percent}%)", percent=round(100 * count / total)) if total >= SHARE_FROM else ""


def _leaders(ranking: Sequence[tuple[str, int]]) -> list[str]:
    return [code for code, count in ranking if count == ranking[0][1]]


def _following(facts: Facts, facet: str, ranking: Sequence[tuple[str, int]], _: Translator) -> str:
    """Who comes next and with how many; empty where nobody does, or too many at once."""
    rest = [pair for pair in ranking if pair[1] < ranking[0][1]]
    after = _leaders(rest) if rest else []
    if not after or len(after) > NAMED:
        return ""
    names = listing([facts.name(facet, code) for code in after], _)
    values = {"names": names, "count": rest[0][1]}
    return _("{names} ({count})", **values) if len(after) == 1 else _("{names} ({count} each)", **values)


def _lead(facts: Facts, facet: str, _: Translator, single: str, tied: str, next_: str) -> Finding | None:
    if facet in facts.filtered or facts.total < 2:
        return None
    ranking = facts.counts.ranking(facet, facts.chosen)
    if len(ranking) < 2 or ranking[0][1] < 2:
        return None
    leaders, top = _leaders(ranking), ranking[0][1]
    if len(leaders) > NAMED or len(leaders) == len(ranking):
        return None
    values = {
        "names": listing([facts.name(facet, code) for code in leaders], _),
        "count": count_of_projects(top, _),
        "share": _share(top, facts.total, _),
        "total": _of_total(facts, _),
    }
    text = _(single if len(leaders) == 1 else tied, **values)
    following = _following(facts, facet, ranking, _)
    if following:
        text = joined([text, _(next_, next=following)], _)
    second = next((count for code, count in ranking if count < top), 0)
    return Finding(f"lead_{facet}", 1 + (top - second) / facts.total, text)


def leading_region(facts: Facts, _: Translator) -> Finding | None:
    """Which partner region leads, with how many, and who comes next."""
    return _lead(
        facts,
        "region",
        _,
        message("Of {total}, {count}{share} are with **{names}**, the most of any partner."),
        message("Of {total}, {count} each are with **{names}**, the most of any partner."),
        message("Next among the partners: {next}."),
    )


def leading_field(facts: Facts, _: Translator) -> Finding | None:
    """Which field leads by primary marks."""
    return _lead(
        facts,
        "field",
        _,
        message("The leading field is **{names}** with {count}{share}."),
        message("The leading fields are **{names}** with {count} each."),
        message("Next among the fields: {next}."),
    )


def secondary_only(facts: Facts, _: Translator) -> Finding | None:
    """The fields that projects have beside their own field only."""
    if "field" in facts.filtered or not 0 < len(facts.only_secondary) <= NAMED:
        return None
    names = listing([facts.name("field", code) for code in facts.only_secondary], _)
    text = _.plural(
        "{names} appears only as a secondary field.",
        "{names} appear only as secondary fields.",
        len(facts.only_secondary),
        names=names,
    )
    return Finding("secondary_only", 0.35, text)


def leading_body(facts: Facts, _: Translator) -> Finding | None:
    """Which body has the most projects, where some have several."""
    return _lead(
        facts,
        "gov",
        _,
        message("**{names}** leads with {count}, more than any other body."),
        message("**{names}** lead with {count} each, more than any other body."),
        message("Next among the bodies: {next}."),
    )


def reach(facts: Facts, _: Translator) -> Finding | None:
    """How many of the 47 prefectures take part."""
    if facts.filtered & {"pref", "gov"}:
        return None
    taking_part = len(facts.counts.ranking("pref", facts.chosen))
    if taking_part < 2:
        return None
    rest = PREFECTURES - taking_part
    text = (
        _(
            "Bodies in **{count} of 47 prefectures** take part; none on file for the other {rest}.",
            count=taking_part,
            rest=rest,
        )
        if rest
        else _("Bodies in **all 47 prefectures** take part.")
    )
    return Finding("reach", 0.75, text)


def concentration(facts: Facts, _: Translator) -> Finding | None:
    """How few partners make up half of all pairings."""
    if "region" in facts.filtered:
        return None
    ranking = facts.counts.ranking("region", facts.chosen)
    pairings = sum(count for _code, count in ranking)
    if len(ranking) < 6 or pairings < SHARE_FROM:
        return None
    running = list(accumulate(count for _code, count in ranking))
    few = 1 + next(index for index, taken in enumerate(running) if taken * 2 > pairings)
    if not 2 <= few <= NAMED:
        return None
    names = listing([facts.name("region", code) for code, _count in ranking[:few]], _)
    text = _(
        "{names} make up {percent}% of the {pairings} pairings with {regions} partners.",
        names=names,
        percent=round(100 * running[few - 1] / pairings),
        pairings=f"{pairings:,}",
        regions=len(ranking),
    )
    return Finding("concentration", 0.4, text)


def change_on_year_before(facts: Facts, _: Translator) -> Finding | None:
    """A single year against the one before, where both are complete."""
    if len(facts.chosen) != 1:
        return None
    year = facts.chosen[0]
    if not {year, year - 1} <= set(facts.counts.complete):
        return None
    before, now = facts.counts.total((year - 1,)), facts.total
    if not before:
        return None
    values = {"before": count_of_projects(before, _), "now": count_of_projects(now, _)}
    if now == before:
        return Finding("year_before", 0.3, _("As many as in the year before ({now}).", **values))
    text = (
        _("Up from {before} in the year before to {now}.", **values)
        if now > before
        else _("Down from {before} in the year before to {now}.", **values)
    )
    return Finding("year_before", 0.8 + min(abs(now - before) / before, 0.5), text)


def change_over_span(facts: Facts, _: Translator) -> Finding | None:
    """Projects a year in the first and the last third of the complete years chosen."""
    periods = _periods(facts)
    if periods is None:
        return None
    means = [facts.counts.total(period) / len(period) for period in periods]
    if min(means) <= 0 or abs(means[1] - means[0]) / means[0] < 0.2:
        return None
    first, last = (years_label(period, (), _) for period in periods)
    values = {"first": first, "last": last, "before": f"{means[0]:.1f}", "now": f"{means[1]:.1f}"}
    text = (
        _("Projects a year rose from {before} ({first}) to {now} ({last}).", **values)
        if means[1] > means[0]
        else _("Projects a year fell from {before} ({first}) to {now} ({last}).", **values)
    )
    return Finding("span", 0.9, text)


def shift_of_regions(facts: Facts, _: Translator) -> Finding | None:
    """The partner whose share changed most between the first and the last third of the years."""
    return _shift(facts, "region", _)


def shift_of_fields(facts: Facts, _: Translator) -> Finding | None:
    """The field whose share changed most between the first and the last third of the years."""
    return _shift(facts, "field", _)


def _shift(facts: Facts, facet: str, _: Translator) -> Finding | None:
    periods = _periods(facts)
    if facet in facts.filtered or periods is None:
        return None
    totals = [facts.counts.total(period) for period in periods]
    if min(totals) < SHARE_FROM:
        return None
    moved: list[tuple[float, str, list[float]]] = []
    for code, _count in facts.counts.ranking(facet, facts.chosen):
        numbers = [facts.counts.of(facet, code, period) for period in periods]
        shares = [100 * number / total for number, total in zip(numbers, totals, strict=True)]
        if max(numbers) >= LEAST_OF_CHANGE:
            moved.append((abs(shares[1] - shares[0]), code, shares))
    if not moved:
        return None
    points, code, shares = max(moved)
    if points < POINTS_OF_CHANGE:
        return None
    values = {
        "name": facts.name(facet, code),
        "before": round(shares[0]),
        "now": round(shares[1]),
        "of_before": count_of_projects(totals[0], _),
        "of_now": count_of_projects(totals[1], _),
        "first": years_label(periods[0], (), _),
        "last": years_label(periods[1], (), _),
    }
    text = (
        _("**{name}** rose from {before}% of {of_before} ({first}) to {now}% of {of_now} ({last}).", **values)
        if shares[1] > shares[0]
        else _(
            "**{name}** fell from {before}% of {of_before} ({first}) to {now}% of {of_now} ({last}).",
            **values,
        )
    )
    return Finding(f"shift_{facet}", 0.9 + points / 100, text)


def _periods(facts: Facts) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The first and the last third of the complete years chosen, each without a gap; None if too few."""
    complete = tuple(year for year in facts.chosen if year in facts.counts.complete)
    third = len(complete) // 3
    return (complete[:third], complete[-third:]) if len(complete) >= YEARS_OF_CHANGE else None


def first_times(facts: Facts, _: Translator) -> Finding | None:
    """Partners that a single year has for the first time among the years on file."""
    if len(facts.chosen) != 1 or "region" in facts.filtered:
        return None
    year = facts.chosen[0]
    earlier = [known for known in facts.counts.on_file if known < year]
    if len(earlier) < NAMED:
        return None
    new = [
        code
        for code, _count in facts.counts.ranking("region", (year,))
        if not facts.counts.of("region", code, earlier)
    ]
    if not new:
        return None
    shown = [facts.name("region", code) for code in new[:NAMED]]
    if len(new) > NAMED:
        shown.append(_.plural("{count} other", "{count} others", len(new) - NAMED, count=len(new) - NAMED))
    return Finding("first", 0.6, _("For the first time on file: **{names}**.", names=listing(shown, _)))


def last_times(facts: Facts, _: Translator) -> Finding | None:
    """A frequent partner of old that has had no project for years, to the end of what is on file."""
    counts = facts.counts
    if (
        "region" in facts.filtered
        or len(facts.chosen) < YEARS_OF_CHANGE
        or facts.chosen[-1] != counts.on_file[-1]
    ):
        return None
    gone: list[tuple[int, str, int]] = []
    for code, count in counts.ranking("region", facts.chosen):
        latest = max(year for year in facts.chosen if counts.of("region", code, (year,)))
        if count >= LAST_OF and latest <= facts.chosen[-1] - LAST_BEFORE:
            gone.append((count, code, latest))
    if not gone:
        return None
    count, code, latest = max(gone)
    text = _(
        "**{name}** ({count}) has had none on file since {year}.",
        name=facts.name("region", code),
        count=count_of_projects(count, _),
        year=years_label((latest,), (), _),
    )
    return Finding("last", 0.65, text)


RULES: tuple[Rule, ...] = (
    leading_region,
    leading_field,
    leading_body,
    reach,
    concentration,
    change_on_year_before,
    change_over_span,
    shift_of_regions,
    shift_of_fields,
    first_times,
    last_times,
    secondary_only,
)
