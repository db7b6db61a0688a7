"""What a reader should take away, in sentences computed from the data."""

from collections.abc import Sequence

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED
from clairviz.words.phrases import count_of_projects, joined, listing, project_name

# More names than this make a sentence unreadable; the number stands for them then.
NAMED = 4


def region_finding(regions: pd.DataFrame, total: int, *, _: Translator) -> str | None:
    """Which partner region leads and by how much. None without any region."""
    if regions.empty:
        return None
    counts = regions["project_count"].astype(int)
    leaders = regions[counts == counts.max()]
    top = int(counts.max())
    if len(leaders) > 1:
        return _("{names} lead with {count} each.", names=_named(leaders, _), count=count_of_projects(top, _))
    first = _.name(leaders.iloc[0])
    rest = regions[counts < top]
    if rest.empty:
        return _(
            "All {count} with a stated region are with {name}.", count=count_of_projects(top, _), name=first
        )
    second = int(rest["project_count"].max())
    following = rest[rest["project_count"] == second]
    values = {
        "top": top,
        "total": count_of_projects(total, _),
        "name": first,
        "lead": top - second,
        "next": _named(following, _),
        "second": second,
    }
    if len(following) == 1:
        return _("{top} of {total} are with **{name}**, {lead} more than {next} ({second}).", **values)
    return _("{top} of {total} are with **{name}**, {lead} more than {next} ({second} each).", **values)


def region_headline(regions: pd.DataFrame, total: int, *, _: Translator) -> str | None:
    """As ``region_finding``, as short as a headline."""
    if regions.empty:
        return None
    top = int(regions["project_count"].max())
    leaders = regions[regions["project_count"] == top]
    if len(leaders) > 1:
        return _("{names} lead with {count} each", names=_named(leaders, _), count=count_of_projects(top, _))
    return _(
        "{top} of {total} are with {name}",
        top=top,
        total=count_of_projects(total, _),
        name=_.name(leaders.iloc[0]),
    )


def field_headline(fields: pd.DataFrame, *, _: Translator) -> str | None:
    """As ``field_finding``, as short as a headline."""
    top = int(fields["primary_count"].max()) if len(fields) else 0
    if not top:
        return None
    leaders = fields[fields["primary_count"] == top]
    count = count_of_projects(top, _)
    if len(leaders) > 1:
        return _("{names} lead with {count} each", names=_named(leaders, _), count=count)
    return _("{name} leads with {count}", name=_.name(leaders.iloc[0]), count=count)


def field_finding(fields: pd.DataFrame, *, _: Translator) -> str | None:
    """Which field leads, and which appear only as secondary. None without any mark."""
    marked = fields[fields["primary_count"] > 0]
    if marked.empty:
        return None
    top = int(marked["primary_count"].max())
    leaders = marked[marked["primary_count"] == top]
    values = {"names": _named(leaders, _), "count": count_of_projects(top, _)}
    sentence = (
        _("The leading field is **{names}** with {count}.", **values)
        if len(leaders) == 1
        else _("The leading fields are **{names}** with {count} each.", **values)
    )
    only_secondary = fields[(fields["primary_count"] == 0) & (fields["secondary_count"] > 0)]
    if only_secondary.empty:
        return sentence
    return joined(
        [sentence, _("{names} appears only as a secondary field.", names=_named(only_secondary, _))], _
    )


def combination_headline(cells: pd.DataFrame, fields: pd.DataFrame, *, _: Translator) -> str | None:
    """Which region and field go together most, by primary marks, as a headline. None without any.

    Takes the answers of ``projects_by_field_and_region`` and ``projects_by_field``.
    """
    marked = cells[(cells["primary_count"] > 0) & (cells["code"] != NOT_STATED)]
    if marked.empty:
        return None
    top = int(marked["primary_count"].max())
    leaders = marked[marked["primary_count"] == top]
    names = dict(zip(fields["field_code"], fields[f"name_{_.lang}"], strict=True))
    count = count_of_projects(top, _)
    if len(leaders) > 1:
        return _("{number} combinations share the most ({count} each)", number=len(leaders), count=count)
    first = leaders.iloc[0]
    pair = f"{_.name(first)} × {names[first['field_code']]}"
    return _("{names}: the most frequent combination ({count})", names=pair, count=count)


def repeat_finding(governments: pd.DataFrame, *, _: Translator) -> str | None:
    """Which bodies have several projects. None if none has."""
    several = governments[governments["project_count"] > 1]
    if several.empty:
        return None
    top = int(several["project_count"].max())
    leaders = several[several["project_count"] == top]
    values = {"names": _named(leaders, _), "count": count_of_projects(top, _)}
    sentence = (
        _("{names} has {count}.", **values)
        if len(leaders) == 1
        else _("{names} have {count} each.", **values)
    )
    others = len(several) - len(leaders)
    if others:
        sentence = joined(
            [
                sentence,
                _.plural(
                    "{count} other has more than one.",
                    "{count} others have more than one.",
                    others,
                    count=others,
                ),
            ],
            _,
        )
    return sentence


def unmarked_finding(projects: pd.DataFrame, not_stated: int, *, _: Translator) -> str | None:
    """What the source leaves out: regions, titles, amounts. None if it leaves out nothing."""
    parts = []
    if not_stated:
        unmarked = projects[[len(regions) == 0 for regions in projects["regions"]]]
        names = [project_name(record, _) for record in unmarked.to_dict("records")]
        shown = _(" ({names})", names=_(", ").join(names)) if 0 < len(names) <= NAMED else ""
        parts.append(
            _(
                "The source states no partner region for {count}{names}.",
                count=count_of_projects(not_stated, _),
                names=shown,
            )
        )
    silent = [
        label
        for column, label in (
            ("title_ja", _("titles")),
            ("total_cost_yen", _("costs")),
            ("subsidy_yen", _("subsidies")),
        )
        if len(projects) and projects[column].isna().all()
    ]
    if silent:
        parts.append(_("It does not give the projects' {items}.", items=listing(silent, _)))
    return joined(parts, _) or None


def _named(rows: pd.DataFrame, _: Translator) -> str:
    names: Sequence[str] = [_.name(record) for record in rows.to_dict("records")]
    if len(names) > NAMED:
        return _("{count} others", count=len(names))
    return listing(names, _)
