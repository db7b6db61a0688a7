"""What plotly.js is told beside the figure: buttons, language, and nothing from outside."""

from typing import Any

from clairviz.base.i18n import Translator

_REMOVED = (
    "select2d",
    "lasso2d",
    "zoom2d",
    "pan2d",
    "autoScale2d",
    "zoomInGeo",
    "zoomOutGeo",
    "resetGeo",
)


def plotly_config(_: Translator) -> dict[str, Any]:
    """The configuration of every chart, on the pages and in files."""
    return {
        "displaylogo": False,
        "scrollZoom": False,
        "modeBarButtonsToRemove": list(_REMOVED),
        "locale": _.lang,
        "locales": {
            "ja": {
                "dictionary": {
                    "Download plot as a PNG": _("Download plot as a PNG"),
                    "Reset axes": _("Reset axes"),
                }
            }
        },
    }
