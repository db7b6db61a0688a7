"""Sheets as municipalities make them: titles, units, headers of two rows, totals."""

import pytest

from clairviz.base.i18n import translator
from clairviz.store.importing.sheet import read_sheet
from clairviz.store.ingest.problem import DataRefused
from clairviz.subsidy import quote_many
from clairviz.subsidy.written.cells import COSTS, PLANS
from clairviz.subsidy.written.cost_sheet import read_costs
from tests.rules import RULES

OFFICE = """令和6年度　国際協力事業計画,,,,
,,,（単位：千円）,
No,事業名,共同自治体数,経費,
,,,総事業費,助成対象経費
1,水道研修,2,"9,500","8,000"
2,農業研修,1,120万円,1200000円
,合　計,,"10,700","9,200"
※金額は見込み,,,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_titles_unit_and_a_header_of_two_rows(encoding: str) -> None:
    text = (
        OFFICE.replace(",", "\t").replace('"9\t500"\t"8\t000"', "9,500\t8,000")
        if encoding == "utf-16"
        else OFFICE
    )
    found = read_sheet(
        "計画.csv", text.replace('"10\t700"\t"9\t200"', "10,700\t9,200").encode(encoding), PLANS
    )
    assert (found.first_row, found.unit) == (5, 1_000)
    batch = quote_many(found.rows, RULES, first_row=found.first_row)
    assert [(row.row_number, row.name, row.quote.subsidy_yen) for row in batch.quoted] == [
        (5, "水道研修", 4_000_000),
        (6, "農業研修", 600_000),
    ]
    assert batch.refused == ()
    assert [(row.row_number, row.stated_yen, row.differs) for row in batch.totals] == [(7, 9_200_000, False)]


def test_the_unit_in_a_heading_and_a_cost_above_the_whole() -> None:
    found = read_sheet("a.csv", "事業名,助成対象経費（千円）,総事業費（円）\n水道,800,8\n".encode(), PLANS)
    (row,) = quote_many(found.rows, RULES, first_row=found.first_row).refused
    assert [problem.problem for problem in row.problems] == ["eligible_above_total"]


def test_the_message_names_the_row_that_is_likely_the_header() -> None:
    with pytest.raises(DataRefused) as caught:
        read_sheet("a.csv", "事業計画,,\n\n事業名,総事業費,備考\n水道,100,\n".encode(), PLANS)
    (problem,) = caught.value.problems
    assert problem.line == 3
    assert "助成対象経費" in problem.text(translator("ja"))
    assert "事業名、総事業費、備考" in problem.text(translator("ja"))


def test_a_table_of_costs_with_totals_and_two_columns_of_amounts() -> None:
    text = '見積書,,\n,,（単位：千円）\n費目,助成対象経費,対象外経費\n旅費,"1,200",0\n食糧費,,80\n小計,"1,200",80\n会場費,300,\n合計,"1,400",80\n'
    found = read_sheet("a.csv", text.encode("cp932"), COSTS)
    sheet = read_costs(found.rows, first_row=found.first_row)
    assert [(line.item, line.amount, line.eligible) for line in sheet.lines] == [
        ("旅費", "1,200,000", "1"),
        ("食糧費", "80,000", "0"),
        ("会場費", "300,000", "1"),
    ]
    assert [(row.row_number, row.stated_yen, row.sum_yen, row.differs) for row in sheet.totals] == [
        (6, 1_280_000, 1_280_000, False),
        (8, 1_480_000, 1_580_000, True),
    ]


def test_a_table_of_costs_with_a_mark() -> None:
    found = read_sheet(
        "a.csv", "項目,金額（円）,対象,摘要\n旅費,100,○,3人\n懇親会,50,対象外,\n計,150,,\n".encode(), COSTS
    )
    sheet = read_costs(found.rows, first_row=found.first_row)
    assert [(line.item, line.amount, line.eligible) for line in sheet.lines] == [
        ("旅費", "100", "○"),
        ("懇親会", "50", "対象外"),
    ]
    assert not sheet.totals[0].differs
    assert sheet.unused_columns == ("摘要",)
