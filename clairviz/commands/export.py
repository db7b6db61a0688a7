"""``export``: a selection as a file: its rows, or told in scenes to edit or to forward."""

import argparse
import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, assert_never

import pandas as pd

from clairviz.base.facets import FACETS, Facet, codes_named
from clairviz.base.i18n import Translator, translator
from clairviz.base.selection import Selection
from clairviz.commands.output import check_place, not_read, not_written, output
from clairviz.commands.usage import Parser
from clairviz.export.data.extract import Rows, extract
from clairviz.export.data.write import Lost, TooManyRows
from clairviz.export.formats import CP932, FORMATS, UTF_8, DataFormat, FileOptions, Format, SceneFormat
from clairviz.export.naming import file_name
from clairviz.export.pptx.deck import DeckRefused
from clairviz.export.pptx.template import dropped_text
from clairviz.report import Story, StoryRefused, project_scene, tell
from clairviz.report.model import Ask
from clairviz.report.story import from_text
from clairviz.store import database
from clairviz.store.ingest.problem import DataRefused
from clairviz.store.queries import projects, reference

T = TypeVar("T")


class ExportRefused(Exception):
    """What was asked for cannot be written; says why in the reader's language."""


EXCLUDE = "exclude-"
# Options by the names they have in other commands.
ALSO = {"year": ("fiscal-year",)}
_NEAREST = 3


def configure(parser: Parser) -> None:
    """The options of the command."""
    _ = parser.translator
    parser.add_argument(
        "--format", choices=list(FORMATS), help=_("kind of file; without it the ending of --out says it")
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="FILE",
        help=_("file to write, or a folder: the file is then named after selection and date"),
    )
    parser.add_argument(
        "--rows",
        choices=[rows.value for rows in Rows],
        default=Rows.PROJECTS.value,
        help=_("data: a row for each project, or for each project, field and region"),
    )
    parser.add_argument(
        "--encoding", choices=[UTF_8, CP932], default=UTF_8, help=_("CSV: encoding of the text")
    )
    parser.add_argument(
        "--headings",
        choices=["names", "words"],
        default="names",
        help=_("CSV and xlsx: names of columns that never change, or headings in words"),
    )
    for facet in FACETS:
        names = (facet.option, *ALSO.get(facet.option, ()))
        metavar, how = "VALUE", _("codes or names to filter by; repeat it or separate them by commas")
        if facet.is_text:
            metavar, how = "TEXT", _("words to search the projects for")
        without = _("leave out what --{option} of the same value would select", option=facet.option)
        for before, meaning in (("", how), (EXCLUDE, without)):
            options = (f"--{before}{name}" for name in names)
            parser.add_argument(*options, action="append", default=[], metavar=metavar, help=meaning)
    parser.add_argument(
        "--story", type=Path, metavar="FILE", help=_("scenes saved from the presentation page")
    )
    parser.add_argument("--projects", action="store_true", help=_("one more scene for each project selected"))
    parser.add_argument("--template", type=Path, metavar="FILE", help=_("PowerPoint template (.pptx, .potx)"))
    parser.set_defaults(wrong=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """0 if written, 1 if what was asked for does not exist or cannot be written, 2 on wrong usage."""
    _ = translator(arguments.lang)
    form = _format(arguments, _)
    _check_usage(arguments, form, _)
    try:
        return _export(arguments, form, _)
    except (ExportRefused, TooManyRows) as refused:
        return _fail(str(refused))
    except DeckRefused as refused:
        return _fail(f"{arguments.template}: {refused}")
    except DataRefused as refused:
        for problem in refused.problems:
            print(f"{problem.place(_)}: {problem.text(_)} {problem.mend(_)}", file=sys.stderr)
        return 1
    except OSError as error:
        return _fail(not_written(arguments.out, error, _))


def _format(arguments: argparse.Namespace, _: Translator) -> Format:
    """The format named, else that of the ending; ends the program with status 2 where there is none."""
    name = arguments.format or arguments.out.suffix.lower().removeprefix(".")
    if name not in FORMATS:
        endings = _(", ").join(f".{known}" for known in FORMATS)
        arguments.wrong(_("Name a --format, or a file that ends in one of {endings}.", endings=endings))
    return FORMATS[name]


def _check_usage(arguments: argparse.Namespace, form: Format, _: Translator) -> None:
    """Ends the program with status 2 at an option that the format does not heed."""
    takes = form.takes if isinstance(form, DataFormat) else frozenset()
    unheeded = {
        "--encoding": arguments.encoding != UTF_8 and "encoding" not in takes,
        "--headings": arguments.headings != "names" and "has_words" not in takes,
        "--rows": arguments.rows != Rows.PROJECTS and isinstance(form, SceneFormat),
        "--template": arguments.template and not (isinstance(form, SceneFormat) and form.takes_template),
        "--story": arguments.story and isinstance(form, DataFormat),
        "--projects": arguments.projects and isinstance(form, DataFormat),
    }
    for option, is_wrong in unheeded.items():
        if is_wrong:
            arguments.wrong(_("{option} means nothing for {format}.", option=option, format=form.name))


def _export(arguments: argparse.Namespace, form: Format, _: Translator) -> int:
    check_place(arguments.out, may_be_folder=True)
    story, template = _story(arguments.story, _), _read(arguments.template, _)
    lost: tuple[Lost, ...] = ()
    with database.connect(database.ensure().version) as connection:

        def ask(query: Callable[..., T], *values: Any) -> T:
            return query(connection.cursor(), *values)

        selection = selection_of(arguments, ask(reference.options), _)
        if not ask(projects.key_figures, selection).iloc[0]["project_count"]:
            raise ExportRefused(_("No project fits all the filters, so nothing was written."))
        file = arguments.out
        if file.is_dir():
            file = file / file_name(selection, date.today(), form.ending, about=story.occasion)
        with output(file) as stream:
            if isinstance(form, SceneFormat):
                content = _scenes(form, ask, selection, story, template, arguments, _)
            elif isinstance(form, DataFormat):
                rows = extract(ask, selection, Rows(arguments.rows), _=_, made_on=date.today())
                options = FileOptions(arguments.encoding, arguments.headings == "words")
                content, lost = form.write(rows, _, options)
            else:
                assert_never(form)
            stream.write(content)
    said = [one.text(_) for one in lost] + ([dropped_text(template, _)] if template else [])
    for text in filter(None, said):
        print(text, file=sys.stderr)
    print(_("Written: {file} ({size} kB)", file=file, size=f"{-(-len(content) // 1000):,}"))
    return 0


def _scenes(
    form: SceneFormat,
    ask: Ask,
    selection: Selection,
    story: Story,
    template: bytes | None,
    arguments: argparse.Namespace,
    _: Translator,
) -> bytes:
    if arguments.projects:
        story = _with_projects(story, ask, selection, _)
    report = tell(ask, selection, story, _=_, has_list=form.has_list)
    if not report.scenes:
        raise ExportRefused(_("None of the story's scenes is in the data."))
    return form.write(report, _, _progress, template)


def selection_of(arguments: argparse.Namespace, options: pd.DataFrame, _: Translator) -> Selection:
    """The selection the options describe. Raises Refused at a value that does not exist."""
    known = reference.codes_by_name(options)

    def codes(facet: Facet, option: str) -> list[object]:
        given = getattr(arguments, option.replace("-", "_"))
        if facet.is_text:
            return list(given)
        values = [part.strip() for text in given for part in text.split(",")]
        found = [_codes(facet, value, known[facet.key], option, options, _) for value in values if value]
        return [facet.read(code) for code in dict.fromkeys(code for codes in found for code in codes)]

    return Selection(
        {facet.key: codes(facet, facet.option) for facet in FACETS},
        {facet.key: codes(facet, EXCLUDE + facet.option) for facet in FACETS},
    )


def _codes(
    facet: Facet, value: str, known: Mapping[str, str], option: str, options: pd.DataFrame, _: Translator
) -> tuple[str, ...]:
    found = codes_named(facet, value, known)
    if found:
        return found
    records = options[options["facet"] == facet.key]
    names = [str(name) for column in ("name_en", "name_ja", "code") for name in records[column]]
    near = _nearest(value, [*names, *([_(facet.not_stated)] if facet.not_stated else [])])
    raise ExportRefused(
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
        raise ExportRefused(
            _("{file} is not a saved presentation ({part}).", file=file, part=part)
        ) from error


def _with_projects(story: Story, ask: Ask, selection: Selection, _: Translator) -> Story:
    """The story with a scene for each project selected, before the closing scene."""
    wanted = [project_scene(str(one)) for one in ask(projects.projects, selection)["project_id"]]
    new = [code for code in wanted if code not in story.scenes]
    last = [code for code in story.scenes[-1:] if code == "closing"]
    try:
        return replace(story, scenes=(*story.scenes[: len(story.scenes) - len(last)], *new, *last))
    except StoryRefused:
        raise ExportRefused(
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
        raise ExportRefused(not_read(file, error, _)) from error


def _progress(done: int, total: int) -> None:
    """A line that grows on a terminal, one line each elsewhere."""
    end = "\r" if sys.stderr.isatty() and done < total else "\n"
    bar = "█" * round(20 * done / total)
    print(f"{bar:░<20} {done}/{total}", end=end, file=sys.stderr, flush=True)


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
