"""Sentences and labels that several pages share, in the reader's language."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from clairviz.base import facets
from clairviz.base.i18n import Translator
from clairviz.base.schema import GOVERNMENT_KINDS, SYNTHETIC
from clairviz.base.selection import NOT_STATED, Selection

Names = Mapping[tuple[str, str], str]
# More years than these with gaps between them are named by their ends and their number.
MOST_YEARS = 3
# Fields whose spelling in the source is unusual and kept.
AS_PRINTED = ("medical-insurance",)


def names_of(options: pd.DataFrame, *, _: Translator) -> Names:
    """Name by (facet, code) of every filter option, NOT_STATED included."""
    names = {
        (facet, code): name
        for facet, code, name in zip(
            options["facet"], options["code"], options[f"name_{_.lang}"], strict=True
        )
    }
    nothing = {(facet.key, NOT_STATED): _(facet.not_stated) for facet in facets.LISTED if facet.not_stated}
    return {**names, **nothing}


def listing(parts: Sequence[str], _: Translator) -> str:
    """Several words as one: A, B and C."""
    if len(parts) < 2:
        return "".join(parts)
    # 産業・経済 is one name: the point cannot divide it from another.
    if len(parts) > 2 or any("・" in part for part in parts):
        return _("{many} and {last}", many=_(", ").join(parts[:-1]), last=parts[-1])
    return _("{parts} and {last}", parts=parts[0], last=parts[-1])


def joined(sentences: Sequence[str], _: Translator) -> str:
    """Several sentences as one text, spaced as the language does."""
    text = ""
    for sentence in sentences:
        text = _("{first} {second}", first=text, second=sentence) if text else sentence
    return text


def years_label(years: Sequence[int], on_file: Sequence[int], _: Translator) -> str:
    """The fiscal years of a selection: one, several, a range, or all on file if none is named."""
    chosen = sorted(years or on_file)
    if not chosen:
        return _("no fiscal year")
    labels = [_.fiscal_year(year) for year in chosen]
    if len(chosen) > 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):
        return _("{first} to {last}", first=labels[0], last=labels[-1])
    if len(chosen) > MOST_YEARS:
        return _("{first} to {last}, {count} years", first=labels[0], last=labels[-1], count=len(chosen))
    return listing(labels, _)


def partial_among(years: pd.DataFrame) -> tuple[int, ...]:
    """The years of ``reference.fiscal_years`` of which not every recognised project is on file."""
    return tuple(int(year) for year in years.loc[years["coverage"] == "partial", "fiscal_year"])


def synthetic_note(sources: pd.DataFrame, *, _: Translator) -> str:
    """That the data are invented; empty where the answer of ``reference.sources`` names no such source."""
    if SYNTHETIC not in set(sources["source_id"]):
        return ""
    return _("Synthetic data (for tests; these are not facts).")


def project_name(record: Mapping[Hashable, Any], _: Translator) -> str:
    """The body and the number of the source, as in 京都府(2)."""
    number = record["number"]
    return _.name(record) if pd.isna(number) else f"{_.name(record)}({number})"


def kinds_of_bodies(governments: pd.DataFrame, _: Translator) -> str:
    """How many of each kind: by the ending of the name in Japanese (府, 県, 市), else by kind."""
    kinds = list(zip(governments["kind"], governments["name_ja"].str[-1], strict=True))
    endings = sorted(set(kinds), key=lambda pair: (GOVERNMENT_KINDS.index(pair[0]), kinds.count(pair)))
    if _.lang == "ja":
        return _(", ").join(f"{kinds.count(pair)}{pair[1]}" for pair in endings)
    prefectures = sum(kind == "prefecture" for kind, ending in kinds)
    return _(
        "{prefectures} prefectures, {others} municipalities",
        prefectures=prefectures,
        others=len(kinds) - prefectures,
    )


def count_of_projects(count: int, _: Translator) -> str:
    """14 projects."""
    return _.plural("{count} project", "{count} projects", count, count=f"{count:,}")


def pairings(count: int, _: Translator) -> str:
    """14 pairings: projects counted once with each of their partner regions."""
    return _.plural("{count} pairing", "{count} pairings", count, count=f"{count:,}")


def selection_sentence(
    selection: Selection,
    count: int,
    of: int,
    years: Sequence[int],
    names: Names,
    _: Translator,
    partial: Sequence[int] = (),
) -> str:
    """What is shown, in one sentence. `of` is the number of projects of the same years.

    Of the years in `partial` not every recognised project is on file.
    """
    when = years_label(selection.years, years, _)
    lacking = [year for year in selection.years or years if year in partial]
    if not selection.is_filtered and lacking:
        return _.plural(
            "Showing the only project on file of {years}; {partial} is not on file completely.",
            "Showing the {count} projects on file of {years}; {partial} is not on file completely.",
            count,
            count=f"{count:,}",
            years=when,
            partial=years_label(lacking, years, _),
        )
    if not selection.is_filtered:
        return _.plural(
            "Showing the only project of {years}.",
            "Showing all {count} projects of {years}.",
            count,
            count=f"{count:,}",
            years=when,
        )
    chosen = [
        chosen_words(facet, codes, names, _)
        for facet in facets.FACETS
        if facet is not facets.YEAR and (codes := selection.of(facet))
    ]
    without = [
        _("without {names}", names=chosen_words(facet, codes, names, _))
        for facet in facets.FACETS
        if (codes := selection.without(facet))
    ]
    return _(
        "Showing {count} of {of} in {years}: {conditions}.",
        count=f"{count:,}",
        of=count_of_projects(of, _),
        years=when,
        conditions=_("; ").join([*chosen, *without]),
    )


def chosen_words(facet: facets.Facet, codes: Sequence[Any], names: Names, _: Translator) -> str:
    """The names of `codes` of a facet, or the words searched for, in one phrase."""
    if facet.is_text:
        return listing([_("“{text}”", text=code) for code in codes], _)
    return listing([names.get((facet.key, str(code)), str(code)) for code in codes], _)


def spelling_note(fields: pd.DataFrame, _: Translator) -> str:
    """That a field's name is spelt as the source prints it; empty where none such has a mark."""
    marked = fields[(fields["primary_count"] + fields["secondary_count"]) > 0]
    kept = marked[marked["field_code"].isin(AS_PRINTED)].to_dict("records")
    if not kept:
        return ""
    names = [
        record["name_ja"] if _.lang == "ja" else f"{record['name_ja']} ({_.name(record)})" for record in kept
    ]
    return _("“{names}” is spelt as the source prints it.", names=listing(names, _))


def minute(time: str) -> str:
    """An ISO time in UTC, to the minute."""
    return f"{time[:10]} {time[11:16]} UTC"


def source_line(titles: Sequence[str], as_of: Sequence[object], _: Translator) -> str:
    """What a figure rests on, and when the facts were taken over."""
    days = [pd.Timestamp(day).date() for day in as_of if not pd.isna(day)]  # type: ignore[call-overload,arg-type]
    text = _("Source: {titles}", titles=_(", ").join(titles))
    if not days:
        return text
    latest = max(days)
    return _(
        "{source} (taken over on {date})",
        source=text,
        date=_.day(latest),
    )
