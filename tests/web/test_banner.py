"""The frame around every page says of invented data that they are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.web import answers

RunPage = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "RECHECK_SECONDS", -1.0)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "合成データ（試験用。事実ではありません）"),
        ("en", "Synthetic data (for tests; these are not facts)."),
    ],
)
def test_invented_data_are_said_to_be(run_page: RunPage, years_copy: Path, lang: str, said: str) -> None:
    test = run_page(lang=lang)
    assert not test.exception
    assert said in [warning.value for warning in test.warning]


def test_real_data_are_not(run_page: RunPage, data_copy: Path) -> None:
    test = run_page()
    assert not test.exception
    assert not test.warning
