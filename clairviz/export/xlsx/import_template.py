"""The file to fill in for an import: headings, drop-down lists, and what each column takes."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from clairviz.base.i18n import Translator
from clairviz.export.xlsx import sheets
from clairviz.store.importing.headers import HEADINGS
from clairviz.store.ingest.projects import COLUMNS

_ROWS_TO_FILL = 500
# What a drop-down list is taken from, and the columns that have one.
_LISTED = ("local_government", "fields", "regions", "source")
_WIDE = {"title_ja", "title_en", "summary", "result", "partner", "partner_organisations"}


@dataclass(frozen=True)
class Guide:
    """A column: its canonical name, the heading of the template, its meaning and an example."""

    column: str
    heading: str
    meaning: str
    example: str


def guide(_: Translator) -> tuple[Guide, ...]:
    """The columns in their order, each with what it takes and an example row's cell."""
    several = _("Several in one cell, separated by ; or 、.")
    empty = _("Empty means not stated.")
    said: Mapping[str, tuple[str, str]] = {
        "fiscal_year": (
            _("2005, FY2005, 平成17年度 or H17; may come from the file's name instead."),
            "令和4年度",
        ),
        "local_government": (
            _("Name of that year, or 6-digit code; the prefecture before names that several bodies bear."),
            "読谷村",
        ),
        "number": (_("The (1), (2) of the source, where a body has several projects."), "1"),
        "title_ja": (_("Title in Japanese."), "陶芸による国際協力"),
        "title_en": (_("Title in English."), "Cooperation through pottery"),
        "fields": (_("Main fields.") + " " + several + " " + empty, "教育;環境"),
        "secondary_fields": (_("Fields marked （○）.") + " " + several, "林業"),
        "regions": (_("Countries or areas.") + " " + several + " " + empty, "ラオス"),
        "is_joint": (_("○ or ×; empty means not stated."), "○"),
        "partner_bodies": (_("Other local governments that take part.") + " " + several, "那覇市"),
        "applicant": (_("Who applied, where it is no local government."), "NPO法人の名称"),
        "partner": (_("The partner as printed: city, province, organisation."), "ビエンチャン市"),
        "partner_organisations": (_("Organisations that help."), "地元の大学"),
        "summary": (_("What the project does."), "陶芸家の相互派遣"),
        "result": (_("What came of it, as told at the reporting session."), "2名を派遣"),
        "starts_on": (_("First day; empty means the fiscal year."), "2022-04-01"),
        "ends_on": (_("Last day; empty means the fiscal year."), "2023-03-31"),
        "total_cost_yen": (_("Whole yen; write （千円） into the heading for thousands."), "6,000,000"),
        "subsidy_yen": (_("Whole yen; no more than the total cost."), "3,000,000"),
        "source": (_("Short name or title of a source on file."), "clair-2005"),
        "locator": (_("Page or address within the source."), "12ページ"),
        "applied_yen": (_("Whole yen; the subsidy applied for."), "3,000,000"),
        "granted_yen": (_("Whole yen; the subsidy granted."), "3,000,000"),
        "settled_yen": (_("Whole yen; the subsidy after settlement."), "2,900,000"),
        "continues": (
            _("Project ID of the project of an earlier year that is continued."),
            "2005-260002-2",
        ),
    }
    return tuple(
        Guide(column, HEADINGS[column][0] if _.lang == "ja" else column, *said[column]) for column in COLUMNS
    )


def names_to_offer(records: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, list[str]]:
    """The entries of the lists by canonical column, from the records of ``load_reference``."""
    columns = (
        ("local_government", "local_government", "name_ja"),
        ("fields", "field", "name_ja"),
        ("regions", "region", "name_ja"),
        ("source", "source", "source_id"),
    )
    return {
        column: list(dict.fromkeys(str(record[name]) for record in records[table]))
        for column, table, name in columns
    }


def import_template(
    kind: Literal["xlsx", "csv"], names: Mapping[str, Sequence[str]], *, _: Translator
) -> bytes:
    """An empty import file. `names` are the entries of the drop-down lists by canonical column."""
    columns = guide(_)
    if kind == "csv":
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerow([column.heading for column in columns])
        return stream.getvalue().encode("utf-8-sig")
    book = sheets.Book(_("Projects of a fiscal year"))
    form = book.create_sheet(_("Projects"))
    guide_sheet = book.create_sheet(_("How to fill it in"))
    lists = book.create_sheet(_("Lists"))
    ranges = _put_lists(lists, columns, names, _)
    sheets.put_header(form, 1, [column.heading for column in columns])
    for index, column in enumerate(columns, start=1):
        letter = sheets.column_letters(index)
        if column.column in ranges:
            _offer(form, f"{letter}2:{letter}{_ROWS_TO_FILL + 1}", ranges[column.column], column, _)
    widths = [34 if column.column in _WIDE else 16 for column in columns]
    sheets.finish(form, widths, freeze="A2", header_row=1)
    _put_guide(guide_sheet, columns, _)
    return sheets.workbook_file(book)


def _put_lists(
    sheet: sheets.Sheet, columns: Sequence[Guide], names: Mapping[str, Sequence[str]], _: Translator
) -> dict[str, str]:
    """Writes the names, a column each, and returns the range of each."""
    ranges: dict[str, str] = {}
    listed = [column for column in columns if column.column in _LISTED and names.get(column.column)]
    for index, column in enumerate(listed, start=1):
        sheets.put_text(sheet, 1, index, _("List: {heading}", heading=column.heading), sheets.HEADER)
        for row, name in enumerate(names[column.column], start=2):
            sheets.put_text(sheet, row, index, name, sheets.PLAIN)
        letter, last = sheets.column_letters(index), len(names[column.column]) + 1
        ranges[column.column] = f"'{sheet.title}'!${letter}$2:${letter}${last}"
    sheets.finish(sheet, [24] * max(len(listed), 1), freeze="A2", header_row=1)
    return ranges


def _offer(sheet: sheets.Sheet, cells: str, source: str, column: Guide, _: Translator) -> None:
    """A list to choose from that lets other text through: a cell may name several."""
    rule: dict[str, Any] = dict(
        validate="list",
        source=f"={source}",
        error_type="information",
        error_title=_("Not in the list")[:32],
        error_message=_("Keep it if the cell names several, or a name that is not on file yet.")[:224],
        input_title=column.heading[:32],
        input_message=column.meaning[:255],
    )
    sheet.raw.data_validation(cells, rule)


def _put_guide(sheet: sheets.Sheet, columns: Sequence[Guide], _: Translator) -> None:
    sheets.put_text(sheet, 1, 1, _("How to fill it in"), sheets.TITLE)
    sheets.put_text(
        sheet,
        2,
        1,
        _(
            "One project a row on the first sheet. Only the body is required; columns may change places or go."
        ),
        sheets.NOTE,
    )
    headings = (_("Heading of the column"), _("What to write"), _("Example"), _("Also understood"))
    sheets.put_header(sheet, 4, headings)
    for row, column in enumerate(columns, start=5):
        others = ", ".join([column.column, *HEADINGS[column.column][:6]])
        for index, text in enumerate(
            (f"▸ {column.heading}", column.meaning, column.example, others), start=1
        ):
            sheets.put_text(sheet, row, index, text)
    sheets.finish(sheet, (24, 60, 30, 60), freeze="A5", header_row=4)
