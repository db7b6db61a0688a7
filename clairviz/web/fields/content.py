"""The fields page: fields ranked, crossed with partners, prefectures, bodies and years."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from clairviz.base.address import Address
from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED, Selection
from clairviz.figures.linked import matrix, panel
from clairviz.figures.linked.bars import BarRow, ranked_bars
from clairviz.figures.linked.element import element
from clairviz.figures.linked.matrix import Head
from clairviz.figures.theme import field_colours, field_patterns
from clairviz.report.facts import facts_of
from clairviz.report.model import Ask
from clairviz.store.queries.counts import crossed
from clairviz.store.queries.fields import projects_by_field
from clairviz.web import counting
from clairviz.web.cited import Cited
from clairviz.web.csv_links import counts_csv
from clairviz.web.fields.money import money_panel
from clairviz.web.fields.ranks import rank_panel
from clairviz.web.navigation import MEASURE, PAGES_OF_FIELDS
from clairviz.words.cautions import cautions
from clairviz.words.facts import Facts
from clairviz.words.phrases import joined, spelling_note
from clairviz.words.telling import findings

ROWS_OF_A_PAGE = 20
Cells = Mapping[tuple[str, str], int]


def page(
    ask: Ask, selection: Selection, address: Address, *, measure: str, pages: tuple[int, ...], _: Translator
) -> Markup:
    """Everything below the filters as one piece of HTML; empty where nothing is selected.

    `pages` are the parts shown of the tables in PAGES_OF_FIELDS, from 1.
    """
    facts = facts_of(ask, selection, _=_)
    if not facts.total:
        return Markup("")
    counted = counting.facts_in_basis(ask, selection, facts)
    cited = Cited(ask, selection, _)
    ranks = rank_panel(selection, counted, address, cited.mark(), _=_)
    crossed_by = dict(zip(PAGES_OF_FIELDS, pages, strict=True))
    table = FieldFigures(
        ask, selection, counted, address, is_share=measure == "share", mark=cited.mark(), _=_
    )
    choices = [
        (address.having(MEASURE.key).text, _("Numbers"), measure == "count"),
        (address.having(MEASURE.key, "share").text, _("Shares"), measure == "share"),
    ]
    return element(
        "div",
        counting.head(ask, selection, address, panel.switch(_("Measure"), choices), _=_),
        panel.sentences(findings(facts, _=_, most=3), cautions(facts, _=_)),
        panel.grid(
            "fields",
            table.ranking(),
            ranks,
            table.over_years(),
            table.crossed_with("region", _("Partner region"), table.titles("region"), crossed_by["region"]),
            table.crossed_with("pref", _("Prefecture"), table.titles("pref"), crossed_by["pref"]),
            table.crossed_with(
                "gov", _("Local government"), table.titles("gov"), crossed_by["gov"], is_wide=bool(ranks)
            ),
            money_panel(ask, selection, facts, "field", cited.mark(), _=_),
            money_panel(ask, selection, facts, "year", cited.mark(), _=_),
        ),
        cited.foot(),
        class_="cv-page",
    )


class FieldFigures:
    """The figures of one view, which share its counts, its measure and its columns."""

    def __init__(
        self,
        ask: Ask,
        selection: Selection,
        facts: Facts,
        address: Address,
        *,
        is_share: bool,
        mark: Markup,
        _: Translator,
    ) -> None:
        self.ask, self.selection, self.facts, self.address, self._ = ask, selection, facts, address, _
        self.is_share, self.mark = is_share, mark
        self.fields = ask(projects_by_field, selection).to_dict("records")

    def titles(self, facet: str) -> str:
        """The title of the figure of a facet, with measure and unit."""
        _ = self._
        named = {
            "field": (_("Fields (projects)"), _("Fields (pairings)")),
            "region": (_("Partner regions by field (projects)"), _("Partner regions by field (pairings)")),
            "pref": (_("Prefectures by field (projects)"), _("Prefectures by field (pairings)")),
            "gov": (_("Bodies by field (projects)"), _("Bodies by field (pairings)")),
            "year": (_("Fields by fiscal year (projects)"), _("Fields by fiscal year (pairings)")),
        }
        title = counting.titled(*named[facet], self.selection.basis)
        return _("{title}, shares in %", title=title) if self.is_share else title

    def ranking(self) -> Markup:
        """Every field with a mark, by primary marks; secondary ones apart; what is not stated last."""
        _, facts = self._, self.facts
        counts = dict(facts.counts.ranking("field", facts.chosen))
        seconds = self._secondary()
        shown = [
            record
            for record in self.fields
            if counts.get(record["field_code"], 0) or seconds.get(record["field_code"], 0)
        ]
        shown.sort(
            key=lambda record: (
                -counts.get(record["field_code"], 0),
                -seconds.get(record["field_code"], 0),
                record["sort_order"],
            )
        )
        orders = [record["sort_order"] for record in shown]
        rows = [
            self._bar(
                str(record["field_code"]), _.name(record), counts, seconds, colour=colour, pattern=pattern
            )
            for record, colour, pattern in zip(
                shown, field_colours(orders), field_patterns(orders), strict=True
            )
        ]
        silent = facts.counts.not_stated("field", facts.chosen)
        if silent:
            rows.append(
                self._bar(NOT_STATED, _("Field not stated"), {NOT_STATED: silent}, {}, is_unknown=True)
            )
        spelling = spelling_note(self.ask(projects_by_field, self.selection), _)
        notes = [_("Counted by primary field; hatched: secondary marks."), *([spelling] if spelling else [])]
        return panel.panel(
            self.titles("field"),
            ranked_bars(rows, label=self.titles("field"), _=_),
            note=joined(notes, _),
            foot=[self.mark, *counts_csv(self.address, "field", _)],
        )

    def _secondary(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for row in self.ask(crossed, self.selection, "field", "year").to_dict("records"):
            code = str(row["row_code"])
            found[code] = found.get(code, 0) + int(row["secondary_count"])
        return found

    def _bar(
        self,
        code: str,
        name: str,
        counts: Mapping[str, int],
        seconds: Mapping[str, int],
        *,
        colour: str = "",
        pattern: str = "",
        is_unknown: bool = False,
    ) -> BarRow:
        _, total = self._, self.facts.total
        count, second = counts.get(code, 0), seconds.get(code, 0)
        said = counting.counted(total, self.selection.basis, _)
        return BarRow(
            name,
            count,
            self.address.toggled(field=code).text,
            f"field:{code}",
            _("{name}: {count} of {total}", name=name, count=count, total=said),
            second=second,
            second_note=_("+{count} secondary", count=second) if second else "",
            colour=colour,
            pattern=pattern,
            text=f"{100 * count / max(total, 1):.0f}% ({count:,}/{total:,})" if self.is_share else "",
            is_chosen=self.address.values("field") == (code,),
            is_unknown=is_unknown,
        )

    def _cells(self, selection: Selection, rows: str, columns: str) -> tuple[Cells, Cells]:
        found = self.ask(crossed, selection, rows, columns).to_dict("records")
        primary = {
            (str(row["row_code"]), str(row["column_code"])): int(row["primary_count"]) for row in found
        }
        second = {
            (str(row["row_code"]), str(row["column_code"])): int(row["secondary_count"]) for row in found
        }
        return primary, second

    def crossed_with(
        self, facet: str, corner: str, title: str, number: int, *, is_wide: bool = False
    ) -> Markup:
        """A row a code of `facet`, the most first, a column a field; part `number` of the rows, from 1."""
        _, facts = self._, self.facts
        primary, second = self._cells(self.selection, facet, "field")
        ranking = facts.counts.ranking(facet, facts.chosen)
        totals = dict(ranking)
        pages = -(-len(ranking) // ROWS_OF_A_PAGE)
        at = min(max(number, 1), max(pages, 1))
        codes = [code for code, _count in ranking][(at - 1) * ROWS_OF_A_PAGE : at * ROWS_OF_A_PAGE]
        silent = facts.counts.not_stated(facet, facts.chosen)
        rows = [self._head(facet, code) for code in codes]
        if silent and at >= pages:
            rows.append(self._head(facet, NOT_STATED))
            totals[NOT_STATED] = silent
        marked = {column for cells in (primary, second) for (_row, column), count in cells.items() if count}
        columns = [
            self._head("field", str(record["field_code"]))
            for record in self.fields
            if record["field_code"] in marked
        ]
        by_field = dict(facts.counts.ranking("field", facts.chosen))
        if NOT_STATED in marked:
            columns.append(self._head("field", NOT_STATED))
            by_field[NOT_STATED] = facts.counts.not_stated("field", facts.chosen)
        shown = matrix.count_matrix(
            rows,
            columns,
            primary,
            label=title,
            corner=corner,
            href=lambda row, field: self.address.toggled(**{facet: row, "field": field}).text,
            row_totals=totals,
            column_totals=by_field,
            total=facts.total,
            seconds=None if self.is_share else second,
            of=(lambda row, _field: totals.get(row, 0)) if self.is_share else None,
            _=_,
        )
        notes = [
            _("Percentages are of the total of the row.")
            if self.is_share
            else _("Projects by primary field; secondary marks in brackets."),
            _("The last row counts each once.") if facet == "region" else "",
        ]
        return panel.panel(
            title,
            element("div", shown, class_="cv-matrix-fields"),
            self._pages(facet, at, pages, len(ranking)) if pages > 1 else "",
            note=" ".join(note for note in notes if note),
            foot=[self.mark],
            is_wide=is_wide,
        )

    def _head(self, facet: str, code: str) -> Head:
        _ = self._
        name = _("not stated") if code == NOT_STATED else self.facts.name(facet, code)
        can_choose = code != NOT_STATED or facet in ("field", "region")
        return Head(
            code,
            name,
            self.address.toggled(**{facet: code}).text if can_choose else "",
            is_chosen=self.address.values(facet) == (code,),
        )

    def _pages(self, facet: str, at: int, pages: int, count: int) -> Markup:
        _ = self._

        def there(number: int) -> str:
            values = () if number == 1 else (str(number),)
            return self.address.having(PAGES_OF_FIELDS[facet].key, *values).text

        links = [(there(number), str(number), number == at) for number in range(1, pages + 1)]
        first, last = (at - 1) * ROWS_OF_A_PAGE + 1, min(at * ROWS_OF_A_PAGE, count)
        said = _("{first} to {last} of {count}", first=first, last=last, count=f"{count:,}")
        return element(
            "div",
            panel.pages(_("Pages of {title}", title=self.titles(facet)), links),
            element("span", said),
            class_="cv-head",
        )

    def over_years(self) -> Markup:
        """A row a field, a column a year, where several are on file."""
        _, facts = self._, self.facts
        if len(facts.counts.on_file) < 2:
            return Markup("")
        columns = counting.year_heads(facts, self.address, _)
        years = [int(column.key) for column in columns if not column.is_empty]
        primary, _second = self._cells(counting.spanned(self.selection, facts), "field", "year")
        totals = dict(facts.counts.ranking("field", years))
        rows = [self._head("field", code) for code in totals]
        silent = facts.counts.not_stated("field", years)
        if silent:
            rows.append(self._head("field", NOT_STATED))
            totals[NOT_STATED] = silent
        by_year = {str(year): facts.counts.total((year,)) for year in years}
        of: Callable[[str, str], int] = lambda _field, year: by_year.get(year, 0)  # noqa: E731
        notes: Sequence[str] = [
            _("Percentages are of the total of the year.") if self.is_share else _("By primary field."),
            counting.span_note(facts, _),
        ]
        title = self.titles("year")
        return panel.panel(
            title,
            matrix.count_matrix(
                rows,
                columns,
                primary,
                label=title,
                corner=_("Field"),
                href=lambda field, year: self.address.toggled(field=field, year=year).text,
                row_totals=totals,
                column_totals=by_year,
                total=facts.counts.total(years),
                of=of if self.is_share else None,
                _=_,
            ),
            note=" ".join(note for note in notes if note),
            foot=[self.mark],
            is_wide=True,
        )
