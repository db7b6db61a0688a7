"""Every publish, kept: who, when, what, the files as uploaded, and the way back.

A publish is a folder history/NNNN with entry.json, uploads/, and before/ and after/ with the data
files it changed. It exists from the moment its draft is renamed; from then on it will be applied,
now or at the next start, so that a kill at any moment leaves the old state or the new one.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clairviz.store.importing.locks import try_lock, unlock
from clairviz.store.importing.model import Upload

_NUMBER = re.compile(r"[0-9]{4,9}")
_DONE = "applied"
_WAIT_SECONDS = 30.0
Files = Mapping[str, bytes | None]


class Busy(Exception):
    """Another publish is under way and did not end while we waited."""


@dataclass(frozen=True)
class Entry:
    """One publish. `of` is the number a rollback went back to; `files` name and hash of uploads."""

    number: int
    at: str
    who: str
    note: str
    years: tuple[int, ...]
    action: str = "import"
    of: int | None = None
    files: tuple[tuple[str, str], ...] = ()
    changes: Mapping[str, int] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """The SHA-256 of what was uploaded, over all files."""
        return hashlib.sha256("".join(digest for _name, digest in self.files).encode()).hexdigest()

    def as_record(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "number": self.number,
            "at": self.at,
            "who": self.who,
            "note": self.note,
            "years": list(self.years),
            "action": self.action,
            "of": self.of,
            "hash": self.hash if self.files else "",
            "files": [{"name": name, "sha256": digest} for name, digest in self.files],
            "changes": dict(self.changes),
        }


def entries(folder: Path) -> list[Entry]:
    """Every publish of a data folder, the first first."""
    return [_read(place) for place in _places(folder)]


@contextlib.contextmanager
def locked(folder: Path, *, wait_seconds: float = _WAIT_SECONDS) -> Iterator[None]:
    """One publish at a time, over processes; the lock ends with the process. Raises Busy."""
    (folder / "history").mkdir(parents=True, exist_ok=True)
    with (folder / "history" / "lock").open("a+b") as stream:
        deadline = time.monotonic() + wait_seconds
        while not try_lock(stream):
            if time.monotonic() >= deadline:
                raise Busy
            time.sleep(0.1)
        try:
            yield
        finally:
            unlock(stream)


def is_pending(folder: Path) -> bool:
    """Whether a publish was begun and not yet applied."""
    places = _places(folder)
    return bool(places) and not (places[-1] / _DONE).exists()


def recover(folder: Path) -> None:
    """Finishes a publish that was interrupted; call with the lock held."""
    for draft in (folder / "history").glob("draft-*"):
        shutil.rmtree(draft, ignore_errors=True)
    if is_pending(folder):
        _apply(folder, _places(folder)[-1])


def commit(
    folder: Path,
    files: Files,
    uploads: Sequence[Upload],
    *,
    who: str,
    note: str,
    years: Sequence[int],
    action: str = "import",
    of: int | None = None,
    changes: Mapping[str, int] | None = None,
) -> Entry:
    """Keeps a publish and applies it: `files` by path below the data folder, None to remove.

    Call with the lock held. Raises OSError before anything is changed, or after the publish was
    kept, when `recover` will apply it.
    """
    places = _places(folder)
    number = int(places[-1].name) + 1 if places else 1
    named = tuple((upload.name, hashlib.sha256(upload.content).hexdigest()) for upload in uploads)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    entry = Entry(number, at, who, note, tuple(years), action, of, named, changes or {})
    draft = folder / "history" / f"draft-{secrets.token_hex(4)}"
    for index, upload in enumerate(uploads, 1):
        # The name is the sender's; a number before it keeps two of one name apart.
        _write(draft / "uploads" / f"{index}-{_safe(upload.name)}", upload.content)
    for name, content in files.items():
        if (folder / name).exists():
            _write(draft / "before" / name, (folder / name).read_bytes())
        if content is not None:
            _write(draft / "after" / name, content)
    record = {**entry.as_record(), "paths": sorted(files)}
    _write(draft / "entry.json", json.dumps(record, ensure_ascii=False, indent=1).encode())
    place = folder / "history" / f"{number:04}"
    os.rename(draft, place)
    _sync(place.parent)
    _apply(folder, place)
    return entry


def state_at(folder: Path, number: int) -> dict[str, bytes | None]:
    """What the data files changed by later publishes held after publish `number` (0: before all)."""
    files: dict[str, bytes | None] = {}
    for place in _places(folder):
        if int(place.name) <= number:
            continue
        for name in json.loads((place / "entry.json").read_text(encoding="utf-8"))["paths"]:
            if name not in files:
                former = place / "before" / name
                files[name] = former.read_bytes() if former.exists() else None
    return files


def _places(folder: Path) -> list[Path]:
    try:
        found = [p for p in (folder / "history").iterdir() if _NUMBER.fullmatch(p.name)]
    except OSError:
        return []
    return sorted(found, key=lambda place: int(place.name))


def _read(place: Path) -> Entry:
    record = json.loads((place / "entry.json").read_text(encoding="utf-8"))
    return Entry(
        record["number"],
        record["at"],
        record["who"],
        record["note"],
        tuple(record["years"]),
        record["action"],
        record["of"],
        tuple((file["name"], file["sha256"]) for file in record["files"]),
        record["changes"],
    )


def _apply(folder: Path, place: Path) -> None:
    """Puts the files of a publish in place, one by one, each in one step; may be repeated."""
    for name in json.loads((place / "entry.json").read_text(encoding="utf-8"))["paths"]:
        after, target = place / "after" / name, folder / name
        if after.exists():
            draft = target.with_name(f".{target.name}.draft")  # one that a kill left is written over
            _write(draft, after.read_bytes())
            os.replace(draft, target)
        else:
            target.unlink(missing_ok=True)
        _sync(target.parent)
    _write(place / _DONE, b"")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _safe(name: str) -> str:
    return re.sub(r"[^\w.() -]", "_", Path(name.replace("\\", "/")).name)[:100]


def _sync(place: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
