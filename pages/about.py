"""制度と出典: what is on offer, and where every statement comes from."""

from clairviz.ui import about
from clairviz.ui.view import current

_ = current()._
about.asked_source(_)
about.catalogue(_)
about.model_project(_)
about.oddities(_)
about.sources(_)
about.installation(_)
about.network(_)
