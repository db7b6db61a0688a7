"""Which scenes a presentation has, and what its presenter typed: in a link or in a small file."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clairviz.base.readable import is_readable
from clairviz.report.kinds import KINDS, PROJECT, kind_of, project

# Codes of the scenes made from the selection, in their usual order.
USUAL = tuple(kind.name for kind in KINDS)
# What one link and one evening hold.
MOST_SCENES, MOST_TITLE, MOST_NOTES, MOST_OCCASION = 60, 200, 4000, 200
MOST_ENCODED = 100_000
_FORMAT = "clairviz-story-1"


class StoryRefused(ValueError):
    """A text that is no story; `part` names what is wrong in it."""

    def __init__(self, part: str) -> None:
        super().__init__(f"not a story: {part}")
        self.part = part


def project_scene(project_id: str) -> str:
    """The code of the scene of one project."""
    return project.PREFIX + project_id


@dataclass(frozen=True)
class Story:
    """Scenes in order, by code: one of USUAL or ``project_scene(…)``.

    `titles` and `notes` hold what was typed, by scene; without a title the scene states its
    finding. `occasion` and `held_on` stand on the first scene. `hidden` scenes are kept for questions.
    """

    scenes: tuple[str, ...] = USUAL
    titles: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    occasion: str = ""
    held_on: date | None = None
    hidden: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.scenes) <= MOST_SCENES or len(set(self.scenes)) != len(self.scenes):
            raise StoryRefused("scenes")
        if not all(kind_of(code) for code in self.scenes):
            raise StoryRefused("scenes")
        for name, texts, most in (("titles", self.titles, MOST_TITLE), ("notes", self.notes, MOST_NOTES)):
            if any(len(text) > most for text in texts.values()):
                raise StoryRefused(name)
        if not set(self.hidden) < set(self.scenes):
            raise StoryRefused("hidden")
        if len(self.occasion) > MOST_OCCASION:
            raise StoryRefused("occasion")

    def __hash__(self) -> int:
        return hash(to_text(self))

    def moved(self, code: str, by: int) -> "Story":
        """The story with one scene `by` places later; it stays at the ends."""
        order = list(self.scenes)
        at = order.index(code)
        order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
        return replace(self, scenes=tuple(order))

    def without(self, code: str) -> "Story":
        """The story without a scene; the last one left cannot be taken away."""
        left = tuple(kept for kept in self.scenes if kept != code)
        if not left or set(left) == set(self.hidden):
            return self
        return replace(self, scenes=left, hidden=tuple(one for one in self.hidden if one != code))

    def hiding(self, code: str, is_hidden: bool) -> "Story":
        """The story with a scene kept for questions, or told again; one at least is told."""
        rest = {one for one in self.hidden if one != code}
        wanted = rest | ({code} if is_hidden else set())
        if wanted == set(self.scenes):
            return self
        return replace(self, hidden=tuple(one for one in self.scenes if one in wanted))

    def with_scene(self, code: str) -> "Story":
        """The story with one more scene, before the closing where that is the last."""
        if code in self.scenes or len(self.scenes) >= MOST_SCENES:
            return self
        last = kind_of(self.scenes[-1])
        end = len(self.scenes) - bool(last and last.is_last and kind_of(code) is PROJECT)
        return replace(self, scenes=(*self.scenes[:end], code, *self.scenes[end:]))

    def titled(self, code: str, title: str) -> "Story":
        """The story with a title typed for a scene; an empty one brings the finding back."""
        return replace(self, titles=_set(self.titles, code, title.strip()[:MOST_TITLE]))

    def noted(self, code: str, notes: str) -> "Story":
        """The story with the presenter's notes on a scene."""
        return replace(self, notes=_set(self.notes, code, notes.strip()[:MOST_NOTES]))


def to_text(story: Story, **further: object) -> str:
    """The story as the JSON of its file; `further` is kept beside it (the selection it was made for)."""
    record = {
        "format": _FORMAT,
        "scenes": list(story.scenes),
        "titles": dict(sorted(story.titles.items())),
        "notes": dict(sorted(story.notes.items())),
        "occasion": story.occasion,
        "held_on": story.held_on.isoformat() if story.held_on else None,
        **({"hidden": list(story.hidden)} if story.hidden else {}),
        **further,
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def from_text(text: str) -> tuple[Story, dict[str, Any]]:
    """The story of a file's JSON, and what was kept beside it. Raises StoryRefused."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise StoryRefused("JSON") from None
    if not is_readable(json.dumps(record, ensure_ascii=False)):
        raise StoryRefused("JSON")
    if not isinstance(record, dict) or record.pop("format", None) != _FORMAT:
        raise StoryRefused("format")
    day = record.pop("held_on", None)
    scenes, hidden = (
        _codes(record.pop(name, usual), name) for name, usual in (("scenes", None), ("hidden", []))
    )
    try:
        held_on = date.fromisoformat(day) if day else None
    except (TypeError, ValueError):
        raise StoryRefused("held_on") from None
    occasion = record.pop("occasion", "")
    if not isinstance(occasion, str):
        raise StoryRefused("occasion")
    titles, notes = (_texts(record.pop(name, {}), name) for name in ("titles", "notes"))
    return Story(scenes, titles, notes, occasion, held_on, hidden), record


def link_of_story(story: Story) -> str:
    """The story as one value of a link."""
    compact = json.dumps(json.loads(to_text(story)), ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(zlib.compress(compact.encode(), 9)).decode().rstrip("=")


def story_of_link(value: str) -> Story:
    """The story of a link's value. Raises StoryRefused."""
    if len(value) > MOST_ENCODED:
        raise StoryRefused("length")
    try:
        inflater = zlib.decompressobj()
        text = inflater.decompress(urlsafe_b64decode(value + "=" * (-len(value) % 4)), 10 * MOST_ENCODED)
        if not inflater.eof:
            raise StoryRefused("length")
        return from_text(text.decode())[0]
    except (NotBase64, zlib.error, UnicodeError, ValueError) as error:
        raise error if isinstance(error, StoryRefused) else StoryRefused("link") from None


def is_story(value: str) -> bool:
    """Whether a link's value is a story."""
    try:
        story_of_link(value)
    except StoryRefused:
        return False
    return True


def _set(texts: Mapping[str, str], code: str, text: str) -> dict[str, str]:
    rest = {key: value for key, value in texts.items() if key != code}
    return {**rest, code: text} if text else rest


def _codes(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise StoryRefused(name)
    return tuple(value)


def _texts(value: object, name: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise StoryRefused(name)
    return {str(key): text for key, text in value.items()}
