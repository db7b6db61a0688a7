"""What a click on a mark means for the filters. Pure, so that it is tested without a browser.

A mark that can be clicked carries a link in its customdata (or first in it): the filters
it stands for, as in ``region=CHN`` or ``gov=260002&region=CHN``, written as in the address.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

Chosen = Mapping[str, str]


def filters_link(**filters: str) -> str:
    """The link of a mark that stands for `filters`, code by filter."""
    return urlencode(filters)


def chosen_in(event: Mapping[str, Any]) -> dict[str, str]:
    """The filters of the point clicked, empty where none was or it stands for nothing.

    `event` is Streamlit's selection of a chart: ``{"selection": {"points": […]}}``. A country
    without customdata is known by its location.
    """
    for point in event.get("selection", {}).get("points", []):
        data = point.get("customdata")
        while isinstance(data, Sequence) and not isinstance(data, str) and data:
            data = data[0]
        if isinstance(data, Mapping):
            data = data.get("0")
        if isinstance(data, str) and "=" in data:
            return dict(parse_qsl(data))
        if point.get("location"):
            return {"region": str(point["location"])}
    return {}
