"""``build``: the DuckDB file from data/."""

import argparse
import sys

from clairviz.base import paths
from clairviz.base.i18n import translator
from clairviz.store import database
from clairviz.store.ingest.dataset import load
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.publish import publish


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def run(arguments: argparse.Namespace) -> int:
    """0 if built, 1 if the data were refused or the folder cannot be written."""
    _ = translator(arguments.lang)
    try:
        dataset = load(paths.data_folder())
        publish(dataset, paths.database_file())
    except DataRefused as refused:
        for problem in refused.problems:
            print(f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}", file=sys.stderr)
        print(
            _.plural(
                "Nothing was built: {count} problem.",
                "Nothing was built: {count} problems.",
                len(refused.problems),
                count=len(refused.problems),
            ),
            file=sys.stderr,
        )
        return 1
    except (OSError, database.Error) as error:
        print(
            _("{file} cannot be written: {error}", file=paths.database_file(), error=error), file=sys.stderr
        )
        return 1
    count = len(dataset.records["project"])
    print(
        _.plural(
            "Built {file}: {count} project.",
            "Built {file}: {count} projects.",
            count,
            file=paths.database_file(),
            count=count,
        )
    )
    return 0
