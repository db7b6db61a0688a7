"""Every kind is a module of its own, and every form is drawn by every medium."""

import ast
from pathlib import Path
from types import UnionType
from typing import get_args

import pytest

from clairviz.base.i18n import translator
from clairviz.report import Story, StoryRefused, model, scene_name
from clairviz.report.kinds import KINDS, PROJECT, kind_of

CLAIRVIZ = Path(model.__file__).parents[1]
MEDIA = ("export/pptx/deck.py", "export/html/handout.py", "web/present/stage.py")


def test_a_module_a_kind() -> None:
    modules = {file.stem for file in (CLAIRVIZ / "report" / "kinds").glob("*.py")} - {"__init__"}
    assert modules == {kind.name for kind in (*KINDS, PROJECT)}


@pytest.mark.parametrize("medium", MEDIA)
def test_every_medium_tells_every_form_apart(medium: str) -> None:
    """mypy checks the match too (assert_never); this names what is missing."""
    assert isinstance(model.Content, UnionType)
    tree = ast.parse((CLAIRVIZ / medium).read_text(encoding="utf-8"))
    cases = {
        node.cls.id
        for node in ast.walk(tree)
        if isinstance(node, ast.MatchClass) and isinstance(node.cls, ast.Name)
    }
    assert {form.__name__ for form in get_args(model.Content)} <= cases
    assert "assert_never" in ast.unparse(tree)


@pytest.mark.parametrize("code", ["graph", "", "Map", "project-", "project-2005-1", "project-2005-260002-2x"])
def test_an_unknown_kind_is_no_story_and_has_no_name(code: str) -> None:
    assert kind_of(code) is None
    with pytest.raises(StoryRefused):
        Story((code,))
    with pytest.raises(StoryRefused):
        scene_name(code, {}, translator("ja"))
