"""Words of the figures of projects by field."""

from clairviz.base.i18n import Translator


def secondary_text(count: int, _: Translator) -> str:
    """What stands behind a number of primary marks; empty where there is no secondary one."""
    return _("  + {count} secondary", count=f"{count:,}") if count else ""
