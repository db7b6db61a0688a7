"""年表: how the supporting organisation grew."""

from clairviz.ui import timeline
from clairviz.ui.view import current

_ = current()._
timeline.statement(_)
timeline.look_back(_)
