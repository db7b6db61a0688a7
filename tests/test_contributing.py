"""The table of CONTRIBUTING.md cannot rot: every row is walked in a copy of the project.

Each recipe adds one thing, in the files that its row names and no other; one run of the app and the
commands in that copy then finds them all.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
COPIED = ("clairviz", "pages", "data", "app.py", "pyproject.toml", "LICENSE", "README.md", "README.ja.md")
# Looks for each thing where a user would; prints what was seen by row.
LOOK = Path(__file__).with_name("contributing_child.py")


class Copy:
    """A copy of the project; remembers what was touched."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.touched: set[str] = set()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.touched.add(path)

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        self.write(path, text.replace(old, new))

    def row(self, path: str, **cells: object) -> None:
        """Append a row; cells the file has no column for are left out, others stay empty."""
        with (self.root / path).open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        with (self.root / path).open("a", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, header, extrasaction="ignore", lineterminator="\n")
            writer.writerow({name: cells.get(name, "") for name in header})
        self.touched.add(path)

    def words(self, path: str, **_: str) -> None:
        self.write(path, "".join(f'msgid "{key}"\nmsgstr "{value}"\n\n' for key, value in _.items()))


def fiscal_year(copy: Copy) -> None:
    path, given = (
        "data/source/projects/2006.csv",
        {"fiscal_year": 2006, "title_ja": "試験事業", "source": "test-source"},
    )
    copy.write(path, (copy.root / "data/source/projects/2005.csv").read_text("utf-8").splitlines()[0] + "\n")
    copy.row(path, **given, local_government="試験市", fields="観光試験", regions="試験国")
    copy.row(path, **given, local_government="京都府", fields="教育", regions="中国")
    copy.row(
        "data/reference/fiscal_years.csv", fiscal_year=2006, coverage="complete", source_id="test-source"
    )
    total = {
        "fiscal_year": 2006,
        "dimension": "project",
        "code": "all",
        "total": 2,
        "source_id": "test-source",
    }
    copy.row("data/reference/published_totals.csv", **total)
    copy.row(
        "data/reference/hand_counts.csv",
        **{**total, "dimension": "secondary_field", "code": "forestry", "total": 0},
    )


def field(copy: Copy) -> None:
    copy.row(
        "data/reference/fields.csv",
        field_code="tourism-test",
        name_ja="観光試験",
        name_en="Tourism",
        sort_order=99,
    )


def region(copy: Copy) -> None:
    copy.row(
        "data/reference/regions.csv",
        region_code="ZZT",
        name_ja="試験国",
        name_en="Testland",
        kind="country",
        latitude=16.0,
        longitude=107.5,
        sort_order=999,
    )


def local_government(copy: Copy) -> None:
    copy.row(
        "data/reference/local_governments.csv",
        local_government_code="479993",
        name_ja="試験市",
        name_kana="シケンシ",
        name_en="Test City",
        kind="city",
        prefecture_code="47",
        latitude=26.2,
        longitude=127.7,
    )


def source(copy: Copy) -> None:
    copy.row("data/reference/sources.csv", source_id="test-source", title="試験の資料", locator="1頁")


def rule_value(copy: Copy) -> None:
    copy.row(
        "data/reference/subsidy_rules.csv",
        rule_key="model-project-2040",
        fiscal_year=2040,
        rate="1/4",
        cap_single_yen=1000000,
        source_id="test-source",
        note_ja="試験",
        note_en="Test",
    )
    clauses = "data/reference/subsidy_clauses.csv"
    with (copy.root / clauses).open(encoding="utf-8", newline="") as stream:
        like = [line for line in csv.DictReader(stream) if line["fiscal_year"] == "1999"]
    for line in like:
        copy.row(clauses, **{**line, "fiscal_year": 2040, "source_id": "test-source"})


def rule_formula(copy: Copy) -> None:
    path = "clairviz/subsidy/rule/formulas.py"
    copy.change(
        path,
        "# The programme began in fiscal 1996.",
        "def in_thousands(cost_yen: int, rate: Fraction, cap_yen: int) -> tuple[int, int]:\n"
        '    """Whole thousands."""\n'
        "    share_yen, subsidy_yen = share_within_cap(cost_yen, rate, cap_yen)\n"
        "    return share_yen, subsidy_yen // 1000 * 1000\n\n\n"
        "# The programme began in fiscal 1996.",
    )
    copy.change(path, "((1996, share_within_cap),)", "((1996, share_within_cap), (2040, in_thousands))")


def page(copy: Copy) -> None:
    copy.write("pages/trial.py", "from clairviz.web.trial import content\n\ncontent.draw()\n")
    copy.write("clairviz/web/trial/__init__.py", "")
    copy.write(
        "clairviz/web/trial/content.py",
        "import streamlit as st\n\nfrom clairviz.web.view import current\n\n\n"
        'def draw() -> None:\n    st.text(current()._("Words of the trial page"))\n',
    )
    copy.change(
        "clairviz/web/navigation.py",
        "PAGES = (\n",
        'PAGES = (\n    Page("trial.py", "trial", message("Trial page"), message("Trial summary")),\n',
    )
    copy.write("clairviz/locales/ja/trial.po", WORDS)
    for file in ("README.md", "README.ja.md"):
        copy.write(file, (copy.root / file).read_text(encoding="utf-8") + "\nTrial page\n")


WORDS = """msgid "Words of the trial page"
msgstr "試験ページの文"

msgid "Trial page"
msgstr "試験ページ"

msgid "Trial summary"
msgstr "試験の要約"
"""


def chart(copy: Copy) -> None:
    copy.write(
        "clairviz/figures/trial.py",
        "import plotly.graph_objects as go\n\n\n"
        "def trial_bar() -> go.Figure:\n    return go.Figure(go.Bar(x=[1], y=[5]))\n",
    )
    copy.write(
        "clairviz/web/timeline/trial.py",
        "import pandas as pd\n\nfrom clairviz.figures.trial import trial_bar\nfrom clairviz.web import charts\n\n\n"
        "def draw(_) -> None:\n"
        '    charts.chart("trial", trial_bar(), title=_("Trial chart"), alt="5",\n'
        '                 table=pd.DataFrame({"n": [5]}), sources=("clair-2005",), _=_)\n',
    )
    pages = (copy.root / "pages/timeline.py").read_text(encoding="utf-8")
    copy.write(
        "pages/timeline.py",
        pages + "\nfrom clairviz.web.timeline import trial  # noqa: E402\n\ntrial.draw(current()._)\n",
    )
    copy.write("clairviz/locales/ja/trial_chart.po", 'msgid "Trial chart"\nmsgstr "試験の図"\n')


def scene(copy: Copy) -> None:
    copy.write(
        "clairviz/report/kinds/trial.py",
        "from clairviz.base.i18n import message\nfrom clairviz.report.model import Numbers, Scene\n\n"
        'NAME = message("Trial scene")\n\n\n'
        "def scene(teller, code):\n"
        '    return Scene(code, teller._("Trial scene"), Numbers(), ("5",), sources=teller.sources)\n',
    )
    path = "clairviz/report/kinds/__init__.py"
    copy.change(path, "simulator, timeline, title\n", "simulator, timeline, title, trial\n")
    copy.change(
        path,
        '    Kind("findings", findings',
        '    Kind("trial", trial.NAME, trial.scene),\n    Kind("findings", findings',
    )
    copy.write("clairviz/locales/ja/trial_scene.po", 'msgid "Trial scene"\nmsgstr "試験の場面"\n')


def filter_(copy: Copy) -> None:
    copy.change(
        "clairviz/base/facets.py",
        "    QUERY,\n)",
        '    Facet("joint", "joint", "joint", message("Trial filter"), "coalesce(CAST(is_joint AS VARCHAR), \'none\')",\n'
        "          options=\"SELECT * FROM (VALUES ('none', '試験の値', 'Trial value', 1), \"\n"
        "          \"('true', '共同', 'joint', 2)) AS t(code, name_ja, name_en, sort_order)\"),\n    QUERY,\n)",
    )
    copy.write("clairviz/locales/ja/trial_filter.po", 'msgid "Trial filter"\nmsgstr "試験の条件"\n')


def export_format(copy: Copy) -> None:
    path = "clairviz/export/formats.py"
    copy.change(
        path,
        "DATA_FORMATS = (\n",
        'DATA_FORMATS = (\n    DataFormat("txt", "text/plain", message("Trial format"), frozenset(), write_trial),\n',
    )
    copy.change(
        path,
        "from clairviz.report import Report\n",
        "from clairviz.export.trial import write_trial\nfrom clairviz.report import Report\n",
    )
    copy.write(
        "clairviz/export/trial.py",
        "def write_trial(extract, _, _options):\n"
        "    from clairviz.export.data.write import to_csv\n\n"
        '    return to_csv(extract, _, encoding="utf-8", has_words=False)\n',
    )
    copy.write("clairviz/locales/ja/trial_format.po", 'msgid "Trial format"\nmsgstr "試験の形式"\n')


def language(copy: Copy) -> None:
    (copy.root / "clairviz/locales/xx").mkdir()


RECIPES: dict[str, Callable[[Copy], None]] = {
    "a fiscal year": fiscal_year,
    "a field": field,
    "a region": region,
    "a local government": local_government,
    "a source": source,
    "a subsidy rule's value": rule_value,
    "a subsidy rule's formula": rule_formula,
    "a page": page,
    "a chart on a page": chart,
    "a filter": filter_,
    "a scene": scene,
    "an export format": export_format,
    "a language": language,
}


def table() -> dict[str, list[str]]:
    """Files by thing, as the guide names them; `x` and YYYY stand for any name."""
    rows = re.findall(
        r"^\| (an? [^|]+?) \| (.+) \|$", (PROJECT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
    )
    return {
        thing: [
            re.sub(r"\b(?:x|YYYY)\b", "*", path)
            for path in re.findall(r"`([\w./-]*/[\w./-]*|README[\w.]*)`", files)
        ]
        for thing, files in rows
    }


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, set[str]], dict[str, str]]:
    """What each recipe touched, and what was seen afterwards."""
    root = tmp_path_factory.mktemp("project")
    for name in COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(
                PROJECT / name,
                root / name,
                ignore=shutil.ignore_patterns("*.duckdb*", "__pycache__", "history"),
            )
        else:
            shutil.copy(PROJECT / name, root / name)
    touched = {}
    for thing, recipe in RECIPES.items():
        copy = Copy(root)
        recipe(copy)
        touched[thing] = copy.touched
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CLAIRVIZ_")}
    done = subprocess.run(
        [sys.executable, str(LOOK)],
        cwd=root,
        env={**environment, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return touched, json.loads(done.stdout.splitlines()[-1])


def test_every_row_is_walked() -> None:
    assert set(table()) == set(RECIPES)


@pytest.mark.parametrize("thing", RECIPES)
def test_the_row_is_all_there_is_to_do(
    walked: tuple[dict[str, set[str]], dict[str, str]], thing: str
) -> None:
    touched, seen = walked
    named = table()[thing]
    other = {
        file
        for file in touched[thing]
        if not any(fnmatch(file, path + "*" * path.endswith("/")) for path in named)
    }
    assert other == set()
    assert seen[thing] == "found"
