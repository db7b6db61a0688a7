"""Running a page without a browser."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base import paths
from clairviz.web import navigation


@pytest.fixture
def run_page() -> Callable[..., AppTest]:
    """``run_page(url_path, **query)``: app.py, run on that page with that address."""

    def run(url_path: str = "", **query: str | list[str]) -> AppTest:
        test = AppTest.from_file(str(paths.APP), default_timeout=30)
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
