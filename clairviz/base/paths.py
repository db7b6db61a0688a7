"""The only place that knows where things are.

Two environment variables move things: ``CLAIRVIZ_DATA`` the data folder,
``CLAIRVIZ_DATABASE`` the DuckDB file built from it.
"""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent
SQL = PACKAGE / "store" / "sql"
LOCALES = PACKAGE / "locales"
PAGES = PROJECT / "pages"
APP = PROJECT / "app.py"


def data_folder() -> Path:
    """The folder that holds source/, reference/ and geo/."""
    return Path(os.environ.get("CLAIRVIZ_DATA") or PROJECT / "data")


def database_file() -> Path:
    """The address outside tools open; the versions behind it are kept beside it."""
    return Path(os.environ.get("CLAIRVIZ_DATABASE") or data_folder() / "clairviz.duckdb")


def reference_folder() -> Path:
    """One CSV a reference table."""
    return data_folder() / "reference"


def geo_folder() -> Path:
    """The bundled outlines; they belong to the program, not to the data folder of a user."""
    return PROJECT / "data" / "geo"
