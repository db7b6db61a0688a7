"""The facets and the selection made of them: one tuple, names, order, equality."""

import copy
import pickle

import pytest

from clairviz.base.facets import BY_KEY, FACETS, LISTED, QUERY, YEAR, codes_named, years_written
from clairviz.base.selection import NOT_STATED, Selection


def test_keys_attributes_and_options_are_each_used_once() -> None:
    keys = [key for facet in FACETS for key in (facet.key, facet.excluded_key)]
    assert len(set(keys)) == len(keys)
    assert (
        len({facet.attribute for facet in FACETS}) == len({facet.option for facet in FACETS}) == len(FACETS)
    )
    assert [facet for facet in FACETS if facet.is_text] == [QUERY]
    assert {facet.key for facet in LISTED if facet.not_stated} == {"field", "region"}


def test_a_selection_is_the_same_however_it_is_given() -> None:
    by_attribute = Selection(regions=("CHN",), years=(2005,), text=" 京都 ")
    by_key = Selection({"year": [2005], "q": ["京都"], "region": ["CHN"], "pref": []})
    assert by_attribute == by_key
    assert hash(by_attribute) == hash(by_key)
    assert by_attribute.years == (2005,)
    assert by_attribute.prefectures == ()
    assert by_attribute.text == "京都"
    assert pickle.loads(pickle.dumps(by_key)) == copy.deepcopy(by_key) == by_key


def test_what_there_is_no_facet_for_is_an_error() -> None:
    with pytest.raises(TypeError, match="colours"):
        Selection(colours=("red",))
    with pytest.raises(TypeError, match="colour"):
        Selection({"colour": ("red",)})
    with pytest.raises(AttributeError):
        Selection().colours  # noqa: B018


def test_choosing_ignoring_and_whole_years() -> None:
    chosen = Selection({"year": (2005,), "region": ("CHN",)}, {"pref": ("26",), "year": (1999,)}, "pairings")
    assert chosen.choosing({"region": ("KOR",)}).regions == ("KOR",)
    assert chosen.choosing({"region": ("KOR",)}).excluded == chosen.excluded
    assert chosen.ignoring(YEAR) == Selection({"region": ("CHN",)}, {"pref": ("26",)}, "pairings")
    assert chosen.whole_years == Selection({"year": (2005,)}, basis="pairings")
    assert chosen.is_filtered
    assert Selection(excluded={"pref": ("26",)}).is_filtered
    assert not Selection(years=(2005,), basis="pairings").is_filtered


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("pref", "京都府", "26"),
        ("pref", " ｋＹＯＴＯ ", "26"),
        ("region", "chn", "CHN"),
        ("region", NOT_STATED, NOT_STATED),
        ("year", "平成17年度", "2005"),
        ("year", "H17", "2005"),
        ("pref", "京都市", None),
        ("year", "2004", None),
    ],
)
def test_names_codes_and_years_as_written(key: str, value: str, code: str | None) -> None:
    known = {
        "pref": {"京都府": "26", "kyoto": "26", "26": "26"},
        "region": {"chn": "CHN", NOT_STATED: NOT_STATED},
        "year": {"2005": "2005"},
    }
    assert codes_named(BY_KEY[key], value, known[key]) == ((code,) if code else ())


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("1996-2005", ("1996", "1997", "2005")),
        ("2005-1997", ("1997", "2005")),
        ("平成8年度～H9", ("1996", "1997")),
        ("1998–2004", ()),
        ("1996-1997-2005", ()),
        ("1996-", ()),
    ],
)
def test_a_span_names_all_years_on_file_within(value: str, codes: tuple[str, ...]) -> None:
    known = {"1996": "1996", "fy1996": "1996", "1997": "1997", "2005": "2005", "2006": "2006"}
    assert codes_named(YEAR, value, known) == codes


def test_years_are_written_in_runs_of_what_is_on_file() -> None:
    on_file = ("2007", "2006", "2005", "1997", "1996")
    assert years_written(("2005", "1997", "1996"), on_file) == ("1996-2005",)
    assert years_written(("1996", "2005", "2006"), on_file) == ("1996", "2005-2006")
    assert years_written((), on_file) == ()
    known = {year: year for year in on_file}
    for chosen in (("1996",), ("1996", "2005", "2007"), on_file):
        read = {code for text in years_written(chosen, on_file) for code in codes_named(YEAR, text, known)}
        assert read == set(chosen)
