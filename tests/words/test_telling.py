"""Each sentence on made-up counts: said where it says something, and not where it does not."""

from collections.abc import Mapping

import pytest

from clairviz.base.counts import Counts, counts
from clairviz.base.i18n import translator
from clairviz.base.selection import NOT_STATED
from clairviz.words import telling
from clairviz.words.cautions import cautions
from clairviz.words.facts import Facts
from clairviz.words.phrases import years_label
from clairviz.words.telling import findings

JA, EN = translator("ja"), translator("en")
NAMES = {
    ("region", "CHN"): "中国",
    ("region", "KOR"): "韓国",
    ("region", "THA"): "タイ",
    ("field", "environment"): "環境",
    ("field", "education"): "教育",
    ("gov", "kyoto"): "京都府",
    ("gov", "kitakyushu"): "北九州市",
}


def made_up(
    by_facet: Mapping[str, Mapping[str, Mapping[int, int]]],
    totals: Mapping[int, int],
    *,
    partial: tuple[int, ...] = (),
    recognised: Mapping[int, int] | None = None,
) -> Counts:
    rows = [("all", "", year, number) for year, number in totals.items()]
    rows += [
        (facet, code, year, number)
        for facet, codes in by_facet.items()
        for code, years in codes.items()
        for year, number in years.items()
    ]
    stated = recognised or {}
    return counts(
        rows,
        [(year, "partial" if year in partial else "complete", stated.get(year)) for year in totals],
    )


def told(known: Counts, years: tuple[int, ...] = (), filtered: set[str] | None = None) -> Facts:
    return Facts(known, years, NAMES, frozenset(filtered or ()))


ONE_YEAR = made_up(
    {
        "region": {"CHN": {2005: 6}, "KOR": {2005: 2}, "THA": {2005: 2}, NOT_STATED: {2005: 9}},
        "field": {"environment": {2005: 5}, "education": {2005: 3}, NOT_STATED: {2005: 6}},
        "gov": {"kyoto": {2005: 3}, "kitakyushu": {2005: 3}, "x": {2005: 1}},
        "pref": {f"{code:02}": {2005: 1} for code in range(1, 11)},
    },
    {2005: 14},
)


def test_leads_name_the_winner_the_count_and_the_next() -> None:
    facts = told(ONE_YEAR)
    region = telling.leading_region(facts, JA)
    assert region is not None
    assert region.text == (
        "14事業のうち**中国との協力が6事業**で、相手地域では最多です。次いで韓国・タイ（各2）です。"
    )
    field = telling.leading_field(facts, EN)
    assert field is not None
    assert field.text == "The leading field is **環境** with 5 projects. Next among the fields: 教育 (3)."
    body = telling.leading_body(facts, JA)
    assert body is not None
    assert (
        body.text == "団体では**京都府・北九州市が各3事業**で最も多く実施しています。これにx（1）が続きます。"
    )


def test_not_stated_never_wins() -> None:
    for sentence in findings(told(ONE_YEAR), _=EN, most=99):
        assert NOT_STATED not in sentence
        assert "9" not in sentence.replace("19", "")


@pytest.mark.parametrize(
    ("rule", "facet"),
    [(telling.leading_region, "region"), (telling.leading_field, "field"), (telling.leading_body, "gov")],
)
def test_no_lead_within_the_readers_own_choice(rule: telling.Rule, facet: str) -> None:
    assert rule(told(ONE_YEAR), EN) is not None
    assert rule(told(ONE_YEAR, filtered={facet}), EN) is None


@pytest.mark.parametrize(
    "codes",
    [
        {"CHN": {2005: 1}, "KOR": {2005: 1}},  # a maximum of one
        {"CHN": {2005: 2}, "KOR": {2005: 2}, "THA": {2005: 2}},  # all alike
        {code: {2005: 2} for code in "ABCDE"} | {"F": {2005: 1}},  # too many leaders to name
        {"CHN": {2005: 4}},  # nobody to lead
        {},
    ],
)
def test_a_lead_that_says_nothing_is_not_said(codes: Mapping[str, Mapping[int, int]]) -> None:
    assert telling.leading_region(told(made_up({"region": codes}, {2005: 9})), EN) is None


def test_a_share_comes_with_its_n_and_only_where_n_is_large() -> None:
    large = made_up({"region": {"CHN": {2005: 30}, "KOR": {2005: 5}}}, {2005: 60})
    found = telling.leading_region(told(large), JA)
    assert found is not None
    assert "60事業のうち" in found.text
    assert "（50％）" in found.text
    small = telling.leading_region(told(ONE_YEAR), JA)
    assert small is not None
    assert "％" not in small.text


def test_reach_counts_prefectures_and_claims_nothing_of_the_others() -> None:
    found = telling.reach(told(ONE_YEAR), JA)
    assert found is not None
    assert found.text == "47都道府県のうち**10都道府県**の団体が実施し、ほかの37は収録がありません。"
    assert telling.reach(told(ONE_YEAR, filtered={"pref"}), JA) is None
    everywhere = made_up({"pref": {str(code): {2005: 1} for code in range(47)}}, {2005: 47})
    found = telling.reach(told(everywhere), EN)
    assert found is not None
    assert found.text == "Bodies in **all 47 prefectures** take part."


def test_concentration_where_few_partners_make_half() -> None:
    codes = {"CHN": {2005: 20}, "KOR": {2005: 15}, **{code: {2005: 5} for code in "ABCDE"}}
    found = telling.concentration(told(made_up({"region": codes}, {2005: 60})), JA)
    assert found is not None
    assert found.text == "中国・韓国で、7の相手地域との延べ60件の58％を占めます。"
    even = {code: {2005: 6} for code in "ABCDEFGHIJ"}
    assert telling.concentration(told(made_up({"region": even}, {2005: 60})), JA) is None
    assert telling.concentration(told(ONE_YEAR), JA) is None


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (15, 13, "事業数は前年度の15事業から**13事業に減り**ました。"),
        (13, 15, "事業数は前年度の13事業から**15事業に増え**ました。"),
        (14, 14, "事業数は前年度と同じ14事業です。"),
    ],
)
def test_a_year_is_compared_with_the_year_before(before: int, now: int, text: str) -> None:
    known = made_up({}, {2004: before, 2005: now})
    found = telling.change_on_year_before(told(known, (2005,)), JA)
    assert found is not None
    assert found.text == text
    for partial in (2004, 2005):
        known = made_up({}, {2004: before, 2005: now}, partial=(partial,))
        assert telling.change_on_year_before(told(known, (2005,)), JA) is None
    assert telling.change_on_year_before(told(made_up({}, {2003: 3, 2005: now}), (2005,)), JA) is None


def test_change_over_the_span_leaves_partial_years_out() -> None:
    totals = dict.fromkeys(range(1996, 1999), 10) | dict.fromkeys(range(1999, 2002), 12)
    totals |= dict.fromkeys(range(2002, 2005), 20) | {2005: 1}
    known = made_up({}, totals, partial=(2005,))
    found = telling.change_over_span(told(known), JA)
    assert found is not None
    assert found.text == (
        "1年度当たりの事業数は平成8年度～平成10年度の平均10.0から平成14年度～平成16年度の**平均20.0に増え**ました。"
    )
    level = made_up({}, dict.fromkeys(range(1996, 2005), 10))
    assert telling.change_over_span(told(level), JA) is None
    assert telling.change_over_span(told(known, (1996, 1997)), JA) is None


def test_a_share_that_moved_is_told_with_both_periods() -> None:
    years = range(1996, 2005)
    china = {year: 8 if year < 1999 else 2 for year in years}
    known = made_up({"region": {"CHN": china, "KOR": dict.fromkeys(years, 5)}}, dict.fromkeys(years, 12))
    found = telling.shift_of_regions(told(known), JA)
    assert found is not None
    assert found.text == (
        "**中国の割合**は平成8年度～平成10年度の67％（36事業中）から"
        "平成14年度～平成16年度の**17％**（36事業中）に下がりました。"
    )
    assert telling.shift_of_regions(told(known, filtered={"region"}), JA) is None
    assert telling.shift_of_fields(told(known), JA) is None
    rising = made_up(
        {"field": {"environment": {year: year - 1995 for year in years}}}, dict.fromkeys(years, 12)
    )
    found = telling.shift_of_fields(told(rising), EN)
    assert found is not None
    assert "rose from" in found.text


def test_first_times_need_earlier_years_on_file() -> None:
    regions = {"CHN": dict.fromkeys(range(2001, 2006), 2), "THA": {2005: 1}}
    known = made_up({"region": regions}, dict.fromkeys(range(2001, 2006), 3))
    found = telling.first_times(told(known, (2005,)), JA)
    assert found is not None
    assert found.text == "**タイ**との協力は、収録の範囲では初めてです。"
    assert telling.first_times(told(known, (2001,)), JA) is None
    assert telling.first_times(told(known, (2004,)), JA) is None
    assert telling.first_times(told(known), JA) is None


def test_last_times_tell_of_a_frequent_partner_that_is_gone() -> None:
    years = range(1996, 2006)
    regions = {"CHN": dict.fromkeys(years, 2), "KOR": {1996: 3, 1998: 3}, "THA": {1997: 2}}
    known = made_up({"region": regions}, dict.fromkeys(years, 5))
    found = telling.last_times(told(known), JA)
    assert found is not None
    assert found.text == "**韓国**との協力（6事業）は、平成10年度を最後に収録がありません。"
    assert telling.last_times(told(known, tuple(range(1996, 2000))), JA) is None


def test_cautions_tell_of_partial_and_missing_years_and_of_what_is_not_stated() -> None:
    known = made_up(
        {"region": {NOT_STATED: {1999: 2}}, "field": {NOT_STATED: {2003: 1}}},
        {1999: 5, 2000: 6, 2003: 9},
        partial=(2000,),
        recognised={2000: 17},
    )
    assert cautions(told(known), _=JA) == (
        "一部収録のため推移の比較に含めていない年度：平成12年度。",
        "未収録の年度：平成13年度、平成14年度。",
        "2事業は、資料に相手地域の記載がありません。1事業は、資料に分野の記載がありません。",
    )
    assert cautions(told(known, (2000,)), _=JA) == ("平成12年度は一部収録です（認定17事業のうち6件）。",)
    assert cautions(told(known, (2000,), {"pref"}), _=JA) == ("平成12年度は一部の事業だけを収録しています。",)
    assert cautions(told(known, (1999,), {"region"}), _=JA) == ()


def test_a_partial_year_is_said_in_the_lead_itself() -> None:
    known = made_up({"region": {"CHN": {2005: 6}, "KOR": {2005: 2}}}, {2005: 9}, partial=(2005,))
    found = telling.leading_region(told(known), JA)
    assert found is not None
    assert found.text.startswith("収録9事業のうち")


def test_the_best_come_first_and_no_more_than_asked_for() -> None:
    facts = told(ONE_YEAR)
    every = findings(facts, _=EN, most=99)
    assert len(every) == 4
    assert findings(facts, _=EN, most=2) == every[:2]
    assert findings(told(made_up({}, {2005: 0})), _=EN) == ()


def test_counts_know_gaps_from_zeros() -> None:
    known = made_up({"region": {"CHN": {2003: 1}}}, {2003: 4, 2005: 2})
    assert known.series("region", "CHN") == {2003: 1, 2004: None, 2005: 0}
    assert known.ranking("region", (2005,)) == []
    assert counts([], []).series("all", "") == {}


def test_many_years_with_gaps_are_named_by_their_ends() -> None:
    assert years_label((1996, 1997, 1998, 2001), (), JA) == "平成8年度～平成13年度（4年度分）"
    assert years_label((), (1996, 1997, 1998, 2001), EN) == "FY1996 to FY2001, 4 years"
    assert years_label((2003, 2005), (), JA) == "平成15年度・平成17年度"
    assert years_label((2003, 2004, 2005), (), JA) == "平成15年度～平成17年度"
