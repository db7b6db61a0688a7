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
    "server": {"store", "subsidy", "figures", "export", "web"},
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


def modules_used(file: Path) -> set[str]:
    """Modules of the package a file imports: `from a import b` is a.b if that is a module, else a."""
    return {
        next(name for name in (imported, imported.rpartition(".")[0], "") if name in MODULES or not name)
        for imported in imports(file)
        if imported.startswith("clairviz.")
    } - {"", MODULE_OF[file]}


MODULE_OF = {
    file: ".".join(file.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
    for file in SOURCES
}
MODULES = set(MODULE_OF.values())


def test_no_module_imports_itself_in_a_circle() -> None:
    """Modules that import nothing left are taken away until none is left; a circle stays."""
    left = {MODULE_OF[file]: modules_used(file) for file in SOURCES}
    while free := {module for module, used in left.items() if not used & left.keys()}:
        left = {module: used for module, used in left.items() if module not in free}
    assert {module: sorted(used & left.keys()) for module, used in left.items()} == {}


LONGEST_FUNCTION = 60
EVERY = sorted(
    file
    for folder in ("clairviz", "pages", "scripts", "benchmarks", "tests")
    for file in (PROJECT / folder).rglob("*.py")
    if "node_modules" not in file.parts
)


def test_no_function_is_longer_than_sixty_lines() -> None:
    found = [
        f"{file.relative_to(PROJECT).as_posix()}: {node.name}"
        for file in EVERY
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


# Names that stand in several modules since each answers the same call, and where they may stand.
ONE_CALL = {
    "configure": ("clairviz/commands/",),
    # A route of the interface for programs is called as the query it serves.
    "counts": ("clairviz/server/api/routes.py", "clairviz/base/counts.py"),
    # A part of a page puts itself on the page.
    "draw": ("clairviz/web/",),
    "main": ("clairviz/",),
    # A page's HTML as a pure function of the answers.
    "page": ("clairviz/web/",),
    "projects": ("clairviz/server/api/routes.py", "clairviz/store/queries/projects.py"),
    "run": ("clairviz/commands/",),
    "scene": ("clairviz/report/kinds/",),
}


def test_a_public_name_means_one_thing() -> None:
    """No two public functions or classes of one name, but those that answer one call."""
    places: dict[str, list[str]] = {}
    for file in SOURCES:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                and node.name[0] != "_"
            ):
                places.setdefault(node.name, []).append(file.relative_to(PROJECT).as_posix())
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert twice.keys() == ONE_CALL.keys()
    for name, allowed in ONE_CALL.items():
        assert all(file.startswith(allowed) for file in twice[name]), name


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    wide = {
        file.relative_to(PROJECT).as_posix()
        for file in EVERY
        if len(file.read_text(encoding="utf-8").splitlines()) > 400
    }
    assert wide == set()


def test_no_test_waits_a_fixed_time() -> None:
    """Tests wait for states; a fixed time is too short on a loaded machine and too long on every other."""
    for file in (PROJECT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in ("sleep", "wait_for_timeout"), f"{file}:{node.lineno}"
