"""Query answers as tables a person reads: headings and names in the reader's language.

The same tables go on screen, behind each figure and into its CSV.
"""

import pandas as pd

from clairviz.base.i18n import Translator
from clairviz.base.selection import NOT_STATED
from clairviz.words.phrases import Names, project_name


def project_table(projects: pd.DataFrame, names: Names, *, _: Translator) -> pd.DataFrame:
    """One row a project: year, body, title, fields, regions, amounts in yen, source."""
    absent = _("not stated")

    def marks(facet: str, codes: pd.Series, none: str) -> list[str]:
        return [_(", ").join(names.get((facet, code), code) for code in row) or none for row in codes]

    def known(values: pd.Series) -> list[object]:
        return [absent if pd.isna(value) else value for value in values]

    return pd.DataFrame(
        {
            _("Fiscal year"): [_.fiscal_year(int(year)) for year in projects["fiscal_year"]],
            _("Project"): [project_name(record, _) for record in projects.to_dict("records")],
            _("Title"): known(projects[f"title_{_.lang}"]),
            _("Field"): marks("field", projects["primary_fields"], absent),
            _("Secondary field"): marks("field", projects["secondary_fields"], _("–")),
            _("Partner region"): marks("region", projects["regions"], absent),
            _("Total cost (yen)"): _amounts(projects["total_cost_yen"], absent),
            _("Subsidy (yen)"): _amounts(projects["subsidy_yen"], absent),
            _("Source"): list(projects["source_id"]),
        }
    )


def field_table(fields: pd.DataFrame, *, _: Translator) -> pd.DataFrame:
    """One row a field: projects marked primary and, apart, secondary."""
    return pd.DataFrame(
        {
            _("Field"): list(fields[f"name_{_.lang}"]),
            _("Projects (primary)"): fields["primary_count"].astype(int),
            _("Projects (secondary)"): fields["secondary_count"].astype(int),
        }
    )


def matrix_table(cells: pd.DataFrame, fields: pd.DataFrame, *, _: Translator) -> pd.DataFrame:
    """One row a partner region, one column a field: primary marks, secondary ones in brackets.

    Takes the answers of ``projects_by_field_and_region`` and ``projects_by_field``.
    """
    order = fields.sort_values("sort_order")
    texts: dict[tuple[str, str], str] = {}
    for record in cells.to_dict("records"):
        primary, secondary = int(record["primary_count"]), int(record["secondary_count"])
        texts[record["code"], record["field_code"]] = (f"{primary:,}" if primary else "") + (
            f"({secondary:,})" if secondary else ""
        )
    codes = cells.drop_duplicates("code")
    rows = [
        [
            _("Region not stated") if record["code"] == NOT_STATED else _.name(record),
            *(texts.get((record["code"], field), "") for field in order["field_code"]),
        ]
        for record in codes.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[_("Partner region"), *order[f"name_{_.lang}"]])


def region_table(regions: pd.DataFrame, not_stated: int, *, _: Translator) -> pd.DataFrame:
    """One row a partner region, and one for projects whose region is not stated, if any."""
    rows = [(_.name(record), int(record["project_count"])) for record in regions.to_dict("records")]
    if not_stated:
        rows.append((_("Region not stated"), not_stated))
    return pd.DataFrame(rows, columns=[_("Partner region"), _("Projects")])


def _amounts(values: pd.Series, absent: str) -> list[str]:
    return [absent if pd.isna(value) else f"{int(value):,}" for value in values]
