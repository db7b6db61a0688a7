"""What is on file: each year, how whole it is, what its counts were compared with, its source."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
from markupsafe import Markup

from clairviz.base import paths
from clairviz.base.i18n import Translator
from clairviz.figures.linked.element import element, group, link
from clairviz.figures.linked.panel import plain_table
from clairviz.store import reconcile
from clairviz.store.queries import reference
from clairviz.web.data.changes import DIMENSIONS

# The programme's first year.
FIRST_YEAR = 1996


def years(ask: Callable[..., Any], *, _: Translator) -> Markup:
    """A row a fiscal year on file, the latest first, and the years that are not."""
    frame: pd.DataFrame = ask(reference.fiscal_years)
    titles = dict(ask(_titles))
    compared = {found.fiscal_year: found for found in ask(_compared)}
    differing: dict[int, list[reconcile.Difference]] = {}
    for difference in ask(_differences):
        differing.setdefault(difference.fiscal_year or 0, []).append(difference)
    rows = []
    for record in frame.sort_values("fiscal_year", ascending=False).to_dict("records"):
        year, source = int(record["fiscal_year"]), str(record["source_id"])
        found = compared[year]
        rows.append(
            (
                _.fiscal_year(year),
                _("complete") if found.coverage == "complete" else _("partial"),
                f"{found.project_count:,}",
                _("not stated") if found.recognised_count is None else f"{found.recognised_count:,}",
                _reconciled(found.dimensions, differing.get(year, ()), _),
                link(f"about?source={source}&lang={_.lang}", titles.get(source, source)),
            )
        )
    heads = (
        _("Fiscal year"),
        _("Coverage"),
        _("Projects on file"),
        _("Projects recognised"),
        _("Compared with published totals"),
        _("Source"),
    )
    label = _("Fiscal years on file")
    held = set(frame["fiscal_year"])
    absent = [year for year in range(FIRST_YEAR, _this_year() + 1) if year not in held]
    parts = [
        element("h2", label, class_="cv-part"),
        plain_table(heads, rows, label=label, numeric=frozenset({2, 3})),
    ]
    if absent:
        text = _(
            "Not on file since {first}: {years}.",
            first=_.fiscal_year(FIRST_YEAR),
            years=year_spans(absent, _),
        )
        parts.append(element("p", text, class_="cv-note"))
    return group(parts)


def year_spans(found: Sequence[int], _: Translator) -> str:
    """Years as spans: FY1996 to FY2004, FY2006."""
    runs: list[list[int]] = []
    for year in found:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    labels = []
    for run in runs:
        if len(run) == 1:
            labels.append(_.fiscal_year(run[0]))
        else:
            first, last = _.fiscal_year(run[0]), _.fiscal_year(run[-1])
            labels.append(_("{first} to {last}", first=first, last=last))
    return _(", ").join(labels)


def _this_year() -> int:
    today = date.today()
    return today.year - (today.month < 4)


def _reconciled(
    dimensions: Sequence[str], differing: Sequence[reconcile.Difference], _: Translator
) -> Markup:
    if not dimensions:
        return element("span", _("nothing to compare with"), class_="cv-note")
    said = _(", ").join(_(DIMENSIONS[dimension]) for dimension in dimensions)
    if not differing:
        return element("span", _("agree: {dimensions}", dimensions=said))
    lines = [element("div", difference.text(_)) for difference in differing[:10]]
    return group([element("b", _("{count} differ", count=len(differing))), *lines])


def _compared(cursor: Any) -> tuple[reconcile.Compared, ...]:
    return tuple(reconcile.compared(cursor, paths.reference_folder()))


def _differences(cursor: Any) -> tuple[reconcile.Difference, ...]:
    return tuple(reconcile.against_published(cursor, paths.reference_folder()))


def _titles(cursor: Any) -> tuple[tuple[str, str], ...]:
    frame = reference.sources(cursor)
    return tuple(zip(frame["source_id"], frame["title"], strict=True))
