"""Tables and columns of the database: names, types, rules, meanings and units.

One description serves three readers: the builder (``create_statements``), the reader of
the reference files (``REFERENCE_FILES``) and docs/data-dictionary.md. Outside tools read
these tables, so a name here changes only with SCHEMA_VERSION and an entry in the CHANGELOG.
"""

from clairviz.base.schema.subsidy import SUBSIDY_TABLES
from clairviz.base.schema.table import Column, Table, create_statement, source

SCHEMA_VERSION = 2


# How a single column holds a text in both languages; ``i18n.half`` picks the reader's.
BILINGUAL = "Japanese | English"

GOVERNMENT_KINDS = ("prefecture", "city", "ward", "town", "village")
PRECISIONS = ("day", "month", "year", "fiscal_year")
DIMENSIONS = ("project", "local_government", "field", "region", "kind")
ROLES = ("primary", "secondary")
COVERAGES = ("complete", "partial")
# The total of everything in a dimension, beside the totals of single codes.
ALL = "all"


def _latitude() -> Column:
    return Column(
        "latitude",
        "DOUBLE",
        "north positive",
        "degrees, WGS 84",
        nullable=True,
        bounds=(-90, 90),
    )


def _longitude() -> Column:
    return Column(
        "longitude",
        "DOUBLE",
        "east positive",
        "degrees, WGS 84",
        nullable=True,
        bounds=(-180, 180),
    )


_NAME_JA = Column("name_ja", "VARCHAR", "name as printed in the source, in Japanese")
_NAME_EN = Column("name_en", "VARCHAR", "name in English")
_SORT = Column("sort_order", "INTEGER", "order of the source's own table", least=0)
_YEAR = Column(
    "fiscal_year",
    "INTEGER",
    "fiscal year, by its starting year",
    "year",
    references="fiscal_year(fiscal_year)",
)

TABLES = (
    Table(
        "source",
        "What the data rest on.",
        ("source_id",),
        (
            Column("source_id", "VARCHAR", "short stable name"),
            Column("title", "VARCHAR", "title of the document or page, in its own language"),
            Column("publisher", "VARCHAR", "who published it", nullable=True),
            Column("locator", "VARCHAR", "section, table or address", nullable=True),
            Column("retrieved_on", "DATE", "day the facts were taken over", nullable=True),
            Column("note", "VARCHAR", f"what to know before relying on it, as {BILINGUAL}", nullable=True),
        ),
        "sources.csv",
    ),
    Table(
        "prefecture",
        "The 47 prefectures.",
        ("prefecture_code",),
        (
            Column(
                "prefecture_code",
                "VARCHAR",
                "JIS X 0401",
                pattern="[0-9]{2}",
            ),
            _NAME_JA,
            _NAME_EN,
        ),
        "prefectures.csv",
    ),
    Table(
        "local_government",
        "Local governments that appear in the data.",
        ("local_government_code",),
        (
            Column(
                "local_government_code",
                "VARCHAR",
                "全国地方公共団体コード, 6 digits with check digit",
                pattern="[0-9]{6}",
            ),
            _NAME_JA,
            _NAME_EN,
            Column("kind", "VARCHAR", "kind of local government", choices=GOVERNMENT_KINDS),
            Column(
                "prefecture_code",
                "VARCHAR",
                "prefecture it lies in",
                references="prefecture(prefecture_code)",
            ),
            _latitude(),
            _longitude(),
        ),
        "local_governments.csv",
    ),
    Table(
        "field",
        "Fields (対象分野) a project can be marked with.",
        ("field_code",),
        (
            Column("field_code", "VARCHAR", "short stable name"),
            _NAME_JA,
            _NAME_EN,
            _SORT,
        ),
        "fields.csv",
    ),
    Table(
        "region",
        "Partner regions (相手地域).",
        ("region_code",),
        (
            Column("region_code", "VARCHAR", "ISO 3166-1 alpha-3 for a country"),
            _NAME_JA,
            _NAME_EN,
            _latitude(),
            _longitude(),
            _SORT,
        ),
        "regions.csv",
    ),
    Table(
        "fiscal_year",
        "Fiscal years on file.",
        ("fiscal_year",),
        (
            Column("fiscal_year", "INTEGER", "the starting year", "year"),
            Column("label_ja", "VARCHAR", "as in 平成17年度"),
            Column("label_en", "VARCHAR", "as in FY2005"),
            Column("starts_on", "DATE", "1 April"),
            Column("ends_on", "DATE", "31 March of the next year"),
            Column(
                "coverage",
                "VARCHAR",
                "whether every recognised project of the year is on file",
                choices=COVERAGES,
            ),
            source(),
        ),
    ),
    Table(
        "project",
        "Recognised projects, one row each.",
        ("project_id",),
        (
            Column("project_id", "VARCHAR", "fiscal year, local government code, number"),
            _YEAR,
            Column(
                "local_government_code",
                "VARCHAR",
                "recognised body",
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
            source(),
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
    Table(
        "office",
        "Head office and overseas offices of CLAIR.",
        ("office_code",),
        (
            Column("office_code", "VARCHAR", "short stable name"),
            Column("city_ja", "VARCHAR", "city in Japanese"),
            Column("city_en", "VARCHAR", "city in English"),
            Column("country_code", "VARCHAR", "ISO 3166-1 alpha-3"),
            Column("opened", "VARCHAR", "ISO date, month or year, no finer than its source", nullable=True),
            Column(
                "precision",
                "VARCHAR",
                "how finely `opened` is known",
                nullable=True,
                choices=PRECISIONS,
            ),
            Column(
                "opened_in_source", "VARCHAR", "as the source document (clair-2005) prints it", nullable=True
            ),
            Column("closed", "VARCHAR", "ISO date, month or year; null if not stated", nullable=True),
            _latitude(),
            _longitude(),
            Column("note", "VARCHAR", f"what to know before relying on it, as {BILINGUAL}", nullable=True),
            source(),
        ),
        "offices.csv",
    ),
    Table(
        "milestone",
        "Dated events, and other readings of office openings.",
        ("milestone_id",),
        (
            Column(
                "milestone_id",
                "VARCHAR",
                "short stable name; `reading-<office_code>` for another source's date of an opening",
            ),
            Column("happened", "VARCHAR", "ISO date, month or year, or the starting year of a fiscal year"),
            Column(
                "precision",
                "VARCHAR",
                "how finely `happened` is known",
                choices=PRECISIONS,
            ),
            Column("title_ja", "VARCHAR", "what happened, in Japanese"),
            Column("title_en", "VARCHAR", "what happened, in English"),
            source(),
        ),
        "milestones.csv",
    ),
    Table(
        "programme",
        "What CLAIR offers, as the source document describes it.",
        ("programme_code",),
        (
            Column("programme_code", "VARCHAR", "short stable name"),
            _NAME_JA,
            _NAME_EN,
            Column(
                "division",
                "VARCHAR",
                f"division in charge, as {BILINGUAL}; null if not stated",
                nullable=True,
            ),
            Column("description_ja", "VARCHAR", "description in Japanese"),
            Column("description_en", "VARCHAR", "description in English"),
            source(),
        ),
        "programmes.csv",
    ),
    *SUBSIDY_TABLES,
    Table(
        "published_total",
        "Totals the source prints, to reconcile with.",
        ("fiscal_year", "dimension", "code"),
        (
            _YEAR,
            Column("dimension", "VARCHAR", "what is counted", choices=DIMENSIONS),
            Column(
                "code",
                "VARCHAR",
                "code within the dimension, or `all`; for kind the last character of the name (府, 県, 市)",
            ),
            Column(
                "total",
                "INTEGER",
                "the printed total",
                "projects; local governments for kind",
                least=0,
            ),
            source(),
        ),
        "published_totals.csv",
    ),
    Table(
        "build_info",
        "How this file was built.",
        ("key",),
        (
            Column("key", "VARCHAR", "schema_version, fingerprint, built_at, rows_<table>"),
            Column("value", "VARCHAR", "its value"),
        ),
    ),
)

TABLE = {table.name: table for table in TABLES}
REFERENCE_TABLES = tuple(table for table in TABLES if table.file)


def create_statements() -> list[str]:
    """CREATE TABLE statements with keys, foreign keys, NOT NULL and CHECK, in order."""
    return [create_statement(table) for table in TABLES]
