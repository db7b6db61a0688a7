"""A selection told in scenes."""

from collections.abc import Mapping
from dataclasses import replace

from clairviz.base.i18n import Translator
from clairviz.base.selection import Selection
from clairviz.report.kinds import PROJECT, kind_of, project
from clairviz.report.model import Ask, ProjectList, Report, Scene
from clairviz.report.story import Story, StoryRefused
from clairviz.report.teller import Teller
from clairviz.store.queries.search import projects_with_words


def scene_name(code: str, names: Mapping[str, str], _: Translator) -> str:
    """What a scene is called where it is chosen; `names` are those of projects, by project_id."""
    kind = kind_of(code)
    if kind is None:
        raise StoryRefused("scenes")
    if kind is PROJECT:
        project_id = code.removeprefix(project.PREFIX)
        return names.get(project_id, project_id)
    return _(kind.label)


# More projects than these make a list that no reader goes through and no browser likes.
MOST_LISTED = 2000


def tell(
    ask: Ask,
    selection: Selection,
    story: Story,
    *,
    _: Translator,
    outlines: str = "world.geojson",
    has_list: bool = False,
) -> Report:
    """The report on `selection` as `story` wants it, with the projects themselves if it `has_list`.

    `outlines` as figures take them; who draws maps otherwise leaves them. A project that the data
    no longer hold is left out.
    """
    teller = Teller(ask, selection, _, outlines, story.occasion, story.held_on)
    kinds = {code: kind for code in story.scenes if (kind := kind_of(code))}
    told: dict[str, Scene] = {}
    # Those that sum up know what the others rest on.
    for code, kind in sorted(kinds.items(), key=lambda pair: pair[1].sums_up):
        scene = kind.scene(teller, code)
        if scene is not None:
            teller.used += scene.sources
            told[code] = _finished(replace(scene, kind=kind.name), story, teller)
    heading = _("Model Projects, {years}", years=teller.years)
    return Report(
        lang=_.lang,
        selection=selection,
        heading=heading,
        kicker=story.occasion or heading,
        selected=teller.selected(),
        as_of=teller.as_of(),
        scenes=tuple(told[code] for code in story.scenes if code in told),
        day=teller.day(),
        listed=_listed(teller) if has_list else None,
    )


def _listed(teller: Teller) -> ProjectList:
    found = teller.ask(projects_with_words, teller.selection, MOST_LISTED)
    return ProjectList(found, teller.counts["project_count"], teller.names)


def _finished(scene: Scene, story: Story, teller: Teller) -> Scene:
    """The scene with what the presenter typed, and its source line."""
    title, lines = story.titles.get(scene.code), scene.lines
    if title and scene.figure is not None:
        # The finding that a typed title replaces is still worth a line.
        lines = (scene.title, *lines)
    return replace(
        scene,
        title=title or scene.title,
        lines=lines,
        notes=story.notes.get(scene.code, ""),
        source=teller.source_line(scene.sources),
        is_hidden=scene.code in story.hidden,
    )
