"""The timeline: every statement from the database, every year of the slider, both languages."""

import pytest

NOTHING = {"ja": "この年の出来事は記録にありません。", "en": "Nothing is recorded for this year."}


def text_of(test) -> str:
    return "\n".join(part.value for part in [*test.markdown, *test.subheader, *test.caption])


@pytest.mark.parametrize(
    ("lang", "year", "metric", "words"),
    [
        ("ja", "1987", "0", ["まだ開設されている事務所はありません", NOTHING["ja"]]),
        (
            "ja",
            "1988",
            "0",
            [
                "1988年7月（昭和63年7月）：財団法人自治体国際化協会の設立",
                "ニューヨーク事務所・ロンドン事務所も開設済み",
                "別の出典では1988年（昭和63年）",
            ],
        ),
        ("ja", "1989", "2", ["1989年（平成元年）：ニューヨーク事務所を開設（資料の表記：平成元年）"]),
        ("ja", "1990", "4", ["1990年10月（平成2年10月）：パリ事務所を開設（資料の表記：平成2年）"]),
        ("en", "1996", "6", ["FY1996: Recognition of Model Projects begins"]),
        ("en", "1997", "7", ["December 1997: Beijing office opened (in the document: 平成9年)"]),
        ("en", "1999", "7", [NOTHING["en"]]),
        ("ja", "2005", "7", ["平成17年度：認定された14事業を収録"]),
    ],
)
def test_each_year_tells_what_changed_and_what_was_open(run_page, lang, year, metric, words) -> None:
    test = run_page("timeline", asof=year, lang=lang)
    assert not test.exception
    assert test.metric[0].value == metric
    for word in words:
        assert word in text_of(test)


def test_the_last_year_is_the_default_and_not_in_the_link(run_page) -> None:
    test = run_page("timeline")
    assert not test.exception
    assert test.session_state["asof"] == "2005"
    assert "asof" not in test.query_params


def test_a_year_that_does_not_exist_is_left_out(run_page) -> None:
    test = run_page("timeline", asof="3000")
    assert not test.exception
    assert test.session_state["asof"] == "2005"


def test_play_starts_over_from_the_first_year_and_stop_stops(run_page) -> None:
    test = run_page("timeline")
    test.button(key="play").click().run()
    assert test.button(key="play").label == "停止"
    assert test.session_state["asof"] == "1987"
    test.button(key="play").click().run()
    assert test.button(key="play").label == "再生"
    assert not test.exception


def test_the_table_equals_the_database(run_page, cursor) -> None:
    test = run_page("timeline")
    test.toggle(key="table_office_timeline").set_value(True).run()
    assert not test.exception
    table = test.dataframe[0].value
    rows = {tuple(row) for row in table.iloc[:, [1, 5]].itertuples(index=False)}
    for city, printed, is_head in cursor.execute(
        "SELECT city_ja, opened_in_source, country_code = 'JPN' FROM office"
    ).fetchall():
        assert (f"{city}（本部）" if is_head else f"{city}事務所", printed) in rows
    assert {row[0] for row in cursor.execute("SELECT title_ja FROM milestone").fetchall()} <= set(
        table.iloc[:, 1]
    )
    assert all(value.startswith("about?source=") for value in table.iloc[:, 6])
