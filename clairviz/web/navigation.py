"""The pages, in the order of the menu. A page exists for the reader once it stands here."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clairviz.base.i18n import message
from clairviz.base.readable import is_readable
from clairviz.report.story import is_story
from clairviz.web.profile.subject import is_subject


@dataclass(frozen=True)
class Parameter:
    """A piece of page state that belongs in the link.

    `options` are the values a link may carry; None stands for options that come from the
    data. `accepts` takes the place of options where any value of a form is good. `default` is
    what a link without it means. `many` lets it hold several values; `write` makes what stands in
    the link of its values and those on offer, where that is shorter.
    """

    key: str
    options: tuple[str, ...] | None = None
    default: tuple[str, ...] = ()
    many: bool = False
    accepts: Callable[[str], bool] | None = None
    write: Callable[[Sequence[str], Sequence[str]], tuple[str, ...]] | None = None


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


# What is counted where a project can appear twice; see clairviz.base.selection.BASES.
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


LONGEST_WORDS = 100


def is_words(text: str) -> bool:
    """Whether `text` can be searched for: something, and not too much."""
    return 0 < len(text.strip()) <= len(text) <= LONGEST_WORDS


def _is_short(text: str) -> bool:
    return len(text) <= 100


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and int(text) > 0


def _is_json(text: str) -> bool:
    try:
        value = json.loads(text) if len(text) <= 6_000 else None
        return isinstance(value, list | dict) and is_readable(json.dumps(value, ensure_ascii=False))
    except (ValueError, RecursionError):
        return False


# The inputs of the simulator, for every page that embeds it. What people write is kept as they
# wrote it, to be answered by the page; see clairviz.subsidy.written.plan.
SIMULATION = (
    Parameter("cost", default=("8000000",), accepts=_is_short),
    Parameter("govs", default=("1",), accepts=_is_count),
    Parameter("rule", default=("2005",), accepts=_is_short),
    Parameter(
        "body",
        options=("prefecture", "city", "ward", "town", "village", "association", "ngo"),
        default=("city",),
    ),
    Parameter("partner", options=("local-government", "association", "none")),
    Parameter("applies", options=("funding", "survey", "preliminary", "other"), many=True),
    Parameter("items", accepts=_is_json),
    Parameter("whatif", options=("1",)),
    Parameter("rate", accepts=_is_short),
    Parameter("cap1", accepts=_is_short),
    Parameter("cap2", accepts=_is_short),
    # Fiscal years whose rules are drawn beside.
    Parameter("against", accepts=_is_count, many=True),
    Parameter("burden", options=("1",)),
)
# What only the page of the simulator holds.
SCENARIOS = Parameter("scenario", accepts=_is_json, many=True)
BUDGET = Parameter("budget", accepts=_is_short)
SIMULATOR_PAGE = (
    Parameter("want", accepts=_is_short),
    Parameter("shares", accepts=_is_short),
    SCENARIOS,
    BUDGET,
)
# What the figures of fields show, and which part of the table of a facet.
MEASURE = Parameter("measure", options=("count", "share"), default=("count",))
PAGES_OF_FIELDS = {
    "region": Parameter("regions", accepts=_is_count),
    "pref": Parameter("prefs", accepts=_is_count),
    "gov": Parameter("bodies", accepts=_is_count),
}
# Whose profile it is, and whom it is compared with.
SUBJECT = Parameter("of", accepts=is_subject)
COMPARED = Parameter("with", many=True, accepts=is_subject)
# The page of all projects: the project that is opened, order and page of the table, the query.
PROJECT = Parameter("project", accepts=_is_short)
SORT = Parameter("sort", options=("source", "oldest", "cost", "subsidy"), default=("source",))
LISTED_PAGE = Parameter("page", accepts=_is_count)
SQL = Parameter("sql", accepts=lambda text: len(text) <= 4_000)
# The part of the about page to scroll to.
PART = Parameter("part", options=("programmes", "model-project", "oddities", "sources", "version", "network"))

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
            MEASURE,
            *PAGES_OF_FIELDS.values(),
        ),
    ),
    Page(
        "profile.py",
        "profile",
        message("Profile"),
        message("One prefecture, local government, partner region or field"),
        is_filtered=False,
        parameters=(SUBJECT, COMPARED),
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
        "simulator.py",
        "simulator",
        message("Subsidy simulator"),
        message("What a planned project would receive, and why"),
        is_filtered=False,
        parameters=(*SIMULATION, *SIMULATOR_PAGE),
    ),
    Page(
        "explore.py",
        "explore",
        message("Data"),
        message("Every project: search, files, SQL"),
        parameters=(PROJECT, SORT, LISTED_PAGE, SQL),
    ),
    Page(
        "present.py",
        "present",
        message("Presentation"),
        message("The year in scenes, for a projector; slides and handout"),
        parameters=(VIEW, STORY, SCENE, *SIMULATION),
    ),
    Page(
        "data.py",
        "data",
        message("Data management"),
        message("Bring a year in, and see what is on file"),
        is_filtered=False,
    ),
    Page(
        "about.py",
        "about",
        message("Programmes and sources"),
        message("What is on offer, and where every statement comes from"),
        is_filtered=False,
        parameters=(SOURCE, PART),
    ),
)
