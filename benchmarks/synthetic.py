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
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.ingest.projects import COLUMNS
from clairviz.store.ingest.reference import load_reference

NOTE = "試験用。事実ではない。 | For tests only, not facts."


def write(folder: Path, *, projects: int = 450, years: int = 30, seed: int = 0) -> None:
    """A data folder with `projects` spread over the `years` up to FY2025.

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
    span = range(mix.LAST_YEAR - years + 1, mix.LAST_YEAR + 1)
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
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    try:
        write(chosen.out, projects=chosen.projects, years=chosen.years, seed=chosen.seed)
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    print(chosen.out)
