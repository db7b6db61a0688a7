"""Programmes and sources: complete, in both languages, with numbers that agree with the database."""

from html import unescape

import pytest

from clairviz import __version__
from clairviz.base import paths
from clairviz.web import answers


def text_of(test) -> str:
    return "\n".join(part.value for part in [*test.markdown, *test.subheader, *test.caption])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_programme_and_source_is_shown(run_page, cursor, lang) -> None:
    test = run_page("about", lang=lang)
    assert not test.exception
    text = text_of(test)
    for name, description in cursor.execute(
        f"SELECT name_{lang}, description_{lang} FROM programme"
    ).fetchall():
        assert name in text
        assert description in text
    labels = {line for part in test.markdown for line in part.value.replace("**", "").splitlines()}
    for source_id, title, note in cursor.execute("SELECT source_id, title, note FROM source").fetchall():
        assert title in labels
        assert f"`{source_id}`" in text
        japanese, _bar, english = note.partition(" | ")
        assert (japanese if lang == "ja" else english) in text
        assert note not in text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "ja",
            [
                "14事業のうち3事業（山形市、北九州市(1)、北九州市(2)）",
                "延べ14件は残る11事業",
                "「医療保険」は資料の表記のまま",
                "林業には（○）",
                "300万円",
                "500万円",
                "担当課：国際協力課",
                "jlgc-new-york",
                "third-party-london",
            ],
        ),
        (
            "en",
            [
                "3 of 14 projects",
                "14 pairings are those of the other 11",
                "医療保険",
                "¥3,000,000",
                "¥5,000,000",
                "International Cooperation Division",
            ],
        ),
    ],
)
def test_conflicts_stand_beside_their_numbers(run_page, lang, words) -> None:
    text = text_of(run_page("about", lang=lang))
    for word in words:
        assert word in text


def test_a_link_opens_its_source_first(run_page, cursor) -> None:
    for source_id, title in cursor.execute("SELECT source_id, title FROM source LIMIT 3").fetchall():
        test = run_page("about", source=source_id)
        assert not test.exception
        assert f"**出典：{title}**" in test.markdown[0].value or any(
            f"**出典：{title}**" in part.value for part in test.markdown
        )


def test_an_unknown_source_is_left_out(run_page) -> None:
    test = run_page("about", source="no-such")
    assert not test.exception
    assert not test.session_state["source"]
    assert not any("**出典：" in part.value for part in test.markdown)


def test_source_lines_lead_to_the_source(run_page) -> None:
    test = run_page("", lang="en")
    assert any(
        "about?source=clair-2005&amp;lang=en" in str(element.proto.body) for element in test.get("html")
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_programmes_stand_under_the_division_that_runs_them(run_page, cursor, lang) -> None:
    parts = [part.value for part in run_page("about", lang=lang).markdown]
    division = ["国際協力課", "International Cooperation Division"][lang == "en"]
    start = next(i for i, text in enumerate(parts) if text.startswith("#### ") and division in text)
    stop = next(i for i, text in enumerate(parts) if i > start and text.startswith("#### "))
    assert ["記載なし", "not stated"][lang == "en"] in parts[stop]
    for name, stated in cursor.execute(f"SELECT name_{lang}, division IS NOT NULL FROM programme").fetchall():
        place = next(i for i, text in enumerate(parts) if text.startswith(f"**{name}**"))
        assert (start < place < stop) == stated


def test_the_openings_show_what_the_document_and_what_another_source_says(run_page, cursor) -> None:
    text = text_of(run_page("about"))
    for city, printed, source in cursor.execute(
        "SELECT city_ja, opened_in_source, source_id FROM office WHERE source_id <> 'clair-2005'"
    ).fetchall():
        row = next(line for line in text.splitlines() if line.startswith(f"| {city}事務所 |"))
        assert f"| {printed} |" in row
        assert source in row
    for city, source in (("ニューヨーク", "jlgc-new-york"), ("ロンドン", "third-party-london")):
        row = next(line for line in text.splitlines() if line.startswith(f"| {city}事務所 |"))
        assert "| 平成元年 | 1988年（昭和63年） | 年が異なる |" in row
        assert source in row


def test_the_subsidy_rules_of_every_year_stand_side_by_side(run_page) -> None:
    text = text_of(run_page("about", lang="en"))
    for row in (
        "| FY1999 | 1/2 | ¥3,000,000 | not stated |",
        "| FY2005 | 1/2 | ¥3,000,000 | ¥5,000,000 |",
        "| FY2022 | 1 | ¥3,000,000 | ¥5,000,000 |",
        "| FY2024 | 1 | ¥3,000,000 | ¥5,000,000 |",
    ):
        assert row in text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_installation_names_version_data_coverage_and_licences(run_page, lang) -> None:
    test = run_page("about", lang=lang)
    text = text_of(test)
    service = answers.service()
    for word in (
        __version__,
        service.fingerprint,
        service.built_at[:10],
        "streamlit",
        "duckdb",
        "ISC",
        "MIT",
    ):
        assert word in text
    coverage = test.dataframe[0].value
    assert list(coverage.iloc[0, :3]) == [
        ["平成17年度", "FY2005"][lang == "en"],
        ["すべて", "complete"][lang == "en"],
        14,
    ]
    licences = test.text[0].value
    for file in (paths.PROJECT / "LICENSE", *(paths.geo_folder() / "licences").glob("*.txt")):
        assert file.read_text(encoding="utf-8").strip() in licences


def test_an_unknown_part_is_left_out(run_page) -> None:
    test = run_page("about", part="no-such")
    assert not test.exception
    assert not test.session_state["part"]


@pytest.mark.parametrize(
    ("lang", "printed"),
    [("ja", "「医療保険」は資料の表記のまま"), ("en", "“医療保険 (Medical insurance)” is spelt")],
)
def test_the_overview_notes_oddities_beside_their_numbers(run_page, lang, printed) -> None:
    text = html_of(run_page("", lang=lang))
    assert printed in text
    for part in ("oddities", "model-project"):
        assert f"about?part={part}&lang={lang}" in text
    without = html_of(run_page("", lang=lang, field="environment"))
    assert printed not in without


def html_of(test) -> str:
    return unescape("".join(str(element.proto.body) for element in test.get("html")))
