"""A file of planned projects: each row quoted or named with what is wrong in it."""

import math
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from clairviz.base.i18n import translator
from clairviz.subsidy import RefusalCode, hypothetical, quote_many
from clairviz.subsidy.words.wording import problem_text
from clairviz.subsidy.written.cells import HEADERS
from tests.rules import RULES

ROWS: list[dict[str, object]] = [
    {"事業名": "水道", "助成対象経費": "800万円", "自治体数": "２", "年度": "平成17年度"},
    {"事業名": "教育", "助成対象経費": 4_000_000, "自治体数": None, "年度": 2005.0},
    {"事業名": "融資", "助成対象経費": 1_000_000, "自治体数": 1, "年度": "FY2005"},
    {"事業名": None, "助成対象経費": math.nan, "自治体数": "", "年度": ""},
    {"事業名": "防災", "助成対象経費": "-5", "自治体数": "0.5", "年度": "2005"},
    {"事業名": "農業", "助成対象経費": "100", "自治体数": "1", "年度": "2010"},
    {"事業名": "観光", "助成対象経費": "100", "自治体数": "0", "年度": "2005"},
]


def test_rows_are_quoted_or_refused_by_name() -> None:
    batch = quote_many([row | {"メモ": row["事業名"]} for row in ROWS], RULES)
    assert [(r.row_number, r.name, r.quote.subsidy_yen) for r in batch.quoted] == [
        (2, "水道", 4_000_000),
        (3, "教育", 2_000_000),
        (4, "融資", 500_000),
    ]
    assert [
        (row.row_number, row.name, [(p.column, p.value, p.problem) for p in row.problems])
        for row in batch.refused
    ] == [
        (
            6,
            "防災",
            [
                ("助成対象経費", "-5", RefusalCode.NEGATIVE),
                ("自治体数", "0.5", RefusalCode.NOT_A_COUNT),
            ],
        ),
        (7, "農業", [("年度", "2010", RefusalCode.NO_RULE_ON_FILE)]),
        (8, "観光", [("自治体数", "0", RefusalCode.NOT_A_COUNT)]),
    ]
    assert batch.refused[1].problems[0].nearest == (2005, 2022)
    assert batch.unused_columns == ("メモ",)
    assert batch.subsidy_total_yen == 6_500_000
    assert batch.budget_left_yen(6_000_000) == -500_000


def test_answers_in_words_decide() -> None:
    base = {"cost": "1,000", "body": "NGO"}
    batch = quote_many(
        [
            base | {"partner": "地方自治体"},
            base | {"partner": "なし"},
            base | {"partner": ""},
            {"cost": "1,000", "other_subsidy": "○"},
            {"cost": "1,000", "資金供与のみ": True},
            {"cost": "1,000", "funding_only": "maybe", "body": "会社", "partner": "?"},
        ],
        RULES,
    )
    assert [row.quote.eligible for row in batch.quoted] == [True, False, None, False, False]
    assert batch.open_count == 1
    assert [problem.problem for problem in batch.refused[0].problems] == [
        RefusalCode.NOT_A_BODY,
        RefusalCode.NOT_A_PARTNER,
        RefusalCode.NOT_YES_OR_NO,
    ]


def test_a_column_given_twice_is_named_not_guessed() -> None:
    batch = quote_many([{"cost": "100", "助成対象経費（円）": "200"}], RULES)
    assert batch.quoted[0].quote.subsidy_yen == 50
    assert batch.unused_columns == ("助成対象経費（円）",)


def test_only_a_wholly_empty_row_is_left_out() -> None:
    batch = quote_many([{"cost": "", "メモ": ""}, {"cost": "", "メモ": "x"}], RULES)
    assert [(row.row_number, row.problems[0].problem) for row in batch.refused] == [(3, RefusalCode.EMPTY)]


def test_a_cost_in_another_unit_is_not_taken_for_yen() -> None:
    batch = quote_many([{"助成対象経費（千円）": "8000"}], RULES)
    assert batch.refused[0].problems[0].problem is RefusalCode.EMPTY
    assert batch.unused_columns == ("助成対象経費（千円）",)


def test_a_hypothetical_rule_goes_before_the_years() -> None:
    rule = hypothetical(RULES[2005], rate=Fraction(1, 4))
    batch = quote_many([{"cost": "100", "year": "2010"}], RULES, rule=rule)
    assert batch.quoted[0].quote.subsidy_yen == 25


cells = st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans())
headers = st.sampled_from([header for names in HEADERS.values() for header in names])


@given(st.lists(st.dictionaries(st.one_of(headers, st.text()), cells)))
def test_any_table_is_answered_row_by_row_with_a_remedy(rows: list[dict[str, object]]) -> None:
    batch = quote_many(rows, RULES)
    numbers = [row.row_number for row in batch.quoted] + [row.row_number for row in batch.refused]
    assert len(numbers) == len(set(numbers)) <= len(rows)
    for lang in ("ja", "en"):
        for row in batch.refused:
            for found in row.problems:
                assert problem_text(found.problem, found.value, translator(lang), nearest=found.nearest)


def test_totals_are_no_plans_and_are_checked_against_the_rows_above() -> None:
    rows = [
        {"No": "1", "事業名": "水道", "経費": "400万円"},
        {"No": "2", "事業名": "教育", "経費": "200万円"},
        {"No": "", "事業名": "小　計", "経費": "6,000,000"},
        {"No": "3", "事業名": "防災計画", "経費": "200万円"},
        {"No": "", "事業名": "小計", "経費": "1"},
        {"No": "【合　計】", "事業名": "", "経費": "8000000"},
        {"No": "", "事業名": "総計", "経費": ""},
    ]
    batch = quote_many(rows, RULES)
    assert [row.name for row in batch.quoted] == ["水道", "教育", "防災計画"]
    assert batch.subsidy_total_yen == 4_000_000
    assert not batch.refused
    assert [(row.row_number, row.stated_yen, row.sum_yen, row.differs) for row in batch.totals] == [
        (4, 6_000_000, 6_000_000, False),
        (6, 1, 2_000_000, True),
        (7, 8_000_000, 8_000_000, False),
        (8, None, 8_000_000, False),
    ]
    unread = quote_many([{"事業名": "a", "経費": "?"}, {"事業名": "計", "経費": "5"}], RULES)
    assert unread.totals[0].sum_yen is None
    assert not unread.totals[0].differs


def test_a_row_without_an_amount_is_not_counted_as_computed() -> None:
    batch = quote_many([{"cost": "100"}, {"cost": "100", "governments": "2", "year": "1999"}], RULES)
    assert (batch.computed_count, batch.open_count) == (1, 1)
