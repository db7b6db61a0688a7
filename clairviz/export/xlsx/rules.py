"""The sheets on the rules: what a formula looks up, and the texts and sources behind it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from clairviz.base.i18n import Translator, half
from clairviz.export.xlsx import sheets
from clairviz.export.xlsx.formulas import RuleGrid
from clairviz.store.ingest.table import cell_name
from clairviz.subsidy import ClauseCode, Rule, Rules
from clairviz.subsidy.rule.application import MAX_YEN
from clairviz.subsidy.rule.clauses import BEYOND
from clairviz.subsidy.rule.rules import Effect, Provision
from clairviz.subsidy.words import labels

Source = Mapping[str, str]

# Up to here every product of a formula is exact, and so is a fraction after the rounding to 15
# figures that spreadsheets apply.
MAX_DENOMINATOR = 10**7

_HEADER_ROW = 4
_FIRST_RULE = 3
_PARAMETERS = ("numerator", "denominator", "cap_single", "cap_joint")
_BODIES = (ClauseCode.LOCAL_GOVERNMENT, ClauseCode.ASSOCIATION, ClauseCode.NGO)
_PROJECTS = (
    ClauseCode.FUNDING_ONLY,
    ClauseCode.SURVEY_ONLY,
    ClauseCode.PRELIMINARY_SURVEY,
    ClauseCode.OTHER_PUBLIC_SUBSIDY,
)
_CLAUSES = (*_BODIES, ClauseCode.NGO_PAYMENT, *_PROJECTS, *BEYOND)


def sources_by_id(sources: pd.DataFrame) -> Mapping[str, Source]:
    """The rows of `sources` (columns of the table source) as text, "" where not stated."""
    texts = sources.assign(retrieved_on=sources["retrieved_on"].dt.strftime("%Y-%m-%d"))
    plain = texts.astype("object").where(texts.notna(), "").to_dict("records")
    return {row["source_id"]: {str(column): str(cell) for column, cell in row.items()} for row in plain}


def rule_columns(rules: Rules, rule: Rule | None, _: Translator) -> Mapping[str, Rule]:
    """The rules by their headings: the `rules` on file, and `rule` if it is another."""
    every = [*rules.values(), *([rule] if rule is not None and rule.is_hypothetical else [])]
    return {rule_heading(one, _): one for one in every}


def rule_heading(rule: Rule, _: Translator) -> str:
    """The heading of a rule: its year, or that it is not on file."""
    year = _.fiscal_year(rule.fiscal_year)
    return _("Hypothetical (from {year})", year=year) if rule.is_hypothetical else year


def parameter_sheet(workbook: sheets.Book, columns: Mapping[str, Rule], _: Translator) -> RuleGrid:
    """Adds the sheet of parameters and clauses, one column a rule; tells where they are."""
    sheet = workbook.create_sheet(_("Rules"))
    sheets.put_text(sheet, 1, 1, _("Rules: parameters and clauses"), sheets.TITLE)
    sheets.put_text(
        sheet,
        2,
        1,
        _("The simulation looks everything up here. What a source does not say is marked as not stated."),
        sheets.NOTE,
    )
    sheets.put_header(sheet, _HEADER_ROW, (_("Item"), _("Unit")))
    lines = _lines(_)
    for row, (_key, label, unit) in enumerate(lines, start=_HEADER_ROW + 1):
        sheets.put_text(sheet, row, 1, label, sheets.LABEL)
        sheets.put_text(sheet, row, 2, unit, sheets.WORDS)
    heading, base = "", ""
    for column, (name, rule) in enumerate(columns.items(), start=_FIRST_RULE):
        look = sheets.WHAT_IF if rule.is_hypothetical else sheets.HEADER
        sheets.put_header(sheet, _HEADER_ROW, (name,), column=column, look=look)
        if rule.is_hypothetical:
            heading, base = name, _.fiscal_year(rule.fiscal_year)
        for row, (key, _label, _unit) in enumerate(lines, start=_HEADER_ROW + 1):
            can_change = rule.is_hypothetical and key in _PARAMETERS
            _put_entry(sheet, row, column, _entry(rule, key, _), can_change=can_change)
    if heading:
        sheets.put_text(
            sheet,
            3,
            1,
            _(
                "The boxed cells are those of the hypothetical rule and may be changed; no source states them."
            ),
            sheets.WARNING,
        )
        _guard_changes(sheet, _FIRST_RULE + list(columns).index(heading), _)
    sheets.finish(sheet, (40, 8, *(24 for _name in columns)), freeze="C5", header_row=_HEADER_ROW)
    last = _FIRST_RULE + len(columns) - 1
    return RuleGrid(
        headings=sheets.cell_address(sheet, _HEADER_ROW, _FIRST_RULE, last),
        rows={
            key: sheets.cell_address(sheet, row, _FIRST_RULE, last)
            for row, (key, _label, _unit) in enumerate(lines, start=_HEADER_ROW + 1)
        },
        hypothetical=heading,
        base=base,
        newest=tuple(name for name, rule in columns.items() if rule.is_newest),
    )


def _lines(_: Translator) -> list[tuple[str, str, str]]:
    """Key, label and unit of each row."""
    yen = _("yen")
    return [
        ("numerator", _("Subsidy rate: numerator"), ""),
        ("denominator", _("Subsidy rate: denominator"), ""),
        ("cap_single", _("Limit of a project"), yen),
        ("cap_joint", _("Limit of a joint project"), yen),
        *((code, labels.clause_label(code, _), "") for code in _CLAUSES),
        ("source", _("Source"), ""),
    ]


def _entry(rule: Rule, key: str, _: Translator) -> int | str:
    if key in _CLAUSES:
        return labels.effect_label(rule.provision(ClauseCode(key)).effect, _)
    entries: dict[str, int | str | None] = {
        "numerator": rule.rate.numerator,
        "denominator": rule.rate.denominator,
        "cap_single": rule.cap_single_yen,
        "cap_joint": rule.cap_joint_yen,
        "source": _("none: hypothetical") if rule.is_hypothetical else rule.source_id,
    }
    entry = entries[key]
    return _("not stated") if entry is None else entry


def _put_entry(sheet: sheets.Sheet, row: int, column: int, entry: int | str, *, can_change: bool) -> None:
    if isinstance(entry, int):
        sheets.put_number(sheet, row, column, entry, sheets.INPUT if can_change else sheets.FIGURE)
    else:
        sheets.put_text(sheet, row, column, entry, sheets.INPUT if can_change else sheets.WORDS)


def _guard_changes(sheet: sheets.Sheet, column: int, _: Translator) -> None:
    from_row = _HEADER_ROW + 1
    numerator, denominator, single, joint = (cell_name(from_row + offset, column) for offset in range(4))
    sheets.whole_numbers(sheet, f"{numerator}:{denominator}", 1, MAX_DENOMINATOR, _)
    sheets.whole_numbers(sheet, f"{single}:{joint}", 0, MAX_YEN, _)


def text_sheet(
    workbook: sheets.Book, columns: Mapping[str, Rule], sources: Mapping[str, Source], _: Translator
) -> None:
    """Adds the sheet of every clause with its text, its place and its source."""
    sheet = workbook.create_sheet(_("Texts and sources"))
    sheets.put_text(sheet, 1, 1, _("Clauses: their texts and sources"), sheets.TITLE)
    row = 3
    sheets.put_header(
        sheet,
        row,
        (
            _("Rule"),
            _("Point"),
            _("What the rule does"),
            _("Text"),
            _("Quoted or paraphrased"),
            _("Heading in the source"),
            _("Title of the source"),
            _("Publisher"),
            _("Place"),
            _("Taken over on"),
        ),
    )
    for name, rule in columns.items():
        for provision in rule.provisions:
            row += 1
            source = sources.get(provision.reference.source_id, {}) if provision.reference else {}
            cells = (name, *_clause_cells(provision, _), *_source_cells(source, _))
            for column, text in enumerate(cells, start=1):
                sheets.put_text(sheet, row, column, text)
    sheets.filters(sheet, 3, row, 10)
    sheets.finish(sheet, (16, 24, 20, 56, 12, 18, 26, 18, 26, 12), freeze="C4", header_row=3)


def _clause_cells(provision: Provision, _: Translator) -> Sequence[str]:
    reference = provision.reference
    text = _.name({"text_ja": provision.text_ja, "text_en": provision.text_en}, "text")
    absent = _("none: hypothetical") if reference is None else _("not stated")
    if reference is None or provision.effect is Effect.NOT_STATED:
        wording = _("–")
    else:
        wording = _("quoted") if reference.is_quoted else _("paraphrased")
    heading = {"at_ja": reference.locator_ja, "at_en": reference.locator_en} if reference else None
    return (
        labels.clause_label(provision.code, _),
        labels.effect_label(provision.effect, _),
        text or absent,
        wording,
        _.name(heading, "at") if heading else _("–"),
    )


def _source_cells(source: Source, _: Translator) -> Sequence[str]:
    if not source:
        return (_("–"),) * 4
    return tuple(
        half(source[column], _) or _("not stated")
        for column in ("title", "publisher", "locator", "retrieved_on")
    )
