"""制度と出典: what is on offer, and where every statement comes from."""

from clairviz.web.about import content
from clairviz.web.view import current

content.draw(current()._)
