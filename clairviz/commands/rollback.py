"""``rollback``: an earlier state, as a new publish."""

import argparse
import getpass
import json
import sys

from clairviz.base import paths
from clairviz.base.i18n import translator
from clairviz.commands.usage import Parser
from clairviz.store import database
from clairviz.store.importing.publishing import roll_back
from clairviz.store.ingest.problem import DataRefused


def configure(parser: Parser) -> None:
    """The number to go back to."""
    _ = parser.translator
    parser.add_argument(
        "number", type=int, metavar="N", help=_("the publish whose state to bring back; 0: before all")
    )
    parser.add_argument("--note", default="", metavar="TEXT", help=_("a note for the history"))
    parser.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """0 if done or nothing differs, 1 if refused."""
    _ = translator(arguments.lang)
    try:
        published = roll_back(
            paths.data_folder(),
            arguments.number,
            paths.database_file(),
            who=getpass.getuser(),
            note=arguments.note,
        )
    except DataRefused as refused:
        for problem in refused.problems:
            print(f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}", file=sys.stderr)
        return 1
    except (OSError, database.Error) as error:
        print(_("{file} cannot be written: {error}", file=paths.data_folder(), error=error), file=sys.stderr)
        return 1
    if arguments.json:
        status = "unchanged" if published.number is None else "published"
        print(json.dumps({"status": status, "version": published.number, "years": list(published.years)}))
    elif published.number is None:
        print(_("Unchanged: the years on file say the same already."))
    else:
        print(_("Published as number {number}.", number=published.number))
    return 0
