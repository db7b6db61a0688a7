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


def warm_up() -> None:
    """Run every page in every language once, so that the first viewer finds all answers kept.

    The run of app.py also tells Streamlit that pages/ is not its own folder of pages,
    before the first viewer opens a link to one.
    """
    PagesManager.uses_pages_directory = False
    app_test.PagesManager = _OwnPages  # type: ignore[attr-defined]
    for lang in languages():
        # One for all pages: each new one reads the metadata of every installed package.
        test = AppTest.from_file(str(paths.APP), default_timeout=WARM_UP_SECONDS)
        for page in navigation.PAGES:
            if page.url_path:
                test.switch_page(f"pages/{page.file}")
            test.query_params["lang"] = lang
            if test.run().exception:
                return
