"""Programmes and sources: complete, in both languages, with numbers that agree with the database."""

import pytest


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
    assert any("(about?source=clair-2005&lang=en)" in caption.value for caption in test.caption)
