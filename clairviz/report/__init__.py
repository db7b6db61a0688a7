"""A selection told in scenes: the same content for the projector, the slides and the handout.

``Story`` says which scenes, in which order, under which titles; ``tell`` fills them from the
database. Nothing here knows of a medium.
"""

from clairviz.report.model import Report, Scene
from clairviz.report.scenes import scene_name, tell
from clairviz.report.story import USUAL, Story, StoryRefused, project_scene

__all__ = ["USUAL", "Report", "Scene", "Story", "StoryRefused", "project_scene", "scene_name", "tell"]
