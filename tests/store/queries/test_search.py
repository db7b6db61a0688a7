"""Search over what is written of a project, against a slow reference."""

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clairviz.base import fiscal_year
from clairviz.base.fold import fold, spellings, words_of
from clairviz.base.selection import Selection
from clairviz.store.queries.search import HIT_COLUMNS, hits

Cursor = duckdb.DuckDBPyConnection
WRITTEN = """
SELECT project.project_id, project.fiscal_year,
       [project.title_ja, project.title_en, body.name_ja, body.name_en,
        prefecture.name_ja, prefecture.name_en]
       || (SELECT coalesce(flatten(list([name_ja, name_en])), []) FROM project_field
           JOIN field USING (field_code) WHERE project_field.project_id = project.project_id)
       || (SELECT coalesce(flatten(list([name_ja, name_en])), []) FROM project_region
           JOIN region USING (region_code) WHERE project_region.project_id = project.project_id)
FROM project JOIN local_government AS body USING (local_government_code)
JOIN prefecture USING (prefecture_code)"""


def found(cursor: Cursor, query: str) -> set[str]:
    return set(hits(cursor, Selection(text=query))["project_id"])


def slow(cursor: Cursor, query: str) -> set[str]:
    """Word by word and text by text, in Python."""
    answer = set()
    for project, year, texts in cursor.execute(WRITTEN).fetchall():
        label = fiscal_year.FiscalYear(year)
        years = [label.label_ja, label.label_en, f"{year}年度"]
        if all(holds(word, [text for text in texts if text], years, year) for word in words_of(query)):
            answer.add(project)
    return answer


def holds(word: str, texts: list[str], years: list[str], year: int) -> bool:
    try:
        meant = fiscal_year.parse(word).year
    except ValueError:
        texts, meant = [*texts, *years], None
    return meant == year or any(spelling in fold(text) for text in texts for spelling in spellings(word))


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("平成17年度", ["H17", "2005年度", "FY2005", "２００５", "Ｈ１７", "平成１７", "h17"]),
        ("京都", ["KYOTO", "Ｋｙｏｔｏ"]),
        ("モンゴル 環境", ["ﾓﾝｺﾞﾙ　環境", "もんごる 環境"]),
        ("カンボジア", ["ｶﾝﾎﾞｼﾞｱ", "かんぼじあ", "cambodia"]),
        ("北九州", ["北九州"]),
        ("広島県", ["廣島縣"]),
    ],
)
def test_spellings_find_the_same(cursor: Cursor, one: str, others: list[str]) -> None:
    assert [found(cursor, other) for other in others] == [found(cursor, one)] * len(others)


def test_all_words_must_hold(cursor: Cursor) -> None:
    both = found(cursor, "京都 環境")
    assert both == found(cursor, "京都") & found(cursor, "環境")
    assert len(found(cursor, "2005")) == 14
    assert found(cursor, "H1") == set() == found(cursor, "京都 1996")
    assert found(cursor, "") == found(cursor, "2005")


def test_words_as_typed_come_first(cursor: Cursor) -> None:
    answer = hits(cursor, Selection(text="China"))
    assert answer["is_exact"].all()
    assert not hits(cursor, Selection(text="ｃｈｉｎａ"))["is_exact"].any()
    assert list(answer.columns) == list(HIT_COLUMNS)
    assert all("中国" in text for text in answer["written"])


def test_hostile_words_are_words(cursor: Cursor) -> None:
    for query in ("'; DROP TABLE project; --", "%", "_", "\\", "'", '"', "$q0", "\x00"):
        assert found(cursor, query) == slow(cursor, query)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_search_equals_a_slow_reference(cursor: Cursor, data: st.DataObject) -> None:
    texts = [text for _id, _year, row in cursor.execute(WRITTEN).fetchall() for text in row if text]
    words = []
    for _word in range(data.draw(st.integers(0, 3))):
        text = data.draw(st.sampled_from(texts))
        start = data.draw(st.integers(0, len(text) - 1))
        piece = text[start : start + data.draw(st.integers(1, 4))]
        words.append(
            data.draw(st.sampled_from([piece, piece.upper(), fold(piece), "年度", "H17", "が", "ヶ"]))
        )
    query = " ".join(words)
    assert found(cursor, query) == slow(cursor, query)
