"""One project."""

from typing import Any

import pandas as pd

from clairviz.base.i18n import message
from clairviz.base.selection import Selection
from clairviz.report.model import FactTable, Scene
from clairviz.report.teller import Teller
from clairviz.store.queries.projects import projects
from clairviz.words.phrases import listing, project_name

NAME = message("Project")
# Before the project_id in the code of a scene.
PREFIX = "project-"


def scene(teller: Teller, code: str) -> Scene | None:
    """What is known of one project; None where it is no longer on file."""
    _, project_id = teller._, code.removeprefix(PREFIX)
    every = teller.ask(projects, Selection())
    found = every[every["project_id"] == project_id]
    if found.empty:
        return None
    record = found.iloc[0].to_dict()
    absent = _("not stated")

    def named(facet: str, codes: list[str]) -> str:
        return listing([teller.names.get((facet, one), one) for one in codes], _)

    def yen(amount: Any) -> str:
        return absent if pd.isna(amount) else _.yen_words(int(amount))

    title = record[f"title_{_.lang}"]
    facts = [
        (_("Title"), absent if pd.isna(title) else str(title)),
        (_("Field"), named("field", record["primary_fields"]) or absent),
        *(
            [(_("Secondary field"), named("field", record["secondary_fields"]))]
            if len(record["secondary_fields"])
            else []
        ),
        (_("Partner region"), named("region", record["regions"]) or absent),
        (_("Period"), _.period(int(record["fiscal_year"]))),
        (_("Total cost (yen)"), yen(record["total_cost_yen"])),
        (_("Subsidy (yen)"), yen(record["subsidy_yen"])),
    ]
    return Scene(
        code, project_name(record, _), FactTable(), facts=tuple(facts), sources=(str(record["source_id"]),)
    )
