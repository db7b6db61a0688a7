"""The command line as a whole: what is loaded, and what a wrong or empty line is answered."""

import subprocess
import sys

import pytest

from clairviz.__main__ import COMMANDS, main


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
