"""A report told from the data of the project with its list of projects, and its handout."""

from datetime import date
from typing import Any

import duckdb
import pandas as pd

from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.export.html.handout import handout
from clairviz.report import USUAL, Report, Story, project_scene, tell

YEAR = Selection(years=(2005,))
PROJECT = project_scene("2005-260002-2")
ALL = Story(scenes=(*USUAL[:-1], PROJECT, USUAL[-1]))
MADE_ON = date(2026, 11, 24)


def report(
    cursor: duckdb.DuckDBPyConnection, lang: str = "ja", selection: Selection = YEAR, story: Story = ALL
) -> Report:
    """A report on the data that `cursor` reads."""

    def ask(query: Any, *arguments: Any) -> pd.DataFrame:
        return query(cursor, *arguments)

    return tell(ask, selection, story, _=translator(lang), has_list=True)


def page(cursor: duckdb.DuckDBPyConnection, lang: str = "ja", **options: Any) -> str:
    """The handout of ``report(…)``."""
    return handout(report(cursor, lang, **options), _=translator(lang), made_on=MADE_ON).decode()
