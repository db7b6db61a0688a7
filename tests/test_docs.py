"""The documents say what the program does, and all of it."""

import re
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "scripts"))

import data_dictionary  # noqa: E402

from clairviz import __version__  # noqa: E402
from clairviz.__main__ import COMMANDS  # noqa: E402
from clairviz.base.i18n import translator  # noqa: E402
from clairviz.web import navigation  # noqa: E402

READMES = {"en": PROJECT / "README.md", "ja": PROJECT / "README.ja.md"}


def test_data_dictionary_is_current() -> None:
    assert data_dictionary.FILE.read_text(encoding="utf-8") == data_dictionary.text()


@pytest.mark.parametrize("lang", READMES)
def test_readme_names_every_command_page_and_setting(lang: str) -> None:
    text = READMES[lang].read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"clairviz {command}" in text
    for page in navigation.PAGES:
        assert translator(lang)(page.title) in text
    for word in ("make run", "make test", "PORT", "CLAIRVIZ_DATA", "CLAIRVIZ_DATABASE"):
        assert word in text


@pytest.mark.parametrize(
    "file",
    sorted(file for file in PROJECT.rglob("*.md") if not {".venv", "node_modules"} & set(file.parts)),
    ids=lambda file: str(file.relative_to(PROJECT)),
)
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (file.parent / target).exists(), target


def test_every_data_file_is_described() -> None:
    text = (PROJECT / "data" / "README.md").read_text(encoding="utf-8")
    for file in (PROJECT / "data" / "reference").glob("*.csv"):
        assert file.name in text


def test_version_is_in_the_changelog_and_the_project_file() -> None:
    assert f"## {__version__}" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f'version = "{__version__}"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
