"""The command line in the reader's language: help, and what is wrong with a call."""

import argparse
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NoReturn

from clairviz.base.i18n import DEFAULT_LANGUAGE, Translator, languages, message

# What argparse says of a wrong call, and the same as a source string.
_WRONG = (
    (r"the following arguments are required: (?P<what>.+)", message("These are missing: {what}.")),
    (r"one of the arguments (?P<what>.+) is required", message("One of these is missing: {what}.")),
    (r"unrecognized arguments: (?P<what>.+)", message("There is no such option or command: {what}.")),
    (
        r"argument (?P<what>\S+): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
        message("{what}: {value} is not one of {choices}."),
    ),
    (r"argument (?P<what>.+?): expected one argument", message("{what}: a value is missing.")),
    (
        r"argument (?P<what>.+?): not allowed with argument (?P<value>.+)",
        message("{what} and {value} exclude each other."),
    ),
    (
        r"argument (?P<what>.+?): invalid \w+ value: (?P<value>.+)",
        message("{what}: {value} is not understood."),
    ),
    (r"argument (?P<what>.+?): (?P<value>.+)", message("{what}: {value}")),
)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of its `translator`, which commands use for their own help."""

    def __init__(self, _: Translator, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self.translator = _
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help and exit"))

    def format_usage(self) -> str:
        """One or two lines on how to call it."""
        return self._said(super().format_usage())

    def format_help(self) -> str:
        """The whole help."""
        return self._said(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Ends the program with status 2, having said what is wrong with the call."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {said(message, self.translator)}\n")

    def _said(self, text: str) -> str:
        _ = self.translator
        return text.replace("usage: ", _("usage: "), 1)


def said(wrong: str, _: Translator) -> str:
    """What argparse says is `wrong`, in the reader's language as far as it is known here."""
    for pattern, text in _WRONG:
        match = re.fullmatch(pattern, wrong)
        if match:
            return _(text, **match.groupdict())
    return wrong


def language_asked(arguments: Sequence[str]) -> str:
    """The language asked for by --lang, wherever it stands; the default where none on offer is."""
    asked = DEFAULT_LANGUAGE
    for word, following in pairwise([*arguments, ""]):
        if word == "--lang":
            asked = following
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
    return asked if asked in languages() else DEFAULT_LANGUAGE
