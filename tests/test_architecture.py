"""Data flows one way; these tests hold the directions of import and the rules of each layer."""

import ast
from pathlib import Path

import pytest

from clairviz import navigation

PROJECT = Path(__file__).resolve().parent.parent
LEAVES = {"paths", "fiscal_year", "i18n", "schema", "selection"}
# What each part of the package may import from the package, beside itself and the leaves.
ALLOWED = {
    "paths": set(),
    "fiscal_year": set(),
    "schema": set(),
    "selection": set(),
    "i18n": set(),
    "navigation": {"ingest", "report"},
    "ingest": set(),
    "database": {"ingest"},
    "reconcile": {"ingest"},
    "queries": set(),
    "subsidy": set(),
    "figures": {"clicks", "chronology"},
    "wording": set(),
    "findings": {"wording"},
    "tables": {"wording"},
    "map_tables": {"clicks", "figures"},
    "chronology": set(),
    "clicks": set(),
    "report": {
        "chronology",
        "figures",
        "findings",
        "ingest",
        "map_tables",
        "queries",
        "subsidy",
        "tables",
        "wording",
    },
    "export": {
        "report",
        "chronology",
        "map_tables",
        "ingest",
        "queries",
        "figures",
        "wording",
        "tables",
        "subsidy",
    },
    "ui": {
        "chronology",
        "clicks",
        "map_tables",
        "database",
        "queries",
        "navigation",
        "wording",
        "findings",
        "tables",
        "figures",
        "subsidy",
        "export",
        "ingest",
        "report",
    },
    "commands": {"database", "ingest", "reconcile", "subsidy", "export", "queries", "wording", "report"},
    "server": {"ui", "navigation", "queries", "ingest", "database"},
    "__main__": {"commands"},
    "__init__": set(),
}
STREAMLIT = {"ui", "server"}
DUCKDB = {"database", "ingest", "queries", "reconcile", "commands", "ui"}
SOURCES = sorted((PROJECT / "clairviz").rglob("*.py"))
PAGES = sorted((PROJECT / "pages").glob("*.py"))


def part_of(file: Path) -> str:
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


def package_parts(file: Path) -> set[str]:
    return {
        name.split(".")[1]
        for name in imports(file)
        if name.startswith("clairviz.") and name != "clairviz.__version__"
    }


def third_party(file: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(file)}


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_imports_go_one_way(file: Path) -> None:
    part = part_of(file)
    assert package_parts(file) - ALLOWED[part] - LEAVES - {part} == set()


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_streamlit_and_duckdb_stay_in_their_layers(file: Path) -> None:
    if part_of(file) not in STREAMLIT:
        assert "streamlit" not in third_party(file)
    if part_of(file) not in DUCKDB:
        assert "duckdb" not in third_party(file)


@pytest.mark.parametrize("file", [*PAGES, PROJECT / "app.py"], ids=lambda file: file.name)
def test_pages_only_compose(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 100
    assert not {"duckdb", "plotly"} & third_party(file)
    assert package_parts(file) <= {
        "ui",
        "queries",
        "figures",
        "subsidy",
        "export",
        "i18n",
        "findings",
        "tables",
        "map_tables",
        "wording",
        "navigation",
        "selection",
        "report",
    }


def test_every_page_file_is_in_the_menu_and_the_reverse() -> None:
    assert {page.file for page in navigation.PAGES} == {file.name for file in PAGES}
    assert len({page.url_path for page in navigation.PAGES}) == len(navigation.PAGES)


@pytest.mark.parametrize("file", [*SOURCES, *PAGES], ids=lambda file: str(file.relative_to(PROJECT)))
def test_no_express_and_no_wall_of_a_file(file: Path) -> None:
    assert not any(name.startswith("plotly.express") for name in imports(file))
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400
    assert file.stem not in ("utils", "helpers", "common")
