"""The command `export`: what it writes, and what it refuses without writing."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from clairviz.__main__ import main
from clairviz.export.formats import FORMATS
from clairviz.report import Story
from clairviz.report.story import to_text
from clairviz.store import database
from tests.export.decks import a_template


def export(out: Path, *options: str) -> int:
    return main(["export", "--format", "pptx", "--out", str(out), *options])


def titles(out: Path) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(str(out)).slides]


def test_a_selection_with_a_slide_for_each_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deck.pptx"
    options = ["--year", "H17", "--prefecture", "京都府", "--projects"]
    assert export(out, *options) == 0
    found = titles(out)
    assert [title for title in found if title.startswith("京都府")] == ["京都府(1)", "京都府(2)", "京都府(3)"]
    assert found[-1] == "出典"
    said = capsys.readouterr()
    assert str(out) in said.out
    assert f"{len(found)}/{len(found)}" in said.err
    assert os.listdir(tmp_path) == ["deck.pptx"]


def test_names_and_codes_repeated_or_with_commas_mean_the_same(tmp_path: Path) -> None:
    for name, options in (
        ("a", ["--field", "Environment,peace", "--region", "CHN"]),
        ("b", ["--field", "環境", "--field", "contribution to peace", "--region", "中国"]),
    ):
        assert export(tmp_path / f"{name}.pptx", *options, "--lang", "en") == 0
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()


def test_every_facet_can_be_excluded(tmp_path: Path) -> None:
    """What is excluded by name is what is left when the others are chosen by code."""
    for name, options in (
        ("a", ["--exclude-region", "中国,not-stated", "--exclude-query", "京都", "--projects"]),
        ("b", ["--exclude-region", "chn", "--exclude-region", "相手地域の記載なし", "--projects"]),
    ):
        assert export(tmp_path / f"{name}.pptx", *options) == 0
    assert export(tmp_path / "c.pptx", "--exclude-year", "H17") == 1  # there is no other year
    without, by_code = titles(tmp_path / "a.pptx"), titles(tmp_path / "b.pptx")
    assert [title for title in by_code if title not in without and "京都" in title]
    assert not [
        title for title in without if title.startswith(("京都府", "山形市", "北九州市(1)", "北九州市(2)"))
    ]
    with pytest.raises(SystemExit):
        export(tmp_path / "d.pptx", "--exclude-colour", "red")


def test_a_story_and_a_template(tmp_path: Path) -> None:
    story = tmp_path / "story.json"
    story.write_text(to_text(Story(("map", "closing")).titled("map", "地図だよ")), encoding="utf-8")
    template = tmp_path / "template.pptx"
    template.write_bytes(a_template())
    out = tmp_path / "deck.pptx"
    assert export(out, "--story", str(story), "--template", str(template)) == 0
    assert titles(out) == ["地図だよ", "出典"]
    assert Presentation(str(out)).slide_width == 9_144_000


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--prefecture", "京都"], ["京都", "京都府"]),
        (["--region", "chinaa", "--lang", "en"], ["chinaa", "China"]),
        (["--field", "環境,xyzzy"], ["xyzzy"]),
        (["--year", "2031"], ["2031", "2005"]),
        (["--local-government", "Yamagata", "--lang", "en"], ["Yamagata City"]),
        (["--template", "missing.pptx"], ["missing.pptx"]),
        (["--story", "missing.json"], ["missing.json"]),
    ],
)
def test_what_does_not_exist_is_named_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: list[str]
) -> None:
    out = tmp_path / "deck.pptx"
    assert export(out, *options) == 1
    message = capsys.readouterr().err
    assert all(word in message for word in said), message
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("text", ["{", "[]", json.dumps({"format": "clairviz-story-1", "scenes": []})])
def test_a_file_that_is_no_story_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    story = tmp_path / "story.json"
    story.write_text(text, encoding="utf-8")
    assert export(tmp_path / "deck.pptx", "--story", str(story)) == 1
    assert "story.json" in capsys.readouterr().err
    assert not (tmp_path / "deck.pptx").exists()


def test_a_template_that_is_none_and_a_folder_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "template.pptx"
    template.write_bytes(b"no")
    assert export(tmp_path / "deck.pptx", "--template", str(template), "--lang", "en") == 1
    assert "not a PowerPoint file" in capsys.readouterr().err
    assert export(tmp_path / "none" / "deck.pptx") == 1
    assert "deck.pptx" in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["template.pptx"]


def run(*options: str) -> int:
    return main(["export", *options])


def test_the_form_follows_the_name(tmp_path: Path) -> None:
    for name in FORMATS:
        out = tmp_path / f"kyoto.{name}"
        assert run("--out", str(out), "--fiscal-year", "2005", "--prefecture", "26") == 0
        assert out.stat().st_size > 500
    rows = (tmp_path / "kyoto.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 4
    assert rows[0].startswith("project_id,fiscal_year,local_government_code")


def test_a_folder_gets_a_file_named_after_selection_and_day(tmp_path: Path) -> None:
    assert run("--format", "csv", "--out", str(tmp_path), "--year", "H17", "--headings", "words") == 0
    (file,) = tmp_path.iterdir()
    assert file.name == f"clairviz_2005_{date.today().isoformat()}.csv"
    assert file.read_text(encoding="utf-8-sig").startswith("事業ID,")


@pytest.mark.parametrize("name", FORMATS)
def test_no_result_is_said_and_is_not_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run("--out", str(tmp_path / f"none.{name}"), "--query", "zzz", "--lang", "en") == 1
    assert "No project fits" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "options",
    [
        ["--out", "x.pdf"],
        ["--out", "x"],
        ["--format", "json", "--out", "x.json", "--encoding", "cp932"],
        ["--out", "x.csv", "--template", "t.pptx"],
        ["--out", "x.html", "--rows", "marks"],
        ["--format", "csv"],
        ["--out", "x.csv", "--nonsense"],
        ["--out", "x.csv", "--rows", "everything"],
    ],
)
def test_wrong_usage_is_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        run(*options)
    assert end.value.code == 2
    assert "使い方：" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


def test_the_place_is_checked_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never() -> None:
        raise AssertionError("the work was begun")

    monkeypatch.setattr(database, "ensure", never)
    assert run("--out", str(tmp_path / "none" / "x.csv"), "--lang", "en") == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(("lang", "word"), [("ja", "出力先"), ("en", "file to write")])
@pytest.mark.parametrize("first", [True, False])
def test_help_in_both_languages(
    capsys: pytest.CaptureFixture[str], lang: str, word: str, first: bool
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--lang", lang, "export", "--help"] if first else ["export", "--help", f"--lang={lang}"])
    assert end.value.code == 0
    assert word in capsys.readouterr().out


def test_cp932_says_what_is_lost(tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    assert run("--out", str(out), "--encoding", "cp932", "--headings", "words") == 0
    assert out.read_bytes().decode("cp932").startswith("事業ID,")
