"""Synthetic data of any size in the import format, clearly marked and never in data/.

python -m benchmarks.synthetic --out FOLDER
CLAIRVIZ_DATA=FOLDER CLAIRVIZ_DATABASE=FOLDER/clairviz.duckdb make run

The bodies are those of the reference tables, each under the name it had in the year; what they are
said to have done is invented. Without other options there are 450 projects in 30 years, two of the
years missing and three of them partial.
"""

import argparse
import csv
import random
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import mix
from benchmarks.mixer import Mixer
from clairviz.base.paths import PROJECT
from clairviz.base.schema import SYNTHETIC
from clairviz.store.ingest.dataset import load
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.ingest.projects import COLUMNS
from clairviz.store.ingest.reference import load_reference

NOTE = "試験用。事実ではない。 | For tests only, not facts."


def write(
    folder: Path,
    *,
    projects: int = 450,
    years: int = 30,
    last: int = mix.LAST_YEAR,
    seed: int = 0,
    slim: bool = False,
) -> None:
    """A data folder with `projects` spread over the `years` up to the fiscal year `last`.

    A `slim` one keeps of all local governments and regions only what its projects need.

    Raises ValueError if `folder` is the project's own data folder or holds anything, and
    DataRefused if the reference tables in data/ are not sound.
    """
    if folder.resolve().is_relative_to((PROJECT / "data").resolve()) or (
        folder.exists() and any(folder.iterdir())
    ):
        raise ValueError(f"{folder} must be a new folder outside data/")
    reference = folder / "reference"
    shutil.copytree(PROJECT / "data" / "reference", reference)
    (folder / "source" / "projects").mkdir(parents=True)
    with (reference / "sources.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerow(
            [SYNTHETIC, "合成データ SYNTHETIC DATA", "", "", "", NOTE]
        )
    records, problems = load_reference(reference)
    if problems:
        raise DataRefused(problems)
    mixer = Mixer(random.Random(seed), records)
    span = range(last - years + 1, last + 1)
    coverage: list[Sequence[object]] = []
    totals: list[Sequence[object]] = []
    for year, count in mixer.counts([one for one in span if one not in mix.MISSING], mix.PARTIAL, projects):
        rows = mixer.year(year, count)
        lines = ([row.get(column, "") for column in COLUMNS] for row in rows)
        _write(folder / "source" / "projects" / f"{year}.csv", COLUMNS, lines)
        if year in mix.PARTIAL:
            coverage.append([year, "partial", _recognised(year, count), SYNTHETIC])
            continue
        coverage.append([year, "complete", "", SYNTHETIC])
        if year in mix.TOTALLED and rows:
            totals += [[year, *total, SYNTHETIC] for total in mixer.totals(rows)]
    _write(
        reference / "fiscal_years.csv", ["fiscal_year", "coverage", "recognised_count", "source_id"], coverage
    )
    _write(
        reference / "published_totals.csv", ["fiscal_year", "dimension", "code", "total", "source_id"], totals
    )
    _write(reference / "hand_counts.csv", ["fiscal_year", "dimension", "code", "total", "source_id"], [])
    if slim:
        _keep_needed(folder)


def _keep_needed(folder: Path) -> None:
    """Takes out of the reference tables what no row of the folder needs."""
    records = load(folder).records
    changes = records["local_government_change"]
    bodies = {str(row["local_government_code"]) for row in records["project_body"]}
    while (
        more := {
            str(row[end])
            for row in changes
            if bodies & {row["from_code"], row["to_code"]}
            for end in ("from_code", "to_code")
        }
        - bodies
    ):
        bodies |= more
    regions = {row["region_code"] for row in records["project_region"]}
    regions |= {row["country_code"] for row in records["office"]}
    regions |= {row["within"] for row in records["region"] if row["region_code"] in regions}
    for name, columns, kept in (
        ("local_governments.csv", ("local_government_code",), bodies),
        ("local_government_changes.csv", ("from_code", "to_code"), bodies),
        ("regions.csv", ("region_code",), regions),
    ):
        file = folder / "reference" / name
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            header = list(reader.fieldnames or ())
            rows = [list(row.values()) for row in reader if kept & {row[column] for column in columns}]
        _write(file, header, rows)


def _recognised(year: int, count: int) -> int | str:
    """How many projects of a partial year were recognised: no fewer than are on file."""
    if year not in mix.RECOGNISED:
        return ""
    return max(mix.RECOGNISED[year], count if count < mix.RECOGNISED[year] else count * 5 // 3)


def _write(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.synthetic",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--projects", type=int, default=450)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--last", type=int, default=mix.LAST_YEAR, help="the last fiscal year")
    parser.add_argument("--slim", action="store_true", help="only the bodies and regions that occur")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    try:
        write(
            chosen.out,
            projects=chosen.projects,
            years=chosen.years,
            last=chosen.last,
            seed=chosen.seed,
            slim=chosen.slim,
        )
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    print(chosen.out)
