"""The documents say what the program does, and all of it."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "scripts"))

import data_dictionary  # noqa: E402

from clairviz import __version__  # noqa: E402
from clairviz.__main__ import COMMANDS  # noqa: E402
from clairviz.base.i18n import translator  # noqa: E402
from clairviz.web import navigation  # noqa: E402

DOCUMENTS = sorted(
    file for file in PROJECT.rglob("*.md") if not {".venv", "node_modules", ".pytest_cache"} & set(file.parts)
)
READMES = {"en": PROJECT / "README.md", "ja": PROJECT / "README.ja.md"}


def test_data_dictionary_is_current() -> None:
    assert data_dictionary.FILE.read_text(encoding="utf-8") == data_dictionary.text()


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for file in DOCUMENTS:
        cells = 0
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            found = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
            assert not cells or found in (0, cells), f"{file}:{number}"
            cells = found


@pytest.mark.parametrize("lang", READMES)
def test_readme_names_every_command_page_and_setting(lang: str) -> None:
    text = READMES[lang].read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"clairviz {command}" in text
    for page in navigation.PAGES:
        assert translator(lang)(page.title) in text
    for word in ("make run", "make test", "PORT", "CLAIRVIZ_DATA", "CLAIRVIZ_DATABASE"):
        assert word in text


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: str(file.relative_to(PROJECT)))
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


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "CONTRIBUTING.md"])
def test_the_architecture_is_one_screen_and_linked(name: str) -> None:
    assert "(docs/architecture.md)" in (PROJECT / name).read_text(encoding="utf-8")
    page = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert len(page.splitlines()) <= 60
    rooms = {folder.name for folder in (PROJECT / "clairviz").iterdir() if (folder / "__init__.py").exists()}
    assert {f"`{room}`" for room in rooms} - set(re.findall(r"`\w+`", page)) == set()


def test_paths_named_in_documents_exist() -> None:
    """`clairviz/…`, `tests/…`, `scripts/…` and `pages/…` in code marks; letters alone stand for any name."""
    for file in DOCUMENTS:
        if file.name == "CHANGELOG.md":
            continue
        for path in re.findall(
            r"`((?:clairviz|tests|scripts|pages|benchmarks|docs)/[\w./*-]+)`", file.read_text("utf-8")
        ):
            anyhow = re.sub(r"\b(?:x|xx|YYYY|LANG)\b", "*", path)
            assert list(PROJECT.glob(anyhow.rstrip("/"))), f"{file.name}: {path}"


def test_the_package_is_run_from_its_folder_and_not_installed() -> None:
    """pages/, app.py and data/ are the user's and stand beside the package: pip must refuse, not half install."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "build-system" not in project
    assert "setuptools" not in project.get("tool", {})
