"""Synthetic data of any size in the import format, clearly marked and never in data/.

python -m benchmarks.synthetic --projects 500 --years 25 --out FOLDER
CLAIRVIZ_DATA=FOLDER CLAIRVIZ_DATABASE=FOLDER/clairviz.duckdb make run
"""

import argparse
import csv
import random
import shutil
import sys
from pathlib import Path

from clairviz.base.paths import PROJECT
from clairviz.store.ingest.projects import COLUMNS

SOURCE = "synthetic"
LAST_YEAR = 2025
CHECK_WEIGHTS = (6, 5, 4, 3, 2)
# More partners than the real data have, so that the map is tried where it is crowded.
REGIONS = (
    ("CHN", "中国", "China", 35.5, 104.0),
    ("KOR", "韓国", "South Korea", 36.4, 127.9),
    ("RUS", "ロシア", "Russia", 61.5, 100.0),
    ("THA", "タイ", "Thailand", 15.6, 101.0),
    ("KHM", "カンボジア", "Cambodia", 12.6, 104.9),
    ("BRA", "ブラジル", "Brazil", -10.5, -53.0),
    ("USA", "アメリカ", "United States", 39.5, -98.5),
    ("VNM", "ベトナム", "Viet Nam", 16.0, 107.5),
    ("IDN", "インドネシア", "Indonesia", -2.5, 118.0),
    ("MNG", "モンゴル", "Mongolia", 46.8, 103.0),
    ("KEN", "ケニア", "Kenya", 0.5, 37.9),
    ("PER", "ペルー", "Peru", -9.2, -75.0),
    ("FRA", "フランス", "France", 46.6, 2.4),
    ("AUS", "オーストラリア", "Australia", -25.0, 134.0),
    ("IND", "インド", "India", 22.5, 79.0),
    ("PHL", "フィリピン", "Philippines", 12.5, 122.5),
)


def write(folder: Path, *, projects: int, years: int, seed: int = 0) -> None:
    """A data folder with `projects` spread over `years` up to FY2025.

    Raises ValueError if `folder` is the project's own data folder or holds anything.
    """
    if folder.resolve().is_relative_to((PROJECT / "data").resolve()) or (
        folder.exists() and any(folder.iterdir())
    ):
        raise ValueError(f"{folder} must be a new folder outside data/")
    dice = random.Random(seed)
    shutil.copytree(PROJECT / "data" / "reference", folder / "reference")
    (folder / "source" / "projects").mkdir(parents=True)
    reference = folder / "reference"
    for name in ("published_totals.csv", "hand_counts.csv", "fiscal_years.csv"):
        _keep_header(reference / name)
    _append(
        reference / "sources.csv",
        [
            [
                SOURCE,
                "合成データ SYNTHETIC DATA",
                "",
                "",
                "",
                "試験用。事実ではない。 | For tests only, not facts.",
            ]
        ],
    )
    _write(
        reference / "regions.csv",
        ["region_code", "name_ja", "name_en", "latitude", "longitude", "sort_order"],
        [[*region, order] for order, region in enumerate(REGIONS, 1)],
    )
    governments = _governments(reference, dice)
    fields = [row["name_ja"] for row in _rows(reference / "fields.csv")]
    regions = [region[1] for region in REGIONS]
    for index in range(years):
        year = LAST_YEAR - index
        count = projects // years + (index < projects % years)
        numbers: dict[str, int] = {}
        rows = []
        for _ in range(count):
            government = dice.choice(governments)
            numbers[government] = numbers.get(government, 0) + 1
            primary, secondary = dice.sample(fields, 2)
            cost = dice.randrange(1_000_000, 20_000_000)
            rows.append(
                [
                    year,
                    government,
                    numbers[government],
                    f"合成事業{dice.randrange(10**6)}",
                    "Synthetic project",
                    primary,
                    secondary if dice.random() < 0.2 else "",
                    ";".join(dice.sample(regions, dice.choice((0, 1, 1, 1, 2, 3)))),
                    dice.choice(("", "true", "false")),
                    cost,
                    min(cost // 2, 3_000_000),
                    SOURCE,
                ]
            )
        _write(folder / "source" / "projects" / f"{year}.csv", list(COLUMNS), rows)


def _governments(reference: Path, dice: random.Random) -> list[str]:
    """One city a prefecture beside the real ones, named as synthetic; returns all names."""
    added = []
    for row in _rows(reference / "prefectures.csv"):
        first = f"{row['prefecture_code']}999"
        digit = (11 - sum(int(d) * w for d, w in zip(first, CHECK_WEIGHTS, strict=True)) % 11) % 10
        added.append(
            [
                f"{first}{digit}",
                f"合成{row['prefecture_code']}市",
                f"Synthetic City {row['prefecture_code']}",
                "city",
                row["prefecture_code"],
                round(dice.uniform(31.5, 43.5), 4),
                round(dice.uniform(130.5, 143.5), 4),
            ]
        )
    _append(reference / "local_governments.csv", added)
    return [row["name_ja"] for row in _rows(reference / "local_governments.csv")]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(file: Path, header: list[str], rows: list[list[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


def _append(file: Path, rows: list[list[object]]) -> None:
    with file.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _keep_header(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.synthetic",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--projects", type=int, required=True)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    try:
        write(chosen.out, projects=chosen.projects, years=chosen.years, seed=chosen.seed)
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    print(chosen.out)
