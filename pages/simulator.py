"""助成シミュレーター: what a planned project would receive, and why."""

from clairviz.web.simulator import batch as simulator_batch
from clairviz.web.simulator import fragment as simulator
from clairviz.web.simulator import scenarios as simulator_scenarios
from clairviz.web.view import current

_ = current()._
simulator.body(_)
simulator_scenarios.draw(_)
simulator_batch.draw(_)
simulator.further(_)
