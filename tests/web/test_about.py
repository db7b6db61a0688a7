"""Programmes and sources: complete, in both languages, with numbers that agree with the database."""

import re
from html import unescape

import pytest

from clairviz import __version__
from clairviz.base import paths
from clairviz.web import answers
from tests.web.conftest import text_of

VIEWS = ("programmes", "sources", "version")


def flat(test) -> str:
    """The words of a page without the breaks between its elements."""
    return re.sub(r"\s*\n\s*", "", text_of(test))


def body_of(test) -> str:
    return "\n".join(str(element.proto.body) for element in test.get("html"))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("data", ["data_copy", "years_copy"])
@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_a_link_and_few_messages(run_page, request, view, data, lang) -> None:
    request.getfixturevalue(data)
    test = run_page("about", part=view, lang=lang)
    assert not test.exception
    assert f'id="cv-view-{view}" aria-current="page"' in body_of(test)
    assert body_of(test).count('aria-current="page"') == 1
    assert not [*test.dataframe, *test.markdown]


@pytest.mark.parametrize(
    ("part", "view"),
    [
        ("", "programmes"),
        ("model-project", "programmes"),
        ("oddities", "sources"),
        ("network", "version"),
    ],
)
def test_links_of_before_lead_to_the_view_that_holds_their_part(run_page, part, view) -> None:
    test = run_page("about", **({"part": part} if part else {}))
    body = body_of(test)
    assert f'id="cv-view-{view}" aria-current="page"' in body
    assert not part or part == "network" or f'id="{part}"' in body


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_programme_is_shown(run_page, cursor, lang) -> None:
    text = text_of(run_page("about", lang=lang))
    for name, description in cursor.execute(
        f"SELECT name_{lang}, description_{lang} FROM programme"
    ).fetchall():
        assert name in text
        assert description in text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_source_is_shown(run_page, cursor, lang) -> None:
    test = run_page("about", part="sources", lang=lang)
    text = text_of(test)
    for source_id, title, note in cursor.execute("SELECT source_id, title, note FROM source").fetchall():
        assert re.search(rf"\[\d+\] {re.escape(title)}\n", text)
        assert source_id in text
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
            ],
        ),
    ],
)
def test_conflicts_stand_beside_their_numbers(run_page, lang, words) -> None:
    text = flat(run_page("about", part="oddities", lang=lang))
    for word in words:
        assert word in text


def test_a_link_opens_its_source_first(run_page, cursor) -> None:
    for source_id, title in cursor.execute("SELECT source_id, title FROM source LIMIT 3").fetchall():
        test = run_page("about", source=source_id)
        assert not test.exception
        asked = re.search(r'class="cv-findings cv-asked">(.*?)</div>', body_of(test), re.DOTALL)[1]
        assert f"出典：{title}" in asked
        assert source_id in asked


def test_an_unknown_source_is_left_out(run_page) -> None:
    test = run_page("about", source="no-such")
    assert not test.exception
    assert not test.session_state["source"]
    assert "cv-asked" not in body_of(test)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_programmes_stand_under_the_division_that_runs_them(run_page, cursor, lang) -> None:
    body = body_of(run_page("about", lang=lang))
    parts = re.split(r"<h4>(.*?)</h4>", body)
    division = ["国際協力課", "International Cooperation Division"][lang == "en"]
    stated_in = next(text for head, text in zip(parts[1::2], parts[2::2], strict=True) if division in head)
    assert any(["記載なし", "not stated"][lang == "en"] in head for head in parts[1::2])
    for name, stated in cursor.execute(f"SELECT name_{lang}, division IS NOT NULL FROM programme").fetchall():
        assert (f"<strong>{name}</strong>" in stated_in.replace("&#39;", "'")) == stated


def rows_of(test) -> list[list[str]]:
    """The cells of every table of the page; a mark is its source."""
    rows = re.findall(r"<tr>(.*?)</tr>", body_of(test))
    return [
        [
            (re.search(r"#cv-source-([^\"]+)", cell) or [None, re.sub("<[^>]+>", "", cell)])[1]
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)
        ]
        for row in rows
    ]


def test_the_openings_show_what_the_document_and_what_another_source_says(run_page, cursor) -> None:
    rows = rows_of(run_page("about", part="oddities"))
    for city, printed, source in cursor.execute(
        "SELECT city_ja, opened_in_source, source_id FROM office WHERE source_id <> 'clair-2005'"
    ).fetchall():
        assert any(row[:2] == [f"{city}事務所", printed] and row[-1] == source for row in rows)
    for city, source in (("ニューヨーク", "jlgc-new-york"), ("ロンドン", "third-party-london")):
        assert [f"{city}事務所", "平成元年", "1988年（昭和63年）", "年が異なる", source] in rows


def test_the_subsidy_rules_of_every_year_stand_side_by_side(run_page) -> None:
    rows = [row[:4] for row in rows_of(run_page("about", part="oddities", lang="en"))]
    for row in (
        ["FY1999", "1/2", "¥3,000,000", "not stated"],
        ["FY2005", "1/2", "¥3,000,000", "¥5,000,000"],
        ["FY2022", "1", "¥3,000,000", "¥5,000,000"],
        ["FY2024", "1", "¥3,000,000", "¥5,000,000"],
    ):
        assert row in rows


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_installation_names_version_data_coverage_and_licences(run_page, lang) -> None:
    test = run_page("about", part="version", lang=lang)
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
    year, coverage = ["平成17年度", "FY2005"][lang == "en"], ["すべて", "complete"][lang == "en"]
    assert any(row[:3] == [year, coverage, "14"] for row in rows_of(test))
    for file in (paths.PROJECT / "LICENSE", *(paths.geo_folder() / "licences").glob("*.txt")):
        assert file.read_text(encoding="utf-8").strip() in text


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
