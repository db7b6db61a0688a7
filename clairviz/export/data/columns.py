"""The columns of a data file: their names in the data contract, their headings, their meaning."""

from dataclasses import dataclass

from clairviz.base.i18n import Translator, message
from clairviz.base.schema import TABLE


@dataclass(frozen=True)
class Described:
    """A column: `name` is stable and English, `heading` in the reader's language."""

    name: str
    heading: str
    meaning: str
    type: str
    unit: str = ""


# Heading and, where the heading does not say it, what the column holds.
_HEADINGS: dict[str, tuple[str, str]] = {
    "project_id": (message("Project ID"), message("fiscal year, code of the body, number")),
    "fiscal_year": (message("Fiscal year"), message("the calendar year in which it starts")),
    "local_government_code": (
        message("Code of the body"),
        message("six digits with check digit, as text; under its code of that year"),
    ),
    "number": (message("Number"), message("the (1)(2)(3) of the source")),
    "title_ja": (message("Title (Japanese)"), ""),
    "title_en": (message("Title (English)"), ""),
    "is_joint": (message("Joint project"), message("carried out jointly by several local governments")),
    "total_cost_yen": (message("Total cost (yen)"), ""),
    "subsidy_yen": (message("Subsidy (yen)"), ""),
    "applicant_ja": (message("Applicant"), message("as printed, where it is not the lead body")),
    "partner_ja": (message("Partner"), message("as printed: city, province, organisation")),
    "partner_organisations_ja": (message("Cooperating organisations"), message("as printed")),
    "summary_ja": (message("Summary"), message("as printed")),
    "result_ja": (message("Result"), message("as printed")),
    "starts_on": (message("Begins on"), message("empty means the first day of the fiscal year")),
    "ends_on": (message("Ends on"), message("empty means the last day of the fiscal year")),
    "locator": (message("Place in the source"), ""),
    "source_id": (message("Source"), message("short name of the source; see the notes")),
    "local_government_ja": (message("Body (Japanese)"), ""),
    "local_government_en": (message("Body (English)"), ""),
    "prefecture_code": (message("Code of the prefecture"), message("JIS X 0401, two digits, as text")),
    "fields": (message("Codes of the fields"), message("marked ○ (primary)")),
    "fields_ja": (message("Fields (Japanese)"), message("marked ○ (primary)")),
    "fields_en": (message("Fields (English)"), message("marked ○ (primary)")),
    "secondary_fields": (message("Codes of the secondary fields"), message("marked (○)")),
    "secondary_fields_ja": (message("Secondary fields (Japanese)"), message("marked (○)")),
    "secondary_fields_en": (message("Secondary fields (English)"), message("marked (○)")),
    "regions": (message("Codes of the partner regions"), message("ISO 3166-1 alpha-3 for a country")),
    "regions_ja": (message("Partner regions (Japanese)"), ""),
    "regions_en": (message("Partner regions (English)"), ""),
    "partner_bodies": (
        message("Codes of the partner bodies"),
        message("local governments that take part beside the lead body"),
    ),
    "partner_bodies_ja": (message("Partner bodies (Japanese)"), message("as named in that year")),
    "field_code": (message("Code of the field"), ""),
    "field_ja": (message("Field (Japanese)"), ""),
    "field_en": (message("Field (English)"), ""),
    "role": (message("Mark"), message("primary for ○, secondary for (○)")),
    "region_code": (message("Code of the partner region"), message("ISO 3166-1 alpha-3 for a country")),
    "region_ja": (message("Partner region (Japanese)"), ""),
    "region_en": (message("Partner region (English)"), ""),
    "facet": (
        message("Counted by"),
        message("all projects, pref, gov (lead bodies), field (primary), region"),
    ),
    "code": (message("Code"), message("empty for all; not-stated where the source marks nothing")),
    "name_ja": (message("Name (Japanese)"), ""),
    "name_en": (message("Name (English)"), ""),
    "project_count": (
        message("Number of projects"),
        message("a project with several fields or regions counts under each"),
    ),
}
_PROJECT = {column.name: column for column in TABLE["project"].columns}


def described(name: str, _: Translator) -> Described:
    """The column called `name`; one without a heading here has its words in the data dictionary."""
    stored = _PROJECT.get(name)
    kind = stored.type if stored else "INTEGER" if name == "project_count" else "VARCHAR"
    unit = _("yen") if stored and stored.unit == "yen" else ""
    if name not in _HEADINGS:
        return Described(name, name, stored.meaning if stored else "", kind, unit)
    heading, meaning = _HEADINGS[name]
    return Described(name, _(heading), _(meaning) if meaning else "", kind, unit)
