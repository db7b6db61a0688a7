"""What names are matched against: the reference tables, indexed once."""

from collections.abc import Mapping
from dataclasses import dataclass

from clairviz.store.importing.bodies import PrintedBodies
from clairviz.store.importing.names import OTHER_REGION_NAMES, Index
from clairviz.store.ingest.bodies import Bodies
from clairviz.store.ingest.reference import Record, Records


@dataclass(frozen=True)
class ReferenceNames:
    """Bodies, fields and regions by name; sources by their name and title; published totals."""

    bodies: PrintedBodies
    fields: Index
    regions: Index
    sources: Mapping[str, str]
    published_totals: tuple[Record, ...] = ()

    @classmethod
    def of(cls, records: Records) -> "ReferenceNames":
        """From the records of `store.ingest.reference.load_reference`."""
        sources = {str(record["source_id"]): str(record["title"]) for record in records["source"]}
        return cls(
            bodies=PrintedBodies(
                Bodies(
                    records["local_government"],
                    records.get("local_government_change", []),
                    records["prefecture"],
                ),
                records["local_government"],
            ),
            fields=Index(records["field"], "field_code"),
            regions=Index(records["region"], "region_code", other_names=OTHER_REGION_NAMES),
            sources=sources,
            published_totals=tuple(records.get("published_total", [])),
        )

    def source_of(self, text: str) -> str:
        """The source_id that `text` is or titles, or an empty text."""
        if text in self.sources:
            return text
        return next((key for key, title in self.sources.items() if title == text), "")
