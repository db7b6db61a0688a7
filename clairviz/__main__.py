"""Command line: ``python -m clairviz <command>``.

Exit status 0 done, 1 the data were refused or a check failed, 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from clairviz import __version__
from clairviz.base.i18n import DEFAULT_LANGUAGE, languages

# Command and what it does; each is the module of its name in clairviz.commands.
COMMANDS = {
    "build": "build the DuckDB file from data/",
    "check": "reconcile what is stored with the published totals and with data/",
    "export": "write a selection as PowerPoint",
    "simulate": "quote a subsidy, with its steps",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m clairviz", description=__doc__)
    parser.add_argument("--version", action="version", version=f"clairviz {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.add_argument(
            "--lang",
            choices=languages(),
            default=DEFAULT_LANGUAGE,
            help="language of the messages (default: %(default)s)",
        )
        module = import_module(f"clairviz.commands.{name}")
        module.configure(command)
        command.set_defaults(run=module.run)
    chosen = parser.parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


if __name__ == "__main__":
    sys.exit(main())
