"""``simulate --batch``: every planned project of a file quoted, every refused row named."""

import sys
from pathlib import Path

from clairviz.base.i18n import Translator
from clairviz.commands.output import check_place, not_read, not_written, output
from clairviz.export.csv import table_csv
from clairviz.export.xlsx.simulation import batch_table, batch_workbook
from clairviz.store.importing.sheet import read_sheet
from clairviz.store.ingest.problem import DataRefused
from clairviz.subsidy import Batch, Rules, quote_many
from clairviz.subsidy.words import labels
from clairviz.subsidy.words.wording import problem_text, total_text
from clairviz.subsidy.written.cells import PLANS


def run_batch(
    file: Path, out: Path | None, rules: Rules, *, budget_yen: int | None, fiscal_year: int, _: Translator
) -> int:
    """Prints the answers or writes them to `out`; 1 where the file or a row of it is refused."""
    try:
        content = file.read_bytes()
    except OSError as error:
        print(not_read(file, error, _), file=sys.stderr)
        return 1
    try:
        if out:
            check_place(out)
        found = read_sheet(file.name, content, PLANS)
        batch = quote_many(found.rows, rules, fiscal_year=fiscal_year, first_row=found.first_row)
        if out:
            with output(out) as stream:
                stream.write(_content(batch, out, budget_yen, _))
    except DataRefused as error:
        for problem in error.problems:
            print(f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}", file=sys.stderr)
        return 1
    except OSError as error:
        print(not_written(out or file, error, _), file=sys.stderr)
        return 1
    print("\n".join(_lines(batch, budget_yen, _)))
    for total in batch.totals:
        print(total_text(total, _), file=sys.stderr if total.differs else sys.stdout)
    for row in batch.refused:
        for cell in row.problems:
            place = _(
                "{file}, line {line}, column {column}",
                file=file.name,
                line=row.row_number,
                column=cell.column,
            )
            text = problem_text(cell.problem, cell.value, _, nearest=cell.nearest)
            print(f"{place}: {text}", file=sys.stderr)
    return 1 if batch.refused or any(total.differs for total in batch.totals) else 0


def _content(batch: Batch, out: Path, budget_yen: int | None, _: Translator) -> bytes:
    if out.suffix.lower() == ".csv":
        return table_csv(batch_table(batch, _=_))
    return batch_workbook(batch, budget_yen=budget_yen, _=_)


def _lines(batch: Batch, budget_yen: int | None, _: Translator) -> list[str]:
    lines = [
        f"{row.row_number}  {row.name or _('(no name)')}  {labels.verdict_label(row.quote, _)}  "
        f"{_amount(row.quote.subsidy_yen, _)}"
        for row in batch.quoted
    ]
    lines.append(_("Total: {amount}", amount=_amount(batch.subsidy_total_yen, _)))
    is_newest = all(row.quote.is_newest for row in batch.quoted)
    lines.append(labels.estimate_text(is_newest=is_newest, _=_))
    if budget_yen is not None:
        left_yen = batch.budget_left_yen(budget_yen)
        lines.append(_("Left of the budget: {amount}", amount=_amount(left_yen, _)))
    if batch.open_count:
        lines.append(_("Not computed: {count}", count=batch.open_count))
    if batch.refused:
        lines.append(_("Refused rows: {count}", count=len(batch.refused)))
    return lines


def _amount(amount_yen: int | None, _: Translator) -> str:
    return _("not computed") if amount_yen is None else _.yen(amount_yen)
