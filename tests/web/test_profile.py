"""Profiles: whose, what they say, where they lead; the prefecture and the body of its name apart."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.web.conftest import figures, text_of

RunPage = Callable[..., AppTest]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("of", "count"),
    [("pref-26", 3), ("gov-260002", 3), ("region-CHN", 6), ("field-environment", 5), ("pref-40", 3)],
)
def test_a_profile_counts_its_projects(run_page: RunPage, lang: str, of: str, count: int) -> None:
    test = run_page("profile", of=of, lang=lang)
    assert not test.exception
    assert next(iter(figures(test).values())).startswith(str(count))


def test_a_prefecture_and_the_body_of_its_name_are_told_apart(run_page: RunPage) -> None:
    prefecture = run_page("profile", of="pref-26")
    assert prefecture.subheader[0].value == "京都府内の団体（都道府県）"
    assert "区域内の市区町村を合わせて" in text_of(prefecture)
    body = run_page("profile", of="gov-260002")
    assert body.subheader[0].value == "京都府（団体）"
    assert "この団体だけ" in text_of(body)
    html = "".join(str(element.proto.body) for element in prefecture.get("html"))
    assert "of=gov-260002" in html


def test_without_a_subject_all_are_offered(run_page: RunPage) -> None:
    test = run_page("profile")
    assert not test.exception
    options = test.selectbox(key="of").options
    assert "東京都内の団体（都道府県）" in options
    assert "中国（相手地域）" in options
    test.selectbox(key="of").select_index(options.index("中国（相手地域）")).run()
    assert not test.exception
    assert figures(test)["事業"].startswith("6")
    assert test.query_params["of"] in ("region-CHN", ["region-CHN"])


def test_a_prefecture_without_projects_says_so_and_claims_nothing(run_page: RunPage) -> None:
    test = run_page("profile", of="pref-13")
    assert not test.exception
    assert "未収録" in test.info[0].value


def test_others_stand_beside_it(run_page: RunPage) -> None:
    test = run_page("profile", **{"of": "region-CHN", "with": ["region-KOR", "field-peace", "region-THA"]})
    assert not test.exception
    html = "".join(str(element.proto.body) for element in test.get("html"))
    table = html.split("cv-matrix")[1].split("</table>")[0]
    assert [name in table for name in ("中国", "韓国", "タイ", "平和貢献")] == [True, True, True, False]


def test_a_bad_subject_is_left_out_with_a_notice(run_page: RunPage) -> None:
    test = run_page(of="magic-1")
    assert not test.exception
    assert "magic" in " ".join(str(warning.value) for warning in test.warning)
    unknown = run_page("profile", of="region-XXX")
    assert not unknown.exception
    assert not figures(unknown)
