"""Counters of the process in the text form that Prometheus reads.

Off unless ``CLAIRVIZ_METRICS`` is 1: nobody but the network's own monitoring has a use for them.
"""

import gc
import os

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.runtime import Runtime

from clairviz import __version__
from clairviz.base import events
from clairviz.store.ingest.problem import DataRefused
from clairviz.web import answers

TYPE = "text/plain; version=0.0.4"
HELP = {
    "clairviz_reruns_total": "Runs of a page or of a part of it.",
    "clairviz_rerun_seconds_total": "Seconds that the runs took.",
    "clairviz_errors_total": "Runs that failed.",
    "clairviz_refusals_total": "Requests refused, by reason.",
    "clairviz_publishes_total": "Attempts to publish a version, by result.",
    "clairviz_sessions": "Viewers connected now.",
    "clairviz_answers_total": "Answers, figures and reports made.",
    "clairviz_data_problems": "Problems of data/ or of the database's folder.",
    "clairviz_info": "Version of the program and of the data served.",
    "clairviz_resident_bytes": "Memory of the process.",
    "clairviz_descriptors": "File descriptors in use.",
    "clairviz_frozen_objects": "Objects taken out of garbage collection.",
}


def are_metrics_on() -> bool:
    """Whether the operator has asked for them."""
    return os.environ.get("CLAIRVIZ_METRICS") == "1"


def metrics(request: Request) -> Response:
    """Every counter and gauge; 404 where they are off."""
    if not are_metrics_on():
        return Response(status_code=404)
    return PlainTextResponse(text(), media_type=TYPE)


def text() -> str:
    """The page for Prometheus."""
    values: dict[str, list[tuple[str, float]]] = {name: [] for name in HELP}
    for (name, labels), value in sorted(events.counters().items()):
        values.setdefault(f"clairviz_{name}_total", []).append((_labels(labels), value))
    values["clairviz_answers_total"].append(("", answers.answers_made()))
    values["clairviz_frozen_objects"].append(("", gc.get_freeze_count()))
    if Runtime.exists():
        values["clairviz_sessions"].append(("", Runtime.instance()._session_mgr.num_active_sessions()))
    try:
        service = answers.service()
        stamp, problems = service.stamp, len(service.problems)
    except DataRefused as refused:
        stamp, problems = "", len(refused.problems)
    values["clairviz_data_problems"].append(("", problems))
    values["clairviz_info"].append((_labels((("data", stamp), ("version", __version__))), 1))
    for name, value in _of_the_process().items():
        values[name].append(("", value))
    lines = []
    for name, found in values.items():
        kind = "counter" if name.endswith("_total") else "gauge"
        lines += [f"# HELP {name} {HELP.get(name, name)}", f"# TYPE {name} {kind}"]
        lines += [
            f"{name}{labels} {value:g}" if value < 1e6 else f"{name}{labels} {value:.0f}"
            for labels, value in found
        ]
    return "\n".join(lines) + "\n"


def _labels(labels: events.Labels) -> str:
    escaped = (
        (name, value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")) for name, value in labels
    )
    inner = ",".join(f'{name}="{value}"' for name, value in escaped)
    return f"{{{inner}}}" if inner else ""


def _of_the_process() -> dict[str, float]:
    """Memory and descriptors, where the system tells (Linux)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
        return {
            "clairviz_resident_bytes": pages * os.sysconf("SC_PAGE_SIZE"),
            "clairviz_descriptors": len(os.listdir("/proc/self/fd")),
        }
    except (OSError, ValueError, AttributeError):
        return {}
