"""Every page run once before the first viewer."""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from clairviz.base import paths
from clairviz.base.i18n import languages
from clairviz.web import navigation

WARM_UP_SECONDS = 120


class _OwnPages(PagesManager):
    """What a test run forgets, it forgets here: before each it would find pages/ to be Streamlit's own
    folder of pages, and run a page without app.py, in the default language and without its frame."""


def app_test_of(page: str = "", *, seconds: float) -> AppTest:
    """The app without a browser on the page of that address, to be run in at most `seconds`."""
    PagesManager.uses_pages_directory = False
    app_test.PagesManager = _OwnPages  # type: ignore[attr-defined]
    test = AppTest.from_file(str(paths.APP), default_timeout=seconds)
    if page:
        file = next(each.file for each in navigation.PAGES if each.url_path == page)
        test.switch_page(f"pages/{file}")
    return test


def warm_up() -> None:
    """Run every page in every language once, so that the first viewer finds all answers kept.

    The run of app.py also tells Streamlit that pages/ is not its own folder of pages,
    before the first viewer opens a link to one.
    """
    for lang in languages():
        for page in navigation.PAGES:
            test = app_test_of(page.url_path, seconds=WARM_UP_SECONDS)
            test.query_params["lang"] = lang
            if test.run().exception:
                return
