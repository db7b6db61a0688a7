"""The pages, in the order of the menu. A page exists for the reader once it stands here."""

from dataclasses import dataclass

from clairviz.ingest.problem import message


@dataclass(frozen=True)
class Parameter:
    """A piece of page state that belongs in the link.

    `options` are the values a link may carry; None stands for options that come from the
    data. `default` is what a link without it means. `many` lets it hold several values.
    """

    key: str
    options: tuple[str, ...] | None = None
    default: tuple[str, ...] = ()
    many: bool = False


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
        "about.py",
        "about",
        message("Programmes and sources"),
        message("What is on offer, and where every statement comes from"),
        is_filtered=False,
        parameters=(SOURCE, PART),
    ),
)
