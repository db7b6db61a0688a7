"""年表: how the supporting organisation grew."""

from clairviz.web.timeline import content
from clairviz.web.view import current

content.draw(current()._)
