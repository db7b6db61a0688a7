"""The timeline: every statement from the database, every year of the slider, both languages."""

import re
from html import unescape

import duckdb
import pytest

from clairviz.base.i18n import translator
from clairviz.web import answers
from tests.web.conftest import figures, text_of

NOTHING = {"ja": "この年の出来事は記録にありません。", "en": "Nothing is recorded for this year."}


def flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


@pytest.mark.parametrize(
    ("lang", "year", "open_", "words"),
    [
        ("ja", "1987", "0か所", ["まだ開設されている事務所はありません", NOTHING["ja"]]),
        (
            "ja",
            "1988",
            "0か所",
            [
                "1988年7月（昭和63年7月）：財団法人自治体国際化協会の設立",
                "ニューヨーク事務所・ロンドン事務所も開設済み",
                "別の出典では1988年（昭和63年）",
            ],
        ),
        ("ja", "1989", "2か所", ["1989年（平成元年）：ニューヨーク事務所を開設（資料の表記：平成元年）"]),
        ("ja", "1990", "4か所", ["1990年10月（平成2年10月）：パリ事務所を開設（資料の表記：平成2年）"]),
        ("en", "1996", "6offices", ["FY1996: Recognition of Model Projects begins"]),
        ("en", "1997", "7offices", ["December 1997: Beijing office opened (in the document: 平成9年)"]),
        ("en", "1999", "7offices", [NOTHING["en"]]),
        ("ja", "2005", "7か所", ["平成17年度：認定された14事業を収録"]),
    ],
)
def test_each_year_tells_what_changed_and_what_was_open(run_page, lang, year, open_, words) -> None:
    test = run_page("timeline", asof=year, lang=lang)
    assert not test.exception
    assert next(iter(figures(test).values())) == open_
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


def table_rows(test) -> set[tuple[str, ...]]:
    """The rows of the table behind the axis without their kind; of the source, its mark's number."""
    body = "\n".join(str(element.proto.body) for element in test.get("html"))
    found = re.search(r"<tbody>(.*?)</tbody>", body, re.DOTALL)[1]
    rows = re.findall(r"<tr>(.*?)</tr>", found)
    cells = [re.findall(r"<td>(.*?)</td>", row) for row in rows]
    return {
        tuple(
            re.search(r"#cv-source-([^\"]+)", cell)[1] if "cv-mark" in cell else unescape(cell)
            for cell in row[1:]
        )
        for row in cells
    }


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_table_equals_the_database(run_page, cursor, lang) -> None:
    """Every office and milestone: name, date no finer than stored, words printed, source and note."""
    shown = table_rows(run_page("timeline", lang=lang))
    _ = translator(lang)
    wanted = set()
    for city, opened, precision, printed, note, source, is_head in cursor.execute(
        f"SELECT city_{lang}, opened, precision, opened_in_source, note, source_id, country_code = 'JPN' FROM office"
    ).fetchall():
        name = _("{city} (head office)", city=city) if is_head else _("{city} office", city=city)
        note = note.split(" | ")[lang == "en"] if note else ""
        wanted.add((name, *dates(opened, precision, _), printed, source, note))
    for title, happened, precision, source in cursor.execute(
        f"SELECT title_{lang}, happened, precision, source_id FROM milestone"
    ).fetchall():
        wanted.add((title, *dates(happened, precision, _), _("–"), source, ""))
    assert wanted <= shown
    assert len(shown - wanted) == cursor.execute("SELECT count(*) FROM fiscal_year").fetchone()[0]


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
    test = run_page("timeline", lang=lang)
    text = flat(text_of(test))
    for word in words:
        assert word in text
    body = "\n".join(str(element.proto.body) for element in test.get("html"))
    for part in ("model-project", "programmes"):
        assert re.search(rf'href="about\?[^"]*lang={lang}[^"]*part={part}"', body)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("data", ["data_copy", "years_copy"])
def test_every_fiscal_year_lies_where_it_lies_with_its_number(run_page, request, data, lang) -> None:
    request.getfixturevalue(data)
    test = run_page("timeline", lang=lang)
    assert not test.exception
    body = "\n".join(str(element.proto.body) for element in test.get("html"))
    shown = {
        (look, int(start[:4]), number)
        for look, start, end, number in re.findall(
            r'cv-look-(complete|partial|missing)"[^>]*?data-from="([\d-]+)" data-to="([\d-]+)"[^>]*>'
            r"(?:<b[^>]*><span>([\d,]+)</span>)?",
            body,
        )
        if start[4:] == "-04-01" and end == f"{int(start[:4]) + 1}-03-31"
    }
    with duckdb.connect(str(answers.service().version), read_only=True) as connection:
        rows = connection.execute(
            "SELECT fiscal_year, coverage, (SELECT count(*) FROM project AS p WHERE p.fiscal_year = y.fiscal_year) "
            "FROM fiscal_year AS y"
        ).fetchall()
    on_file = {
        (coverage if coverage == "complete" else "partial", year, f"{count:,}")
        for year, coverage, count in rows
    }
    years = {year for _look, year, _count in on_file}
    assert shown == on_file | {("missing", year, "") for year in range(1996, max(years)) if year not in years}
