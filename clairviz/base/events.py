"""What happens in the program: told to its log as an event with fields, and counted.

An event has a constant name, so that a log can be searched for it; what varies is a field.
"""

import logging
import threading
from collections import Counter

Labels = tuple[tuple[str, str], ...]

_lock = threading.Lock()
_counted: Counter[tuple[str, Labels]] = Counter()


def log_event(log: logging.Logger, level: int, event: str, **fields: object) -> None:
    """Log `event` with `fields`; see ``server.logs`` for the form it takes."""
    log.log(level, event, extra={"fields": fields})


def count(name: str, amount: float = 1, **labels: str) -> None:
    """Add to the counter `name`, one for each set of labels."""
    with _lock:
        _counted[name, tuple(sorted(labels.items()))] += amount  # type: ignore[assignment]


def counters() -> dict[tuple[str, Labels], float]:
    """Every counter so far by name and labels."""
    with _lock:
        return dict(_counted)
