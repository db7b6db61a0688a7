"""The look of figures of HTML and what they say to a pointer, wherever they are drawn."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def figure_style() -> str:
    """The style sheet of every figure of HTML."""
    return "".join((_FOLDER / name).read_text(encoding="utf-8") for name in ("figures.css", "axis.css"))


@cache
def tip_script() -> str:
    """The constant script that shows what ``data-tip`` says and lights up marks of one ``data-code``."""
    return (_FOLDER / "tips.js").read_text(encoding="utf-8")
