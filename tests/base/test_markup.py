"""Bold words are told apart; a mark without a partner is text."""

import pytest

from clairviz.base.markup import bold_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain", [("plain", False)]),
        ("**14** projects", [("14", True), (" projects", False)]),
        ("a **b** c **d**", [("a ", False), ("b", True), (" c ", False), ("d", True)]),
        ("2 ** 3", [("2 ** 3", False)]),
        ("", []),
    ],
)
def test_parts(text: str, parts: list[tuple[str, bool]]) -> None:
    assert bold_parts(text) == parts
