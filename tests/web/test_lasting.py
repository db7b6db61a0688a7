"""Links that last: they carry the version of the data, and say what changed since."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from clairviz.base.address import Address
from clairviz.base.i18n import translator
from clairviz.base.selection import Selection
from clairviz.store import database
from clairviz.web import assets, lasting
from tests.web.conftest import text_of

JA, EN = translator("ja"), translator("en")


def test_a_link_carries_view_and_version() -> None:
    address = Address("map", (("year", "2005"), ("q", "水 道"), ("v", "old")))
    link = lasting.full_link("https://host.example/clairviz/", address, "abcd1234")
    assert link == "https://host.example/clairviz/map?year=2005&q=%E6%B0%B4+%E9%81%93&v=abcd1234"
    assert lasting.full_link("", Address(), "ab") == "/?v=ab"
    assert lasting.full_link("javascript:x", Address("map"), "ab") == "/map?v=ab"


def test_a_code_to_scan_unless_the_link_is_too_long() -> None:
    assert lasting.qr_picture("https://host.example/?v=ab").startswith("data:image/svg+xml")
    assert lasting.qr_picture("x" * 4_000) == ""


def test_what_changed_is_said_while_the_version_is_kept(data_copy: Path) -> None:
    then = database.ensure()
    years = data_copy / "source" / "projects" / "2005.csv"
    lines = years.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    years.write_text("".join(lines[:-1]), encoding="utf-8")
    totals = data_copy / "reference" / "published_totals.csv"
    totals.write_text(totals.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    now = database.ensure()
    assert now.stamp != then.stamp
    said = lasting.changed_text(now, then.stamp, Selection(), EN)
    assert then.stamp in said and now.stamp in said
    assert "Recognised projects 14 → 13" in said
    assert "no longer kept" in lasting.changed_text(now, "00000000", Selection(), EN)
    shutil.rmtree(data_copy.parent / "clairviz.duckdb.versions", ignore_errors=True)


def test_a_link_of_other_data_says_so(run_page: Callable[..., AppTest]) -> None:
    test = run_page("", v="00000000", year="2005")
    assert not test.exception
    assert "版00000000" in text_of(test)
    assert "v" not in test.query_params
    test.query_params["pref"] = "26"
    test.run()
    assert "版00000000" not in text_of(test)
    for bad in ("<b>", "x" * 40, "あ"):
        assert "リンクは" not in text_of(run_page("", v=bad))
    assert "作成されました" not in text_of(run_page("", v=database.ensure().stamp))


def test_panels_lead_to_their_numbers_only_where_these_are_served(
    run_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def html(test: AppTest) -> str:
        return "".join(str(element.proto.body) for element in test.get("html"))

    assert "api/" not in html(run_page("", year="2005"))
    monkeypatch.setattr(assets, "_served", True)
    served = html(run_page("", year="2005", pref="26", lang="en"))
    for facet in ("field", "region", "pref"):
        assert f"&amp;facet={facet}&amp;limit=10000" in served
    assert 'href="api/projects.csv?year=2005&amp;pref=26&amp;lang=en&amp;limit=10000"' in served
