"""Addresses for programs: the rows of the pages, stated totals, tags, and refusals that say what to do."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from clairviz.__main__ import main
from clairviz.base.i18n import languages
from clairviz.server.api import routes
from clairviz.server.api.parameters import MOST
from clairviz.web import answers

APP = Starlette(routes=routes.ROUTES)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(APP) as opened:
        yield opened


def test_a_page_states_total_and_the_next(client: TestClient) -> None:
    first = client.get("/api/projects.json?limit=6").json()
    assert (first["total"], first["page"], first["pages"], first["is_truncated"]) == (14, 1, 3, True)
    assert first["notes"]["part"]
    seen, following = [], "/api/projects.json?limit=6"
    while following:
        answer = client.get(following)
        assert answer.headers["x-total-count"] == "14"
        seen += [row["project_id"] for row in answer.json()["rows"]]
        following = answer.json()["next"]
    whole = client.get("/api/projects.json").json()
    assert seen == [row["project_id"] for row in whole["rows"]]
    assert not whole["is_truncated"]
    assert "part" not in whole["notes"]
    beyond = client.get("/api/projects.json?limit=6&page=9").json()
    assert (beyond["rows"], beyond["total"], beyond["is_truncated"]) == ([], 14, True)


def test_parameters_are_those_of_links(client: TestClient) -> None:
    def ids(query: str) -> set[str]:
        return {row["project_id"] for row in client.get(f"/api/projects.json?{query}").json()["rows"]}

    assert ids("pref=26") == ids("pref=京都府") == {f"2005-260002-{number}" for number in (1, 2, 3)}
    assert ids("xpref=26") == ids("") - ids("pref=26")
    assert ids("year=H17") == ids("year=2004-2006") == ids("year=all") == ids("")
    assert len(ids("region=not-stated")) == 3
    assert ids("q=京都") == ids("pref=26")
    assert ids("pref=26&pref=34") > ids("pref=26")


def test_files_are_named_and_state_what_is_left_out(client: TestClient) -> None:
    whole = client.get("/api/projects.csv?pref=26")
    assert 'filename="clairviz_26_' in whole.headers["content-disposition"]
    assert whole.headers["x-truncated"] == "false"
    assert len(list(csv.DictReader(io.StringIO(whole.content.decode("utf-8-sig"))))) == 3
    part = client.get("/api/projects.csv?limit=3&page=2")
    assert "_2-5.csv" in part.headers["content-disposition"]
    assert part.headers["x-truncated"] == "true"
    assert 'page=3>; rel="next"' in part.headers["link"]
    named = client.get("/api/projects.xlsx?q=水%20道%0D%0AX-Bad:%201")
    assert named.status_code == 200
    assert "x-bad" not in named.headers
    assert client.get("/api/projects.csv?encoding=cp932").content.decode("cp932")
    words = client.get("/api/counts.csv?headings=words&lang=en").text
    assert words.lstrip("\ufeff").startswith("Counted by,Code,")


def test_counts_are_those_of_the_figures(client: TestClient) -> None:
    rows = client.get("/api/counts.json").json()["rows"]
    assert {row["facet"] for row in rows} == {"all", "pref", "gov", "field", "region"}
    by_code = {(row["facet"], row["code"]): row["project_count"] for row in rows}
    assert by_code["all", ""] == 14
    assert by_code["region", "CHN"] == 6
    assert by_code["region", "not-stated"] == 3
    assert next(row for row in rows if row["code"] == "CHN")["name_ja"] == "中国"
    only = client.get("/api/counts.json?facet=region&region=CHN").json()["rows"]
    assert {row["facet"] for row in only} == {"region"}
    assert client.get("/api/counts.json?year=2005").json()["rows"] == rows
    assert client.get("/api/counts.json?xyear=2005").json()["rows"] == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("cost=8000000", ["--cost", "8000000"]),
        ("cost=12000000&govs=3", ["--cost", "12000000", "--governments", "3"]),
        (
            "cost=500000&applies=funding&body=village",
            ["--cost", "500000", "--funding-only", "--body", "village"],
        ),
        (
            "cost=8000000&body=ngo&partner=association",
            ["--cost", "8000000", "--body", "ngo", "--partner", "association"],
        ),
    ],
)
def test_a_quote_is_that_of_the_command(client: TestClient, query: str, words: list[str], lang: str) -> None:
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["simulate", *words, "--json", "--lang", lang]) == 0
    assert client.get(f"/api/quote?{query}&lang={lang}").json() == json.loads(printed.getvalue())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("projects.json?pref=99", 400),
        ("projects.json?unknown=1", 400),
        ("projects.json?page=0", 400),
        ("projects.json?limit=10001", 400),
        ("projects.json?limit=二", 400),
        ("projects.json?limit=2&limit=3", 400),
        ("projects.json?rows=x", 400),
        ("projects.json?encoding=cp932", 400),
        ("projects.json?q=", 400),
        ("projects.json?q=%00", 400),
        ("projects.json?" + "q=a&" * 300, 400),
        ("counts.csv?facet=moon", 400),
        ("projects.pdf", 404),
        ("moon", 404),
        ("quote", 400),
        ("quote?cost=abc", 400),
        ("quote?cost=-1", 400),
        ("quote?cost=1&rule=1890", 400),
        ("quote?cost=1&applies=x", 400),
    ],
)
def test_refusals_say_what_and_what_to_do(client: TestClient, address: str, status: int) -> None:
    answer = client.get(f"/api/{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    assert said["what"] and said["remedy"]


def test_refusals_in_the_readers_language(client: TestClient) -> None:
    said = client.get("/api/projects.json?pref=Kyotoo&lang=en").json()
    assert said["what"] == "pref: “Kyotoo” is not on file."
    assert "Kyoto" in said["remedy"]
    assert client.get("/api/projects.json?lang=xx").status_code == 400


def test_the_tag_follows_the_data(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("/api/projects.json", "/api/counts.csv", "/api/quote?cost=1", "/api/openapi.json"):
        answer = client.get(path)
        tag = answer.headers["etag"]
        assert answers.service().stamp in tag
        assert client.get(path, headers={"if-none-match": tag}).status_code == 304
        assert client.get(path, headers={"if-none-match": f'"x", W/{tag}'}).status_code == 304
        assert client.get(path, headers={"if-none-match": '"x"'}).status_code == 200
    other = client.get("/api/projects.json?pref=26").headers["etag"]
    assert other != client.get("/api/projects.json").headers["etag"]


def test_read_only_and_not_for_other_origins(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/api/projects.json").status_code == 405
    answer = client.get("/api/projects.json", headers={"origin": "https://elsewhere.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert client.head("/api/projects.json").content == b""


def test_programs_wait_for_their_turn(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "WAIT_SECONDS", 0.01)
    for _ in range(routes.AT_ONCE):
        routes._slots.acquire()
    try:
        answer = client.get("/api/projects.json")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")
    finally:
        for _ in range(routes.AT_ONCE):
            routes._slots.release()
    assert client.get("/api/projects.json").status_code == 200


def test_the_guide_names_every_address_and_parameter() -> None:
    described = routes.openapi.document(routes.language([("lang", "en")]))
    for name in ("api.md", "api.ja.md"):
        guide = (Path(__file__).resolve().parents[2] / "docs" / name).read_text(encoding="utf-8")
        for path, methods in described["paths"].items():
            assert path.split(".")[0] in guide
            for parameter in methods["get"]["parameters"]:
                assert f"`{parameter['name']}`" in guide, (name, parameter["name"])
        assert f"{MOST:,}" in guide
