"""Command line: ``python -m clairviz <command>``.

Exit status 0 done, 1 the data were refused or a check failed, 2 wrong usage.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

from clairviz import __version__
from clairviz.base.i18n import languages, message, translator
from clairviz.commands.usage import Parser, language_asked

# Command and what it does; each is the module of its name in clairviz.commands, with an underscore
# where the name is a word of Python.
COMMANDS = {
    "build": message("build the DuckDB file from data/"),
    "check": message("reconcile what is stored with the published totals and with data/"),
    "export": message("write a selection as a file: csv, xlsx, json, parquet, pptx, html"),
    "history": message("list every publish: number, when, who, note, years"),
    "import": message("bring years in from files: validate, show what changes, publish"),
    "query": message("answer one SELECT over the stored tables"),
    "rollback": message("bring back the state after an earlier publish, as a new one"),
    "template": message("write an empty file to fill in and import"),
    "simulate": message("quote a subsidy, with its steps"),
}
_STATUS = message("Exit status 0 done, 1 the data were refused or a check failed, 2 wrong usage.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _ = translator(language_asked(words))

    class Own(Parser):
        """A parser of a command, in the language of the whole."""

        def __init__(self, **options: Any) -> None:
            super().__init__(_, **options)
            self.add_argument(
                "--lang",
                choices=languages(),
                default=_.lang,
                help=_("language of help and messages (now: %(default)s)"),
            )

    parser = Own(prog="python -m clairviz", description=_(_STATUS))
    parser.add_argument(
        "--version", action="version", version=f"clairviz {__version__}", help=_("show the version and exit")
    )
    commands = parser.add_subparsers(
        title=_("commands"), dest="command", required=True, metavar=_("command"), parser_class=Own
    )
    asked = next((word for word in words if word in COMMANDS), "")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=_(purpose), description=_(purpose))
        # Others stay unread: what they draw and write with takes longer to load than a build.
        if name != asked:
            continue
        module = import_module(f"clairviz.commands.{name}{'_' if iskeyword(name) else ''}")
        module.configure(command)
        command.set_defaults(run=module.run)
    chosen = parser.parse_args(words)
    status: int = chosen.run(chosen)
    return status


if __name__ == "__main__":
    sys.exit(main())
