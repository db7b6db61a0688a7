"""The projects of a handout as a table, and what the reader filters, searches and sorts it by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from clairviz.base.facets import LISTED
from clairviz.base.fiscal_year import ERAS, GANNEN, FiscalYear
from clairviz.base.fold import fold, fold_table
from clairviz.base.i18n import Translator
from clairviz.report.model import ProjectList
from clairviz.words.tables import project_table


@dataclass(frozen=True)
class Option:
    """A value of a facet and how many projects of the list are marked with it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Choice:
    """A facet of which the list has several values."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class ListRow:
    """A project: its codes by facet, parted by blanks, and its cells."""

    codes: dict[str, str]
    cells: tuple[str | Markup, ...]


@dataclass(frozen=True)
class ListTable:
    """The list as the template takes it; `data` is what its script reads beside the rows."""

    caption: str
    columns: tuple[str, ...]
    amounts: tuple[int, ...]
    choices: tuple[Choice, ...]
    rows: tuple[ListRow, ...]
    left_out: str
    words: dict[str, str]
    data: dict[str, Any]


def list_table(listed: ProjectList, sources: set[str], _: Translator) -> ListTable:
    """The projects as the pages list them; `sources` are those that the handout names at its end."""
    table = project_table(listed.projects, listed.names, _=_)
    columns = tuple(str(column) for column in table.columns)
    amounts = (_("Total cost (yen)"), _("Subsidy (yen)"))
    records = listed.projects.to_dict("records")
    codes = [
        {facet.key: [code for code in record[f"codes_{facet.key}"] if code] for facet in LISTED}
        for record in records
    ]
    linked = columns.index(_("Source"))
    rows = tuple(
        ListRow(
            {key: " ".join(each) for key, each in marked.items()},
            tuple(
                Markup('<a href="#source-{0}">{0}</a>').format(cell)
                if place == linked and cell in sources
                else str(cell)
                for place, cell in enumerate(cells)
            ),
        )
        for marked, cells in zip(codes, table.itertuples(index=False, name=None), strict=True)
    )
    shown = len(records)
    return ListTable(
        caption=_("Projects"),
        columns=columns,
        amounts=tuple(columns.index(heading) for heading in amounts),
        choices=tuple(_choices(codes, listed, _)),
        rows=rows,
        left_out=_("The first {shown} of {count} rows.", shown=f"{shown:,}", count=f"{listed.total:,}")
        if shown < listed.total
        else "",
        words=_list_words(_),
        data={
            "words": [str(one) for one in listed.projects["words"]],
            "years": {str(year): _spelt(int(year)) for year in listed.projects["fiscal_year"].unique()},
            "fold": fold_table(),
        },
    )


def _choices(codes: Sequence[Mapping[str, list[str]]], listed: ProjectList, _: Translator) -> list[Choice]:
    choices = []
    for facet in LISTED:
        counts: dict[str, int] = {}
        for marked in codes:
            for code in marked[facet.key]:
                counts[code] = counts.get(code, 0) + 1
        # In the order of the names, which is that of the official lists.
        options = [
            Option(code, name, counts[code])
            for (key, code), name in listed.names.items()
            if key == facet.key and code in counts
        ]
        if len(options) > 1:
            choices.append(Choice(facet.key, _(facet.label), tuple(options)))
    return choices


def _spelt(year: int) -> dict[str, Any]:
    """How a year is written, folded: what may hold a word, and what a word may be; see ``fiscal_year.parse``."""
    known = FiscalYear(year)
    within = [known.label_ja, known.label_en, f"{year}年度"]
    stems = [str(year), f"FY{year}"]
    for era, following in zip(ERAS, [*ERAS[1:], None], strict=True):
        last = following.first_year if following else year
        if era.first_year <= year <= last:
            number = year - era.first_year + 1
            for written in (str(number), f"{number:02}", *([GANNEN] if number == 1 else [])):
                stems += [f"{mark}{written}" for mark in (era.name_ja, era.letter, f"{era.letter}.")]
    whole = {fold(stem + ending) for stem in stems for ending in ("", "年", "年度")}
    return {"in": "\n".join(map(fold, within)), "is": sorted(whole)}


def _list_words(_: Translator) -> dict[str, str]:
    """What the template and the script say; what stands in braces the script fills in."""
    count, total, heading, amount, text = "{count}", "{total}", "{heading}", "{amount}", "{text}"
    return {
        "title": _("Projects, to filter, search and sort"),
        "search": _("Search words"),
        "clear": _("Clear all filters"),
        "said": _("{count} of {total} projects shown.", count=count, total=total),
        "sum": _(
            "{heading}: {amount} in all, as stated for {count}", heading=heading, amount=amount, count=count
        ),
        "unstated": _("{heading}: not stated", heading=heading),
        "amount": _("¥{amount}", amount=amount),
        "none": _("No project fits all the filters."),
        "chosen": _("{count} chosen", count=count),
        "words": _("“{text}”", text=text),
        "comma": _(", "),
    }
