"""The command `export`: what it writes, and what it refuses without writing."""

import json
import os
from pathlib import Path

import pytest
from pptx import Presentation

from clairviz.__main__ import main
from clairviz.report import Story
from clairviz.report.story import to_text
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
        ("c", ["--exclude-year", "H17"]),
    ):
        assert export(tmp_path / f"{name}.pptx", *options) == 0
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
