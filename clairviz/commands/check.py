"""``check``: stored counts against published totals, and data/ against the file."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from clairviz.base import paths
from clairviz.base.i18n import Translator, translator
from clairviz.commands.usage import Parser
from clairviz.store import database
from clairviz.store.ingest.dataset import load
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.reconcile import Difference, against_file, against_published, compared, in_memory


def configure(parser: Parser) -> None:
    """--json for programs."""
    _ = parser.translator
    parser.add_argument("--json", action="store_true", help=_("print the differences as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """0 if everything agrees, 1 if not or if the data are refused."""
    _ = translator(arguments.lang)
    try:
        data = in_memory(load(paths.data_folder()))
    except DataRefused as refused:
        lines = [f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}" for problem in refused.problems]
        if arguments.json:
            print(
                json.dumps(
                    {"agrees": False, "compared": [], "problems": lines, "differences": []},
                    ensure_ascii=False,
                )
            )
        else:
            print("\n".join(lines), file=sys.stderr)
        return 1

    years = compared(data, paths.reference_folder())
    differences = against_published(data, paths.reference_folder())
    version = database.version_file(paths.database_file())
    stored, notes = _against_stored(data, version, _)
    differences += stored
    is_sound = not differences and (version is None or not notes)
    # Of nothing it cannot be said that it agrees.
    silent = [year for year in years if not year.dimensions]
    agrees = None if is_sound and len(silent) == len(years) else is_sound
    if arguments.json:
        print(
            json.dumps(
                {
                    "agrees": agrees,
                    "compared": [asdict(year) for year in years],
                    "problems": notes,
                    "differences": [asdict(difference) for difference in differences],
                },
                ensure_ascii=False,
            )
        )
        return 0 if is_sound else 1
    for difference in differences:
        print(difference.text(_))
    for note in notes:
        print(note)
    for year in years:
        print(year.text(_))
    if agrees and not silent:
        print(_("Everything stored agrees with the published totals."))
    elif agrees:
        print(_("What could be compared agrees with the published totals; the other years could not."))
    elif is_sound:
        print(_("Nothing was compared with published totals: none are on file."))
    else:
        print(
            _.plural("{count} difference.", "{count} differences.", len(differences), count=len(differences))
        )
    return 0 if is_sound else 1


def _against_stored(
    data: database.Connection, version: Path | None, _: Translator
) -> tuple[list[Difference], list[str]]:
    """Rows in which the file differs from data/, and what is to be done about the file."""
    if version is None:
        return [], [_("There is no database file yet; `python -m clairviz build` makes it.")]
    if database.inspect(version) is None:
        return [], [
            _("The database file is damaged or of another version; `python -m clairviz build` renews it.")
        ]
    try:
        with database.connect(version) as file:
            stored = against_file(data, file)
    except database.Error:
        return [], [_("The database file cannot be read; `python -m clairviz build` renews it.")]
    if not stored:
        return [], []
    return stored, [
        _("data/ has changed since the file was built; `python -m clairviz build` brings it up to date.")
    ]
