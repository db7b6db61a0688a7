"""The pages that are run before the first viewer."""

from typing import Any

import pytest

from clairviz.base.i18n import languages
from clairviz.server.warm_up import warm_up
from clairviz.web import navigation, shell


def test_every_page_is_run_whole_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, str]] = []
    drawing = shell._heading

    def heading(page: navigation.Page, view: Any) -> None:
        drawn.append((page.url_path, view._.lang))
        drawing(page, view)

    monkeypatch.setattr(navigation, "PAGES", navigation.PAGES[:2])
    monkeypatch.setattr(shell, "_heading", heading)
    warm_up()
    assert drawn == [(page.url_path, lang) for lang in languages() for page in navigation.PAGES]
