"""``history``: every publish that was kept."""

import argparse
import json

from clairviz.base import paths
from clairviz.base.i18n import translator
from clairviz.commands.usage import Parser
from clairviz.store.importing import history


def configure(parser: Parser) -> None:
    """--json for programs."""
    _ = parser.translator
    parser.add_argument("--json", action="store_true", help=_("print the answer as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """0; an empty history is said to be empty."""
    _ = translator(arguments.lang)
    entries = history.entries(paths.data_folder())
    if arguments.json:
        print(json.dumps([entry.as_record() for entry in entries], ensure_ascii=False))
        return 0
    for entry in entries:
        years = ", ".join(map(str, entry.years))
        what = _("import") if entry.action == "import" else _("back to {number}", number=entry.of)
        print(
            f"{entry.number}  {entry.at}  {entry.who}  {what}  {years}  {entry.hash[:8]}  {entry.note}".rstrip()
        )
    if not entries:
        print(_("Nothing was published yet."))
    return 0
