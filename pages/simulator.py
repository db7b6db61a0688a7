"""助成シミュレーター: what a planned project would receive, and why."""

from clairviz.ui import simulator
from clairviz.ui.view import current

simulator.stage(current()._)
