"""Many planned projects at once, as from a CSV or a spreadsheet; refused rows are named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clairviz.subsidy.rule.application import Application, InputRefused, Problem
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
    problem: Problem
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
class Batch:
    """The rows of a file. `unused_columns` name no field, or one that an earlier column gave."""

    quoted: tuple[QuotedRow, ...]
    refused: tuple[RefusedRow, ...]
    unused_columns: tuple[str, ...]

    @property
    def subsidy_total_yen(self) -> int:
        """The sum over the rows that have an amount; see `open_count` for those that have none."""
        return sum(row.quote.subsidy_yen or 0 for row in self.quoted)

    @property
    def open_count(self) -> int:
        """How many quoted rows the rule leaves open (not stated)."""
        return sum(row.quote.subsidy_yen is None for row in self.quoted)

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
    out but counted, so that row numbers stay those of the file, whose header is in row 1.
    """
    quoted, refused, unused = [], [], dict[str, None]()
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
        answer = _quote_row(texts, columns, rules, fiscal_year=fiscal_year, rule=rule)
        if isinstance(answer, Quote):
            quoted.append(QuotedRow(row_number, name, answer))
        else:
            refused.append(RefusedRow(row_number, name, answer))
    return Batch(tuple(quoted), tuple(refused), tuple(unused))


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
        return (CellProblem(column, value, Problem.NO_RULE_ON_FILE, error.nearest),)


def _problem(error: InputRefused, columns: Mapping[str, str]) -> CellProblem:
    return CellProblem(columns.get(error.field, error.field), str(error.value), error.problem)
