"""Folding for matching and search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clairviz.base.fold import fold, fold_name, hit_spans, spellings, words_of

# Text as it may be typed, with more of what folding changes than chance would bring.
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("ﾓﾃﾞﾙﾟもでる髙﨑縣𠮷⻑⻄⻯龍ヶケがー～〜-−　 Ａａßİ㍻①㈱゛゜か\u3099é\u200b\ufe00"),
    ),
    max_size=30,
)

SAME = [
    ("ﾓﾃﾞﾙ", "モデル", "もでる", "モテ\u3099ル", "モ デ　ル"),
    ("２００５", "2005"),
    ("ＣＬＡＩＲ", "clair", "Clair", "CLAIR"),
    ("髙知", "高知"),
    ("宮﨑県", "宮崎縣", "宮嵜県"),
    ("𠮷野", "吉野"),
    ("⻑⻄⻯", "長西竜", "長西龍"),
    ("國際學會", "国際学会"),
    ("センター", "ｾﾝﾀｰ", "センタ－", "せんたー"),
    ("2004～2005", "2004〜2005", "2004-2005", "2004−2005"),
    ("◯", "○", "〇"),
    ("齋藤", "斎藤"),
    ("齊藤", "斉藤"),
    ("茅ヶ崎", "茅ケ崎"),
    ("São Paulo", "sao paulo"),
    ("㍻17年度", "平成１７年度"),
]
DIFFERENT = [
    ("竈", "釜"),
    ("斎", "斉"),
    ("渡辺", "渡部"),
    ("モテル", "モデル"),
    ("ハート", "パート"),
    ("崎", "埼"),
    ("ケア", "があ"),
    ("弁", "辺"),
    ("閒", "聞"),
]


@pytest.mark.parametrize("words", SAME, ids=lambda words: words[0])
def test_spellings_of_one_word_fold_alike(words: tuple[str, ...]) -> None:
    assert len({fold(word) for word in words}) == 1


@pytest.mark.parametrize("words", DIFFERENT, ids=lambda words: words[0])
def test_different_words_stay_apart(words: tuple[str, str]) -> None:
    assert fold(words[0]) != fold(words[1])


def test_a_place_name_is_found_with_any_ga() -> None:
    assert len({fold_name(name) for name in ("霞ヶ関", "霞ケ関", "霞が関", "霞ガ關")}) == 1
    assert fold("霞が関") in spellings("霞ヶ関")
    assert fold("霞ヶ関") in spellings("霞が関")
    assert spellings("ケア") == ["ケア"]


def test_words_of_a_query() -> None:
    assert words_of(" 国際　交流\t2005 \u200b") == ["国際", "交流", "2005"]


def test_hits_are_found_in_the_text_as_written() -> None:
    text = "ﾓﾃﾞﾙ事業（宮﨑縣）のもでる"
    marked = [text[start:end] for start, end in hit_spans(text, "モデル 宮崎県")]
    assert marked == ["ﾓﾃﾞﾙ", "宮﨑縣", "もでる"]
    assert hit_spans(text, "") == hit_spans(text, "京都") == []


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_name(fold_name(text)) == fold_name(text)


@given(TEXTS, TEXTS)
def test_hits_lie_within_the_text_in_order(text: str, query: str) -> None:
    found = hit_spans(text, query)
    places = [place for span in found for place in span]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in found)


@given(TEXTS, st.sampled_from("モデル髙國abc2"), TEXTS)
def test_what_stands_in_a_text_stands_in_the_folded_text(before: str, word: str, after: str) -> None:
    assert fold(word) in fold(f"{before}{word}{after}") or hit_spans(f"{before}{word}", word)
