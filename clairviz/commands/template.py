"""``template``: an empty file to fill in and import."""

import argparse
import sys
from pathlib import Path
from typing import Literal

from clairviz.base import paths
from clairviz.base.i18n import translator
from clairviz.commands.output import check_place, not_written, output
from clairviz.commands.usage import Parser
from clairviz.export.xlsx.import_template import import_template, names_to_offer
from clairviz.store.ingest.reference import load_reference


def configure(parser: Parser) -> None:
    """Where to write; the ending says the kind."""
    _ = parser.translator
    parser.add_argument(
        "--out", type=Path, required=True, metavar="F", help=_("the file to write: .xlsx or .csv")
    )


def run(arguments: argparse.Namespace) -> int:
    """0 if written, 1 if the reference tables are refused or the file cannot be written, 2 for another ending."""
    _ = translator(arguments.lang)
    kinds: dict[str, Literal["xlsx", "csv"]] = {".xlsx": "xlsx", ".csv": "csv"}
    kind = kinds.get(arguments.out.suffix.lower())
    if kind is None:
        print(_("{file}: the ending must be .xlsx or .csv.", file=arguments.out), file=sys.stderr)
        return 2
    records, problems = load_reference(paths.reference_folder())
    if problems:
        for problem in problems:
            print(f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}", file=sys.stderr)
        return 1
    try:
        check_place(arguments.out)
        with output(arguments.out) as stream:
            stream.write(import_template(kind, names_to_offer(records), _=_))
    except OSError as error:
        print(not_written(arguments.out, error, _), file=sys.stderr)
        return 1
    return 0
