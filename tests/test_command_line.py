"""The command line as a whole: what is loaded, and what a wrong or empty line is answered."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from clairviz.__main__ import COMMANDS, main
from clairviz.base.i18n import translator
from clairviz.commands.output import check_place, not_read, not_written


@pytest.mark.parametrize("words", [[], ["buidl"], ["--lang", "en"]])
def test_a_wrong_line_is_answered_with_the_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "python -m clairviz" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_help_lists_every_command(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", lang, "--help"])
    said = capsys.readouterr().out
    assert all(f"\n    {command} " in said for command in COMMANDS)


def test_a_build_loads_nothing_that_draws() -> None:
    script = (
        "import sys; from clairviz.__main__ import main\n"
        "try: main(['build', '--help'])\nexcept SystemExit: pass\n"
        "print(*({'plotly', 'pptx', 'streamlit', 'xlsxwriter'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""


def _writers(out: str, tmp_path: Path) -> dict[str, list[str]]:
    """Every command that writes a file where it is told to, with what it needs to go on."""
    plans = tmp_path / "plans.csv"
    plans.write_text("事業名,助成対象経費\nA,1000000\n", encoding="utf-8")
    return {
        "export": ["export", "--format", "csv", "--out", out],
        "query": ["query", "SELECT 1", "--format", "csv", "--out", out],
        "template": ["template", "--out", out],
        "report": ["import", str(plans), "--dry-run", "--report", out],
        "batch": ["simulate", "--batch", str(plans), "--out", out],
    }


@pytest.mark.parametrize("command", ["export", "query", "template", "report", "batch"])
def test_a_place_that_cannot_be_written_is_refused_in_words_before_the_work(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {tmp_path / "nowhere" / "a.csv": "the folder does not exist"}
    if command not in ("export", "query"):  # these two name a file of their own in a folder
        places[tmp_path / "folder.csv"] = "it is a folder"
        (tmp_path / "folder.csv").mkdir()
    for place, reason in places.items():
        before = sorted(tmp_path.rglob("*"))
        assert main(["--lang", "en", *_writers(str(place), tmp_path)[command]]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.strip() == f"{place} cannot be written: {reason}"
        assert [each for each in sorted(tmp_path.rglob("*")) if each not in before] in (
            [],
            [tmp_path / "plans.csv"],
        )


def test_what_stands_in_the_way_of_a_file_is_said_in_the_language_of_the_reader(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("kept")
    check_place(file)
    assert file.read_text() == "kept"
    assert list(tmp_path.iterdir()) == [file]
    error = PermissionError(errno.EACCES, "Permission denied", str(file))
    assert not_written(file, error, translator("ja")) == f"{file} に書き込めません：権限がありません"
    assert not_read(file, OSError(errno.EIO, "odd"), translator("en")) == f"{file} cannot be read: odd"
