"""Figures of HTML: the numbers they print, where their marks lead, what they say aloud."""

import re
from html import unescape
from xml.etree import ElementTree

import pytest

from clairviz.base.address import Address
from clairviz.base.counts import Counts, counts
from clairviz.base.i18n import translator
from clairviz.figures.linked import bars, key_figures, matrix, spine, tiles
from clairviz.figures.linked.element import element

JA, EN = translator("ja"), translator("en")
HERE = Address("", (("year", "2005"), ("region", "CHN")))


def known(partial: tuple[int, ...] = (2003,), **totals: int) -> Counts:
    by_year = {int(year[1:]): number for year, number in totals.items()}
    return counts(
        [("all", "", year, number) for year, number in by_year.items()],
        [
            (year, "partial" if year in partial else "complete", 17 if year in partial else None)
            for year in by_year
        ],
    )


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(re.sub(r"<(img|br)([^>]*)>", r"<\1\2/>", f"<r>{markup}</r>"))


def links(markup: str) -> dict[str, str]:
    """Address by the text that a screen reader says (label, or contents)."""
    return {
        a.get("aria-label") or "".join(a.itertext()): unescape(a.get("href", ""))
        for a in parsed(markup).iter("a")
    }


def test_everything_is_escaped() -> None:
    made = element("b", "<script>", title='"&', class_="x", hidden=True, data_none=None)
    assert made == '<b title="&#34;&amp;" class="x" hidden>&lt;script&gt;</b>'


def test_spine_tells_complete_partial_and_missing_years_apart() -> None:
    shown = spine.year_spine(known(y2002=5, y2003=9, y2005=14), (2005,), _=JA, address=HERE)
    columns = [
        part
        for part in parsed(shown).iter()
        if (part.get("class") or "").startswith("cv-column ") or part.get("class") == "cv-column"
    ]
    assert [part.get("aria-label") for part in columns] == [
        "平成14年度：5事業",
        "平成15年度：9事業 一部収録（認定は17事業）",
        "平成16年度：未収録",
        "平成17年度：14事業",
    ]
    assert [part.tag for part in columns] == ["a", "a", "span", "a"]
    assert "cv-partial" in str(columns[1].get("class"))
    assert "cv-chosen" in str(columns[3].get("class"))
    found = links(shown)
    assert found["平成14年度：5事業"] == "./?region=CHN&year=2002"
    assert found["平成17年度：14事業"] == "./?region=CHN&year=all"
    assert found["全年度"] == "./?region=CHN&year=all"
    assert "year={years}" in str(
        next(part for part in parsed(shown).iter() if part.get("data-span")).get("data-span")
    )


def test_bars_of_the_spine_start_from_zero() -> None:
    shown = spine.year_spine(known(y2002=5, y2003=10), (), _=EN, address=Address())
    assert re.findall(r"height:(\d+)%", shown) == ["50", "100"]


def test_one_year_needs_no_control() -> None:
    assert "収録は平成17年度のみ（制度は平成8年度から）" in spine.only_year(known((), y2005=14), 1996, _=JA)
    assert "On file: FY2005 only." in spine.only_year(known((), y2005=14), None, _=EN)


def test_the_legend_explains_only_what_is_there() -> None:
    assert spine.spine_legend(known((), y2004=1, y2005=1), _=JA) == ""
    assert "一部収録" in spine.spine_legend(known((2005,), y2004=1, y2005=1), _=JA)
    assert "未収録" in spine.spine_legend(known((), y2003=1, y2005=1), _=JA)


@pytest.mark.parametrize(
    ("year", "ja", "en"),
    [(1988, "S63", "’88"), (1989, "H1", "’89"), (2005, "H17", "’05"), (2019, "R1", "’19")],
)
def test_short_years(year: int, ja: str, en: str) -> None:
    assert (JA.short_fiscal_year(year), EN.short_fiscal_year(year)) == (ja, en)


def test_bars_are_in_proportion_and_lead_somewhere() -> None:
    shown = bars.ranked_bars(
        [
            bars.BarRow("中国", 6, "./?region=CHN", "region:CHN", is_chosen=True),
            bars.BarRow("韓国", 3, "./?region=KOR", "region:KOR"),
            bars.BarRow("記載なし", 2, is_unknown=True),
        ],
        label="alt",
        _=JA,
    )
    widths = [float(width) for width in re.findall(r"--part:([\d.]+)", shown)]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.002)
    assert widths[0] == pytest.approx(3 * widths[2], abs=0.002)
    assert links(shown) == {"中国6": "./?region=CHN", "韓国3": "./?region=KOR"}
    assert shown.count('aria-current="true"') == 1


def test_47_tiles_each_in_a_place_of_its_own() -> None:
    assert len(tiles.PLACES) == len(set(tiles.PLACES.values())) == 47
    names = {("pref", code): f"{code}県" for code in tiles.PLACES} | {
        ("pref", "01"): "北海道",
        ("pref", "26"): "京都府",
    }
    shown = tiles.prefecture_tiles(
        {"26": 3}, names=names, href=lambda code: f"profile?pref={code}", label="alt", _=JA
    )
    found = links(shown)
    assert len(found) == 47
    assert found["京都府：3事業"] == "profile?pref=26"
    assert found["北海道：収録なし"] == "profile?pref=01"
    said = {"".join(a.itertext()) for a in parsed(shown).iter("a")}
    assert {"京都3", "北海道"} <= said


def test_a_matrix_is_a_table_with_the_totals_it_is_given() -> None:
    shown = matrix.count_matrix(
        [matrix.Head("CHN", "中国", "x"), matrix.Head("KOR", "韓国")],
        [matrix.Head("2004", "H16", is_empty=True), matrix.Head("2005", "H17")],
        {("CHN", "2005"): 6},
        seconds={("KOR", "2005"): 1},
        label="相手地域×年度",
        corner="相手地域",
        href=lambda row, column: f"./?region={row}&year={column}",
        row_totals={"CHN": 6},
        column_totals={"2005": 14},
        total=14,
        _=JA,
    )
    rows = [["".join(cell.itertext()) for cell in row] for row in parsed(shown).iter("tr")]
    assert rows == [
        ["相手地域", "H16", "H17", "計"],
        ["中国", "", "6", "6"],
        ["韓国", "", "（1）", "0"],
        ["計", "", "14", "14"],
    ]
    assert links(shown)["6"] == "./?region=CHN&year=2005"


def test_key_figures_draw_their_course_with_gaps() -> None:
    shown = key_figures.key_figure_row(
        [
            key_figures.KeyFigure(
                "認定事業", "14", "件", "前年度15件", {2003: 2, 2004: None, 2005: 4, 2006: 5}, "推移"
            ),
            key_figures.KeyFigure("団体", "10", "団体"),
        ]
    )
    assert [part.text for part in parsed(shown).iter("dt")] == ["認定事業", "団体"]
    assert shown.count("<img") == 1
    line = key_figures.spark_line({2003: 2, 2004: None, 2005: 4, 2006: 5})
    assert line.startswith("data:image/svg+xml,")
    assert (line.count("circle"), line.count("polyline")) == (1, 1)
