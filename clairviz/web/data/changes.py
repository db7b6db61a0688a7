"""What a publish would change, and what the pages would say then. Nothing is stored."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from clairviz.base.i18n import Translator, message
from clairviz.figures.linked.element import element, group
from clairviz.figures.linked.panel import bold, plain_table
from clairviz.store.importing.model import Comparison, Preview, RowChange
from clairviz.store.importing.tables.headings import IMPORTED, TOTALS
from clairviz.web.data.reading import Read
from clairviz.web.data.sheets import column_name

MOST_CHANGES = 200
_SIGNS = {"added": "+", "changed": "~", "removed": "−", "same": "="}
_KINDS = {
    "added": message("new"),
    "changed": message("changed"),
    "removed": message("removed"),
    "same": message("the same"),
}
DIMENSIONS = {
    "recognised": message("projects recognised"),
    "project": message("projects"),
    "local_government": message("lead bodies"),
    "kind": message("kinds of lead bodies"),
    "field": message("fields (○)"),
    "region": message("regions"),
    "secondary_field": message("fields (（○）)"),
    "fields_of_project": message("fields of each project"),
    "regions_of_project": message("regions of each project"),
}


def planned_changes(read: Read, on_file: Mapping[int, int], _: Translator) -> Markup:
    """Year by year what the pages would say, beside the count on file now; totals; each change."""
    seen = read.seen
    counted = {kind: sum(row.kind == kind for row in seen.rows) for kind in _KINDS}
    signs = _(", ").join(f"{_SIGNS[kind]} {_(_KINDS[kind])} {count:,}" for kind, count in counted.items())
    text = _("**Against what is on file:** {changes}. Nothing is stored yet.", changes=signs)
    if seen.is_unchanged:
        text = _("**Unchanged:** what is on file says the same already. ({changes})", changes=signs)
    return group(
        [
            element("p", bold(text), class_="cv-verdict cv-verdict-good", role="status"),
            *(_year(read, year, on_file.get(year, 0), _) for year in seen.counts),
            *_totals(read, _),
            _rows(seen, _),
        ]
    )


def _year(read: Read, year: int, before: int, _: Translator) -> Markup:
    counts = read.seen.counts[year]
    names = {code: name[_.lang] for (_facet, code), name in read.names.items()}

    def most(found: Mapping[str, int]) -> str:
        ranked = sorted(found.items(), key=lambda pair: -pair[1])
        listed = _(", ").join(f"{names.get(code, code)} {count:,}" for code, count in ranked[:12])
        return (listed + ("…" if len(ranked) > 12 else "")) or _("not stated")

    is_partial = read.seen.validated.options.is_partial
    label = _.fiscal_year(year)
    title = _("{year} (partial)", year=label) if is_partial else _("{year} (complete)", year=label)
    said = [
        (_("Projects"), _("{count} (now on file: {before})", count=f"{counts.projects:,}", before=before)),
        (
            _("Lead bodies"),
            _(
                "{leads} ({participants} with those that take part)",
                leads=f"{counts.lead_bodies:,}",
                participants=f"{counts.participants:,}",
            ),
        ),
        (_("Applicants that are no local government"), f"{counts.applicants:,}"),
        (_("Fields (○)"), most(counts.fields)),
        (_("Regions"), most(counts.regions)),
    ]
    compared = [found for found in read.seen.comparisons if found.fiscal_year == year]
    return element(
        "section",
        element("h3", title),
        element("dl", *(part for pair in said for part in (element("dt", pair[0]), element("dd", pair[1])))),
        _compared(compared, names, _)
        if compared
        else element("p", _("No published total of this year is on file to compare with."), class_="cv-note"),
        class_="cv-panel cv-year",
    )


def _totals(read: Read, _: Translator) -> Iterator[Markup]:
    """Of a file of published totals: each year's beside the projects on file."""
    if read.seen.counts:
        return
    names = {code: name[_.lang] for (_facet, code), name in read.names.items()}
    for year in read.seen.years if TOTALS in read.seen.validated.records else ():
        compared = [found for found in read.seen.comparisons if found.fiscal_year == year]
        nothing = _("No project of this year is on file to compare with.")
        yield element(
            "section",
            element("h3", _.fiscal_year(year)),
            _compared(compared, names, _) if compared else element("p", nothing, class_="cv-note"),
            class_="cv-panel cv-year",
        )


def _compared(compared: Sequence[Comparison], names: Mapping[str, str], _: Translator) -> Markup:
    differing = [found for found in compared if found.published != found.found]
    if not differing:
        text = _("Published totals: {count} compared, all agree.", count=len(compared))
        return element("p", text, class_="cv-note")
    rows = [
        (
            _(DIMENSIONS[c.dimension]),
            names.get(c.code, "" if c.code == "all" else c.code),
            c.published,
            c.found,
        )
        for c in differing
    ]
    label = _(
        "Published totals: {count} compared, {differing} differ.",
        count=len(compared),
        differing=len(differing),
    )
    heads = (_("Total of"), _("Name"), _("Published"), _("In the file"))
    return group([element("p", label), plain_table(heads, rows, label=label, numeric=frozenset({2, 3}))])


def _rows(seen: Preview, _: Translator) -> Markup:
    """Every row that is not the same, the first ones of very many."""
    differing = [row for row in seen.rows if row.kind != "same"]
    if not differing:
        return Markup("")
    heads: tuple[str, ...] = ("", _("Fiscal year"), _("Lead body or applicant"), _("Project"), _("Change"))
    if differing[0].table:
        heads = ("", _("Table"), _("Row"), _("Change"))
    rows = [
        (
            element(
                "span",
                element("b", _SIGNS[row.kind], aria_hidden="true"),
                f" {_(_KINDS[row.kind])}",
                class_=f"cv-change-{row.kind}",
            ),
            *_told(row, _),
        )
        for row in differing[:MOST_CHANGES]
    ]
    parts = [plain_table(heads, rows, label=_("Changes"))]
    if len(differing) > MOST_CHANGES:
        cut = _("The first {shown} of {total} changes are listed.", shown=MOST_CHANGES, total=len(differing))
        parts.append(element("p", cut, class_="cv-note"))
    return group(parts)


def _told(row: RowChange, _: Translator) -> tuple[object, ...]:
    if row.table:
        key = IMPORTED[row.table].key
        return row.table, " ".join(row.cells.get(column, "") for column in key), _cells(row, _)
    title = row.cells.get("title_ja") or row.cells.get("title_en") or _("not stated")
    return _.fiscal_year(row.fiscal_year), _body(row), title, _cells(row, _)


def _body(row: RowChange) -> str:
    name = row.cells.get("local_government") or row.cells.get("applicant", "")
    number = row.cells.get("number", "")
    return f"{name}({number})" if number else name


def _cells(row: RowChange, _: Translator) -> Markup:
    nothing = _("not stated")
    if row.kind == "changed":
        return group(
            [
                element(
                    "div",
                    element("b", column_name(change.column, _)),
                    " ",
                    element("del", change.before or nothing),
                    " → ",
                    element("ins", change.after or nothing),
                )
                for change in row.changes
            ]
        )
    told: Sequence[str] = ("regions", "fields", "partner", "total_cost_yen", "subsidy_yen")
    if row.table:
        told = [column for column in row.cells if column not in IMPORTED[row.table].key]
    stated = [f"{column_name(c, _)}: {row.cells.get(c) or nothing}" for c in told]
    return element("span", _("; ").join(stated))
