"""The pages, in the order of the menu. A page exists for the reader once it stands here."""

from collections.abc import Callable
from dataclasses import dataclass

from clairviz.ingest.problem import message
from clairviz.report.story import is_story


@dataclass(frozen=True)
class Parameter:
    """A piece of page state that belongs in the link.

    `options` are the values a link may carry; None stands for options that come from the
    data. `accepts` takes the place of options where any value of a form is good. `default` is
    what a link without it means. `many` lets it hold several values.
    """

    key: str
    options: tuple[str, ...] | None = None
    default: tuple[str, ...] = ()
    many: bool = False
    accepts: Callable[[str], bool] | None = None


@dataclass(frozen=True)
class Page:
    """A page: its file in pages/, its address, its title and what it shares.

    `heading` is the title on the page where it differs from the menu; ``{years}`` in it
    becomes the fiscal years selected. `is_filtered` puts the shared filters on the page.
    """

    file: str
    url_path: str
    title: str
    summary: str
    heading: str = ""
    is_filtered: bool = True
    parameters: tuple[Parameter, ...] = ()


# What is counted where a project can appear twice; see clairviz.selection.BASES.
COUNT = Parameter("count", options=("projects", "pairings"), default=("projects",))
# Options, and the default of AS_OF (the last year), come from the data.
AS_OF = Parameter("asof")
SOURCE = Parameter("source")
# A presentation: what it is made of, the scene it is at, and where it is shown.
STORY = Parameter("story", accepts=is_story)
SCENE = Parameter("scene", accepts=lambda text: text.isascii() and text.isdigit() and len(text) < 4)
VIEW = Parameter("view", options=("edit", "stage", "presenter"), default=("edit",))
# Views with nothing of the frame around the page.
BARE_VIEWS = ("stage", "presenter")

PAGES = (
    Page(
        "overview.py",
        "",
        message("Overview"),
        message("The year at a glance"),
        heading=message("Model Projects of {years}"),
    ),
    Page(
        "map.py",
        "map",
        message("Map of partner regions"),
        message("Who cooperates with whom"),
        parameters=(COUNT,),
    ),
    Page(
        "fields.py",
        "fields",
        message("Fields"),
        message("What the projects are about"),
        parameters=(
            COUNT,
            Parameter("order", options=("source", "count"), default=("source",)),
            Parameter("measure", options=("count", "share"), default=("count",)),
        ),
    ),
    Page(
        "timeline.py",
        "timeline",
        message("Timeline"),
        message("How the supporting organisation grew"),
        is_filtered=False,
        parameters=(AS_OF,),
    ),
    Page(
        "present.py",
        "present",
        message("Presentation"),
        message("The year in scenes, for a projector; slides and handout"),
        parameters=(VIEW, STORY, SCENE),
    ),
    Page(
        "about.py",
        "about",
        message("Programmes and sources"),
        message("What is on offer, and where every statement comes from"),
        is_filtered=False,
        parameters=(SOURCE,),
    ),
)
