"""Running a page without a browser."""

from collections.abc import Callable

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
