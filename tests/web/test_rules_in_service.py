"""A subsidy rule edited while the server runs: served at the next click, or refused and said so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base.i18n import translator
from clairviz.web import answers

Run = Callable[..., AppTest]
FILE = "reference/subsidy_rules.csv"


@pytest.fixture
def edit(data_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Changes the text of subsidy_rules.csv in the data being served."""
    monkeypatch.setattr(answers, "RECHECK_SECONDS", -1.0)
    # A click waits so long for the new version before it takes the one before; a test may be slow.
    monkeypatch.setattr(answers, "PATIENCE_SECONDS", 60.0)

    def change(old: str, new: str) -> None:
        file = data_copy / FILE
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")

    return change


def said(test: AppTest) -> str:
    texts = [one.value for one in (*test.get("html"), *test.markdown, *test.warning)]
    return "".join([*texts, *(one.value.to_string() for one in test.table)])


def test_an_edited_rule_is_served_at_the_next_click(run_page: Run, edit: Callable[[str, str], None]) -> None:
    test = run_page("simulator", cost="6000000", lang="ja")
    assert "3,000,000<small>円" in said(test)
    edit("2005,1/2,3000000", "2005,1/3,3000000")
    test.run()
    assert "2,000,000<small>円" in said(test)


def test_a_broken_rule_leaves_the_last_good_version_and_says_so(
    run_page: Run, edit: Callable[[str, str], None]
) -> None:
    test = run_page("simulator", cost="6000000", lang="ja")
    edit("2005,1/2,3000000", "2005,half,3000000")
    test.run()
    assert "3,000,000<small>円" in said(test)
    # AppTest runs a page it switched to without the frame, which says what is wrong.
    frame, _ = said(run_page(lang="ja")), translator("ja")
    assert _("“{value}” is not an exact fraction above 0 and up to 1.", value="half") in frame
    assert "subsidy_rules.csv" in frame
    edit("2005,half,3000000", "2005,1/4,3000000")
    test.run()
    assert "1,500,000<small>円" in said(test)
