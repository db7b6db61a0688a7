"""Every page run once before the first viewer."""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from clairviz.base import paths
from clairviz.base.i18n import languages
from clairviz.web import navigation

WARM_UP_SECONDS = 120


def warm_up() -> None:
    """Run every page in every language once, so that the first viewer finds all answers kept.

    The run of app.py also tells Streamlit that pages/ is not its own folder of pages,
    before the first viewer opens a link to one.
    """
    for lang in languages():
        test = AppTest.from_file(str(paths.APP), default_timeout=WARM_UP_SECONDS)
        test.query_params["lang"] = lang
        test.run()
        for page in navigation.PAGES:
            if page.url_path and not test.exception:
                test.switch_page(f"pages/{page.file}").run()
    # The test runs leave it undecided; the first link to a page would then bypass app.py.
    PagesManager.uses_pages_directory = False
