"""Tables and columns of the database: names, types, rules, meanings and units.

One description serves three readers: the builder (``create_statements``), the reader of
the reference files (``REFERENCE_FILES``) and docs/data-dictionary.md. Outside tools read
these tables, so a name here changes only with SCHEMA_VERSION and an entry in the CHANGELOG.
"""

from clairviz.base.schema.project import PROJECT_TABLES
from clairviz.base.schema.subsidy import SUBSIDY_TABLES
from clairviz.base.schema.table import Column, Table, create_statement, fiscal_year, source

SCHEMA_VERSION = 3


# How a single column holds a text in both languages; ``i18n.half`` picks the reader's.
BILINGUAL = "Japanese | English"

GOVERNMENT_KINDS = ("prefecture", "city", "ward", "town", "village")
PRECISIONS = ("day", "month", "year", "fiscal_year")
DIMENSIONS = ("project", "local_government", "field", "region", "kind")
REGION_KINDS = ("country", "area")
COVERAGES = ("complete", "partial")
# The total of everything in a dimension, beside the totals of single codes.
ALL = "all"
# Source of invented rows; pages that rest on it say so.
SYNTHETIC = "synthetic"


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
        "Today's local governments, and the last body of every other code in use since 1996-04-01.",
        ("local_government_code",),
        (
            Column(
                "local_government_code",
                "VARCHAR",
                "全国地方公共団体コード, 6 digits with check digit",
                pattern="[0-9]{6}",
            ),
            _NAME_JA,
            Column("name_kana", "VARCHAR", "reading, in hiragana", nullable=True),
            Column("name_en", "VARCHAR", "name in English; of a former body, from its reading"),
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
        "local_government_change",
        "What became of former local governments; a body is a code and a name at a date.",
        ("effective_on", "from_code", "from_name_ja", "to_code", "to_name_ja"),
        (
            Column("effective_on", "DATE", "first day of the body after"),
            Column("change", "VARCHAR", "kind of change, as in 新設合併, 編入合併, 名称変更"),
            Column("from_code", "VARCHAR", "code of the body before", pattern="[0-9]{6}"),
            Column("from_name_ja", "VARCHAR", "name of the body before"),
            Column(
                "to_code",
                "VARCHAR",
                "code of the body after; of four, a ward, which stands for its city",
                pattern="[0-9]{6}",
            ),
            Column("to_name_ja", "VARCHAR", "name of the body after"),
        ),
        "local_government_changes.csv",
        may_be_absent=True,
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
        "Countries, territories and areas a project can have partners in (相手地域).",
        ("region_code",),
        (
            Column("region_code", "VARCHAR", "ISO 3166-1 alpha-3 for a country, a word for an area"),
            _NAME_JA,
            _NAME_EN,
            Column(
                "kind",
                "VARCHAR",
                "country (or territory) of ISO 3166-1, or an area that is none",
                choices=REGION_KINDS,
                absent="country",
            ),
            Column("within", "VARCHAR", "region_code of the region it lies in", nullable=True),
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
            Column(
                "recognised_count",
                "INTEGER",
                "projects recognised in the year, as a source states it",
                "projects",
                nullable=True,
                least=0,
            ),
            source(),
        ),
    ),
    *PROJECT_TABLES,
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
            fiscal_year(),
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
