"""助成シミュレーター: what a planned project would receive, and why."""

from clairviz.ui import simulator, simulator_batch, simulator_scenarios
from clairviz.ui.view import current

_ = current()._
simulator.body(_)
simulator_scenarios.draw(_)
simulator_batch.draw(_)
simulator.further(_)
