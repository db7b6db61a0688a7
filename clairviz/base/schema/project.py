"""The tables a yearly project file is read into."""

from clairviz.base.schema.table import Column, Table, fiscal_year, source

ROLES = ("primary", "secondary")
BODY_ROLES = ("lead", "partner")

PROJECT_TABLES = (
    Table(
        "project",
        "Recognised projects, one row each.",
        ("project_id",),
        (
            Column(
                "project_id",
                "VARCHAR",
                "fiscal year, local government code, number; `x` and a hash of the applicant for the code "
                "where there is none",
            ),
            fiscal_year(),
            Column(
                "local_government_code",
                "VARCHAR",
                "lead body, under its code of that year; null where the applicant is no local government "
                "and none is named",
                nullable=True,
                references="local_government(local_government_code)",
            ),
            Column(
                "number",
                "INTEGER",
                "the (1)(2)(3) of the source; null if the body has one project",
                nullable=True,
                least=1,
            ),
            Column("title_ja", "VARCHAR", "title in Japanese", nullable=True),
            Column("title_en", "VARCHAR", "title in English", nullable=True),
            Column("is_joint", "BOOLEAN", "carried out jointly by several local governments", nullable=True),
            Column("total_cost_yen", "BIGINT", "total cost", "yen", nullable=True, least=0),
            Column("subsidy_yen", "BIGINT", "subsidy", "yen", nullable=True, least=0),
            Column("applicant_ja", "VARCHAR", "applicant as printed, where not the lead body", nullable=True),
            Column(
                "partner_ja", "VARCHAR", "partner as printed: city, province, organisation", nullable=True
            ),
            Column(
                "partner_organisations_ja",
                "VARCHAR",
                "organisations that take part, as printed",
                nullable=True,
            ),
            Column("summary_ja", "VARCHAR", "what the project does", nullable=True),
            Column("result_ja", "VARCHAR", "what came of it, as told afterwards", nullable=True),
            Column("starts_on", "DATE", "first day; null for that of the fiscal year", nullable=True),
            Column("ends_on", "DATE", "last day; null for that of the fiscal year", nullable=True),
            Column("locator", "VARCHAR", "place within the source, or address", nullable=True),
            source(),
            Column("applied_yen", "BIGINT", "subsidy applied for", "yen", nullable=True, least=0),
            Column("granted_yen", "BIGINT", "subsidy granted", "yen", nullable=True, least=0),
            Column("settled_yen", "BIGINT", "subsidy after settlement", "yen", nullable=True, least=0),
            Column("continues", "VARCHAR", "project_id of the earlier project it continues", nullable=True),
        ),
    ),
    Table(
        "project_body",
        "Local governments that carry a project out.",
        ("project_id", "local_government_code"),
        (
            Column("project_id", "VARCHAR", "project", references="project(project_id)"),
            Column(
                "local_government_code",
                "VARCHAR",
                "body, under its code of that year",
                references="local_government(local_government_code)",
            ),
            Column("role", "VARCHAR", "lead, or partner in a joint project", choices=BODY_ROLES),
            Column(
                "name_as_printed_ja",
                "VARCHAR",
                "name of that year, where it is not a name of today",
                nullable=True,
            ),
        ),
    ),
    Table(
        "project_field",
        "Fields a project is marked with.",
        ("project_id", "field_code"),
        (
            Column("project_id", "VARCHAR", "project", references="project(project_id)"),
            Column("field_code", "VARCHAR", "field", references="field(field_code)"),
            Column("role", "VARCHAR", "primary for ○, secondary for (○)", choices=ROLES),
        ),
    ),
    Table(
        "project_region",
        "Partner regions a project is marked with.",
        ("project_id", "region_code"),
        (
            Column("project_id", "VARCHAR", "project", references="project(project_id)"),
            Column("region_code", "VARCHAR", "region", references="region(region_code)"),
        ),
    ),
)
