"""The tables of the subsidy rules."""

from clairviz.base.schema.table import Column, Table, source

# What a subsidy rule may speak of, what it may do about it, and whether in its own words.
CLAUSES = (
    "rate",
    "cap_single",
    "cap_joint",
    "local_government",
    "association",
    "ngo",
    "funding_only",
    "survey_only",
    "preliminary_survey",
    "other_public_subsidy",
    "other_exclusions",
    "recognition",
    "pioneering",
    "ngo_payment",
)
EFFECTS = (
    "sets",
    "admits",
    "admits_with_local_government",
    "admits_with_either",
    "refuses",
    "open_list",
    "decided_by_association",
    "through_local_government",
    "not_stated",
)
WORDINGS = ("quoted", "paraphrased")
# Fifteen digits: the most a spreadsheet cell and a browser hold exactly.
MAX_YEN = 10**15 - 1

SUBSIDY_TABLES = (
    Table(
        "subsidy_rule",
        "The subsidy rule of a fiscal year; a year without a row has no rule on file.",
        ("fiscal_year",),
        (
            Column("rule_key", "VARCHAR", "short stable name"),
            Column(
                "fiscal_year",
                "INTEGER",
                "fiscal year of the projects, by its starting year; the programme began in 1996",
                "year from 1996",
                bounds=(1996, 9000),
            ),
            Column("rate", "VARCHAR", "subsidy rate, above 0 and up to 1, as 1/2 or 1", "exact fraction"),
            Column("cap_single_yen", "BIGINT", "limit of a project", "yen", bounds=(1, MAX_YEN)),
            Column(
                "cap_joint_yen",
                "BIGINT",
                "limit of a joint project; null if not stated",
                "yen",
                nullable=True,
                bounds=(1, MAX_YEN),
            ),
            source(),
            Column("note_ja", "VARCHAR", "where the rule comes from and what it leaves open, in Japanese"),
            Column("note_en", "VARCHAR", "the same in English"),
        ),
        "subsidy_rules.csv",
    ),
    Table(
        "subsidy_clause",
        "What a subsidy rule says, clause by clause.",
        ("fiscal_year", "clause"),
        (
            Column(
                "fiscal_year",
                "INTEGER",
                "fiscal year of the rule",
                "year",
                references="subsidy_rule(fiscal_year)",
            ),
            Column("clause", "VARCHAR", "the point that the clause speaks of", choices=CLAUSES),
            Column("effect", "VARCHAR", "what the rule does about it", choices=EFFECTS),
            Column(
                "wording",
                "VARCHAR",
                "whether the text is the source's or ours; null where the effect is not_stated",
                nullable=True,
                choices=WORDINGS,
            ),
            Column("text_ja", "VARCHAR", "its text in Japanese; null if not stated", nullable=True),
            Column("text_en", "VARCHAR", "its text in English; null if not stated", nullable=True),
            Column("locator_ja", "VARCHAR", "heading within the source, in Japanese"),
            Column("locator_en", "VARCHAR", "heading within the source, in English"),
            source(),
        ),
        "subsidy_clauses.csv",
    ),
)
