"""``python -m benchmarks.importing``: 100,000 rows of a workbook validated, in seconds and megabytes.

The goals are 30 seconds on two cores and less than 1 GB, the child that reads the workbook
included. Processor time is printed beside the time on the wall: on a busy machine it tells more.
"""

import argparse
import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from clairviz.base import paths
from clairviz.store.importing.model import ReadOptions, Upload
from clairviz.store.importing.reference import ReferenceNames
from clairviz.store.importing.validation import validate
from clairviz.store.ingest.reference import load_reference

GOAL_SECONDS, GOAL_MEGABYTES = 30, 1_000
HEADER = (
    "年度",
    "自治体名",
    "番号",
    "事業名",
    "対象分野",
    "相手地域",
    "相手先",
    "概要",
    "総経費（円）",
    "助成額（円）",
)


def write(file: Path, count: int) -> None:
    """A workbook of `count` projects of bodies that never changed, over fifteen years."""
    folder = paths.reference_folder()
    fields, regions = (
        [row["name_ja"] for row in csv.DictReader((folder / name).open(encoding="utf-8-sig"))]
        for name in ("fields.csv", "regions.csv")
    )
    with (folder / "prefectures.csv").open(encoding="utf-8-sig") as stream:
        bodies = [row["name_ja"] for row in csv.DictReader(stream)]
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True})
    sheet = book.add_worksheet("一覧")
    sheet.write_row(0, 0, HEADER)
    for index in range(count):
        body, year = bodies[index % len(bodies)], 2006 + index // len(bodies) % 15
        number = index // (len(bodies) * 15) + 1
        told = (
            f"技術協力事業その{index}",
            fields[index % len(fields)],
            regions[index % 40],
            f"都市{index % 500}",
        )
        sheet.write_row(
            index + 1, 0, (f"{year}年度", body, number, *told, f"概要の文 {index}", 6_000_000, 3_000_000)
        )
    book.close()


def main() -> int:
    """0 if both goals are met in processor time and memory, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    reference = ReferenceNames.of(load_reference(paths.reference_folder())[0])
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "big.xlsx"
        write(file, rows)
        upload = Upload(file.name, file.read_bytes())
    steps: list[float] = []
    before, start = os.times(), time.monotonic()
    found = validate([upload], ReadOptions(), reference, progress=lambda *_: steps.append(time.monotonic()))
    wall, after = time.monotonic() - start, os.times()
    spent = sum(after[:4]) - sum(before[:4])
    errors = sum(problem.severity == "error" for problem in found.problems)
    of_each = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, child = (resource.getrusage(kind).ru_maxrss / 1024 for kind in of_each)
    projects = sum(map(len, found.rows.values()))
    print(f"{rows:,} rows: {projects:,} projects, {errors} errors")
    print(f"{wall:.1f} s on the wall, {spent:.1f} s of processor time (goal {GOAL_SECONDS} s)")
    longest = max(b - a for a, b in zip([start, *steps], steps, strict=False))
    print(f"{len(steps)} steps of progress, the longest wait {longest:.1f} s")
    print(f"{own:.0f} MB here, {child:.0f} MB in the child (goal {GOAL_MEGABYTES} MB together)")
    return int(errors > 0 or spent > GOAL_SECONDS or own + child > GOAL_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
