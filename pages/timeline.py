"""年表: how the supporting organisation grew."""

from clairviz.web.timeline import content as timeline
from clairviz.web.view import current

_ = current()._
timeline.statement(_)
timeline.look_back(_)
