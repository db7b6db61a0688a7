"""The map and fields pages: every number in their figures equals a query under the same selection."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from clairviz.base.address import Address
from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.figures.linked.matrix import Head
from clairviz.figures.linked.ranks import Rank, rank_table
from clairviz.report.facts import facts_of
from clairviz.store.ingest.dataset import load
from clairviz.store.publish import publish
from clairviz.store.queries.counts import crossed
from clairviz.web.fields import content as fields
from clairviz.web.fields.money import money_panel
from clairviz.web.fields.ranks import periods
from clairviz.web.map import content as partner_map
from tests.conftest import YEARS
from tests.web.conftest import html_of, text_of

Run = Callable[..., AppTest]
SELECTIONS: tuple[dict[str, tuple[object, ...]], ...] = (
    {},
    {"pref": ("26",)},
    {"field": ("environment",)},
    {"region": ("CHN",)},
    {"field": ("environment",), "region": ("CHN",)},
    {"field": ("peace", "education")},
    {"region": ("not-stated",)},
    {"region": ("KHM", "THA")},
    {"year": (2019,)},
    {"year": (2019, 2020, 2022), "region": ("CHN",)},
    {"year": (2023,)},
    {"pref": ("13", "40")},
)
JA = translator("ja")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Any:
    version = publish(load(YEARS), tmp_path_factory.mktemp("years") / "clairviz.duckdb")
    with duckdb.connect(str(version), read_only=True) as opened:
        yield opened


@pytest.fixture(params=["fy2005", "years"])
def data(request: pytest.FixtureRequest, connection: Any, years: Any) -> Any:
    return (connection if request.param == "fy2005" else years).cursor()


def asking(cursor: Any) -> Callable[..., Any]:
    return lambda query, *arguments: query(cursor.cursor(), *arguments)


def where(chosen: dict[str, tuple[object, ...]]) -> str:
    parts = []
    for key, codes in chosen.items():
        listed = ", ".join(f"'{code}'" for code in codes)
        if codes == ("not-stated",):
            parts.append("project_id NOT IN (SELECT project_id FROM project_region)")
        elif key == "year":
            parts.append(f"fiscal_year IN ({listed})")
        elif key == "pref":
            parts.append(
                f"local_government_code IN (SELECT local_government_code FROM local_government WHERE prefecture_code IN ({listed}))"
            )
        else:
            parts.append(
                f"project_id IN (SELECT project_id FROM project_{key} WHERE {key}_code IN ({listed}))"
            )
    return " AND ".join(parts) or "true"


def counted(cursor: Any, chosen: dict[str, tuple[object, ...]], statement: str) -> dict[Any, int]:
    rows = cursor.execute(
        f"WITH chosen AS (SELECT * FROM project WHERE {where(chosen)}) {statement}"
    ).fetchall()
    return {row[:-1] if len(row) > 2 else row[0]: int(row[-1]) for row in rows}


def bars(html: str, label: str) -> dict[str, int]:
    """Count by name of the bars under a label."""
    part = re.search(rf'<ol class="cv-bars"[^>]*aria-label="{re.escape(label)}">(.*?)</ol>', html, re.DOTALL)
    if part is None:
        return {}
    rows = re.findall(r'class="cv-name">(.*?)</span>.*?<b>([\d,]+)</b>', part[1], re.DOTALL)
    return {unescape(name): int(count.replace(",", "")) for name, count in rows}


def table(html: str, label: str) -> tuple[list[str], dict[str, list[str]]]:
    """The heads and, by the head of the row, the cells of a matrix; the last is the total."""
    part = re.search(rf"<caption[^>]*>{re.escape(label)}</caption>(.*?)</table>", html, re.DOTALL)
    assert part, label
    plain = lambda text: unescape(re.sub(r"<[^>]+>", "", text))  # noqa: E731
    lines = [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)]
        for line in re.findall(r"<tr>(.*?)</tr>", part[1], re.DOTALL)
    ]
    return lines[0], {line[0]: line[1:] for line in lines[1:]}


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_the_map_equals_queries(data: Any, chosen: dict[str, tuple[object, ...]]) -> None:
    html = str(partner_map.page(asking(data), Selection(chosen), Address("map"), _=JA))
    total = counted(data, chosen, "SELECT 'all', count(*) FROM chosen")["all"]
    if not total:
        assert html == ""
        return
    assert f"<strong>{total:,}事業</strong>" in html
    expected = counted(
        data,
        chosen,
        "SELECT name_ja, count(*) FROM chosen JOIN project_region USING (project_id) JOIN region USING (region_code) GROUP BY 1",
    )
    silent = counted(
        data,
        chosen,
        "SELECT 'none', count(*) FROM chosen WHERE project_id NOT IN (SELECT project_id FROM project_region)",
    )["none"]
    shown = bars(html, "相手地域の順位")
    assert shown.pop("相手地域の記載なし", 0) == silent
    assert shown.items() <= expected.items()
    assert len(shown) == min(len(expected), partner_map.MOST_PARTNERS)
    dots = dict(re.findall(r'data-code="region:(\w+)"[^>]*>\s*<i></i><span[^>]*>[^<]* <b>([\d,]+)</b>', html))
    by_code = counted(
        data,
        chosen,
        "SELECT region_code, count(*) FROM chosen JOIN project_region USING (project_id) GROUP BY 1",
    )
    assert {code: int(count) for code, count in dots.items()}.items() <= by_code.items()
    beyond = "".join(re.findall(r'<div class="cv-beyond">(.*?)</section>', html, re.DOTALL))
    drawn = {*dots, *re.findall(r'data-code="region:([\w-]+)"', beyond)}
    assert drawn == set(by_code)
    tiles = {
        code: int(count)
        for code, count in re.findall(r'id="cv-pref-(\d\d)".*?</span><b>(\d+)</b></a>', html)
        if code
    }
    assert sum(tiles.values()) <= total


@pytest.mark.parametrize("basis", ["projects", "pairings"])
@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_the_fields_equal_queries(data: Any, chosen: dict[str, tuple[object, ...]], basis: Any) -> None:
    selection = Selection(chosen, basis=basis)
    html = str(
        fields.page(asking(data), selection, Address("fields"), measure="count", pages=(1, 1, 1), _=JA)
    )
    total = counted(data, chosen, "SELECT 'all', count(*) FROM chosen")["all"]
    pairs = counted(
        data, chosen, "SELECT 'all', count(*) FROM chosen JOIN project_region USING (project_id)"
    )["all"]
    if not total:
        assert html == ""
        return
    is_pairs = basis == "pairings"
    weight = "JOIN project_region USING (project_id)" if is_pairs else ""
    by_field = counted(
        data,
        chosen,
        f"SELECT name_ja, count(*) FILTER (role = 'primary') FROM chosen {weight} JOIN project_field USING (project_id) JOIN field USING (field_code) GROUP BY 1",
    )
    title = "分野別の延べ件数（件）" if is_pairs else "分野別の事業数（件）"
    shown = bars(html, title)
    shown.pop("分野の記載なし", None)
    assert {name: count for name, count in shown.items() if count} == {
        name: count for name, count in by_field.items() if count
    }
    _heads, rows = table(html, "相手地域×分野の延べ件数（件）" if is_pairs else "相手地域×分野の事業数（件）")
    assert rows["計"][-1] == f"{pairs if is_pairs else total:,}"
    regions = counted(
        data,
        chosen,
        "SELECT name_ja, count(*) FROM chosen JOIN project_region USING (project_id) JOIN region USING (region_code) GROUP BY 1",
    )
    listed = {
        name: int(cells[-1].replace(",", ""))
        for name, cells in rows.items()
        if name not in ("計", "記載なし")
    }
    assert listed.items() <= regions.items()
    assert len(listed) == min(len(regions), fields.ROWS_OF_A_PAGE)


def amount(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize("facet", ["field", "year"])
def test_money_equals_queries_and_says_of_how_many(
    data: Any, chosen: dict[str, tuple[object, ...]], facet: str
) -> None:
    facts = facts_of(asking(data), Selection(chosen), _=JA)
    html = str(money_panel(asking(data), Selection(chosen), facts, facet, Markup(""), _=JA))
    kinds = ("total_cost_yen", "subsidy_yen", "total_cost_yen - subsidy_yen")
    told = ", ".join(
        f"count({kind}), sum({kind}), quantile_disc({kind}, 0.5), min({kind}), max({kind})" for kind in kinds
    )
    chosen_rows = f"WITH chosen AS (SELECT * FROM project WHERE {where(chosen)})"
    (whole,) = data.execute(f"{chosen_rows} SELECT count(*), {told} FROM chosen").fetchall()
    if not any(whole[index] for index in (1, 6, 11)) or (facet == "year" and len(facts.chosen) < 2):
        assert html == ""
        return
    key, joins = (
        ("fiscal_year", "")
        if facet == "year"
        else (
            "coalesce(name_ja, '記載なし')",
            "LEFT JOIN project_field ON project_field.project_id = chosen.project_id AND role = 'primary' "
            "LEFT JOIN field USING (field_code)",
        )
    )
    grouped = data.execute(
        f"{chosen_rows} SELECT {key}, count(*), {told} FROM chosen {joins} GROUP BY 1"
    ).fetchall()
    named = {JA.fiscal_year(row[0]) if facet == "year" else row[0]: row[1:] for row in grouped}
    shown = {}
    for line in re.findall(r"<tr[^>]*>(<th scope=\"row\">.*?)</tr>", html, re.DOTALL):
        name, *cells = (
            unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)
        )
        numbers: list[int | None] = [amount(cells.pop(0))]
        while cells:
            if cells[0] == "記載なし":
                numbers += [0, None, None, None, None]
                del cells[0]
            else:
                stated, total, median, span = cells[:4]
                numbers += [amount(text) for text in (stated, total, median, *span.split("～"))]
                del cells[:4]
        shown[name] = tuple(numbers)
    assert shown.pop("すべて") == whole
    assert shown == named
    assert f"総経費{whole[0]}事業中{whole[1]}" in html


@pytest.mark.parametrize("rows", ["region", "pref", "gov"])
@pytest.mark.parametrize("basis", ["projects", "pairings"])
def test_cells_equal_queries(data: Any, rows: str, basis: Any) -> None:
    found = crossed(data, Selection(basis=basis), rows, "field")
    code = {"region": "region_code", "pref": "prefecture_code", "gov": "local_government_code"}[rows]
    pairs = "JOIN project_region USING (project_id)" if basis == "pairings" or rows == "region" else ""
    expected = data.execute(
        f"""SELECT {code}, field_code, count(*) FILTER (role = 'primary'), count(*) FILTER (role = 'secondary')
            FROM project {pairs} JOIN project_field USING (project_id)
            LEFT JOIN local_government USING (local_government_code) WHERE {code} IS NOT NULL GROUP BY 1, 2"""
    ).fetchall()
    stated = found[(found["row_code"] != "not-stated") & (found["column_code"] != "not-stated")]
    assert {tuple(row) for row in stated.itertuples(index=False)} == set(expected)


def test_shares_carry_their_n(data: Any) -> None:
    html = str(
        fields.page(asking(data), Selection(), Address("fields"), measure="share", pages=(1, 1, 1), _=JA)
    )
    total = counted(data, {}, "SELECT 'all', count(*) FROM project")["all"]
    assert re.search(rf"<b>\d+% \(\d+/{total}\)</b>", html)
    assert "相手地域×分野の事業数（件）、構成比（%）" in html
    assert re.search(r'data-tip="[^"]* × [^"]*：\d+（全体\d+）"', html)


def test_all_bodies_are_reached_page_by_page(years: Any) -> None:
    ask = asking(years.cursor())
    names: list[str] = []
    for number in (1, 2, 3, 4):
        html = str(
            fields.page(ask, Selection(), Address("fields"), measure="count", pages=(1, 1, number), _=JA)
        )
        _heads, rows = table(html, "団体×分野の事業数（件）")
        names += [name for name in rows if name not in ("計", "記載なし") and name not in names]
    ((expected,),) = years.execute("SELECT count(DISTINCT local_government_code) FROM project").fetchall()
    assert len(names) == expected
    assert "fields?bodies=2" in html


def test_ranks_over_periods() -> None:
    assert periods(range(1996, 2026)) == [tuple(range(start, start + 5)) for start in range(1996, 2026, 5)]
    assert periods((2019, 2020, 2022)) == [(2019,), (2020,), (2022,)]
    assert [len(span) for span in periods(range(8))] == [1, 1, 2, 1, 1, 2]
    shown = str(
        rank_table(
            [Head("a", "環境"), Head("b", "教育")],
            [Head("1", "H8")],
            {("a", "1"): Rank(1, 12)},
            label="順位",
            corner="分野",
            _=JA,
        )
    )
    assert "<b>1</b><small>（12）</small>" in shown
    assert "<td>―</td>" in shown


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("page", ["map", "fields"])
@pytest.mark.parametrize(
    "query", [{}, {"region": "CHN", "count": "pairings"}, {"pref": "26", "region": "BRA"}], ids=str
)
def test_pages_open(run_page: Run, page: str, lang: str, query: dict[str, str]) -> None:
    test = run_page(page, lang=lang, **query)
    assert not test.exception
    assert not test.warning
    assert bool(test.info) == ("pref" in query)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("page", ["map", "fields"])
def test_pages_open_over_years(run_page: Run, years_in_service: Path, page: str, lang: str) -> None:
    test = run_page(page, lang=lang, year="2009-2014")
    assert not test.exception
    assert "cv-matrix" in html_of(test)
    assert test.session_state["year"] == ["2009", "2010", "2012", "2013", "2014"]


def test_each_total_says_what_it_counts(run_page: Run) -> None:
    plain = text_of(run_page("map")).replace("\n", "")
    assert "14事業（相手地域の記載あり11事業、記載なし3事業）。" in plain
    plain = text_of(run_page("map", count="pairings")).replace("\n", "")
    assert "延べ14件（11事業）。このほか相手地域の記載なし3事業。" in plain
    plain = text_of(run_page("fields", count="pairings", lang="en")).replace("\n", "")
    assert "14 pairings over 11 projects; plus 3 projects with no region stated." in plain


def test_the_unmarked_group_filters(run_page: Run) -> None:
    assert "map?year=all&amp;region=not-stated" in html_of(run_page("map"))
    test = run_page("map", region="not-stated")
    assert "3事業（相手地域の記載あり0事業、記載なし3事業）。" in text_of(test).replace("\n", "")
