"""Two hundred applications as a workbook, and what its formulas come to without us."""

import csv
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import formulas
from openpyxl import load_workbook

from clairviz.base.i18n import Translator, translator
from clairviz.export.xlsx.comparison import comparison_lines
from clairviz.export.xlsx.simulation import (
    simulation_workbook,
)
from clairviz.subsidy import (
    Application,
    BodyKind,
    Rule,
    split_burden,
)
from clairviz.subsidy.rule.application import MAX_GOVERNMENTS, MAX_YEN
from clairviz.subsidy.words import labels
from clairviz.subsidy.words.wording import deciding_point
from tests.rules import RULES, all_sources, quote

JA, EN = translator("ja"), translator("en")
AS_OF = date(2026, 11, 24)
EDGES = [
    *(0, 1, 2, 3, 10**12, MAX_YEN, MAX_YEN - 1),
    *range(2_999_999, 3_000_002),
    *range(5_999_998, 6_000_002),
    *range(9_999_998, 10_000_002),
]
INPUTS = [
    *("rule", "cost", "governments", "body", "with_local_government", "with_association"),
    *("funding_only", "survey_only", "preliminary_survey", "other_public_subsidy"),
]
CHECKED = [
    "verdict",
    "share",
    "cap",
    "subsidy",
    "own_burden",
    "binding",
    "lead_burden",
    "other_burden",
    "point",
]

Recalculated = Sequence[Mapping[str, object]]


@cache
def applications() -> list[Application]:
    """200 applications: every year, kind of body, partner and question; edges of every size."""
    chance = random.Random(2005)
    costs = EDGES + [chance.randrange(10 ** chance.randrange(1, 16)) for _more in range(200 - len(EDGES))]
    return [
        Application(
            eligible_cost_yen=cost_yen,
            governments=chance.choice([1, 1, 2, 3, 7, MAX_GOVERNMENTS]),
            fiscal_year=chance.choice(list(RULES)),
            body=chance.choice([*BodyKind, BodyKind.NGO, BodyKind.NGO]),
            with_local_government=chance.choice([None, True, False]),
            with_association=chance.choice([None, True, False]),
            funding_only=chance.random() < 0.12,
            survey_only=chance.random() < 0.15,
            preliminary_survey=chance.random() < 0.2,
            other_public_subsidy=chance.random() < 0.12,
        )
        for cost_yen in costs
    ]


def scenarios() -> list[tuple[str, Application]]:
    return [(f"案{number}", application) for number, application in enumerate(applications(), start=1)]


def rows_of(_: Translator) -> dict[str, int]:
    lines = [line for line in comparison_lines(_) if line.on_sheet]
    return {line.key: row for row, line in enumerate(lines, start=6) if line.key}


def expected(application: Application, rule: Rule | None, _: Translator) -> dict[str, object]:
    """What `quote` says, as the sheet shows it."""
    answer = quote(application, rule=rule)
    own_yen = answer.own_burden_yen
    burdens = () if own_yen is None else split_burden(own_yen, bodies=application.governments)
    dash, nothing = _("–"), _("not computed")
    return {
        "verdict": labels.verdict_label(answer, _),
        "share": dash if answer.share_yen is None else answer.share_yen,
        "cap": dash if answer.cap_yen is None else answer.cap_yen,
        "subsidy": nothing if answer.subsidy_yen is None else answer.subsidy_yen,
        "own_burden": nothing if own_yen is None else own_yen,
        "binding": labels.binding_label(answer.binding, _),
        "lead_burden": burdens[0] if burdens else nothing,
        "other_burden": burdens[1] if len(burdens) > 1 else dash,
        "point": deciding_point(answer, _) or dash,
    }


@cache
def workbook(lang: str = "ja") -> bytes:
    return simulation_workbook(scenarios(), RULES, all_sources(), _=translator(lang), as_of=AS_OF)


def as_number(value: object) -> object:
    """Text of digits as LibreOffice writes it, or a float that is whole, as an int."""
    if isinstance(value, str):
        return int(value) if value.lstrip("-").isdigit() else value
    return int(value) if float(value).is_integer() else value  # type: ignore[arg-type]


class Model:
    """One column of a workbook, recalculated by the `formulas` library."""

    def __init__(self, content: bytes, outputs: Sequence[str], _: Translator, folder: Path) -> None:
        file = folder / "book.xlsx"
        file.write_bytes(content)
        self.rows = rows_of(_)
        self.sheet = f"'[{file.name}]{_('Simulation').upper()}'!"
        model = formulas.ExcelModel().loads(str(file)).finish()
        self.outputs = list(outputs)
        self.run = model.compile(
            inputs=[self.cell(key) for key in INPUTS], outputs=[self.cell(key) for key in outputs]
        )

    def cell(self, key: str) -> str:
        return f"{self.sheet}C{self.rows[key]}"

    def __call__(self, inputs: Sequence[object]) -> dict[str, object]:
        answers = self.run(*inputs)
        return {key: as_number(answer.value[0, 0]) for key, answer in zip(self.outputs, answers, strict=True)}


def inputs_of(content: bytes, _: Translator) -> Iterator[list[object]]:
    """The inputs of every scenario, as the sheet holds them."""
    sheet, rows = load_workbook(BytesIO(content)).worksheets[0], rows_of(_)
    for column in range(3, sheet.max_column + 1):
        yield [sheet.cell(rows[key], column).value for key in INPUTS]


def by_formulas(folder: Path) -> Recalculated:
    """The library compiles a cell in 15 ms, so one column is compiled and given all the inputs;
    `test_every_column_has_the_same_formulas` makes that stand for the others."""
    model = Model(
        simulation_workbook(scenarios()[:1], RULES, all_sources(), _=JA, as_of=AS_OF), CHECKED, JA, folder
    )
    return [model(inputs) for inputs in inputs_of(workbook(), JA)]


def by_libreoffice(folder: Path) -> Recalculated:
    (folder / "book.xlsx").write_bytes(workbook())
    # All sheets, formatted as shown: no; so numbers come with every digit.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, folder / "book.xlsx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (file,) = folder.glob("book*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        grid = list(csv.reader(stream))
    rows = rows_of(JA)
    return [
        {key: as_number(grid[rows[key] - 1][column]) for key in CHECKED}
        for column in range(2, len(applications()) + 2)
    ]


RECALCULATIONS = [by_formulas, *([by_libreoffice] if shutil.which("soffice") else [])]
