"""Many planned projects at once, as from a CSV or a spreadsheet; refused rows are named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clairviz.subsidy.rule.application import Application, InputRefused, RefusalCode
from clairviz.subsidy.rule.model import Quote
from clairviz.subsidy.rule.on_file import NoRuleOnFile, Rules, rule_for
from clairviz.subsidy.rule.quote import quote
from clairviz.subsidy.rule.rules import Rule
from clairviz.subsidy.written import cells
from clairviz.subsidy.written.yen import parse_yen

_FLAGS = ("funding_only", "survey_only", "preliminary_survey", "other_public_subsidy")


@dataclass(frozen=True)
class CellProblem:
    """One refused cell: the header as the file has it (or the field), and what stands there.

    `wording.problem_text` words the problem with its remedy. `nearest` are the years to offer
    where no rule is on file.
    """

    column: str
    value: str
    problem: RefusalCode
    nearest: tuple[int, ...] = ()


@dataclass(frozen=True)
class QuotedRow:
    """One row understood; `row_number` is the one the spreadsheet shows."""

    row_number: int
    name: str
    quote: Quote


@dataclass(frozen=True)
class RefusedRow:
    """One row that was not quoted, with every problem in it."""

    row_number: int
    name: str
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True)
class TotalRow:
    """One row that sums the costs above it: no plan, but a check of them.

    `sum_yen` is what the rows come to; None where one of them cannot be read. `stated_yen` is
    None where the row states no amount.
    """

    row_number: int
    name: str
    stated_yen: int | None
    sum_yen: int | None

    @property
    def differs(self) -> bool:
        """Whether both amounts are known and are not the same."""
        return None not in (self.stated_yen, self.sum_yen) and self.stated_yen != self.sum_yen


@dataclass(frozen=True)
class Batch:
    """The rows of a file. `unused_columns` name no field, or one that an earlier column gave."""

    quoted: tuple[QuotedRow, ...]
    refused: tuple[RefusedRow, ...]
    unused_columns: tuple[str, ...]
    totals: tuple[TotalRow, ...] = ()

    @property
    def subsidy_total_yen(self) -> int:
        """The sum over the rows that have an amount; see `open_count` for those that have none."""
        return sum(row.quote.subsidy_yen or 0 for row in self.quoted)

    @property
    def open_count(self) -> int:
        """How many quoted rows have no amount: the rule or the applicant does not say."""
        return sum(row.quote.subsidy_yen is None for row in self.quoted)

    @property
    def computed_count(self) -> int:
        """How many rows have an amount."""
        return len(self.quoted) - self.open_count

    def budget_left_yen(self, budget_yen: int) -> int:
        """What the total leaves of a budget; negative where it does not suffice."""
        return budget_yen - self.subsidy_total_yen


def quote_many(
    rows: Iterable[Mapping[str, object]],
    rules: Rules,
    *,
    fiscal_year: int = 2005,
    rule: Rule | None = None,
    first_row: int = 2,
) -> Batch:
    """Quotes each row (header to cell; `cells.HEADERS` lists the headers) under one of `rules`.

    Empty cells take the defaults of Application, an empty year `fiscal_year`; the cost must be
    there. `rule` (say, a hypothetical one) goes before the year of a row. Empty rows are left
    out but counted, so that row numbers stay those of the file, whose header is in row 1. Rows
    named as totals are no plans; they are checked against the sum of the rows above.
    """
    quoted, refused, totals, unused = [], [], [], dict[str, None]()
    costs: list[int | None] = []
    part_start = 0
    for row_number, row in enumerate(rows, start=first_row):
        columns: dict[str, str] = {}
        for header in row:
            field = cells.field_of(header)
            if field is None or field in columns:
                unused[header] = None
            else:
                columns[field] = header
        texts = {field: cells.cell_text(row[header]) for field, header in columns.items()}
        if not any(map(cells.cell_text, row.values())):
            continue
        name = texts.get("name", "")
        cost_yen = _cost(texts)
        if label := _total_label(row, columns):
            parts = costs[part_start:], costs
            totals.append(_total(row_number, label, cost_yen, *parts))
            part_start = len(costs)
            continue
        costs.append(cost_yen)
        answer = _quote_row(texts, columns, rules, fiscal_year=fiscal_year, rule=rule)
        if isinstance(answer, Quote):
            quoted.append(QuotedRow(row_number, name, answer))
        else:
            refused.append(RefusedRow(row_number, name, answer))
    return Batch(tuple(quoted), tuple(refused), tuple(unused), tuple(totals))


def _total_label(row: Mapping[str, object], columns: Mapping[str, str]) -> str:
    """The word that makes a row a total; it stands under the name, or where no field is."""
    others = {header for field, header in columns.items() if field != "name"}
    texts = [cells.cell_text(value) for header, value in row.items() if header not in others]
    named = cells.cell_text(row.get(columns.get("name", ""), ""))
    if named and not cells.is_total(named):
        return ""
    return next((text for text in texts if cells.is_total(text)), "")


def _total(
    row_number: int, label: str, stated_yen: int | None, part: list[int | None], whole: list[int | None]
) -> TotalRow:
    """The total of a part (since the last total) or of all rows, whichever its name or amount means."""
    sums = [
        None if None in costs else sum(cost for cost in costs if cost is not None) for costs in (part, whole)
    ]
    is_part = cells.is_subtotal(label) or (stated_yen is not None and stated_yen == sums[0])
    return TotalRow(row_number, label, stated_yen, sums[0] if is_part else sums[1])


def _cost(texts: Mapping[str, str]) -> int | None:
    try:
        return parse_yen(texts.get("eligible_cost_yen", ""))
    except InputRefused:
        return None


def _quote_row(
    texts: Mapping[str, str],
    columns: Mapping[str, str],
    rules: Rules,
    *,
    fiscal_year: int,
    rule: Rule | None,
) -> Quote | tuple[CellProblem, ...]:
    problems: list[CellProblem] = []

    def read(field: str, parse: Callable[..., Any], **options: Any) -> Any:
        try:
            return parse(texts.get(field, ""), field=field, **options)
        except InputRefused as error:
            problems.append(_problem(error, columns))
            return None

    cost_yen = read("eligible_cost_yen", parse_yen)
    total_yen = read("total_cost_yen", parse_yen) if texts.get("total_cost_yen") else None
    if None not in (cost_yen, total_yen) and cost_yen > total_yen:
        problems.append(
            CellProblem(columns["total_cost_yen"], texts["total_cost_yen"], RefusalCode.ELIGIBLE_ABOVE_TOTAL)
        )
    governments = read("governments", cells.parse_count)
    year = read("fiscal_year", cells.parse_year, default=fiscal_year)
    body = read("body", cells.parse_body)
    partner = read("partner", cells.parse_partner)
    flags = {field: read(field, cells.parse_flag) for field in _FLAGS}
    if problems:
        return tuple(problems)
    try:
        application = Application(
            eligible_cost_yen=cost_yen,
            governments=governments,
            fiscal_year=year,
            body=body,
            with_local_government=partner and partner.with_local_government,
            with_association=partner and partner.with_association,
            **flags,
        )
        return quote(application, rule=rule or rule_for(year, rules))
    except InputRefused as error:
        return (_problem(error, columns),)
    except NoRuleOnFile as error:
        column = columns.get("fiscal_year", "fiscal_year")
        value = str(error.fiscal_year)
        return (CellProblem(column, value, RefusalCode.NO_RULE_ON_FILE, error.nearest),)


def _problem(error: InputRefused, columns: Mapping[str, str]) -> CellProblem:
    return CellProblem(columns.get(error.field, error.field), str(error.value), error.problem)
