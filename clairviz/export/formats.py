"""Every kind of file a selection can be taken away as; pages and commands offer what stands here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clairviz.base.i18n import Translator, message
from clairviz.export.data.extract import Extract
from clairviz.export.data.write import Written, to_csv, to_json, to_parquet_file, to_xlsx
from clairviz.export.html.handout import handout
from clairviz.export.pptx.deck import CONTENT_TYPE, deck
from clairviz.report import Report

Progress = Callable[[int, int], None]
UTF_8, CP932 = "utf-8", "cp932"


@dataclass(frozen=True)
class FileOptions:
    """What a reader may choose of a file: the encoding of text, headings in words instead of names."""

    encoding: str = UTF_8
    has_words: bool = False


@dataclass(frozen=True)
class SceneFormat:
    """A file that tells the selection in scenes, some with a list of the projects themselves."""

    name: str
    content_type: str
    label: str
    takes_template: bool
    has_list: bool
    write: Callable[[Report, Translator, Progress, bytes | None], bytes]

    @property
    def ending(self) -> str:
        """As in .pptx."""
        return f".{self.name}"


@dataclass(frozen=True)
class DataFormat:
    """A file that holds the rows of the selection; `takes` names the options that it heeds."""

    name: str
    content_type: str
    label: str
    takes: frozenset[str]
    write: Callable[[Extract, Translator, FileOptions], Written]

    @property
    def ending(self) -> str:
        """As in .csv."""
        return f".{self.name}"


Format = SceneFormat | DataFormat


def _csv(extract: Extract, _: Translator, options: FileOptions) -> Written:
    encoding = CP932 if options.encoding == CP932 else "utf-8-sig"
    return to_csv(extract, _, encoding=encoding, has_words=options.has_words)


def _html(report: Report, _: Translator, progress: Progress, _template: bytes | None) -> bytes:
    return handout(report, _=_, made_on=date.today(), progress=progress)


DATA_FORMATS = (
    DataFormat("csv", "text/csv", "CSV", frozenset({"encoding", "has_words"}), _csv),
    DataFormat(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        frozenset({"has_words"}),
        lambda extract, _, options: to_xlsx(extract, _, has_words=options.has_words),
    ),
    DataFormat(
        "json",
        "application/json",
        "JSON",
        frozenset(),
        lambda extract, _, _options: to_json(extract, _),
    ),
    DataFormat(
        "parquet",
        "application/vnd.apache.parquet",
        "Parquet",
        frozenset(),
        lambda extract, _, _options: to_parquet_file(extract, _),
    ),
)
SCENE_FORMATS = (
    SceneFormat(
        "pptx",
        CONTENT_TYPE,
        message("PowerPoint (editable)"),
        True,
        False,
        lambda report, _, progress, template: deck(report, _=_, progress=progress, template=template),
    ),
    SceneFormat(
        "html", "text/html", message("Handout (one file, opens without a network)"), False, True, _html
    ),
)
FORMATS: dict[str, Format] = {one.name: one for one in (*DATA_FORMATS, *SCENE_FORMATS)}
