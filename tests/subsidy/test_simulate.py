"""The command `simulate`: what it prints and how it ends."""

import json
from typing import Any

import pytest

from clairviz.__main__ import main

KEYS = ["eligible", "subsidy_yen", "own_burden_yen", "binding", "rule", "steps", "reason"]


def run(*options: str) -> int:
    return main(["simulate", *options])


def answer(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    run(*options, "--json")
    record = json.loads(capsys.readouterr().out)
    assert list(record) == KEYS
    assert isinstance(record, dict)
    return record


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    record = answer(capsys, "--cost", "8000000", "--lang", "en")
    assert [record[key] for key in KEYS[:5]] == [True, 3_000_000, 5_000_000, "cap", 2005]
    assert [step["kind"] for step in record["steps"]] == ["cost", "rate", "cap", "subsidy"]
    rate, cap = record["steps"][1:3]
    assert (rate["parameter"], rate["amount_yen"], rate["source_id"]) == (
        "1/2",
        4_000_000,
        "clair-2005",
    )
    assert rate["rounding"] == "ROUND_DOWN_TO_YEN"
    assert (cap["parameter"], cap["amount_yen"]) == (3_000_000, 3_000_000)
    assert sum(step["change_yen"] for step in record["steps"]) == 3_000_000
    assert record["reason"].startswith("1/2 of the cost comes to ¥4,000,000, but the limit of")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--cost", "800万円"], [True, 3_000_000, 5_000_000, "cap", 2005]),
        (["--cost", "8000000", "--governments", "2"], [True, 4_000_000, 4_000_000, "rate", 2005]),
        (["--cost", "8000000", "--funding-only"], [False, 0, 8_000_000, "none", 2005]),
        (["--cost", "8000000", "--other-subsidy"], [False, 0, 8_000_000, "none", 2005]),
        (["--cost", "8000000", "--body", "association"], [None, None, None, "none", 2005]),
        (["--cost", "10", "--body", "ngo", "--partner", "none"], [False, 0, 10, "none", 2005]),
        (["--cost", "10", "--body", "ngo"], [None, None, None, "none", 2005]),
        (["--cost", "10", "--fiscal-year", "令和6年度"], [True, 10, 0, "rate", 2024]),
        (
            ["--cost", "10", "--governments", "2", "--fiscal-year", "1999"],
            [None, None, None, "none", 1999],
        ),
    ],
)
def test_answers(capsys: pytest.CaptureFixture[str], options: list[str], expected: list[object]) -> None:
    assert run(*options) == 0
    capsys.readouterr()
    record = answer(capsys, *options)
    assert [record[key] for key in KEYS[:5]] == expected
    assert record["reason"]


@pytest.mark.parametrize(
    ("options", "words", "status"),
    [
        (["--cost", "8000000", "--fiscal-year", "2010"], ["FY2010", "FY2005", "FY2022"], 1),
        (["--cost", "8000000", "--year", "3000"], ["FY3000", "FY2024"], 1),
        (["--cost", "lots"], ["lots"], 2),
        (["--cost", "-5"], ["-5", "negative"], 1),
        (["--cost", ""], ["8,000,000"], 2),
        (["--cost", "1e400"], ["1e400"], 2),
        (["--cost", "9" * 5_000], ["too large"], 1),
        (["--cost", "100", "--governments", "0"], ["number of bodies"], 1),
    ],
)
def test_refusals_say_why_and_an_unreadable_cost_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], options: list[str], words: list[str], status: int
) -> None:
    assert run(*options, "--lang", "en") == status
    plain = capsys.readouterr()
    assert plain.out == ""
    assert all(word in plain.err for word in words)
    assert run(*options, "--lang", "en", "--json") == status
    printed = capsys.readouterr()
    record = json.loads(printed.out)
    assert list(record) == KEYS
    assert [record[key] for key in KEYS[:6]] == [None, None, None, "none", None, []]
    assert record["reason"] == plain.err.strip() == printed.err.strip()


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--cost", "1", "--body", "company"],
        ["--cost", "1", "--governments", "two"],
        ["--cost", "1", "--fiscal-year", "soon"],
        ["--cost", "1", "--lang", "fr"],
    ],
)
def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run(*options)
    assert end.value.code == 2
    assert "使い方：" in capsys.readouterr().err


@pytest.mark.parametrize("cost", ["abc", "lots", "", "1e400"])
def test_what_is_no_amount_is_wrong_usage_and_says_so(capsys: pytest.CaptureFixture[str], cost: str) -> None:
    assert run("--cost", cost, "--lang", "en") == 2
    plain = capsys.readouterr()
    assert plain.out == "" and "8,000,000" in plain.err
    assert run("--cost", cost, "--lang", "en", "--json") == 2
    assert json.loads(capsys.readouterr().out)["reason"] == plain.err.strip()


def test_an_ngo_is_told_that_the_money_goes_through_the_local_government(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--cost", "8000000", "--body", "ngo", "--partner", "local-government"]
    assert "地方自治体を通じて交付" in answer(capsys, *options)["reason"]
    assert "地方自治体を通じて" not in answer(capsys, *options, "--fiscal-year", "2024")["reason"]


def test_text_in_japanese_explains_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    run("--cost", "8000000")
    text = capsys.readouterr().out
    for part in (
        "助成限度額：3,000,000円",
        "自己負担額（最小）：5,000,000円",
        "経費の2分の1は400万円ですが、1事業の限度額300万円に達しているため、助成額は最大300万円です。",
        "試算です。",
        "最新の募集要項をご確認ください。",
        "[協会が判断] モデル事業としての認定",
        "[協会が判断] 事業の先駆性",
        "[例示（「など」）のため要確認] その他の対象外事業",
        "clair-2005: 助成金の交付",
        "1円未満の端数は切り捨てています",
        "国等の助成を受けている事業",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--cost", "4000000"],
            "経費の2分の1は200万円で、助成額は最大200万円です。1事業の限度額300万円まで、あと100万円あります。",
        ),
        (
            ["--cost", "6000000"],
            "経費の2分の1は300万円で1事業の限度額300万円に達しており、助成額は最大300万円です。",
        ),
        (
            ["--cost", "8000000", "--fiscal-year", "2024", "--governments", "2"],
            "経費の全額は800万円ですが、共同事業の限度額500万円に達しているため、助成額は最大500万円です。",
        ),
        (
            ["--cost", "1", "--fiscal-year", "1999", "--governments", "2"],
            "平成11年度の要件には「複数の団体による共同事業」についての記載がないため、計算していません。",
        ),
    ],
)
def test_sentences(capsys: pytest.CaptureFixture[str], options: list[str], sentence: str) -> None:
    record = answer(capsys, *options)
    assert record["reason"].startswith(sentence)
