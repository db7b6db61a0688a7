"""The timeline: every statement from the database, every year of the slider, both languages."""

import pytest

from clairviz.base.i18n import translator

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


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_table_equals_the_database(run_page, cursor, lang) -> None:
    """Every office and milestone: name, date no finer than stored, words printed, source and note."""
    test = run_page("timeline", lang=lang)
    test.session_state["table_office_timeline"] = True
    test.session_state["lang"] = lang
    test.run()
    assert not test.exception
    _ = translator(lang)
    shown = {tuple(row) for row in test.dataframe[0].value.iloc[:, 1:].itertuples(index=False)}
    wanted = set()
    for city, opened, precision, printed, note, source, is_head in cursor.execute(
        f"SELECT city_{lang}, opened, precision, opened_in_source, note, source_id, country_code = 'JPN' FROM office"
    ).fetchall():
        name = _("{city} (head office)", city=city) if is_head else _("{city} office", city=city)
        note = note.split(" | ")[lang == "en"] if note else ""
        wanted.add((name, *dates(opened, precision, _), printed, address(source, lang), note))
    for title, happened, precision, source in cursor.execute(
        f"SELECT title_{lang}, happened, precision, source_id FROM milestone"
    ).fetchall():
        wanted.add((title, *dates(happened, precision, _), _("–"), address(source, lang), ""))
    assert wanted <= shown
    assert len(shown - wanted) == cursor.execute("SELECT count(*) FROM fiscal_year").fetchone()[0]


def address(source: str, lang: str) -> str:
    return f"about?source={source}&lang={lang}"


def dates(text: str, precision: str, _) -> tuple[str, str, str]:
    """The date in both calendars, written out here with as many numbers as are stored, and its precision."""
    year, month = (int(part) for part in (text + "-0").split("-")[:2])
    japanese = _.lang == "ja"
    if precision == "month":
        names = ("July", "October", "December")
        english = f"{names[(7, 10, 12).index(month)]} {year}"
        western = f"{year}年{month}月" if japanese else english
    elif precision == "fiscal_year":
        western = _("FY{year}", year=year)
    else:
        western = f"{year}年" if japanese else str(year)
    era = f"昭和{year - 1925}年" if year < 1989 else f"平成{'元' if year == 1989 else year - 1988}年"
    era += f"{month}月" if precision == "month" else "度" if precision == "fiscal_year" else ""
    return (
        western,
        era,
        {"month": _("the month"), "year": _("the year"), "fiscal_year": _("the fiscal year")}[precision],
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "ja",
            ["各都道府県・政令指定都市", "海外事務所は7か所", "ニューヨーク・ロンドンには年の異なる別の出典"],
        ),
        (
            "en",
            ["every prefecture and designated city", "7 overseas offices", "For New York and London another"],
        ),
    ],
)
def test_the_statement_and_the_conflicts_stand_beside_the_dates(run_page, lang, words) -> None:
    text = text_of(run_page("timeline", lang=lang))
    for word in [*words, f"about?part=model-project&lang={lang}", f"about?part=programmes&lang={lang}"]:
        assert word in text
