"""The kinds of scene, each in a module: what it is called, and what it says and shows.

A module's ``scene`` gives a Scene whose content is one of the forms in report/model.py; how a form
looks on slides, in the handout and on stage is each medium's affair. A new kind is one module,
named in KINDS, and its words in the catalogue.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from clairviz.report.kinds import closing, fields, findings, map, matrix, project, simulator, timeline, title
from clairviz.report.model import Scene
from clairviz.report.teller import Teller

# A project_id as base/schema/project.py describes it: an applicant that is no local government has no code.
_PROJECT_CODE = re.compile(project.PREFIX + r"[0-9]{4}-([0-9]{6}|x[0-9a-f]{8})(-[0-9]{1,9})?")


@dataclass(frozen=True)
class Kind:
    """A kind of scene. `scene` gives None where what it is about is no longer on file.

    `is_last` keeps it behind scenes that are added; `sums_up` has it told after all others.
    """

    name: str
    label: str
    scene: Callable[[Teller, str], Scene | None]
    is_last: bool = False
    sums_up: bool = False


# Those made from the selection, in their usual order; the code of the scene is the name.
KINDS = (
    Kind("title", title.NAME, title.scene),
    Kind("findings", findings.NAME, findings.scene),
    Kind("map", map.NAME, map.scene),
    Kind("fields", fields.NAME, fields.scene),
    Kind("matrix", matrix.NAME, matrix.scene),
    Kind("timeline", timeline.NAME, timeline.scene),
    Kind("simulator", simulator.NAME, simulator.scene, is_last=True),
    Kind("closing", closing.NAME, closing.scene, is_last=True, sums_up=True),
)
PROJECT = Kind("project", project.NAME, project.scene)
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(code: str) -> Kind | None:
    """The kind of a scene by its code; None where there is none."""
    return PROJECT if _PROJECT_CODE.fullmatch(code) else _BY_NAME.get(code)
