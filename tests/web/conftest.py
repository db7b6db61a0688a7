"""Running a page without a browser."""

import atexit
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base import paths
from clairviz.store.ingest.dataset import load
from clairviz.store.publish import publish
from clairviz.web import answers, navigation
from tests.conftest import FY2005, YEARS, in_use


@pytest.fixture
def run_page() -> Callable[..., AppTest]:
    """``run_page(url_path, **query)``: app.py, run on that page with that address."""

    def run(url_path: str = "", **query: str | list[str]) -> AppTest:
        test = AppTest.from_file(str(paths.APP), default_timeout=120)
        for key, value in query.items():
            test.query_params[key] = value
        test.run()
        if url_path:
            page = next(page for page in navigation.PAGES if page.url_path == url_path)
            test.switch_page(f"pages/{page.file}")
            for key, value in query.items():
                test.query_params[key] = value
            test.run()
        return test

    return run


def _serve_nothing() -> None:
    if answers._Current.renewal:
        answers._Current.renewal.join()
    answers._Current.outcome = None
    answers._Current.seen = None
    answers._Current.renewal = None
    answers._Current.checked_at = 0.0


@pytest.fixture(autouse=True)
def nothing_left_in_service() -> Iterator[None]:
    """What one test put in service is not what the next one sees."""
    _serve_nothing()
    yield
    _serve_nothing()


@cache
def _built(data: Path) -> Path:
    """A database of the folder `data`, built once a run of the tests; its pointer is relative."""
    folder = Path(tempfile.mkdtemp(prefix="clairviz-built-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    publish(load(data), folder / "clairviz.duckdb")
    return folder


def built_in_use(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As ``in_use``, with the database that the folder would be built into."""
    shutil.copytree(_built(data), tmp_path, symlinks=True, dirs_exist_ok=True)
    return in_use(data, tmp_path, monkeypatch)


@pytest.fixture
def data_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """FY2005 in a copy that a test may break, built."""
    return built_in_use(FY2005, tmp_path, monkeypatch)


@pytest.fixture
def years_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The synthetic years in a copy that a test may break, built."""
    return built_in_use(YEARS, tmp_path, monkeypatch)


@pytest.fixture
def years_in_service(years_copy: Path) -> Path:
    """The synthetic years, served at once: nothing is in service before a test."""
    return years_copy


def text_of(test: AppTest) -> str:
    """All words of a page's HTML and of its own elements, without the tags."""
    parts = [str(element.proto.body) for element in test.get("html")]
    parts += [str(element.value) for element in [*test.markdown, *test.caption, *test.info, *test.warning]]
    return unescape(
        re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", "\n", "\n".join(parts), flags=re.DOTALL)
    )


def figures(test: AppTest) -> dict[str, str]:
    """The key figures of a page, value with unit by label."""
    html = "\n".join(str(element.proto.body) for element in test.get("html"))
    cards = re.findall(r'<dt>(.*?)</dt><dd><b>(.*?)</b><span class="cv-unit">(.*?)</span>', html)
    return {unescape(label): f"{value}{unescape(unit)}" for label, value, unit in cards}


def count(test: AppTest) -> str:
    """The number of projects that the overview shows."""
    return re.findall(r"[\d,]+", next(iter(figures(test).values())))[0]


def html_of(test: AppTest) -> str:
    """The HTML of a page's own."""
    return "\n".join(str(element.proto.body) for element in test.get("html"))


def open_filters(test: AppTest) -> AppTest:
    """The page with the filters opened."""
    test.session_state["filter_menu"] = True
    return test.run()


def follow(test: AppTest, mark: str) -> AppTest:
    """The page after a click on the link whose tag holds `mark`, as the browser follows it."""
    tag = next(tag for tag in re.findall(r"<a [^>]*>", html_of(test)) if mark in tag)
    found = re.search(r'href="([^"]*)"', tag)
    assert found
    test.query_params.clear()
    for key, value in parse_qs(urlsplit(unescape(found[1])).query).items():
        test.query_params[key] = value
    # The browser changes the address as its back button does.
    with patch("clairviz.web.state._went_through_history", return_value=True):
        return test.run()
