"""What all of it rests on."""

import pandas as pd

from clairviz.base.i18n import message
from clairviz.report.model import Scene, SourceList
from clairviz.report.teller import Teller
from clairviz.store.queries import reference
from clairviz.store.queries.provenance import DOCUMENT

NAME = message("Sources")


def scene(teller: Teller, code: str) -> Scene:
    """Every source of the other scenes."""
    _ = teller._
    wanted = tuple(dict.fromkeys(teller.used)) or (DOCUMENT,)
    every = teller.ask(reference.sources)
    used = every[every["source_id"].isin(wanted)]
    lines = [
        _(
            "{title} ({publisher})",
            title=record["title"],
            publisher=_("not stated") if pd.isna(record["publisher"]) else str(record["publisher"]),
        )
        for record in used.to_dict("records")
    ]
    return Scene(code, _("Sources"), SourceList(used), tuple(lines), sources=wanted)
