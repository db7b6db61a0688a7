"""Data flows one way; these tests hold the directions of import and the rules of each room."""

import ast
from pathlib import Path

import pytest

from clairviz.web import navigation

PROJECT = Path(__file__).resolve().parent.parent
# What each room of the package may import from the others, beside base.
ALLOWED = {
    "base": set(),
    "store": set(),
    "subsidy": set(),
    "words": set(),
    "figures": {"words"},
    "report": {"store", "subsidy", "words", "figures"},
    "export": {"store", "subsidy", "words", "figures", "report"},
    "web": {"store", "subsidy", "words", "figures", "report", "export"},
    "server": {"store", "figures", "web"},
    "commands": {"store", "subsidy", "report", "export"},
    "__main__": {"commands"},
    "__init__": set(),
}
STREAMLIT = {"web", "server"}
DUCKDB = {"store"}
SOURCES = sorted((PROJECT / "clairviz").rglob("*.py"))
PAGES = sorted((PROJECT / "pages").glob("*.py"))


def room_of(file: Path) -> str:
    """The first name below the package: a folder or a module."""
    return file.relative_to(PROJECT / "clairviz").parts[0].removesuffix(".py")


def imports(file: Path) -> set[str]:
    """Dotted names a file imports, `from a import b` as a.b."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms_used(file: Path) -> set[str]:
    return {
        name.split(".")[1]
        for name in imports(file)
        if name.startswith("clairviz.") and name != "clairviz.__version__"
    }


def third_party(file: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(file)}


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_imports_go_one_way(file: Path) -> None:
    room = room_of(file)
    assert rooms_used(file) - ALLOWED[room] - {"base", room} == set()


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_streamlit_and_duckdb_stay_in_their_rooms(file: Path) -> None:
    if room_of(file) not in STREAMLIT:
        assert "streamlit" not in third_party(file)
    if room_of(file) not in DUCKDB:
        assert "duckdb" not in third_party(file)


@pytest.mark.parametrize("file", [*PAGES, PROJECT / "app.py"], ids=lambda file: file.name)
def test_pages_only_compose(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    assert not {"duckdb", "plotly"} & third_party(file)


def test_every_page_file_is_in_the_menu_and_the_reverse() -> None:
    assert {page.file for page in navigation.PAGES} == {file.name for file in PAGES}
    assert len({page.url_path for page in navigation.PAGES}) == len(navigation.PAGES)


@pytest.mark.parametrize("file", [*SOURCES, *PAGES], ids=lambda file: str(file.relative_to(PROJECT)))
def test_no_express_and_no_wall_of_a_file(file: Path) -> None:
    assert not any(name.startswith("plotly.express") for name in imports(file))
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400
    assert file.stem not in ("utils", "helpers", "common")


def test_the_package_has_rooms_and_no_loose_modules() -> None:
    loose = {file.name for file in (PROJECT / "clairviz").glob("*.py")}
    assert loose == {"__init__.py", "__main__.py"}
