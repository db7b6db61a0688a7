"""``export``: a selection told in scenes, as a file to edit or to forward."""

import argparse
import difflib
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from clairviz.base import paths
from clairviz.base.facets import FACETS, Facet, code_named
from clairviz.base.i18n import Translator, translator
from clairviz.base.selection import Selection
from clairviz.export.html.handout import handout
from clairviz.export.pptx.deck import DeckRefused, deck
from clairviz.report import Report, Story, StoryRefused, project_scene, tell
from clairviz.report.model import Ask
from clairviz.report.story import from_text
from clairviz.store import database
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.queries import projects, reference

T = TypeVar("T")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Format:
    """A kind of file: what makes its bytes, and the outlines its figures take."""

    write: Callable[[Report, Translator, Progress, bytes | None], bytes]
    outlines: Callable[[], str]


class Refused(Exception):
    """What was asked for cannot be written; says why in the reader's language."""


def _pptx(report: Report, _: Translator, progress: Progress, template: bytes | None) -> bytes:
    return deck(report, _=_, progress=progress, template=template)


def _html(report: Report, _: Translator, progress: Progress, template: bytes | None) -> bytes:
    return handout(report, _=_, made_on=date.today(), progress=progress)


def _world() -> str:
    return (paths.geo_folder() / "world.geojson").read_text(encoding="utf-8")


# The slides draw the map themselves; the handout takes its outlines along.
FORMATS: dict[str, Format] = {
    "pptx": Format(_pptx, lambda: "world.geojson"),
    "html": Format(_html, _world),
}
EXCLUDE = "exclude-"
_NEAREST = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--format", choices=list(FORMATS), required=True, help="kind of file")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="file to write")
    for facet in FACETS:
        metavar, how = (
            ("TEXT", "words to search the projects for")
            if facet.is_text
            else ("VALUE", "codes or names to filter by; repeat it or separate them by commas")
        )
        parser.add_argument(f"--{facet.option}", action="append", default=[], metavar=metavar, help=how)
        parser.add_argument(
            f"--{EXCLUDE}{facet.option}",
            action="append",
            default=[],
            metavar=metavar,
            help=f"leave out what --{facet.option} of the same value would select",
        )
    parser.add_argument("--story", type=Path, metavar="FILE", help="scenes saved from the presentation page")
    parser.add_argument("--projects", action="store_true", help="one more scene for each project selected")
    parser.add_argument("--template", type=Path, metavar="FILE", help="PowerPoint template (.pptx, .potx)")


def run(arguments: argparse.Namespace) -> int:
    """0 if written, 1 if what was asked for does not exist or cannot be written."""
    _ = translator(arguments.lang)
    try:
        content = _content(arguments, _)
        _write(arguments.out, content)
    except Refused as refused:
        return _fail(str(refused))
    except DeckRefused as refused:
        return _fail(f"{arguments.template}: {refused}")
    except DataRefused as refused:
        for problem in refused.problems:
            print(f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}", file=sys.stderr)
        return 1
    except OSError as error:
        return _fail(
            _("{file} cannot be written: {error}", file=arguments.out, error=error.strerror or error)
        )
    print(_("Written: {file} ({size} kB)", file=arguments.out, size=f"{-(-len(content) // 1000):,}"))
    return 0


def _content(arguments: argparse.Namespace, _: Translator) -> bytes:
    story, template = _story(arguments.story, _), _read(arguments.template, _)
    with database.connect(database.ensure().version) as connection:

        def ask(query: Callable[..., T], *values: Any) -> T:
            return query(connection.cursor(), *values)

        selection = selection_of(arguments, ask(reference.options), _)
        if arguments.projects:
            story = _with_projects(story, ask, selection, _)
        chosen = FORMATS[arguments.format]
        report = tell(ask, selection, story, _=_, outlines=chosen.outlines())
        if not report.scenes:
            raise Refused(_("None of the story's scenes is in the data."))
        return chosen.write(report, _, _progress, template)


def selection_of(arguments: argparse.Namespace, options: pd.DataFrame, _: Translator) -> Selection:
    """The selection the options describe. Raises Refused at a value that does not exist."""
    known = reference.codes_by_name(options)

    def codes(facet: Facet, option: str) -> list[object]:
        given = getattr(arguments, option.replace("-", "_"))
        if facet.is_text:
            return list(given)
        values = [part.strip() for text in given for part in text.split(",")]
        found = (_code(facet, value, known[facet.key], option, options, _) for value in values if value)
        return [facet.read(code) for code in dict.fromkeys(found)]

    return Selection(
        {facet.key: codes(facet, facet.option) for facet in FACETS},
        {facet.key: codes(facet, EXCLUDE + facet.option) for facet in FACETS},
    )


def _code(
    facet: Facet, value: str, known: Mapping[str, str], option: str, options: pd.DataFrame, _: Translator
) -> str:
    code = code_named(facet, value, known)
    if code is not None:
        return code
    records = options[options["facet"] == facet.key]
    names = [str(name) for column in ("name_en", "name_ja", "code") for name in records[column]]
    near = _nearest(value, [*names, *([_(facet.not_stated)] if facet.not_stated else [])])
    raise Refused(
        _(
            "--{option}: “{value}” is not on file. Nearest: {names}.",
            option=option,
            value=value,
            names=_(", ").join(near),
        )
        if near
        else _("--{option}: “{value}” is not on file.", option=option, value=value)
    )


def _nearest(value: str, names: Sequence[str]) -> list[str]:
    """The names most like `value`; those that hold it, or begin alike, before others."""
    holding = [name for name in names if value.casefold() in name.casefold()]
    close = difflib.get_close_matches(value, names, n=_NEAREST, cutoff=0.4)
    return list(dict.fromkeys([*close, *holding]))[:_NEAREST] or list(names[:_NEAREST])


def _story(file: Path | None, _: Translator) -> Story:
    content = _read(file, _)
    if content is None:
        return Story()
    try:
        return from_text(content.decode("utf-8-sig"))[0]
    except (StoryRefused, UnicodeError) as error:
        part = error.part if isinstance(error, StoryRefused) else "UTF-8"
        raise Refused(_("{file} is not a saved presentation ({part}).", file=file, part=part)) from error


def _with_projects(story: Story, ask: Ask, selection: Selection, _: Translator) -> Story:
    """The story with a scene for each project selected, before the closing scene."""
    wanted = [project_scene(str(one)) for one in ask(projects.projects, selection)["project_id"]]
    new = [code for code in wanted if code not in story.scenes]
    last = [code for code in story.scenes[-1:] if code == "closing"]
    try:
        return replace(story, scenes=(*story.scenes[: len(story.scenes) - len(last)], *new, *last))
    except StoryRefused:
        raise Refused(
            _(
                "{count} scenes are more than one file takes; select fewer projects.",
                count=len(story.scenes) + len(new),
            )
        ) from None


def _read(file: Path | None, _: Translator) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(
            _("{file} cannot be read: {error}", file=file, error=error.strerror or error)
        ) from error


def _write(file: Path, content: bytes) -> None:
    """All of the file or nothing of it."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _progress(done: int, total: int) -> None:
    """A line that grows on a terminal, one line each elsewhere."""
    end = "\r" if sys.stderr.isatty() and done < total else "\n"
    bar = "█" * round(20 * done / total)
    print(f"{bar:░<20} {done}/{total}", end=end, file=sys.stderr, flush=True)


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
